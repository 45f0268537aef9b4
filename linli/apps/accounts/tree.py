"""Acts that change the tree of organisations: correcting, moving, merging, closing; each with its date and reason.

Paths say whose area something lies in, so each act moves the whole subtree at once, under a lock on the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from linli.apps.accounts.actors import Actor, appointments_on
from linli.apps.accounts.journal import record
from linli.apps.accounts.models import ADMINISTRATIVE, Organisation, OrganisationKind
from linli.apps.accounts.permissions import may_manage_accounts, require
from linli.apps.accounts.refusals import ChangedMeanwhileError, ConflictError, RefusalError
from linli.integrations.credit_codes import credit_code as plain_credit_code
from linli.integrations.pinyin import pinyin_key

CORRECTABLE = ("name", "kind", "policy_role", "credit_code")
_LONGEST_PATH = 255
_NAMES_SHOWN = 8


def lock_tree() -> None:
    """Until the end of the transaction nobody else changes the tree (SQLite writes one at a time anyway)."""
    list(Organisation.objects.select_for_update().filter(parent__isnull=True).order_by("pk"))


def own_area_path(kind: str, path: str, parent: Organisation | None) -> str:
    """The area that a body of this kind at ``path`` answers for."""
    return path if parent is None or kind in ADMINISTRATIVE else parent.area_path


def plain_code(text: str) -> str:
    """A credit code in its plain form, empty if none. Raises RefusalError when its check digit is wrong."""
    if not text.strip():
        return ""
    try:
        return plain_credit_code(text)
    except ValueError as exc:
        raise RefusalError(_("统一社会信用代码不对，请对照营业执照或登记证书核对。")) from exc


def _fresh(organisation: Organisation) -> Organisation:
    """The row as it stands under the lock. Raises RefusalError once it is closed."""
    standing = Organisation.objects.select_related("parent").get(pk=organisation.pk)
    if standing.closed_on is not None:
        raise RefusalError(_("「%(name)s」已经撤销，不能再改。") % {"name": standing.name})
    return standing


def _needs_reason(reason: str) -> str:
    if not reason.strip():
        raise RefusalError(_("请写明理由：以后查记录的人要看得懂。"))
    return reason.strip()


def _place_subtree(top: Organisation) -> None:
    """Write the paths of ``top`` and of everything below it anew."""
    old = top.path
    nodes = list(Organisation.objects.filter(path__startswith=old).exclude(pk=top.pk).order_by("path"))
    top.path = f"{top.parent.path if top.parent else '/'}{top.pk}/"
    top.area_path = own_area_path(top.kind, top.path, top.parent)
    placed = {top.pk: top}
    for node in nodes:
        parent = placed[node.parent_id or 0]
        node.path = f"{parent.path}{node.pk}/"
        node.area_path = own_area_path(node.kind, node.path, parent)
        placed[node.pk] = node
    if any(len(node.path) > _LONGEST_PATH for node in placed.values()):
        raise RefusalError(_("层级太深，放不下。"))
    Organisation.objects.bulk_update(placed.values(), ["path", "area_path"], batch_size=200)


def _save(organisation: Organisation, fields: Iterable[str]) -> None:
    organisation.version += 1
    try:
        with transaction.atomic():
            organisation.save(update_fields=[*fields, "version"])
    except IntegrityError as exc:
        raise ConflictError(
            _("这里已有同名机构，或同一统一社会信用代码的机构：「%(name)s」。") % {"name": organisation.name}
        ) from exc


@transaction.atomic
def correct_organisation(
    *,
    actor: Actor,
    now: datetime,
    organisation: Organisation,
    version: int,
    changes: Mapping[str, str],
    reason: str,
) -> Organisation:
    """Put an entry right. ``version``: the one that was read; ``changes``: any of `CORRECTABLE`.

    Raises ChangedMeanwhileError when somebody saved since, ConflictError when the name or code is taken.
    """
    lock_tree()
    standing = _fresh(organisation)
    require(may_manage_accounts, actor, standing)
    why = _needs_reason(reason)
    if standing.version != version:
        raise ChangedMeanwhileError(standing)
    before = {name: getattr(standing, name) for name in CORRECTABLE}
    after = {**before, **_plain(changes)}
    changed = [name for name in CORRECTABLE if before[name] != after[name]]
    if not changed:
        return standing
    for name in changed:
        setattr(standing, name, after[name])
    standing.name_key = pinyin_key(standing.name)
    _save(standing, [*changed, "name_key"])
    if "kind" in changed:
        _place_subtree(standing)
    labels = {name: str(Organisation._meta.get_field(name).verbose_name) for name in CORRECTABLE}  # type: ignore[union-attr] # noqa: SLF001
    body = {
        "name": standing.name,
        "fields": "、".join(labels[name] for name in changed),
        "before": {name: before[name] for name in changed},
        "after": {name: after[name] for name in changed},
    }
    record(actor=actor, now=now, kind="accounts.organisation.corrected", subject=standing, body=body, reason=why)
    return standing


def _plain(changes: Mapping[str, str]) -> dict[str, Any]:
    unknown = set(changes) - set(CORRECTABLE)
    if unknown:
        raise ValueError(f"not correctable: {sorted(unknown)}")
    plain: dict[str, Any] = {name: value.strip() for name, value in changes.items()}
    if "kind" in plain:
        plain["kind"] = OrganisationKind(plain["kind"]).value
    if "credit_code" in plain:
        plain["credit_code"] = plain_code(plain["credit_code"])
    if plain.get("name") == "":
        raise RefusalError(_("请写名称。"))
    return plain


@transaction.atomic
def move_organisation(
    *, actor: Actor, now: datetime, organisation: Organisation, to_parent: Organisation, on: date, reason: str
) -> Organisation:
    """Put a body with all below it under another one; from the act on the areas follow. ``on``: the official day."""
    lock_tree()
    standing, parent = _fresh(organisation), _fresh(to_parent)
    require(may_manage_accounts, actor, standing)
    require(may_manage_accounts, actor, parent)
    why = _needs_reason(reason)
    if standing.parent is None:
        raise RefusalError(_("最上一级不能划归别的机构。"))
    if parent.path.startswith(standing.path):
        raise RefusalError(_("不能划归它自己或它的下级。"))
    if parent.pk == standing.parent_id:
        raise RefusalError(_("它已经在「%(parent)s」之下。") % {"parent": parent.name})
    before = standing.parent
    standing.parent = parent
    _save(standing, ["parent"])
    _place_subtree(standing)
    body = {
        "name": standing.name,
        "from_parent": before.name,
        "to_parent": parent.name,
        "from_id": before.pk,
        "to_id": parent.pk,
        "on": on.isoformat(),
    }
    record(actor=actor, now=now, kind="accounts.organisation.moved", subject=standing, body=body, reason=why)
    return standing


def _names(found: Iterable[str]) -> str:
    every = list(found)
    return "、".join(every[:_NAMES_SHOWN]) + (" …" if len(every) > _NAMES_SHOWN else "")


def _refuse_while_held(organisation: Organisation, on: date) -> None:
    """Nobody loses a post by the way: appointments are ended first, each as an act of its own."""
    held = appointments_on(on).filter(post__organisation=organisation).select_related("post").order_by("post_id")
    titles = list(dict.fromkeys(one.post.title for one in held))
    if titles:
        raise RefusalError(_("还有人担任这里的职务（%(posts)s），请先办理卸任。") % {"posts": _names(titles)})


@transaction.atomic
def merge_organisation(
    *, actor: Actor, now: datetime, organisation: Organisation, into: Organisation, on: date, reason: str
) -> Organisation:
    """``organisation`` goes into ``into`` and is closed. It keeps its place in the history, below the other; what lies
    in its area (communities, compounds) is in the other's area from then on.

    Raises RefusalError while somebody holds a post in it.
    """
    lock_tree()
    standing, target = _fresh(organisation), _fresh(into)
    require(may_manage_accounts, actor, standing)
    require(may_manage_accounts, actor, target)
    why = _needs_reason(reason)
    if standing.parent is None or target.path.startswith(standing.path):
        raise RefusalError(_("不能并入它自己或它的下级，最上一级也不能并入别的机构。"))
    _refuse_while_held(standing, on)
    before = standing.parent
    standing.parent, standing.closed_on = target, on
    _save(standing, ["parent", "closed_on"])
    _place_subtree(standing)
    children = list(standing.children.filter(closed_on__isnull=True))
    for child in children:
        child.parent = target
        _save(child, ["parent"])
        _place_subtree(child)
    standing.posts.filter(closed_on__isnull=True).update(closed_on=on)
    body = {
        "name": standing.name,
        "into": target.name,
        "into_id": target.pk,
        "from_id": before.pk,
        "children": [child.pk for child in children],
        "on": on.isoformat(),
    }
    record(actor=actor, now=now, kind="accounts.organisation.merged", subject=standing, body=body, reason=why)
    return standing


@transaction.atomic
def close_organisation(
    *, actor: Actor, now: datetime, organisation: Organisation, on: date, reason: str
) -> Organisation:
    """A body ceases to be; its history stays. Raises RefusalError while something below it or a holder remains."""
    lock_tree()
    standing = _fresh(organisation)
    require(may_manage_accounts, actor, standing)
    why = _needs_reason(reason)
    children = standing.children.filter(closed_on__isnull=True).values_list("name", flat=True)
    if children:
        raise RefusalError(_("它下面还有机构（%(names)s），请先划归别处或撤销。") % {"names": _names(children)})
    _refuse_while_held(standing, on)
    standing.closed_on = on
    _save(standing, ["closed_on"])
    standing.posts.filter(closed_on__isnull=True).update(closed_on=on)
    body = {"name": standing.name, "on": on.isoformat()}
    record(actor=actor, now=now, kind="accounts.organisation.closed", subject=standing, body=body, reason=why)
    return standing
