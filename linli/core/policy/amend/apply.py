"""Applying changes to a package as written, before it is understood: so every fault keeps its file and line."""

from __future__ import annotations

import copy
import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from linli.core.faults import Fault
from linli.core.policy.amend.following import placed
from linli.core.policy.amend.steps import Step
from linli.core.policy.amend.targets import at, known_ids, names, resolve
from linli.core.policy.catalogue_sheet import parse_requirement, parse_value
from linli.core.policy.files import Draft
from linli.core.policy.model import Package
from linli.core.policy.model.part import CitedPart
from linli.core.policy.scalars import anchor_source
from linli.core.policy.sheets import did_you_mean
from linli.core.policy.textyaml import Keys, Place
from linli.core.wording import listed, say


@dataclass(slots=True)
class _Work:
    """A draft under change. corrected: target -> what errata took away, which an amendment may still have meant;
    strict: what an amendment says to stand there must stand there (not so where only some of them apply)."""

    draft: Draft
    strict: bool
    corrected: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def applied(draft: Draft, steps: Iterable[Step], *, strict: bool = True) -> Draft:
    """``draft`` with the steps applied in their order; the original stays as it was. Its faults are collected in it.

    The digest of the result is made of the original's and of what each step says; without steps it is the original's.
    """
    steps = list(steps)
    if not steps:
        return draft
    fresh = Draft(draft.directory, copy.deepcopy(draft.tree), dict(draft.places), dict(draft.keys), list(draft.faults))
    fresh.digest = _digest(draft, steps)
    work = _Work(fresh, strict)
    for step in steps:
        _apply(work, step)
    fresh.faults += work.faults
    return fresh


def _digest(draft: Draft, steps: list[Step]) -> str:
    """Order plays no part: the same changes applied make the same edition."""
    said = sorted(step.digest for step in steps)
    return hashlib.sha256("\0".join([draft.digest, *said]).encode()).hexdigest()


def _apply(work: _Work, step: Step) -> None:
    if step.kind == "amendment":
        _register_source(work, step)
    if step.op == "settle":
        _settle(work, step)
        return
    paths = resolve(work.draft.tree, step.target)
    if not paths and step.op == "insert":
        _insert_key(work, step)
        return
    if len(paths) != 1:
        _not_found(work, step, paths)
        return
    {"replace": _replace, "insert": _insert, "repeal": _repeal}[step.op](work, step, paths[0])


def _not_found(work: _Work, step: Step, paths: list[Keys]) -> None:
    if not work.strict:
        return
    if paths:
        expected = listed(f"{path[0]}:{step.target}" for path in paths)
        work.faults.append(
            step.fault(
                say("amend.ambiguous"), "target", found=step.target, expected=expected, hint=say("amend.ambiguous_hint")
            )
        )
        return
    hint = did_you_mean(step.target.split(".")[0], known_ids(work.draft.tree))
    message = say("amend.not_found")
    work.faults.append(step.fault(message, "target", found=step.target, hint=hint))


# -- replace -----------------------------------------------------------------------------------------------------------


def _replace(work: _Work, step: Step, path: Keys) -> None:
    if step.now is None:
        work.faults.append(step.fault(say("amend.replace_now"), "op"))
        return
    standing = at(work.draft.tree, path)
    if isinstance(standing, dict) and isinstance(step.now, str) and "on" in standing:
        path = (*path, "on")
        standing = standing["on"]
    if not _stands(work, step, path, standing):
        return
    if step.kind == "erratum":
        work.corrected[step.target] = standing
    now = _read(path, step.now)
    if isinstance(standing, dict) and isinstance(now, dict) and step.cite and "cite" in standing and "cite" not in now:
        now["cite"] = list(step.cite)
        _write(work, step, path, now)
        return
    _write(work, step, path, now)
    _cite(work, step, path)


