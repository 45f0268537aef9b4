"""What may differ between two places where linli runs: one typed table, read from the environment and nowhere else.

`docs/settings.md` is written from this table (a test compares the two), so what is not here does not exist.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from linli.config.reading import address, capabilities, issuer, mail, profile, wecom
from linli.core.faults import BadInput, Fault
from linli.core.wording import say


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: how it is read, what stands when it is absent, and what it is for (both languages)."""

    name: str
    kind: str
    read: Callable[[str], Any]
    default: str
    zh: str
    en: str


class SettingError(BadInput):
    """One or several settings cannot be read; each is named with what was found and what is expected."""


def _yes_no(text: str) -> bool:
    known = {"1": True, "yes": True, "true": True, "on": True, "0": False, "no": False, "false": False, "off": False}
    try:
        return known[text.lower()]
    except KeyError:
        raise ValueError(say("config.yes_no")) from None


def _maybe_yes_no(text: str) -> bool | None:
    return _yes_no(text) if text else None


def _names(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _maybe_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(say("config.day")) from None


def _count(text: str) -> int:
    if not text.isdecimal():
        raise ValueError(say("config.count"))
    return int(text)


def _maybe_count(text: str) -> int | None:
    return _count(text) if text else None


def _folder(text: str) -> Path:
    return Path(text).expanduser().absolute()


def _maybe_file(text: str) -> Path | None:
    return _folder(text) if text else None


def _algorithms(text: str) -> str:
    if text not in ("international", "sm"):
        raise ValueError("international 或 sm")
    return text


def _months(text: str) -> dict[str, int]:
    found = {}
    for part in _names(text):
        name, equals, months = part.partition("=")
        if not (equals and name.isidentifier() and months.isdecimal()):
            raise ValueError(say("config.months"))
        found[name] = int(months)
    return found


def _level(text: str) -> str:
    if text.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError(say("config.level"))
    return text.upper()


def _language(text: str) -> str:
    if text not in ("zh", "en"):
        raise ValueError("zh, en")
    return text


def _user_data_folder() -> str:
    return str(Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share") / "linli")


TABLE: tuple[Setting, ...] = (
    Setting(
        "LINLI_DATA_DIR", "folder", _folder, "~/.local/share/linli",
        "数据目录：内嵌数据库、密钥、本地政策包（policies/）和上传的文件都在这里。",
        "Data folder: the embedded database, the key, local policy packages (policies/) and uploaded files live here.",
    ),
    Setting(
        "LINLI_DATABASE_URL", "text", str, "",
        "数据库地址，如 postgresql://user:password@host/linli；留空则用数据目录里的内嵌 SQLite。",
        "Database address such as postgresql://user:password@host/linli; empty: embedded SQLite in the data folder.",
    ),
    Setting(
        "LINLI_SECRET_KEY", "text", str, "",
        "签名密钥，至少 50 个随机字符；留空且用内嵌数据库时，自动生成在数据目录里。",
        "Signing key of at least 50 random characters; empty with the embedded database: generated in the data folder.",
    ),
    Setting(
        "LINLI_KEYS_FILE", "file", _maybe_file, "",
        "密钥文件（加密个人信息、签名检查点），放在数据库和备份之外；留空为数据目录里的 keys/linli.keys。"
        "内嵌数据库和培训模式首次启动时自动生成，正式环境用 `linli keys make` 生成。",
        "Key file (sealed personal data, signed checkpoints), outside the database and its backups; empty: "
        "keys/linli.keys in the data folder. Made at first start when embedded or training; otherwise by "
        "`linli keys make`.",
    ),
    Setting(
        "LINLI_CRYPTO", "international/sm", _algorithms, "international",
        "新密钥的算法：international 为 AES-256-GCM 与 HMAC-SHA-256，sm 为国密 SM4-GCM 与 HMAC-SM3。"
        "每个密文都带算法编号，旧的照样能读。",
        "Algorithms of new keys: international is AES-256-GCM and HMAC-SHA-256, sm is SM4-GCM and HMAC-SM3. "
        "Every sealed value carries its algorithm, so earlier ones stay readable.",
    ),
    Setting(
        "LINLI_HOSTS", "names", _names, "localhost,127.0.0.1,[::1]",
        "对外使用的主机名，逗号分隔。",
        "Host names under which linli is reached, separated by commas.",
    ),
    Setting(
        "LINLI_HTTPS", "yes/no", _maybe_yes_no, "",
        "是否由 HTTPS 代理转发（安全 Cookie、HSTS）；留空时：只有本机名或培训模式为否，其余为是。",
        "Whether an HTTPS proxy stands in front (secure cookies, HSTS); empty: no for loopback hosts, "
        "debug and training; otherwise yes.",
    ),
    Setting(
        "LINLI_DEBUG", "yes/no", _yes_no, "no",
        "调试页面，只供开发；正式环境必须为 no。",
        "Debug pages, for developers only; must be no in production.",
    ),
    Setting(
        "LINLI_TRAINING", "yes/no", _yes_no, "no",
        "培训模式：允许模拟「今天」，每页都有提示；正式环境必须为 no。",
        "Training mode: a simulated “today” is allowed and shown on every page; must be no in production.",
    ),
    Setting(
        "LINLI_TODAY", "day", _maybe_day, "",
        "培训模式下的「今天」，如 2020-11-20；留空用真实日期。",
        "“Today” in training mode, such as 2020-11-20; empty: the real day.",
    ),
    Setting(
        "LINLI_WAIVE_DURABILITY", "yes/no", _yes_no, "no",
        "书面承担风险：PostgreSQL 没有打开 fsync、full_page_writes、synchronous_commit 或 data_checksums 也照样启动；"
        "`linli check` 仍会指出。",
        "Risk accepted in writing: start although PostgreSQL runs without fsync, full_page_writes, synchronous_commit "
        "or data_checksums; `linli check` still says so.",
    ),
    Setting(
        "LINLI_RETENTION", "class=months", _months, "",
        "个人信息的保存期限（月），覆盖默认值，如 contact=36,staff_contact=12；`linli retention list` 列出各类和依据。",
        "How many months personal data are kept, in place of the defaults, such as contact=36,staff_contact=12; "
        "`linli retention list` shows the classes and their legal base.",
    ),
    Setting(
        "LINLI_DISK_FLOOR_MB", "count", _count, "200",
        "数据目录所在磁盘至少留的空间（MB，小磁盘最多留二十分之一）；低于它就暂停写入，查看照常。",
        "Space kept free on the data folder's disk (MB; of a small disk a twentieth at most); below it nothing is "
        "written, reading goes on.",
    ),
    Setting(
        "LINLI_PROFILE", "profile", profile, "standard",
        "安全口径：standard（按 ASVS），或 dengbao3（等保三级测评常见要求："
        "密码要有大小写、数字和符号，90 天一换，闲置 10 分钟退出）。",
        "Security profile: standard (after ASVS) or dengbao3 (what assessors of level 3 usually ask: passwords of four "
        "kinds of characters, changed every 90 days, sign-out after 10 idle minutes).",
    ),
    Setting(
        "LINLI_SECOND_FACTOR", "names", capabilities, "administrator,finance,office",
        "哪些职责类别必须用动态码登录，逗号分隔；none 表示都不要求。培训模式不要求任何人。",
        "Capabilities whose holders need a second factor, separated by commas; none: nobody. Training asks nobody.",
    ),
    Setting(
        "LINLI_IDLE_MINUTES", "count", _count, "0",
        "多少分钟不用就退出登录；0 表示按安全口径（standard 60，dengbao3 10）。",
        "Minutes without use after which a session ends; 0: by the profile (standard 60, dengbao3 10).",
    ),
    Setting(
        "LINLI_SESSION_HOURS", "count", _count, "12",
        "一次登录最长多少小时。",
        "Longest duration of a session in hours, however busy.",
    ),
    Setting(
        "LINLI_PASSWORD_DAYS", "count", _count, "0",
        "密码多少天后必须更换；0 表示按安全口径（standard 不限，dengbao3 90）。",
        "Age in days at which a password must be changed; 0: by the profile (standard never, dengbao3 90).",
    ),
    Setting(
        "LINLI_INVITATION_DAYS", "count", _count, "14",
        "登录邀请多少天有效。",
        "Days for which an invitation to sign in is good.",
    ),
    Setting(
        "LINLI_PROXIES", "count", _maybe_count, "",
        "前面有几台自己的代理；访问者的网络地址取自 X-Forwarded-For 右起第几个。"
        "留空时：有 HTTPS 代理为 1，否则为 0（不看这个头）。",
        "How many proxies of your own stand in front: the visitor's address is that many from the right in "
        "X-Forwarded-For. Empty: 1 behind HTTPS, otherwise 0 (the header is not looked at).",
    ),
    Setting(
        "LINLI_ADDRESS", "address", address, "",
        "对外的网址，如 https://linli.example.gov.cn；印在信上的链接和二维码以它开头。留空时用打开页面所用的主机名。",
        "Public address such as https://linli.example.gov.cn, with which links on letters begin. Empty: the host name "
        "under which the page was opened.",
    ),
    Setting(
        "LINLI_MAIL", "address", mail, "",
        "发信服务器，如 smtp+tls://用户:密码@mail.example.gov.cn:587；留空则不发信，忘记密码找系统管理员。",
        "Mail server such as smtp+tls://user:password@mail.example.gov.cn:587 (also smtp:// and smtps://); empty: no "
        "mail, forgotten passwords go through the administrator.",
    ),
    Setting(
        "LINLI_MAIL_FROM", "text", str, "",
        "发信人地址；设了 LINLI_MAIL 就要填。",
        "Sender of mails; needed with LINLI_MAIL.",
    ),
    Setting(
        "LINLI_OIDC_ISSUER", "address", issuer, "",
        "城市统一身份系统（OpenID Connect）的发行者网址；留空则不用。",
        "Issuer of the city's identity system (OpenID Connect); empty: not used.",
    ),
    Setting(
        "LINLI_OIDC_CLIENT_ID", "text", str, "",
        "在统一身份系统登记的客户端编号；回调网址是 LINLI_ADDRESS 加 /sign-in/with/oidc/back/。",
        "Client id registered there; the redirect address is LINLI_ADDRESS with /sign-in/with/oidc/back/.",
    ),
    Setting(
        "LINLI_OIDC_CLIENT_SECRET", "text", str, "",
        "客户端密钥。",
        "Client secret.",
    ),
    Setting(
        "LINLI_OIDC_CLAIM", "text", str, "preferred_username",
        "令牌里哪一项是这里的账号名；只认已有的账号，不开新账号，不给权限。",
        "Which claim is the account's name here; only accounts that exist are opened, no rights are ever made.",
    ),
    Setting(
        "LINLI_OIDC_TITLE", "text", str, "统一身份认证",
        "登录页上按钮的字。",
        "Words on the button of the sign-in page.",
    ),
    Setting(
        "LINLI_OIDC_STRONG", "yes/no", _yes_no, "no",
        "统一身份系统自己是否要求第二个因素；yes 时这里不再要动态码。",
        "Whether the identity system itself asks for a second factor; yes: none is asked here.",
    ),
    Setting(
        "LINLI_WECOM", "ids", wecom, "",
        "企业微信扫码登录：企业编号:应用编号:应用密钥；成员账号要与这里的账号名相同。留空则不用。",
        "Sign-in by WeCom, as corp id:agent id:secret; member ids must equal account names here. Empty: not used.",
    ),
    Setting(
        "LINLI_UPLOAD_MB", "count", _count, "50",
        "上传文件的大小上限（MB）。",
        "Largest upload, in MB.",
    ),
    Setting(
        "LINLI_WORKERS", "count", _count, "0",
        "网页进程数；0 表示按处理器数决定。",
        "Number of web processes; 0: decided by the number of processors.",
    ),
    Setting(
        "LINLI_WORKER_BESIDE", "yes/no", _maybe_yes_no, "",
        "启动网页服务时，旁边是否带一个办理后台任务的进程；留空时：内嵌数据库带，"
        "PostgreSQL 不带（另外运行 `linli worker`）。",
        "Whether serving the pages starts a worker for background jobs beside it; empty: yes with the embedded "
        "database, no with PostgreSQL (run `linli worker` on its own).",
    ),
    Setting(
        "LINLI_LANGUAGE", "zh/en", _language, "zh",
        "命令行说中文（zh）还是英文（en）；某一条命令可用 --language 另定。网页的语言由各人自己选。",
        "Whether the command line speaks Chinese (zh) or English (en); --language overrides it. "
        "On the pages everybody chooses for themselves.",
    ),
    Setting(
        "LINLI_LOG_LEVEL", "level", _level, "INFO",
        "日志级别：DEBUG、INFO、WARNING 或 ERROR。日志里不写个人信息。",
        "Log level: DEBUG, INFO, WARNING or ERROR. Logs hold no personal data.",
    ),
    Setting(
        "LINLI_RECORD_NAME", "text", str, "",
        "写在存证点上的出处，如 linli.example.gov.cn；留空则由签名公钥推出，定了就不要再改。",
        "Origin on checkpoints, such as linli.example.gov.cn; empty: from the signing key. Never change it later.",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Environment:
    """The environment, read. Field names are the settings' names without ``LINLI_``, in lower case."""

    data_dir: Path
    database_url: str
    secret_key: str
    keys_file: Path | None
    crypto: str
    hosts: list[str]
    https: bool | None
    debug: bool
    training: bool
    today: date | None
    waive_durability: bool
    retention: dict[str, int]
    disk_floor_mb: int
    profile: str
    second_factor: list[str]
    idle_minutes: int
    session_hours: int
    password_days: int
    invitation_days: int
    proxies: int | None
    address: str
    mail: str
    mail_from: str
    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret: str
    oidc_claim: str
    oidc_title: str
    oidc_strong: bool
    wecom: tuple[str, ...]
    upload_mb: int
    workers: int
    worker_beside: bool | None
    language: str
    log_level: str
    record_name: str


def read_environment(environ: Mapping[str, str]) -> Environment:
    """Every setting of ``TABLE`` out of ``environ``. Raises SettingError naming all that cannot be read."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for setting in TABLE:
        text = environ.get(setting.name, "").strip() or setting.default
        if setting.name == "LINLI_DATA_DIR" and text == setting.default:
            text = _user_data_folder()
        try:
            values[setting.name.removeprefix("LINLI_").lower()] = setting.read(text)
        except ValueError as exc:
            faults.append(Fault(say("config.setting"), file=setting.name, found=text, expected=str(exc)))
    if faults:
        raise SettingError(faults)
    return Environment(**values)


def settings_page() -> str:
    """The text of ``docs/settings.md``."""
    rows = [
        f"| `{s.name}` | {s.kind} | {f'`{s.default}`' if s.default else '–'} | {s.zh}<br>{s.en} |"
        for s in TABLE
    ]  # fmt: skip
    head = [
        "# Settings / 设置",
        "",
        "All settings come from the environment. This page is written from `linli/config/environment.py`;",
        "a test keeps the two equal. `linli check` refuses an unsafe combination and says what to do.",
        "",
        "| name | kind | default | 用途 / purpose |",
        "|---|---|---|---|",
    ]
    return "\n".join(head + rows) + "\n"
