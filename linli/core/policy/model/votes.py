"""``process.yaml``: votes — the rule (which tests must hold), the electorate (who counts), the matters (what for)."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from linli.core.policy.model.part import CitedPart, Part
from linli.core.policy.scalars import Id, Share

Measure = Literal["area", "households", "heads"]


class VoteTest(CitedPart):
    """``count`` (those for / who took part) as a share ``of`` all or of participants, ``at_least`` or ``more_than``."""

    measure: Measure
    name: str = ""
    count: Literal["for", "participated", "against"] = "for"
    of: Literal["total", "participants"] = "total"
    at_least: Share | None = None
    more_than: Share | None = None

    @model_validator(mode="after")
    def _one_threshold(self) -> VoteTest:
        if (self.at_least is None) == (self.more_than is None):
            raise ValueError("at_least（含本数）与 more_than（不含）要写且只写一个")
        return self

    @property
    def threshold(self) -> Share:
        value = self.at_least if self.at_least is not None else self.more_than
        assert value is not None
        return value

    @property
    def inclusive(self) -> bool:
        return self.at_least is not None


class Electorate(CitedPart):
    """Who counts. ``parking``: whether parking spaces carry area and votes; ``heads``: what makes one head —
    the dwelling, or the owner (one owner of many dwellings is one head; the developer's unsold stock is one)."""

    parking: Literal["excluded", "included"] = "excluded"
    heads: Literal["per-owner", "per-dwelling"] = "per-owner"


class VoteRule(CitedPart):
    """Passes when every test is met. ``law``: the higher law over the vote, as external sources in the order of time;
    the one whose effective … until holds the day of the vote is printed with its result."""

    id: Id
    name: str
    tests: tuple[VoteTest, ...]
    electorate: Electorate = Electorate()
    law: tuple[Id, ...] = ()


class Matter(CitedPart):
    """A question put to the owners: by which vote rule, for which stage, in what scope."""

    id: Id
    name: str
    vote: Id
    stage: Id | None = None
    scope: Literal["compound", "building", "entrance"] = "compound"


class LawByDate(Part):
    """Which law stood over the vote on a day: from ``effective`` until ``until`` of that source."""

    source: Id
