"""Layers: a district's package begins with its city's, changes only what it must and inherits the rest.

``extends: liuzhou-2017-pilot`` (or ``{package: …, as_of: 2018-06-01}``) in ``package.yaml``. An entry with the id of an
inherited one replaces the words it writes; a new id is added; ``repeal: "yes"`` takes the entry away. A change above is
never taken over silently: ``as_of`` says which edition of the upper package is meant.
"""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from linli.core.faults import Fault
from linli.core.policy.files import Draft
from linli.core.policy.scalars import ANCHOR
from linli.core.policy.sheets import did_you_mean
from linli.core.policy.shelf import shipped
from linli.core.policy.textyaml import Keys, Place
from linli.core.wording import listed, say

EXTENDS = "extends"
#: the folder of a kept copy in which the packages lie that it extends
PINNED = "above"
MAX_LAYERS = 6
_CITES = ("cite", "content_cite", "standard_cite")
#: what belongs to one package alone
_OWN = ("format", "id", "name", "jurisdiction", "versions")
#: tables whose entries have no id: both layers' stand side by side
_JOINED = ("clauses", "calendar", "upper_deadlines")


def layered(draft: Draft, parent: Draft) -> Draft:
    """The draft upon that of the package it extends; the faults of both are collected in it."""
    merged = Draft(draft.directory, faults=[*draft.faults, *parent.faults], above=parent)
    merged.digest = hashlib.sha256(f"{parent.digest}\0{draft.digest}".encode()).hexdigest()
    base = _prefixed(copy.deepcopy(parent.tree), _first_source(parent.tree))
    for key in dict.fromkeys((*draft.tree, *base)):
        _merge(merged, key, base, draft.tree)
    _take_places(merged, parent, base, draft)
    return merged


def upper_package(draft: Draft, above: tuple[Path, ...]) -> tuple[Path, date | None] | None:
    """Where the package that ``draft`` extends is, and the day as of which it is meant (None: as first written).

    The word is taken out of the tree; what is wrong with it is told in the draft's faults (then None). above: the
    packages that are being read already, this one included.
    """
    told = draft.tree.pop(EXTENDS)
    name, as_of = (told.get("package"), told.get("as_of")) if isinstance(told, Mapping) else (told, None)
    place = draft.place((EXTENDS,))

    def refuse(message: str, found: str = "", expected: str = "", hint: str = "") -> None:
        draft.faults.append(Fault(message, file=place.file, line=place.line, column=str(place.column), path=EXTENDS,
                                  found=found, expected=expected, hint=hint))  # fmt: skip

    pinned = _packages_in(draft.directory / PINNED)
    known = {path.name: path for path in (*shipped(), *_siblings(draft.directory), *pinned)}
    if not isinstance(name, str) or name not in known:
        refuse(say("layer.no_upper"), str(name), listed(known), did_you_mean(str(name), known) or say("layer.beside"))
    elif known[name].resolve() in above or len(above) > MAX_LAYERS:
        refuse(say("layer.circle"), name)
    elif as_of is None:
        return known[name], None
    else:
        try:
            return known[name], date.fromisoformat(as_of)
        except (TypeError, ValueError):
            refuse(say("layer.as_of"), str(as_of), "2018-06-01")
    return None


def _siblings(directory: Path) -> list[Path]:
    """The packages in the same folder."""
    here = directory.resolve()
    return [one for one in _packages_in(here.parent) if one != here]


def _packages_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    visible = (one for one in folder.iterdir() if not one.name.startswith("."))
    return sorted(one for one in visible if (one / "package.yaml").is_file())


def _first_source(tree: Mapping[str, Any]) -> str:
    sources = tree.get("sources")
    own = [one for one in sources if isinstance(one, dict) and one.get("external") != "yes"] if isinstance(
        sources, list) else []  # fmt: skip
    return str(own[0].get("id", "")) if own else ""


