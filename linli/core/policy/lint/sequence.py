"""Orders that would run in a circle: stages after each other, roles standing in for each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from linli.core.policy.lint.finding import Finding
from linli.core.policy.model import Package
from linli.core.wording import say


def sequence_findings(package: Package) -> Iterator[Finding]:
    """Every circle, told once, from its first member in the file."""
    after = {stage.id: [predecessor.stage for predecessor in stage.after] for stage in package.stages}
    for circle in _circles(after):
        index = [stage.id for stage in package.stages].index(circle[0])
        text = " → ".join((*circle, circle[0]))
        yield Finding(("stages", index, "after"), say("lint.stage_circle"), found=text)
    rounds = {matter.id: [matter.after] if matter.after else [] for matter in package.matters}
    for circle in _circles(rounds):
        index = [matter.id for matter in package.matters].index(circle[0])
        text = " → ".join((*circle, circle[0]))
        yield Finding(("matters", index, "after"), say("lint.vote_circle"), found=text)
    stand_in = {role.id: [role.fallback] if role.fallback else [] for role in package.roles}
    for circle in _circles(stand_in):
        index = [role.id for role in package.roles].index(circle[0])
        text = " → ".join((*circle, circle[0]))
        yield Finding(("roles", index, "fallback"), say("lint.role_circle"), found=text)


def _circles(edges: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """One circle for each knot of the graph. Iterative: a long chain must not exhaust the interpreter."""
    done: set[str] = set()
    for start in edges:
        if start in done:
            continue
        trail: list[str] = [start]
        waiting = [iter(edges[start])]
        while trail:
            step = next(waiting[-1], None)
            if step is None:
                done.add(trail.pop())
                waiting.pop()
            elif step in trail:
                yield tuple(trail[trail.index(step) :])
            elif step in edges and step not in done:
                trail.append(step)
                waiting.append(iter(edges[step]))
