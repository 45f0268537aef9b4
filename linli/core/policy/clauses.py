"""What a clause is called on screen: ``附件2·二（一）第2句`` instead of ``83.2``."""

from __future__ import annotations

from linli.core.policy.anchors import Span, canonical, own_sources, span
from linli.core.policy.model import Package

_Stretch = tuple[int, int, str]


def clause_label(package: Package, anchor: str, language: str = "zh") -> str:
    """The human name of the place an anchor points at, from the package's ``clauses.csv``.

    Without a name there, the line of the text; for a whole external source, its title.
    """
    key = ("clause", anchor, language[:2])
    if key not in package.memo:
        package.memo[key] = _label(package, anchor, english=language.startswith("en"))
    return str(package.memo[key])


def clause_labels(package: Package, anchors: tuple[str, ...], language: str = "zh") -> str:
    """The names of several clauses, each once."""
    names = dict.fromkeys(clause_label(package, anchor, language) for anchor in anchors)
    return (", " if language.startswith("en") else "、").join(names)


def _label(package: Package, anchor: str, *, english: bool) -> str:
    source, place = canonical(package, anchor)
    if not place:
        return next((s.title for s in package.sources if s.id == source), source)
    at = span(place)
    name, exact = _name(package, source, at.first, at.last)
    if not exact:
        lines = _lines(at, english=english)
        if not name and (own := own_sources(package)) and own[0].id != source:
            name = next((s.title for s in package.sources if s.id == source), "")
        name = lines if not name else f"{name} ({lines})" if english else f"{name}（{lines}）"
    return name + _sentences(at, english=english)


def _lines(at: Span, *, english: bool) -> str:
    several = at.last > at.first
    if english:
        return f"lines {at.first}–{at.last}" if several else f"line {at.first}"
    return f"第{at.first}–{at.last}行" if several else f"第{at.first}行"


def _sentences(at: Span, *, english: bool) -> str:
    if not at.start:
        return ""
    several = at.end > at.start
    if english:
        return f", sentences {at.start}–{at.end}" if several else f", sentence {at.start}"
    return f"第{at.start}–{at.end}句" if several else f"第{at.start}句"


def _name(package: Package, source: str, first: int, last: int) -> tuple[str, bool]:
    """The name of the narrowest named stretch that holds the lines; whether it is named for just them."""
    for start, end, label in _stretches(package).get(source, ()):
        if start <= first and last <= end:
            return label, (start, end) == (first, last)
    return "", False


def _stretches(package: Package) -> dict[str, list[_Stretch]]:
    if "stretches" not in package.memo:
        named: dict[str, list[_Stretch]] = {}
        for clause in package.clauses:
            source, place = canonical(package, clause.lines)
            at = span(place)
            named.setdefault(source, []).append((at.first, at.last, clause.label))
        for stretches in named.values():
            stretches.sort(key=lambda stretch: stretch[1] - stretch[0])
        package.memo["stretches"] = named
    found: dict[str, list[_Stretch]] = package.memo["stretches"]
    return found