def _prefixed(tree: dict[str, Any], source: str) -> dict[str, Any]:
    """The upper package's tree with its bare anchors naming their source, so that they stay its own below."""
    for node in _mappings(tree):
        for word in _CITES:
            if isinstance(node.get(word), list):
                node[word] = [_named(one, source) for one in node[word]]
    for clause in tree.get("clauses", []):
        clause["lines"] = _named(clause.get("lines"), source)
    declared = tree.get("not_rules")
    if isinstance(declared, dict):
        for word, anchors in declared.items():
            declared[word] = [_named(one, source) for one in anchors] if isinstance(anchors, list) else anchors
    return tree


def _mappings(node: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            found.append(one)
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return found


def _named(anchor: Any, source: str) -> Any:
    bare = isinstance(anchor, str) and re.match(r"\d", anchor) and ANCHOR.fullmatch(anchor)
    return f"{source}:{anchor}" if bare and source else anchor


# -- merging -----------------------------------------------------------------------------------------------------------


def _merge(merged: Draft, key: str, base: Mapping[str, Any], own: Mapping[str, Any]) -> None:
    """One top word of the format. What is the package's own is not inherited, except the format itself."""
    if key in _OWN and key != "format":
        if key in own:
            merged.tree[key] = own[key]
        return
    upper, lower = base.get(key), own.get(key)
    if key not in own or key not in base:
        merged.tree[key] = lower if key in own else upper
        if key in own and isinstance(lower, list):
            merged.tree[key] = [one for one in lower if not _is_repeal(one)]
    elif isinstance(upper, list) and isinstance(lower, list):
        merged.tree[key] = [*lower, *upper] if key in _JOINED else _merge_entries(key, upper, lower)
    elif isinstance(upper, dict) and isinstance(lower, dict):
        joined = (
            {word: [*upper[word], *lower[word]] for word in upper.keys() & lower.keys()} if key == "not_rules" else {}
        )
        merged.tree[key] = {**upper, **lower, **joined}
    else:
        merged.tree[key] = lower


def _key(entry: Any) -> str:
    return str(entry.get("id") or entry.get("number") or "") if isinstance(entry, dict) else ""


def _is_repeal(entry: Any) -> bool:
    return isinstance(entry, dict) and (entry.get("repeal") == "yes" or entry.get("rule") == "废止")


def _merge_entries(table: str, upper: list[Any], lower: list[Any]) -> list[Any]:
    own = {_key(one): one for one in lower if _key(one)}
    known = {_key(one) for one in upper}
    new = [one for one in lower if _key(one) not in known and not _is_repeal(one)]
    kept = [_over(one, own.get(_key(one))) for one in upper if not _is_repeal(own.get(_key(one)))]
    # the package's own text comes first: anchors without a source mean it
    return [*new, *kept] if table == "sources" else [*kept, *new]


def _over(upper: Any, lower: Any) -> Any:
    """The inherited entry with the words that the lower one writes; one of another kind stands alone."""
    if not isinstance(lower, dict):
        return upper
    written = {key: value for key, value in lower.items() if value not in ("", []) or key not in upper}
    if lower.get("kind", upper.get("kind")) != upper.get("kind"):
        return written
    return {**upper, **written}


def _take_places(merged: Draft, parent: Draft, base: Mapping[str, Any], own: Draft) -> None:
    """Where everything stands: an inherited word in the upper package's file, named by its folder."""
    index = {
        table: {_key(one): number for number, one in enumerate(entries) if _key(one)}
        for table, entries in merged.tree.items()
        if isinstance(entries, list)
    }
    for origin, tree, folder in ((parent, base, parent.directory.name), (own, own.tree, "")):
        for name in ("places", "keys"):
            target = getattr(merged, name)
            for path, place in getattr(origin, name).items():
                target[_moved(path, tree, index)] = _in_folder(place, folder)


def _moved(path: Keys, tree: Mapping[str, Any], index: Mapping[str, Mapping[str, int]]) -> Keys:
    if len(path) < 2 or not isinstance(path[1], int):
        return path
    entries = tree.get(str(path[0]))
    entry = entries[path[1]] if isinstance(entries, list) and path[1] < len(entries) else None
    place = index.get(str(path[0]), {}).get(_key(entry))
    return path if place is None else (path[0], place, *path[2:])


def _in_folder(place: Place, folder: str) -> Place:
    return Place(f"{folder}/{place.file}", place.line, place.column) if folder else place