def _stands(work: _Work, step: Step, path: Keys, standing: Any) -> bool:
    """Whether what the change says to stand there does; a fault if not."""
    if step.was is None or not work.strict:
        return True
    told = _read(path, step.was)
    if _same(told, standing) or (step.target in work.corrected and _same(told, work.corrected[step.target])):
        return True
    message = say("amend.not_as_said")
    work.faults.append(step.fault(message, "was", found=_show(step.was), expected=_show(standing),
                                  hint=say("amend.reads_now", place=_where(work.draft.place(path)))))  # fmt: skip
    return False


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        own = {key: value for key, value in one.items() if key != "line"}
        theirs = {key: value for key, value in other.items() if key in own or key not in ("line", "cite")}
        return own.keys() == theirs.keys() and all(_same(own[key], theirs[key]) for key in own)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, str) and isinstance(other, str):
        return parse_value(_plain(one)) == parse_value(_plain(other))
    return bool(one == other)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _show(value: Any) -> str:
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= 80 else text[:77] + "…"


def _where(place: Place) -> str:
    return say("amend.place", file=place.file, line=place.line)


def _read(path: Keys, value: Any) -> Any:
    """A value in the words of the tree: the catalogue's standards are read as in its sheet."""
    value = copy.deepcopy(value)
    if path[:1] == ("items",) and path[-1] in ("standards", "conditions"):
        parts = value if isinstance(value, list) else [value] if value else []
        try:
            return [parse_requirement(part) if isinstance(part, str) else part for part in parts]
        except ValueError:
            return value
    return value


# -- insert and repeal -------------------------------------------------------------------------------------------------


def _insert(work: _Work, step: Step, path: Keys) -> None:
    target = at(work.draft.tree, path)
    if step.now is None:
        work.faults.append(step.fault(say("amend.insert_now"), "op"))
    elif isinstance(target, list):
        _insert_element(work, step, path, target)
    elif work.strict:
        message = say("amend.already")
        work.faults.append(step.fault(message, "target", found=_show(target)))


def _insert_element(work: _Work, step: Step, path: Keys, target: list[Any]) -> None:
    index = len(target)
    if anchor := step.before or step.after:
        found = [number for number, element in enumerate(target) if anchor in names(element)]
        if not found and work.strict:
            key = "before" if step.before else "after"
            known = listed(name for element in target for name in names(element)[:1])
            work.faults.append(step.fault(say("amend.no_entry"), key, found=anchor, expected=known))
            return
        index = (found[0] + (0 if step.before else 1)) if found else index
    now = copy.deepcopy(step.now)
    if isinstance(now, dict):
        if step.cite and "cite" not in now and path != ("items",):
            now["cite"] = list(step.cite)
        if path == ("items",):
            now = {"line": step.place("now").line, **{key: _read(("items", key), value) for key, value in now.items()}}
    _shift(work.draft, path, index, by=1)
    target.insert(index, now)
    _place(work.draft, step, (*path, index), now)


def _insert_key(work: _Work, step: Step) -> None:
    """A word that stands nowhere yet: its owner must."""
    owner, dot, word = step.target.rpartition(".")
    paths = resolve(work.draft.tree, owner) if dot else []
    if not dot and step.target in Package.model_fields and step.now is not None:
        work.draft.tree[step.target] = copy.deepcopy(step.now)
        _place(work.draft, step, (step.target,), step.now)
        return
    if len(paths) != 1 or not isinstance(at(work.draft.tree, paths[0]), dict) or step.now is None:
        _not_found(work, step, paths if len(paths) > 1 else [])
        return
    path = (*paths[0], word)
    _write(work, step, path, _read(path, step.now))
    _cite(work, step, path)


def _repeal(work: _Work, step: Step, path: Keys) -> None:
    if not _stands(work, step, path, at(work.draft.tree, path)):
        return
    owner = at(work.draft.tree, path[:-1])
    if isinstance(owner, list) and isinstance(path[-1], int):
        owner.pop(path[-1])
        _shift(work.draft, path[:-1], path[-1], by=-1)
    elif len(path) == 1:
        work.faults.append(step.fault(say("amend.whole_part"), "target", found=step.target))
    else:
        del owner[path[-1]]
        _cite(work, step, path)


