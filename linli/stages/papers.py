"""The papers that a stage wants by the policy, and which of them are there as files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linli.apps.programme.evidence import plan_of
from linli.core.lifecycle import CompoundStanding, MissingEvidence
from linli.core.policy.model import Package


@dataclass(frozen=True, slots=True)
class Paper:
    """One piece of evidence of a stage. ``files``: how many stand for it; ``is_proved``: the fact is on record;
    ``is_now``: its stage is being worked on."""

    stage: str
    stage_name: str
    key: str
    name: str
    who: tuple[str, ...]
    cite: tuple[str, ...]
    files: int
    is_proved: bool
    is_now: bool

    @property
    def state(self) -> str:
        """``there``, ``unproved`` (recorded, no file), ``missing``, ``later``."""
        if self.files:
            return "there"
        if self.is_proved:
            return "unproved"
        return "missing" if self.is_now else "later"


def papers_of(
    package: Package, standing: CompoundStanding, files: Mapping[tuple[str, str], int], proved: set[tuple[str, str]]
) -> list[Paper]:
    """Every paper of the stages that this compound goes through, in their order; of a choice, every way.

    ``files``: standing files by (stage, evidence); ``proved``: facts on record by (stage, evidence).
    """
    found = []
    for slot in plan_of(package).slots:
        stage = standing.stages.get(slot.stage)
        if stage is None or slot.is_floor:
            continue
        key = (slot.stage, slot.evidence.fact)
        wanted = stage.state == "open" and slot.evidence.fact in set(_facts(stage.missing))
        found.append(
            Paper(
                stage=slot.stage,
                stage_name=stage.name,
                key=slot.evidence.fact,
                name=slot.name,
                who=slot.who,
                cite=package.stage_by_id[slot.stage].cite if slot.stage in package.stage_by_id else (),
                files=files.get(key, 0),
                is_proved=key in proved,
                is_now=wanted,
            )
        )
    return found


def _facts(missing: Sequence[MissingEvidence]) -> Iterator[str]:
    for one in missing:
        yield one.fact
        for way in one.alternatives:
            yield from _facts(way)
