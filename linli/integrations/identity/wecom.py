"""WeCom (企业微信): sign-in by the enterprise's application. The member's id, given by the enterprise, is the name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from linli.integrations.identity.answers import Asked, Identity, IdentityError
from linli.integrations.identity.fetching import fetch

LONGEST_NAME = 150


@dataclass(frozen=True)
class WeCom:
    """``door`` and ``api``: WeCom's own addresses, or those of a private installation."""

    corp_id: str
    agent_id: str
    secret: str
    title: str = "企业微信"
    id: str = "wecom"
    door: str = "https://login.work.weixin.qq.com"
    api: str = "https://qyapi.weixin.qq.com"

    def address(self, asked: Asked) -> str:
        wanted = {
            "login_type": "CorpApp", "appid": self.corp_id, "agentid": self.agent_id, "redirect_uri": asked.back,
            "state": asked.state,
        }  # fmt: skip
        return f"{self.door}/wwlogin/sso/login?{urlencode(wanted)}"

    def identity(self, asked: Asked, code: str) -> Identity:  # noqa: ARG002 -- WeCom knows no PKCE and no nonce
        token = self._asked("/cgi-bin/gettoken", corpid=self.corp_id, corpsecret=self.secret).get("access_token", "")
        found = self._asked("/cgi-bin/auth/getuserinfo", access_token=str(token), code=code)
        name = found.get("userid") or found.get("UserId")
        if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
            raise IdentityError("no member of the enterprise")
        return Identity(self.id, name)

    def _asked(self, path: str, **wanted: str) -> dict[str, Any]:
        answer = fetch(f"{self.api}{path}?{urlencode(wanted)}")
        if answer.get("errcode", 0) != 0:
            raise IdentityError(f"WeCom refuses: {answer.get('errcode')}")
        return answer
