"""Who may do what with organisations, posts and people; and the words every app's predicates are written in.

A predicate is ``may_<verb>(actor, thing) -> bool``, denied by default, and carries the sentence shown to those
it denies.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import Capability, Organisation, Post
from linli.apps.accounts.refusals import NotPermittedError

Predicate = TypeVar("Predicate", bound=Callable[..., bool])
_sentences: dict[str, str | Promise] = {}


def sentence(words: str | Promise) -> Callable[[Predicate], Predicate]:
    """Give a predicate the sentence that is shown when it says no."""

    def attach(predicate: Predicate) -> Predicate:
        _sentences[f"{predicate.__module__}.{predicate.__qualname__}"] = words
        return predicate

    return attach


def sentence_of(predicate: Callable[..., bool]) -> str | Promise:
    """Raises KeyError for a predicate without a sentence."""
    return _sentences[f"{predicate.__module__}.{predicate.__qualname__}"]


def require(predicate: Callable[..., bool], actor: Actor, *things: Any, **more: Any) -> None:
    """Raises NotPermittedError with the predicate's sentence when it says no."""
    if not predicate(actor, *things, **more):
        raise NotPermittedError(sentence_of(predicate))


@sentence(_("机构、职务和账号由本辖区的系统管理员维护。"))
def may_manage_accounts(actor: Actor, organisation: Organisation | None) -> bool:
    """``organisation``: the one concerned; None: a new one at the top, which only the command line may make."""
    if organisation is None:
        return actor.is_console
    return actor.has(Capability.ADMINISTRATOR) and actor.covers(organisation.path)


@sentence(_("这一页由系统管理员使用。"))
def may_administer(actor: Actor) -> bool:
    """Whether the pages for keeping organisations and people are for this post at all."""
    return actor.has(Capability.ADMINISTRATOR)


@sentence(_("委托代行由任职者本人（不是代行者）或本辖区的系统管理员登记。"))
def may_mandate(actor: Actor, post: Post) -> bool:
    """Somebody who acts by mandate never passes it on."""
    if actor.mandate is not None:
        return False
    return (actor.post is not None and actor.post.pk == post.pk) or may_manage_accounts(actor, post.organisation)


@sentence(_("要担任职务才能查看。"))
def may_enter(actor: Actor) -> bool:
    """Anybody who holds a post."""
    return actor.area_path is not None