# -- writing with places -----------------------------------------------------------------------------------------------


def _write(work: _Work, step: Step, path: Keys, now: Any) -> None:
    at(work.draft.tree, path[:-1])[path[-1]] = now
    _place(work.draft, step, path, now)


def _place(draft: Draft, step: Step, path: Keys, now: Any) -> None:
    """What was written stands where the step says it."""
    for places in (draft.places, draft.keys):
        for old in [known for known in places if known[: len(path)] == path and len(known) > len(path)]:
            del places[old]
    inside = (*step.path, "now")
    draft.places[path] = step.place("now")
    if not isinstance(now, (dict, list)):
        return
    for target, source in ((draft.places, step.draft.places), (draft.keys, step.draft.keys)):
        for known, place in source.items():
            if known[: len(inside)] == inside and len(known) > len(inside):
                target[(*path, *known[len(inside) :])] = place


def _shift(draft: Draft, path: Keys, index: int, *, by: int) -> None:
    """Moves the places of everything from ``index`` on in the list at ``path``; a removed element's are dropped."""
    depth = len(path)
    for name in ("places", "keys"):
        moved: dict[Keys, Place] = {}
        for known, place in getattr(draft, name).items():
            step = known[depth] if len(known) > depth and known[:depth] == path else None
            if not isinstance(step, int) or step < index:
                moved[known] = place
            elif by > 0 or step > index:
                moved[(*path, step + by, *known[depth + 1 :])] = place
        setattr(draft, name, moved)


def _cite(work: _Work, step: Step, path: Keys) -> None:
    """The changed part cites the clause that changed it, besides its own."""
    if not step.cite:
        return
    tree = work.draft.tree
    for end in range(len(path), 0, -1):
        node = at(tree, path[:end]) if end < len(path) else None
        if not isinstance(node, dict):
            continue
        word = "content_cite" if path[0] == "items" else "cite"
        if word in node or (end == 2 and _is_cited(path[0])) or (end == 1 and "cite" in node):
            node[word] = list(dict.fromkeys([*node.get(word, []), *step.cite]))
            return


def _is_cited(table: str | int) -> bool:
    info = Package.model_fields.get(str(table))
    kinds = getattr(info.annotation, "__args__", ()) if info else ()
    return any(isinstance(kind, type) and issubclass(kind, CitedPart) for kind in kinds) or table in ("rules", "items")


def _register_source(work: _Work, step: Step) -> None:
    """The amending document itself, where the package does not list it yet: the one unknown source its changes cite."""
    amendment, sources = step.amendment, work.draft.tree.get("sources")
    if amendment is None or not isinstance(sources, list):
        return
    known = {entry.get("id") for entry in sources if isinstance(entry, dict)}
    cited = [anchor for change in amendment.changes for anchor in (*change.cite, *_cites_in(change.now))]
    unknown = list(dict.fromkeys(name for name, _ in map(anchor_source, cited) if name and name not in known))
    if len(unknown) == 1:
        sources.append({
            "id": unknown[0], "title": amendment.title, "number": amendment.by.document, "issuer": amendment.by.issuer,
            "published": amendment.published.isoformat() if amendment.published else "unknown",
            "effective": amendment.effective.isoformat(), "external": "yes",
        })  # fmt: skip


