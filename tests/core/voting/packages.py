"""A small package with vote rules of every kind, and rolls and ballots in a line each."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from linli.core.policy.model import Package
from linli.core.voting import BallotPaper, RollEntry

DAY = date(2018, 2, 1)
_OLD_LAW = {"id": "old", "title": "旧法", "external": "yes", "effective": "2007-10-01", "until": "2020-12-31"}
_NEW_LAW = {"id": "new", "title": "新法", "external": "yes", "effective": "2021-01-01"}


def package(*tests: dict[str, Any], electorate: dict[str, Any] | None = None, **rule: Any) -> Package:
    """A package with the vote rule ``rule`` (matter ``ask``) of these tests; two thirds of area and homes if none."""
    both = (
        {"measure": "area", "of": "total", "at_least": "2/3"},
        {"measure": "households", "of": "total", "at_least": "2/3"},
    )
    vote = {
        "id": "rule",
        "name": "规则",
        "tests": tests or both,
        "electorate": electorate or {},
        "cite": ("1.1",),
        **rule,
    }
    return Package.model_validate({
        "format": "0.1", "id": "test", "name": "测试", "jurisdiction": "某市",
        "sources": ({"id": "t", "title": "文件"}, _OLD_LAW, _NEW_LAW),
        "votes": (vote,),
        "matters": ({"id": "ask", "name": "是否同意", "vote": "rule", "cite": ("2.1",), "interpretations": ("R-2",)},),
        "interpretations": tuple(
            {"id": i, "about": "甲", "text_says": "无", "chosen": "乙", "effect": "无", "status": "pending",
             "decider": "丙", "see": ("old", "new")} for i in ("R-1", "R-2")
        ),
    })  # fmt: skip


def entry(dwelling: str, owner: str = "", area: int = 100, kind: str = "住宅", *, row: int = 2) -> RollEntry:
    return RollEntry(row, dwelling, owner or f"业主{dwelling}", area, kind)


def unsold(dwelling: str, area: int = 100, owner: str = "") -> RollEntry:
    return RollEntry(2, dwelling, owner, area, "开发商未售")


def homes(count: int, area: int = 100) -> list[RollEntry]:
    return [entry(str(n), area=area) for n in range(1, count + 1)]


def votes(*choices: str) -> list[BallotPaper]:
    """Ballots of dwellings 1, 2, 3 … in rows 2, 3, 4 …; an empty choice is no ballot."""
    return [BallotPaper(n + 1, str(n), choice, DAY) for n, choice in enumerate(choices, 1) if choice]


def ballot(row: int, dwelling: str, choice: str = "同意", at: str | None = "2018-01-10T09:00") -> BallotPaper:
    return BallotPaper(row, dwelling, choice, datetime.fromisoformat(at) if at else None)
