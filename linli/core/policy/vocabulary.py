"""From the validator's complaints to faults a person can mend: where, what was found, what is expected, meant."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from linli.core.faults import Fault
from linli.core.policy.files import Draft
from linli.core.policy.model import Evidence, Package
from linli.core.policy.model.process import EVIDENCE_KINDS
from linli.core.policy.sheets import did_you_mean
from linli.core.policy.textyaml import Keys, show_path
from linli.core.wording import listed, say

_SHAPES = {
    "string_type": say("word.a_text"),
    "tuple_type": say("word.a_list"),
    "model_type": say("word.a_mapping"),
    "model_attributes_type": say("word.a_mapping"),
    "dict_type": say("word.a_mapping"),
}


def vocabulary_faults(
    error: ValidationError, tree: Mapping[str, Any], draft: Draft, root: type[BaseModel] = Package
) -> list[Fault]:
    """One fault per complaint of the validator, each once. ``root``: the model that the tree was held against."""
    return list(dict.fromkeys(_fault(detail, tree, draft, root) for detail in error.errors(include_url=False)))


def _fault(detail: ErrorDetails, tree: Mapping[str, Any], draft: Draft, root: type[BaseModel]) -> Fault:
    path, rest = _in_tree(tuple(detail["loc"]), tree)
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_word(path, tree, draft, root)
    place = draft.place(path)
    message, found, expected, hint = str(detail["msg"]), "", "", ""
    if kind == "missing":
        message = say("word.missing", key=rest[-1] if rest else "")
        expected = listed(_words_at(path, tree, root))
    elif kind in _SHAPES:
        message, expected, found = say("word.wrong_form"), _SHAPES[kind], _show(detail.get("input"))
    elif kind == "literal_error":
        message, found = say("word.unknown_word"), _show(detail.get("input"))
        words = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")
        expected, hint = listed(words), did_you_mean(found, words)
    elif kind == "union_tag_not_found":
        key = str(context.get("discriminator", "")).strip("'")
        message, expected = say("word.no_kind", key=key), say("word.say_kind", key=key)
    elif kind == "union_tag_invalid":
        message, found = say("word.unknown_kind"), str(context.get("tag", ""))
        words = str(context.get("expected_tags", "")).replace("'", "").split(", ")
        expected, hint = listed(words), did_you_mean(found, words)
        place = draft.place((*path, "kind"))
    elif kind == "value_error":
        message, found = str(context.get("error", message)), _show(detail.get("input"))
    elif kind == "too_short":
        message = say("word.at_least_one")
    return Fault(message, file=place.file, line=place.line, column=str(place.column), path=show_path(path),
                 found=found, expected=expected, hint=hint)  # fmt: skip


def _unknown_word(path: Keys, tree: Mapping[str, Any], draft: Draft, root: type[BaseModel]) -> Fault:
    place, word, words = draft.key_place(path), str(path[-1]), _words_at(path[:-1], tree, root)
    return Fault(say("word.unknown_key"), file=place.file, line=place.line, column=str(place.column),
                 path=show_path(path), found=word, expected=listed(words), hint=did_you_mean(word, words))  # fmt: skip


def _show(value: Any) -> str:
    text = value if isinstance(value, str) else "" if isinstance(value, (dict, list, BaseModel)) else repr(value)
    return text if len(text) <= 80 else text[:77] + "…"


def _in_tree(location: Keys, tree: Any) -> tuple[Keys, Keys]:
    """The part of the validator's location that stands in the tree (without its union tags), and what is left over."""
    path: list[str | int] = []
    rest: list[str | int] = []
    node = tree
    for step in location:
        listed = isinstance(node, list) and isinstance(step, int) and step < len(node)
        if listed or (isinstance(node, Mapping) and step in node):
            node = node[step]
            path.append(step)
            rest.clear()
        else:
            rest.append(step)
    return tuple(path), tuple(rest)


def _words_at(path: Keys, tree: Any, root: type[BaseModel] = Package) -> list[str]:
    """The keys that the format allows in the mapping at ``path``."""
    kinds: list[Any] = [root]
    node = tree
    for step in path:
        node = node[step]
        kinds = [inner for kind in kinds for inner in _inside(kind, step, node)]
    models = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
    words: dict[str, None] = {}
    for model in models:
        if model is Evidence:
            words.update(dict.fromkeys(EVIDENCE_KINDS))
        for name, info in model.model_fields.items():
            if name in ("hash", "line") or (model is Evidence and name in ("kind", "ref")):
                continue
            words[info.alias or name] = None
    return list(words)


def _inside(kind: Any, step: str | int, node: Any) -> list[Any]:
    """What may stand at ``step`` inside ``kind``; a ``kind:`` in the node picks the member of a union."""
    if isinstance(step, int):
        return [part for arg in get_args(kind) for part in _members(arg, node)]
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return []
    for name, info in kind.model_fields.items():
        if step == (info.alias or name):
            return _members(info.annotation, node)
    return []


def _members(annotation: Any, node: Any) -> list[Any]:
    origin = get_origin(annotation)
    if isinstance(annotation, typing.ForwardRef):
        return []
    if origin is Annotated:
        return _members(get_args(annotation)[0], node)
    if origin in (types.UnionType, typing.Union):
        members = [part for arg in get_args(annotation) for part in _members(arg, node)]
        chosen = [member for member in members if _says_kind(member, node)]
        return chosen or members
    return [annotation]


def _says_kind(member: Any, node: Any) -> bool:
    if not (isinstance(node, Mapping) and isinstance(member, type) and issubclass(member, BaseModel)):
        return False
    for tag in ("kind", "by"):
        info = member.model_fields.get(tag)
        if info is not None and tag in node and node[tag] in get_args(info.annotation):
            return True
    return any(step in node for step in ("all", "any")) and next(iter(node)) in member.model_fields
