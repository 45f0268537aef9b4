"""Where a change points: ``F-env-90.cap``, ``S3.2.gate.all``, ``d09``, ``items:2.4.rule`` → a path in the tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from linli.core.policy.model.process import EVIDENCE_KINDS
from linli.core.policy.textyaml import Keys

#: what names an element of a list, besides the thing that an evidence asks for
_NAMING = ("id", "number", "stage", "phase", "measure", "from", "on")
#: columns of the catalogue sheet by the format's words
_COLUMNS = {"编号": "number", "类别": "category", "名称": "name", "内容要点": "content", "标准要点": "standard",
            "可量化标准": "standards", "适用条件": "conditions", "资金规则": "rule", "分段": "segments",
            "内容出处": "content_cite", "标准出处": "standard_cite", "解释": "interpretations"}  # fmt: skip


def resolve(tree: dict[str, Any], target: str) -> list[Keys]:
    """The paths that ``target`` may mean: one if it is well written, none if nothing of the kind stands there.

    ``table:`` in front says in which table to look; of several ids that fit, the longest is meant.
    """
    table, colon, rest = target.partition(":")
    if colon and table in tree:
        return list(_walk(tree[table], rest, (table,)))
    if target.split(".", maxsplit=1)[0] in tree and (found := list(_walk(tree, target, ()))):
        return found
    fitting: dict[int, list[Keys]] = {}
    for name, entries in tree.items():
        for length, path in _entries(entries, target, (name,)):
            fitting.setdefault(length, []).append(path)
    for length in sorted(fitting, reverse=True):
        starts = fitting[length]
        found = [path for start in starts for path in _walk(at(tree, start), target[length + 1 :], start)]
        if found:
            return found
    return []


def _entries(entries: Any, target: str, path: Keys) -> Iterator[tuple[int, Keys]]:
    """The entries of a table whose id the target begins with."""
    if not isinstance(entries, list):
        return
    for index, entry in enumerate(entries):
        name = entry.get("id") or entry.get("number") if isinstance(entry, dict) else None
        if isinstance(name, str) and name and _begins(target, name):
            yield len(name), (*path, index)


def _begins(text: str, name: str) -> bool:
    return text == name or text.startswith(f"{name}.")


def at(tree: Any, path: Keys) -> Any:
    """What stands at a path."""
    for step in path:
        tree = tree[step]
    return tree


def _walk(node: Any, rest: str, path: Keys) -> Iterator[Keys]:
    if not rest:
        yield path
    elif isinstance(node, dict):
        own = _COLUMNS.get(rest, rest) if path[:1] == ("items",) else rest
        found = [p for key in node if _begins(own, key) for p in _walk(node[key], own[len(key) + 1 :], (*path, key))]
        if not found:
            lists = [(key, value) for key, value in node.items() if isinstance(value, list)]
            found = [p for key, value in lists for p in _walk(value, rest, (*path, key))]
        yield from found
    elif isinstance(node, list):
        for index, element in enumerate(node):
            for name in names(element):
                if _begins(rest, name):
                    yield from _walk(element, rest[len(name) + 1 :], (*path, index))
                    break
            else:
                if isinstance(element, dict) and len(element) == 1 and next(iter(element)) in ("all", "any"):
                    yield from _walk(element, rest, (*path, index))


def names(element: Any) -> list[str]:
    """What an element of a list may be called."""
    if isinstance(element, str):
        return [element]
    if not isinstance(element, dict):
        return []
    found = [element[key] for key in _NAMING if isinstance(element.get(key), str)]
    for kind in EVIDENCE_KINDS:
        if isinstance(element.get(kind), str):
            found += [f"{kind}:{element[kind]}", element[kind]]
    return found


def known_ids(tree: dict[str, Any]) -> list[str]:
    """Every id of the tree, for “did you mean”."""
    entries = (entry for table in tree.values() if isinstance(table, list) for entry in table)
    return [str(entry["id"]) for entry in entries if isinstance(entry, dict) and "id" in entry]
