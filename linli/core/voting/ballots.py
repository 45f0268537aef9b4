"""Which ballots count: one vote for a dwelling, the last one cast in time; every other is refused with its reason.

A ballot that cannot be read, names no dwelling of the roll, comes late or from a parking space without a vote is not
counted and does not take part. Of several ballots of one dwelling the last by time counts, of equal times the lower
row of the sheet; a ballot without a time stands before any with one, a day without an hour at the beginning of that
day. A repetition of the counted choice is refused as a repetition, an earlier different choice as replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal, NamedTuple

from linli.core.policy.model import Electorate
from linli.core.reasons import Reason
from linli.core.voting.roll import Electors, Head, owners_of, plain

Choice = Literal["for", "against", "abstained"]
#: what is read on a ballot; ticks and yes/no are not: on a sheet nobody can tell what they were put beside
CHOICES: Mapping[str, Choice] = {
    "同意": "for", "赞成": "for", "赞同": "for", "for": "for",
    "反对": "against", "不同意": "against", "不赞成": "against", "against": "against",
    "弃权": "abstained", "abstained": "abstained",
}  # fmt: skip
_EVERYBODY = Electorate()
_BEGINNING = datetime.combine(date.min, time.min)


@dataclass(frozen=True, slots=True)
class BallotPaper:
    """One ballot as handed in. choice: 同意, 反对 or 弃权 as written; cast_at: local time, a day, or None.

    proxy: who cast it for the owner (empty: the owner); voter: which co-owner cast it (empty: not told); objection: an
    objection was put on record with it.
    """

    row: int
    dwelling: str
    choice: str
    cast_at: datetime | date | None = None
    channel: str = ""
    proxy: str = ""
    voter: str = ""
    objection: bool = False

    @property
    def day(self) -> date | None:
        return self.cast_at.date() if isinstance(self.cast_at, datetime) else self.cast_at

    @property
    def moment(self) -> tuple[datetime, int]:
        """What orders ballots of one dwelling in time."""
        if self.cast_at is None:
            return _BEGINNING, self.row
        if isinstance(self.cast_at, datetime):
            return self.cast_at.replace(tzinfo=None), self.row
        return datetime.combine(self.cast_at, time.min), self.row


class CountedBallot(NamedTuple):
    """A ballot that counts, with the roll's plain name of its dwelling and the choice read."""

    paper: BallotPaper
    dwelling: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class RejectedBallot:
    """A ballot that does not count, and why."""

    row: int
    dwelling: str
    reason: Reason


def _stranger(electors: Electors, name: str, paper: BallotPaper) -> Reason:
    """Why a dwelling that is not among the electors has no vote."""
    if barred := electors.barred.get(name):
        code = "vote.ballot_parking" if barred.is_parking else "vote.ballot_unsold"
        return Reason(code, {"dwelling": paper.dwelling})
    if name in electors.outside:
        return Reason("vote.ballot_outside", {"dwelling": paper.dwelling})
    return Reason("vote.ballot_unknown", {"dwelling": paper.dwelling})


def _refusal(
    electors: Electors, name: str, paper: BallotPaper, last_day: date, electorate: Electorate
) -> Reason | None:
    """Why the ballot of the dwelling of this plain name does not count by itself."""
    if name not in electors.entries:
        return _stranger(electors, name, paper)
    if paper.choice not in CHOICES and plain(paper.choice) not in CHOICES:
        code = "vote.ballot_unreadable" if plain(paper.choice) else "vote.ballot_blank"
        return Reason(code, {"choice": paper.choice} if plain(paper.choice) else {})
    day = paper.day
    if day is not None and day > last_day:
        return Reason("vote.ballot_late", {"day": day.isoformat(), "last": last_day.isoformat()})
    if electorate.co_owners == "representative":
        return _co_owner_refusal(electors, name, paper)
    return None


