"""A running programme goes over to another edition: what that changes, compound by compound, and the act itself."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from django.db import transaction
from django.utils.translation import gettext as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.refusals import RefusalError
from linli.apps.programme.adoptions import Grounds, adopt_edition
from linli.apps.programme.models import PolicyAdoption, Programme
from linli.core.amended import StageChange
from linli.core.policy.amend import Step
from linli.core.policy.amend.difference import Difference, differences
from linli.core.policy.model import Package
from linli.stages.drafts import Decision, PayerChange, considered
from linli.stages.offers import Adopted, Offer, governing_of
from linli.stages.policy_shelf import keep_edition
from linli.stages.standing import (
    ProgrammeStanding,
    ProjectStanding,
    Running,
    placed_days,
    programme_standing,
    standing_under,
)

_REMEMBERED = 8


@dataclass(frozen=True, slots=True)
class VoteChange:
    """A vote whose rule changes. ``held_on``: the day this compound voted, None if it has not; ``under_old``: whether
    what it decided stands under the old rule."""

    vote: str
    name: str
    held_on: date | None
    under_old: bool


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """One project. stages: those that stand otherwise; kept: ids of stages done before and after; undone: done before,
    not after (their facts still stand); payers: whose share changes; ``late_*``: days, 0 when on time."""

    project: ProjectStanding
    stages: tuple[StageChange, ...]
    kept: tuple[str, ...]
    undone: tuple[str, ...]
    payers: tuple[PayerChange, ...]
    votes: tuple[VoteChange, ...]
    late_before: int
    late_after: int

    @property
    def dates(self) -> tuple[StageChange, ...]:
        return tuple(one for one in self.stages if _due(one.before) != _due(one.after))

    @property
    def papers(self) -> tuple[StageChange, ...]:
        return tuple(one for one in self.stages if one.newly_missing)

    @property
    def is_nothing(self) -> bool:
        return not (self.stages or self.payers or self.votes)


def _due(stage: object) -> object:
    return getattr(stage, "due", None)


@dataclass(frozen=True)
class AdoptionPreview:
    """What adopting changes, over the projects of ``before``; ``day``: the day on which both are looked at."""

    day: date
    before: ProgrammeStanding
    after: ProgrammeStanding
    changes: tuple[ProjectChange, ...]

    def seen_by(self, actor: Actor) -> AdoptionPreview:
        """The same over the projects in the viewer's area."""
        before, after = self.before.seen_by(actor), self.after.seen_by(actor)
        shown = tuple(one for one in self.changes if one.project.id in before.by_id)
        return replace(self, before=before, after=after, changes=shown)

    @cached_property
    def payers(self) -> tuple[PayerChange, ...]:
        """Whose share of all costs changes."""
        return tuple(_payers(self.before.policy, self.after.policy, _sums(self.before), _sums(self.after)))

    @cached_property
    def changed(self) -> tuple[ProjectChange, ...]:
        return tuple(one for one in self.changes if not one.is_nothing)


def _sums(standing: ProgrammeStanding | ProjectStanding) -> dict[str, int]:
    money = standing.money if isinstance(standing, ProjectStanding) else standing
    return {**money.shares, "": money.undetermined_fen}


def _payers(old: Package, new: Package, before: Mapping[str, int], after: Mapping[str, int]) -> Iterator[PayerChange]:
    for payer in dict.fromkeys((*before, *after)):
        was, now = before.get(payer, 0), after.get(payer, 0)
        if was != now:
            named = new.payer_by_id.get(payer) or old.payer_by_id.get(payer)
            yield PayerChange(named.name if named else payer, was, now)


class _Looked:
    """The editions last considered: making one means reading a whole package."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Running] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: str) -> Running | None:
        with self._lock:
            return self._known.get(name)

    def put(self, name: str, running: Running) -> None:
        with self._lock:
            self._known[name] = running
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)


_looked = _Looked()


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms an offer is looked at or adopted. ``kept_readings``: ids of readings that stay as the office
    settled them although the new text changed them; ``governing``: see `PolicyAdoption`."""

    kept_readings: frozenset[str] = frozenset()
    governing: Mapping[str, str] | None = None


def carried(offer: Offer, terms: Terms) -> list[Decision]:
    """The decisions on readings that go along into the newer edition."""
    return [
        one.decision for one in offer.readings if one.meets == "same" or (one.asks and one.id in terms.kept_readings)
    ]


def days_to_place(offer: Offer, edition: Running) -> tuple[str, ...]:
    """The governing days for which the office must name a stage, because a change of this edition asks for them."""
    return placed_days([edition.family]) if edition.family and offer.amendments else ()


def looked_at(offer: Offer, terms: Terms, today: date) -> Running:
    """The offered edition with what is carried over. BadInput when it would not be sound."""
    decisions = carried(offer, terms)
    name = repr((str(offer.directory), offer.package.hash, sorted(map(repr, decisions))))
    known = _looked.get(name)
    if known is None:
        with considered(offer.directory, offer.package.id, decisions, offer.known) as edition:
            known = edition.running(today)
        _looked.put(name, known)
    return replace(known, today=today, governing=dict(terms.governing or {}))