def _cites_in(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = (
            [one for one in value.get("cite", []) if isinstance(one, str)]
            if isinstance(value.get("cite"), list)
            else []
        )
        return [*own, *(one for inner in value.values() for one in _cites_in(inner))]
    return [one for inner in value for one in _cites_in(inner)] if isinstance(value, list) else []


# -- readings ----------------------------------------------------------------------------------------------------------


def _settle(work: _Work, step: Step) -> None:
    entries = work.draft.tree.get("interpretations", [])
    entry = next((one for one in entries if isinstance(one, dict) and one.get("id") == step.target), None)
    if entry is None:
        ids = [one["id"] for one in entries if isinstance(one, dict) and "id" in one]
        hint = did_you_mean(step.target, ids)
        work.faults.append(
            step.fault(say("amend.no_reading"), "reading", found=step.target, expected=listed(ids), hint=hint)
        )
        return
    now = step.now
    entry["status"] = "settled"
    entry["settled"] = {"by": now["by"], "on": now["on"], "document": now["document"]}
    if now["chosen"]:
        entry["chosen"] = now["chosen"]
    if now["value"] is not None:
        _set(work, step, str(entry.get("setting", "")), now["value"])
    for number, one in enumerate(now.get("sets", ())):
        _set_word(work, step, number, one)
    _tell_setting(entry, now.get("sets", ()))


def _set_word(work: _Work, step: Step, number: int, one: Mapping[str, Any]) -> None:
    """One word in one part becomes what was decided."""
    path = placed(work.draft.tree, one["at"])
    if path is None:
        found = ".".join(one["at"])
        work.faults.append(step.fault(say("amend.not_found"), "sets", number, "at", found=found))
        return
    owner = at(work.draft.tree, path)
    if one["instead_of"]:
        owner.pop(one["instead_of"], None)
    owner[one["word"]] = copy.deepcopy(one["value"])
    work.draft.places[*path, one["word"]] = step.place("sets", number, "value")


def _tell_setting(entry: dict[str, Any], sets: Sequence[Mapping[str, Any]]) -> None:
    """A setting that tells beside its word what it says (``measure households``) goes on telling the truth."""
    word, _space, told = str(entry.get("setting", "")).partition(" ")
    values = {str(one["value"]) for one in sets if one["word"] == word.rpartition(".")[2]}
    if told and values:
        entry["setting"] = f"{word} {values.pop()}" if len(values) == 1 else word


def _set(work: _Work, step: Step, setting: str, value: Any) -> None:
    """The word of the format that follows the reading gets the value decided on."""
    table, word = setting_word(setting)
    if table not in Package.model_fields and (owners := _relying(work.draft.tree, step.target, word)):
        for path in owners:
            at(work.draft.tree, path)[word] = copy.deepcopy(value)
            work.draft.places[*path, word] = step.place("value")
        return
    if not word or table not in Package.model_fields:
        message = say("amend.no_setting")
        work.faults.append(step.fault(message, "value", found=_show(value), hint=say("amend.no_setting_hint")))
        return
    paths = resolve(work.draft.tree, f"{table}.{word}")
    path = paths[0] if len(paths) == 1 else (table, word)
    work.draft.tree.setdefault(table, {})
    at(work.draft.tree, path[:-1])[path[-1]] = copy.deepcopy(value)
    work.draft.places[path] = step.place("value")


def setting_word(setting: str) -> tuple[str, str]:
    """Table and word of a reading's ``setting``: ``rounding.capped_payer``, ``deadline_defaults.mid_month 20`` (with
    what it says now), or a word of every part that relies on the reading: ``base item``, ``electorate.parking``."""
    first = setting.split(maxsplit=1)[0] if setting.strip() else ""
    table, dot, word = first.rpartition(".")
    return (table, word) if dot else ("", first)


def _relying(tree: Any, reading: str, word: str, path: Keys = ()) -> list[Keys]:
    """The parts that write the word and rely on the reading."""
    if isinstance(tree, list):
        return [found for number, one in enumerate(tree) for found in _relying(one, reading, word, (*path, number))]
    if not isinstance(tree, dict):
        return []
    relied = tree.get("interpretations")
    own = [path] if word in tree and isinstance(relied, list) and reading in relied else []
    inside = [found for key, one in tree.items() for found in _relying(one, reading, word, (*path, key))]
    return [*own, *inside]
