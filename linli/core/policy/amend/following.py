"""The words of a package that follow a reading: where they stand, of what kind they are, what they may become.

A reading names the word that carries it (``setting``). That word may stand once, in every part that relies on the
reading, or be a small table; each place is one `FollowingWord`, so that a decision can change each on its own.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from linli.core.calendar import parse_day
from linli.core.money import format_yuan, parse_fraction, parse_money
from linli.core.policy.model import Package, Reading, VoteTest
from linli.core.policy.model.part import CitedPart, Part
from linli.core.policy.scalars import Fen
from linli.core.policy.textyaml import Keys
from linli.core.policy.walk import cited_parts, parts
from linli.core.wording import listed, say

WordKind = Literal["choice", "bound", "yes-no", "share", "fen", "count", "day", "list", "text"]
#: why no word of the format can be changed by a decision alone
Obstacle = Literal["no-setting", "one-word", "kind"]

#: what a test may ask, a least or a most: a bound is only exchanged for the other of its side
_SIDES = (("at_least", "more_than"), ("at_most", "less_than"))
_BOUNDS = tuple(bound for side in _SIDES for bound in side)
#: what names a part, and what it rests on: no rule of its own
_NO_RULE = {"id", "name", "cite", "interpretations", "checks", "number"}
_SPACES = re.compile(r"[\s,，、;；]+")
_FEN_READER = get_args(Fen)[1].func
_LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class FollowingWord:
    """One place. ``at``: the way to the part (``votes``, ``double_two_thirds``, ``tests``, ``1``: by id, or counted
    from 1); ``now``: what stands there, as people write it, empty for nothing; ``values``: the words of a choice;
    ``titles``: what the parts on the way are called, outermost first; ``cite``: the clauses of the nearest one."""

    at: tuple[str, ...]
    word: str
    kind: WordKind
    now: str
    values: tuple[str, ...]
    titles: tuple[str, ...]
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A part of the package and where it stands, with every part on the way to it."""

    path: Keys
    part: Part


def following_words(package: Package, reading: Reading) -> tuple[FollowingWord, ...]:
    """Every word that a decision on this reading may change; none where `obstacle` says why."""
    tokens = [token for token in _SPACES.split(reading.setting) if token]
    for number, token in enumerate(tokens):
        found = [
            one for place, word in _holding(package, reading, token, tokens) for one in _words(package, place, word)
        ]
        found = [one for one in found if one.kind != "choice" or len(one.values) > 1]
        if found:
            return _told(found, tokens[number + 1 :])
    return ()


def obstacle(package: Package, reading: Reading) -> Obstacle | None:
    """Why nothing of this reading can be changed by a decision alone; None where something can."""
    if following_words(package, reading):
        return None
    tokens = [token for token in _SPACES.split(reading.setting) if token]
    if not tokens:
        return "no-setting"
    known = any(True for token in tokens for _ in _holding(package, reading, token, tokens))
    return "one-word" if known else "kind"


