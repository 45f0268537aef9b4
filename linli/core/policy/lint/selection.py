"""Selection: conditions ask about measures that exist, pots are known, grades are told apart."""

from __future__ import annotations

from collections.abc import Iterator

from linli.core.policy.lint.finding import Finding
from linli.core.policy.model import AllChecks, AnyChecks, Check, Package, Recent
from linli.core.policy.sheets import did_you_mean
from linli.core.policy.textyaml import Keys
from linli.core.wording import listed, say

#: what every sheet tells (`linli.core.selection.BUILT_IN` has their names)
BUILT_IN_MEASURES = ("street", "households", "floor_area_m2", "buildings", "built_year", "age_years", "estimate_yuan",
                     "yuan_per_household", "yuan_per_m2")  # fmt: skip
_LONGEST_YEARS = 200


def selection_findings(package: Package) -> Iterator[Finding]:
    """Names that stand for nothing and words that say nothing."""
    yield from _grade_findings(package)
    selection = package.selection
    if selection is None:
        return
    known = [*(one.id for one in package.measures), *(one.measure for one in package.priorities), *BUILT_IN_MEASURES]
    seen: dict[str, Keys] = {}
    rules = [(("eligibility", n), rule.id, (("need", rule.need), ("unless", rule.unless)))
             for n, rule in enumerate(selection.eligibility)]  # fmt: skip
    rules += [(("exclusions", n), out.id, (("when", out.when), ("unless", out.unless)))
              for n, out in enumerate(selection.exclusions)]  # fmt: skip
    for where, name, checks in rules:
        path: Keys = ("selection", *where)
        if name in seen:
            yield Finding((*path, "id"), say("lint.id_twice"), found=name, other=(*seen[name], "id"))
        seen.setdefault(name, path)
        for key, check in checks:
            if check is not None:
                yield from _check_findings(check, (*path, key), known)
    pots = [pot.id for pot in package.pots]
    for number, pot in enumerate(selection.pots):
        if pot not in pots:
            yield Finding(("selection", "pots", number), say("lint.no_pot"), found=pot, expected=listed(pots),
                          hint=did_you_mean(pot, pots))  # fmt: skip


def _grade_findings(package: Package) -> Iterator[Finding]:
    for index, priority in enumerate(package.priorities):
        if len(set(priority.grades)) != len(priority.grades):
            yield Finding(("priorities", index, "grades"), say("lint.grade_twice"), found="、".join(priority.grades))
        if priority.grades and priority.kind == "number":
            yield Finding(("priorities", index, "grades"), say("lint.number_grades"))


def _check_findings(check: Check, path: Keys, known: list[str]) -> Iterator[Finding]:
    if isinstance(check, (AllChecks, AnyChecks)):
        key, parts = ("all", check.all) if isinstance(check, AllChecks) else ("any", check.any)
        for index, part in enumerate(parts):
            yield from _check_findings(part, (*path, key, index), known)
        return
    measure = check.recent if isinstance(check, Recent) else check.measure
    if measure not in known:
        yield Finding(path, say("lint.no_measure"), found=measure, expected=listed(dict.fromkeys(known)),
                      hint=did_you_mean(measure, known))  # fmt: skip
    if isinstance(check, Recent) and not 1 <= check.years <= _LONGEST_YEARS:
        yield Finding((*path, "years"), say("lint.years"), found=str(check.years))