def _co_owner_refusal(electors: Electors, name: str, paper: BallotPaper) -> Reason | None:
    """Of several co-owners only the representative on the roll casts the ballot."""
    entry = electors.entries[name]
    if len(owners_of(entry.owner)) < 2:
        return None
    if not plain(entry.representative):
        return Reason("vote.ballot_no_representative", {"dwelling": paper.dwelling})
    if paper.voter and plain(paper.voter) != plain(entry.representative):
        return Reason("vote.ballot_co_owner", {"voter": paper.voter, "representative": entry.representative})
    return None


def _beyond_proxy(
    electors: Electors, papers: Iterable[BallotPaper], limit: int
) -> tuple[list[BallotPaper], list[RejectedBallot]]:
    """The papers within the limit of proxies, and those beyond it: the owners (heads) a proxy voted for first count."""
    served: dict[str, list[Head]] = {}
    kept: list[BallotPaper] = []
    refused: list[RejectedBallot] = []
    for paper in sorted(papers, key=lambda one: one.moment):
        proxy, name = plain(paper.proxy), plain(paper.dwelling)
        if proxy and proxy not in owners_of(electors.entries[name].owner):
            heads = served.setdefault(proxy, [])
            if electors.heads[name] not in heads and len(heads) >= limit:
                reason = Reason("vote.ballot_proxy", {"proxy": paper.proxy, "limit": str(limit)})
                refused.append(RejectedBallot(paper.row, paper.dwelling, reason))
                continue
            if electors.heads[name] not in heads:
                heads.append(electors.heads[name])
        kept.append(paper)
    return kept, refused


def _says(paper: BallotPaper) -> tuple[str, bool]:
    return plain(paper.choice), paper.objection


def _last_word(papers: Sequence[BallotPaper]) -> tuple[BallotPaper, list[RejectedBallot]]:
    """The paper that counts among those of one dwelling (in order of time), and the others refused.

    It is the first of the last unbroken run of one choice: who says the same again changes nothing.
    """
    first = len(papers) - 1
    while first and _says(papers[first - 1]) == _says(papers[first]):
        first -= 1
    row = {"row": str(papers[first].row)}
    replaced = [RejectedBallot(p.row, p.dwelling, Reason("vote.ballot_replaced", row)) for p in papers[:first]]
    repeated = [RejectedBallot(p.row, p.dwelling, Reason("vote.ballot_repeated", row)) for p in papers[first + 1 :]]
    return papers[first], replaced + repeated


def sift_ballots(
    electors: Electors, papers: Sequence[BallotPaper], last_day: date, electorate: Electorate = _EVERYBODY
) -> tuple[tuple[CountedBallot, ...], tuple[RejectedBallot, ...]]:
    """The ballots that count and those that do not, in order of rows. ``last_day``: the day of the vote, included."""
    rejected: list[RejectedBallot] = []
    readable: list[BallotPaper] = []
    for paper in papers:
        if refusal := _refusal(electors, plain(paper.dwelling), paper, last_day, electorate):
            rejected.append(RejectedBallot(paper.row, paper.dwelling, refusal))
        else:
            readable.append(paper)
    if electorate.proxy_limit is not None:
        readable, beyond = _beyond_proxy(electors, readable, electorate.proxy_limit)
        rejected.extend(beyond)
    by_dwelling = dict[str, list[BallotPaper]]()
    for paper in readable:
        by_dwelling.setdefault(plain(paper.dwelling), []).append(paper)
    counted = []
    for name, several in by_dwelling.items():
        paper = several[0]
        if len(several) > 1:
            paper, refused = _last_word(sorted(several, key=lambda one: one.moment))
            rejected.extend(refused)
        counted.append(CountedBallot(paper, name, CHOICES.get(paper.choice) or CHOICES[plain(paper.choice)]))
    return tuple(sorted(counted, key=lambda c: c.paper.row)), tuple(sorted(rejected, key=lambda r: r.row))