def relying_parts(package: Package, reading: Reading) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The parts that rely on the reading: what they are called, and their clauses."""
    found = [(path, part) for path, part in cited_parts(package) if reading.id in part.interpretations]
    return tuple((" · ".join(_titles(package, path)), part.cite) for path, part in found)


def _holding(package: Package, reading: Reading, token: str, tokens: Sequence[str]) -> Iterator[tuple[_Place, str]]:
    """The parts that know the word of this token, and the word; an empty word means the whole table."""
    table, dot, word = token.rpartition(".")
    if not dot and token in Package.model_fields and isinstance(getattr(package, token), Part):
        yield _Place((token,), getattr(package, token)), ""
        return
    owner = getattr(package, table, None) if table in Package.model_fields else None
    if isinstance(owner, Part):
        if _knows(owner, word):
            yield _Place((table,), owner), word
        return
    for place in _nearby(package, reading, word, tokens):
        yield place, word


def _nearby(package: Package, reading: Reading, word: str, tokens: Sequence[str]) -> list[_Place]:
    """The parts knowing the word that rely on the reading or stand inside one that does, or else have the reading's
    part inside them; and those that the setting names by id."""
    relying = [path for path, part in cited_parts(package) if reading.id in part.interpretations]
    every = [_Place(path, part) for path, part in parts(package) if path and _knows(part, word)]
    named = [one for one in every if getattr(one.part, "id", None) in tokens]
    inside = [one for one in every if any(one.path[: len(path)] == path for path in relying)]
    entries = {path[:2] for path in relying}
    return named or inside or [one for one in every if one.path[:2] in entries]


def _knows(part: Part, word: str) -> bool:
    return bool(word) and (_field(part, word) is not None or (isinstance(part, VoteTest) and word in _BOUNDS))


def _field(part: Part, word: str) -> str | None:
    """The name in the model of a word of the format."""
    found = ((name, info.alias or name) for name, info in type(part).model_fields.items())
    return next((name for name, alias in found if alias == word), None)


def _told(found: list[FollowingWord], after: Iterable[str]) -> tuple[FollowingWord, ...]:
    """What the setting tells beside the word (``measure households``) says which places are meant."""
    later = set(after)
    meant = [one for one in found if one.now in later] or [one for one in found if one.now]
    return tuple(meant or found)


def _words(package: Package, place: _Place, word: str) -> Iterator[FollowingWord]:
    if not word:
        for path, part in parts(place.part, place.path):
            inner = _Place(path, part)
            for name, info in type(part).model_fields.items():
                if name not in _NO_RULE and getattr(part, name) is not None:
                    yield from _one(package, inner, info.alias or name, of_table=True)
    elif isinstance(place.part, VoteTest) and word in _BOUNDS:
        test = place.part
        side = next(side for side in _SIDES if test.bound in side)
        yield _made(package, place, test.bound, "bound", test.bound, side)
        yield _made(package, place, test.bound, "share", shown(test.threshold, "share"), ())
    else:
        yield from _one(package, place, word)


def _one(package: Package, place: _Place, word: str, *, of_table: bool = False) -> Iterator[FollowingWord]:
    name = _field(place.part, word)
    if name is None:
        return
    info = type(place.part).model_fields[name]
    kind, values = _kind(info.annotation, info.metadata)
    if kind is None or (of_table and kind in ("text", "list")):
        return
    now = getattr(place.part, name)
    yield _made(package, place, word, kind, shown(now, kind), values)


def _kind(annotation: Any, metadata: Sequence[Any]) -> tuple[WordKind | None, tuple[str, ...]]:
    """Of what kind a word is by its type in the format; its words, where they are given."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(inner[0], inner[1:])
    if origin in (Union, types.UnionType):
        plain = [one for one in inner if one is not types.NoneType]
        return _kind(plain[0], metadata) if len(plain) == 1 else (None, ())
    if origin is Literal:
        return "choice", tuple(map(str, inner))
    if origin is tuple:
        of, words = _kind(inner[0], ()) if len(inner) > 1 and inner[1] is Ellipsis else (None, ())
        return ("list" if of in ("text", "choice") else None), words
    if annotation is int:
        is_money = any(getattr(one, "func", None) is _FEN_READER for one in metadata)
        return ("fen" if is_money else "count"), ()
    kinds: dict[Any, WordKind] = {Fraction: "share", date: "day", bool: "yes-no", str: "text"}
    kind = kinds.get(annotation)
    return kind, ("yes", "no") if kind == "yes-no" else ()


def _made(
    package: Package, place: _Place, word: str, kind: WordKind, now: str, values: tuple[str, ...]
) -> FollowingWord:
    way = _way(package, place.path)
    return FollowingWord(way, word, kind, now, values, _titles(package, place.path), _cite(package, place.path))


# -- where a part stands -----------------------------------------------------------------------------------------------


def _steps(package: Package, path: Keys) -> Iterator[tuple[str | int, Any, Any]]:
    """Each step of a path: the step, what it starts from, where it leads."""
    node: Any = package
    for step in path:
        inner = node[step] if isinstance(step, int) else getattr(node, _field(node, step) or step)
        yield step, node, inner
        node = inner


def _way(package: Package, path: Keys) -> tuple[str, ...]:
    """The path with every element of a list by its id or number where it has one of its own, else by its place."""
    found = []
    for step, node, inner in _steps(package, path):
        name = _id(inner) if isinstance(step, int) else str(step)
        alone = sum(_id(one) == name for one in node) == 1 if isinstance(step, int) else True
        found.append(name if name and alone else str(int(step) + 1))
    return tuple(found)


def _id(part: Any) -> str:
    return str(getattr(part, "id", "") or getattr(part, "number", "") or "")


