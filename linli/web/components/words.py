"""The words for states, with the icon that goes with each: a state is never told by colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class StateWord:
    label: str | Promise
    icon: str


STATE_WORDS: dict[str, StateWord] = {
    "done": StateWord(_("已完成"), "check"),
    "open": StateWord(_("进行中"), "circle-dot"),
    "early": StateWord(_("提前有材料"), "fast-forward"),
    "locked": StateWord(_("未到"), "lock"),
    "late": StateWord(_("逾期"), "triangle-alert"),
    "pending": StateWord(_("待认定"), "circle-question-mark"),
    "settled": StateWord(_("已认定"), "circle-check"),
    "ok": StateWord(_("正常"), "check"),
    "warn": StateWord(_("留意"), "triangle-alert"),
    "bad": StateWord(_("有误"), "circle-x"),
}

#: how an attempt to come in ended, and how that looks
ATTEMPT_WORDS: dict[str, str | Promise] = {
    "came_in": _("进入"),
    "halfway": _("密码对，等动态码"),
    "wrong": _("密码不对"),
    "wrong_code": _("动态码不对"),
    "wait": _("次数过多，要等"),
    "refused": _("身份系统没有认可"),
}
ATTEMPT_LOOKS = {"came_in": ("done", "check"), "halfway": ("pending", "circle-dot")}