def day_of(offer: Offer, today: date) -> date:
    """The day on which the change is looked at: today, or the day on which it takes effect if that is still to come."""
    return max(today, offer.effective or today)


def preview(programme: Programme, offer: Offer, terms: Terms, *, today: date) -> AdoptionPreview:
    """What adopting the offer changes for every project. BadInput when the edition would not be sound."""
    day = day_of(offer, today)
    before = programme_standing(programme.pk, today=day)
    edition = looked_at(offer, terms, day)
    after = standing_under(programme.pk, edition)
    votes = _changed_votes(before.policy, edition)
    changes = tuple(
        _changes(one, after.by_id[one.id], before.policy, after.policy, votes)
        for one in before.projects
        if one.id in after.by_id
    )
    return AdoptionPreview(day, before, after, changes)


def _changes(
    one: ProjectStanding,
    other: ProjectStanding,
    old: Package,
    new: Package,
    votes: Sequence[tuple[str, str, date | None]],
) -> ProjectChange:
    before, after = one.process.stages, other.process.stages
    changed = []
    for stage in dict.fromkeys((*after, *before)):
        was, now = before.get(stage), after.get(stage)
        named = now or was
        if named and _told(was) != _told(now):
            changed.append(StageChange(stage, named.name, was, now))
    done = [stage for stage, standing in before.items() if standing.state == "done"]
    still = {stage for stage, standing in after.items() if standing.state == "done"}
    return ProjectChange(
        project=other,
        stages=tuple(changed),
        kept=tuple(stage for stage in done if stage in still),
        undone=tuple(stage for stage in done if stage not in still),
        payers=tuple(_payers(old, new, _sums(one), _sums(other))),
        votes=tuple(_votes(one, votes)),
        late_before=max((stage.overdue_days for stage in one.late), default=0),
        late_after=max((stage.overdue_days for stage in other.late), default=0),
    )


def _told(stage: object) -> tuple[object, ...] | None:
    if stage is None:
        return None
    missing = tuple(fact for one in getattr(stage, "missing", ()) for fact in one.facts())
    return *(getattr(stage, word) for word in ("state", "since", "due", "overdue_days")), missing


def _changed_votes(old: Package, edition: Running) -> list[tuple[str, str, date | None]]:
    """Vote id, name, and the day from which its new rule holds (None: for every vote, an erratum)."""
    before, after = {one.id: one for one in old.votes}, {one.id: one for one in edition.package.votes}
    steps = edition.family.steps if edition.family else []
    days = [step for step in steps if step.governs == "vote_day" and step.before_effective == "old"]
    found = []
    for vote in dict.fromkeys((*before, *after)):
        if before.get(vote) != after.get(vote):
            own = [step.effective for step in days if _is_about(step, vote) and step.effective]
            named = after.get(vote) or before[vote]
            found.append((vote, named.name, max(own, default=None)))
    return found


def _is_about(step: Step, vote: str) -> bool:
    target = step.target.removeprefix("votes:").removeprefix("votes.")
    return target == vote or target.startswith(f"{vote}.")


def _votes(project: ProjectStanding, changed: Sequence[tuple[str, str, date | None]]) -> Iterator[VoteChange]:
    for vote, name, from_ in changed:
        held = max((fact.on for fact in project.facts if fact.key.split("@")[0] == f"vote:{vote}"), default=None)
        yield VoteChange(vote, name, held, held is not None and from_ is not None and held < from_)


def difference(now: Adopted, edition: Running) -> list[Difference]:
    """What the newer edition says otherwise, rule by rule."""
    return differences(now.package, edition.package, edition.family.steps if edition.family else ())


@transaction.atomic
def adopt(
    *,
    actor: Actor,
    now: datetime,
    programme: Programme,
    standing: Adopted,
    offer: Offer,
    terms: Terms,
    document: str,
    reason: str,
    today: date,
) -> PolicyAdoption:
    """Keeps the edition and lets the programme run under it from today. Refusals as in `adopt_edition`, and before the
    day on which its amendments take effect."""
    if day_of(offer, today) > today:
        raise RefusalError(_("修订自%(day)s起施行，到那一天才能采用。") % {"day": day_of(offer, today).isoformat()})
    governing = {**governing_of(programme, today), **(terms.governing or {})}
    changes = [one.id for one in offer.amendments] + [step.origin for step in offer.errata]
    grounds = Grounds(document, reason, governing, changes or [offer.package.hash[:12]])
    with considered(offer.directory, offer.package.id, carried(offer, terms), offer.known) as edition:
        adoption = adopt_edition(
            actor=actor, now=now, programme=programme, before=standing.package, after=edition.package,
            adopted_on=today, grounds=grounds,
        )  # fmt: skip
        keep_edition(standing.directory, standing.package)
        edition.keep()
    return adoption
