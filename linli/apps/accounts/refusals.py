"""How a service says no: a sentence for the person who asked, never a bare code."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class RefusalError(Exception):
    """The act cannot be done as asked. ``sentence``: why and what to do, in the reader's language when shown."""

    def __init__(self, sentence: str | Promise) -> None:
        self.sentence = sentence
        super().__init__(sentence)

    def __str__(self) -> str:
        return str(self.sentence)


class NotPermittedError(RefusalError):
    """This post may not do that to this thing."""


class ConflictError(RefusalError):
    """Somebody else was first, or the thing has changed since it was read."""


class ChangedMeanwhileError(ConflictError):
    """Somebody saved the thing after this person had read it. ``current``: the thing as it stands now."""

    def __init__(self, current: Any) -> None:
        self.current = current
        super().__init__(_("您打开以后，有人改过并保存了。请比较两边的改动，再决定怎样保存。"))


class NotFoundError(Exception):
    """There is no such thing for this viewer: it does not exist, or it is somebody else's. Pages answer 404."""
