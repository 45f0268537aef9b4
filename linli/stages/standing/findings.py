"""What is found out about a programme on a day, and about each of its projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from linli.apps.accounts.actors import Actor
from linli.core.lifecycle import CompoundStanding, Fact, NextAct, StageStanding
from linli.core.policy.model import Package, Phase, Pot, Stage
from linli.core.programme import PotFinding, QuotaFinding, phase_quota, pot_balance
from linli.stages.policy_shelf import ShelfProblem
from linli.stages.standing.money import ProjectMoney, added_up
from linli.stages.standing.rows import AllocationRow, ProjectRow


@dataclass(frozen=True)
class ProjectStanding:
    """One project: what it is, what was told of it, where it stands, its money. ``allocated``: pot id -> fen."""

    row: ProjectRow
    process: CompoundStanding
    money: ProjectMoney
    allocated: Mapping[str, int] = field(default_factory=dict)
    allocations: tuple[AllocationRow, ...] = ()
    facts: tuple[Fact, ...] = field(default=(), repr=False)

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def current(self) -> StageStanding | None:
        """The first open stage; None when nothing is open (all done, or waiting)."""
        return self.process.current

    @property
    def next_act(self) -> NextAct | None:
        return self.process.next_act

    @cached_property
    def late(self) -> tuple[StageStanding, ...]:
        """Stages past their day and not done."""
        return self.process.late

    @property
    def is_finished(self) -> bool:
        return self.process.is_finished

    @cached_property
    def short_by_pot(self) -> Mapping[str, int]:
        """Pot id -> fen that its cost lines ask of the pot beyond what is allocated; only where something is short."""
        gaps = {pot: asked - self.allocated.get(pot, 0) for pot, asked in self.money.from_pots.items()}
        return {pot: gap for pot, gap in gaps.items() if gap > 0}

    @property
    def short_fen(self) -> int:
        """What is lacking in all pots together."""
        return sum(self.short_by_pot.values())


@dataclass(frozen=True, slots=True)
class LateStage:
    """A stage of a project that is past its day. ``cause``: the earlier stage that holds it up, itself if none."""

    project: ProjectStanding
    stage: StageStanding

    @property
    def cause(self) -> str:
        return self.stage.blocked_by or self.stage.stage


@dataclass(frozen=True, slots=True)
class StageSummary:
    """A stage over all projects: how many in each state, how many late; ``total`` projects in all."""

    stage: Stage
    counts: Mapping[str, int]
    late: int
    total: int

    @property
    def done(self) -> int:
        return self.counts.get("done", 0)


@dataclass(frozen=True, slots=True)
class PotStanding:
    """A pot over the whole programme: the rules' finding; what the viewer's projects have of it and still ask."""

    pot: Pot
    finding: PotFinding
    allocations: tuple[AllocationRow, ...]
    asked_fen: int
    short_fen: int


@dataclass(frozen=True)
class ProgrammeStanding:
    """A programme on ``today``. Without its package (``problem``) there are no projects, only the problem to show.

    projects: those the viewer may see, by name; everything added up is over these. pots and quota are the
    programme's, whoever looks.
    """

    programme_id: int
    today: date
    package: Package | None
    problem: ShelfProblem | None
    projects: tuple[ProjectStanding, ...] = ()
    every_project: tuple[ProjectStanding, ...] = ()
    allocations: tuple[AllocationRow, ...] = ()

    def seen_by(self, actor: Actor) -> ProgrammeStanding:
        """The same standing over the projects in the viewer's area."""
        if all(actor.covers(project.row.path) for project in self.projects):
            return self
        return replace(self, projects=tuple(p for p in self.projects if actor.covers(p.row.path)))

    @cached_property
    def by_id(self) -> Mapping[int, ProjectStanding]:
        return {project.id: project for project in self.projects}

    @property
    def policy(self) -> Package:
        """The package. Raises LookupError where there is none (look at ``problem`` first)."""
        if self.package is None:
            raise LookupError("the programme's package is not at hand")
        return self.package

    @cached_property
    def households(self) -> int:
        return sum(project.row.households for project in self.projects)

    @cached_property
    def floor_area_centi(self) -> int:
        return sum(project.row.floor_area_centi for project in self.projects)

    @cached_property
    def cost_fen(self) -> int:
        return sum(project.money.cost_fen for project in self.projects)

    @cached_property
    def undetermined_fen(self) -> int:
        return sum(project.money.undetermined_fen for project in self.projects)

    @cached_property
    def shares(self) -> Mapping[str, int]:
        """Payer id -> fen; with ``undetermined_fen`` it adds up to ``cost_fen``."""
        return added_up(self.policy, (project.money.shares for project in self.projects))

    @cached_property
    def finished(self) -> int:
        return sum(project.is_finished for project in self.projects)

    @cached_property
    def late(self) -> tuple[LateStage, ...]:
        """The stages that are late by themselves or by an earlier one; the longest first, then by name."""
        found = [LateStage(project, stage) for project in self.projects for stage in project.late]
        return tuple(sorted(found, key=lambda one: (-one.stage.overdue_days, one.project.row.name_key, one.project.id)))

    @cached_property
    def late_projects(self) -> tuple[ProjectStanding, ...]:
        return tuple(project for project in self.projects if project.late)

    @cached_property
    def late_causes(self) -> Mapping[str, int]:
        """Stage id -> how many projects are late because of it, in the order of the process."""
        causes = Counter(cause for p in self.projects for cause in {LateStage(p, stage).cause for stage in p.late})
        return {stage.id: causes[stage.id] for stage in self.policy.stages if causes[stage.id]}

    @cached_property
    def short(self) -> tuple[ProjectStanding, ...]:
        """Projects whose pots have not given all that is asked, the largest gap first."""
        return tuple(
            sorted((p for p in self.projects if p.short_fen), key=lambda p: (-p.short_fen, p.row.name_key, p.id))
        )

    @cached_property
    def stages(self) -> tuple[StageSummary, ...]:
        """Every stage of the policy over all projects, in the order of the text."""
        states: dict[str, Counter[str]] = {stage.id: Counter() for stage in self.policy.stages}
        late: Counter[str] = Counter()
        for project in self.projects:
            for name, stage in project.process.stages.items():  # of an earlier edition: perhaps stages repealed since
                states.setdefault(name, Counter())[stage.state] += 1
            late.update(stage.stage for stage in project.late)
        total = len(self.projects)
        return tuple(StageSummary(s, dict(states[s.id]), late[s.id], total) for s in self.policy.stages)

    @cached_property
    def progress_by_phase(self) -> Mapping[str, Mapping[str, int]]:
        """Phase id ("" for the reserve) -> current stage id ("": nothing is open; "done": finished) -> projects."""
        found: dict[str, Counter[str]] = {phase.id: Counter() for phase in self._phases}
        for project in self.projects:
            current = "done" if project.is_finished else project.current.stage if project.current else ""
            found.setdefault(project.row.phase, Counter())[current] += 1
        return {phase: dict(counts) for phase, counts in found.items()}

    @property
    def _phases(self) -> tuple[Phase, ...]:
        return self.policy.quotas.phases if self.policy.quotas else ()

    @cached_property
    def waiting(self) -> tuple[tuple[ProjectStanding, NextAct], ...]:
        """The next act of every project that has one: the most overdue first, then the earliest due."""
        found = [(project, act) for project in self.projects if (act := project.next_act) is not None]
        return tuple(
            sorted(
                found, key=lambda one: (-one[1].overdue_days, one[1].due or date.max, one[0].row.name_key, one[0].id)
            )
        )

    @cached_property
    def labels(self) -> Mapping[int, str]:
        """Project id -> a name that no other project has; projects outside the viewer's area are only counted."""
        times = Counter(project.name for project in self.every_project)
        found = {}
        for number, project in enumerate(self.every_project, 1):
            if project.id not in self.by_id:
                found[project.id] = f"（其他辖区 {number}）"
            elif times[project.name] > 1:
                found[project.id] = f"{project.name}（{project.row.subdistrict}）"
            else:
                found[project.id] = project.name
        return found

    @cached_property
    def quota(self) -> QuotaFinding | None:
        """How the phases are filled, over the whole programme; None where the policy has no phases."""
        if self.policy.quotas is None:
            return None
        return phase_quota(self.policy, {self.labels[p.id]: p.row.phase for p in self.every_project})

    @cached_property
    def pots(self) -> tuple[PotStanding, ...]:
        """The policy's pots, in its order."""
        return tuple(self._pot(pot) for pot in self.policy.pots)

    def _pot(self, pot: Pot) -> PotStanding:
        of_pot = [one for one in self.allocations if one.pot == pot.id]
        entries = [(self.labels.get(one.project_id, ""), one.amount_fen, one.allocated_on) for one in of_pot]
        return PotStanding(
            pot=pot,
            finding=pot_balance(self.policy, pot.id, entries, self.today),
            allocations=tuple(one for one in of_pot if one.project_id in self.by_id),
            asked_fen=sum(project.money.from_pots.get(pot.id, 0) for project in self.projects),
            short_fen=sum(project.short_by_pot.get(pot.id, 0) for project in self.projects),
        )