def _titles(package: Package, path: Keys) -> tuple[str, ...]:
    found = []
    for step, _node, inner in _steps(package, path):
        title = next((str(got) for key in ("name", "must", "may", "title") if (got := getattr(inner, key, ""))), "")
        if isinstance(step, int) and (title or _id(inner)):
            found.append(title or _id(inner))
    return tuple(found)


def _cite(package: Package, path: Keys) -> tuple[str, ...]:
    found: tuple[str, ...] = ()
    for _step, _node, inner in _steps(package, path):
        if isinstance(inner, CitedPart) and inner.cite:
            found = inner.cite
    return found


def placed(tree: Any, way: Sequence[str]) -> Keys | None:
    """The path in a tree as written that `FollowingWord.at` means; None where nothing of the kind stands there."""
    path: list[str | int] = []
    node = tree
    for step in way:
        found: str | int | None = step if isinstance(node, Mapping) and step in node else None
        if isinstance(node, list):
            named = [index for index, one in enumerate(node) if _is_called(one, step)]
            counted = int(step) - 1 if re.fullmatch(r"[1-9]\d{0,5}", step) else len(node)
            found = named[0] if len(named) == 1 else counted if not named and counted < len(node) else None
        if found is None:
            return None
        path.append(found)
        node = node[found]
    return tuple(path) if isinstance(node, Mapping) else None


def _is_called(entry: Any, name: str) -> bool:
    return isinstance(entry, Mapping) and name in (entry.get("id"), entry.get("number"))


# -- as people write them ----------------------------------------------------------------------------------------------


def shown(value: Any, kind: WordKind) -> str:
    """A value of the package as people write it: ``90%`` (or ``2/3`` where per cent are not exact), yuan, a day."""
    if value is None:
        return ""
    if kind == "share":
        return f"{value * 100}%" if (value * 100).denominator == 1 else f"{value.numerator}/{value.denominator}"
    if kind == "fen":
        return format_yuan(value)
    if kind == "yes-no":
        return "yes" if value else "no"
    return "\n".join(map(str, value)) if kind == "list" else str(value)


def written(word: FollowingWord, text: str) -> Any:
    """What a person typed, in the words of the format. ValueError with the reason when it is no such value."""
    text = text.strip()
    if word.kind == "share":
        share = parse_fraction(text)
        if share > 1:
            raise ValueError(say("following.share_over_one", text=text))
        return f"{share.numerator}/{share.denominator}"
    if word.kind == "fen":
        return format_yuan(parse_money(text)).replace(",", "") + "元"
    if word.kind == "day":
        return parse_day(text).isoformat()
    if word.kind == "count":
        if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
            raise ValueError(say("scalar.whole"))
        return str(int(text))
    return _as_words(word, text)


def _as_words(word: FollowingWord, text: str) -> Any:
    every = [one.strip() for one in text.splitlines() if one.strip()] if word.kind == "list" else [text]
    unknown = [one for one in every if word.values and one not in word.values]
    if unknown:
        raise ValueError(say("following.unknown_word", found=unknown[0], words=listed(word.values)))
    if any(len(one) > _LONGEST_WORDS or not one.isprintable() for one in every):
        raise ValueError(say("following.too_long", most=_LONGEST_WORDS))
    return every if word.kind == "list" else text


def sets_of(words: Sequence[FollowingWord], given: Mapping[int, str]) -> tuple[dict[str, Any], ...]:
    """What a decision writes: only what is told otherwise than it stands. ``given``: number of the word -> typed text,
    each of which `written` understands."""
    changed = {n: written(words[n], text) for n, text in given.items() if _differs(words[n], text)}
    found: list[dict[str, Any]] = []
    for number, value in sorted(changed.items()):
        word = words[number]
        if word.kind == "bound":
            share = changed.get(number + 1, _standing(words[number + 1]))
            found.append({"at": list(word.at), "word": value, "value": share, "instead_of": word.word})
        elif not (word.kind == "share" and number and words[number - 1].kind == "bound" and number - 1 in changed):
            found.append({"at": list(word.at), "word": word.word, "value": value})
    return tuple(found)


def _standing(word: FollowingWord) -> Any:
    return written(word, word.now)


def _differs(word: FollowingWord, text: str) -> bool:
    standing = _standing(word) if word.now else ""
    return bool(written(word, text) != standing)
