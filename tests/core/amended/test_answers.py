"""Answers across an amendment: old promises kept, new deadlines binding, no paperwork asked afterwards."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from linli.core.amended import AmendedProcess, adoption_of, check_amended_lines, split_amended
from linli.core.faults import BadInput
from linli.core.funding import CostLine
from linli.core.lifecycle import Fact, ProcessPlan, compile_process, derive
from linli.core.policy.amend import Family
from tests.core.policy.amend.amended import AMENDMENT, unamended, write_change

EVE, FIRST = date(2018, 5, 31), date(2018, 6, 1)

#: a meeting between confirming the plan and tendering, from June on
INSERTED = """\
amendment:
  id: am-meeting
  title: 增设交底会
  published: 2018-05-10
  effective: 2018-06-01
  recorded: 2018-05-15
  by: {document: 演示文号}
  changes:
    - op: insert
      target: stages
      after: S2.3
      now:
        id: S2.3a
        name: 设计交底
        scope: compound
        after: [{stage: S2.3, basis: text, cite: ["demo:1"]}]
        gate: {all: [{signoff: design_explained, name: 设计交底, by: district}]}
      cite: ["demo:1"]
    - {op: replace, target: S2.4.after, now: [{stage: S2.3a, basis: text, cite: ["demo:1"]}], cite: ["demo:1"]}
"""


@pytest.fixture
def family(tmp_path: Path) -> Family:
    city = unamended(tmp_path)
    write_change(city, AMENDMENT)
    return Family(city)


@pytest.fixture
def with_meeting(tmp_path: Path) -> Family:
    city = unamended(tmp_path)
    write_change(city, INSERTED)
    return Family(city)


def line(row: int, compound: str, confirmed_on: date | None) -> CostLine:
    return CostLine(row, compound, "2.6", None, 100_000, confirmed_on=confirmed_on)


def test_a_plan_confirmed_before_the_amendment_keeps_its_cap(family: Family) -> None:
    found = split_amended(family, [line(2, "甲", EVE), line(3, "乙", FIRST), line(4, "丙", None)], date(2018, 9, 1))
    assert [one.shares["fiscal"] for one in found.lines] == [90_000, 85_000, 85_000]
    assert found.totals["fiscal"] == 260_000
    assert found.cost_fen == sum(found.totals.values()) + found.undetermined_fen == 300_000
    assert list(found.by_compound) == ["甲", "乙", "丙"]


def test_before_the_amendment_nobody_is_cut(family: Family) -> None:
    found = split_amended(family, [line(2, "甲", None)], EVE)
    assert found.lines[0].shares["fiscal"] == 90_000


def test_the_answer_under_an_amended_cap_cites_the_amendment(family: Family) -> None:
    found = split_amended(family, [line(2, "乙", FIRST)], FIRST)
    assert "demo:1" in found.lines[0].reason.all_cites()


def test_a_compound_has_one_day_of_confirmation(family: Family) -> None:
    lines = [line(2, "甲", EVE), line(3, "甲", FIRST)]
    assert [fault.line for fault in check_amended_lines(family, lines, FIRST)] == [3]
    with pytest.raises(BadInput, match="方案确认日只有一个"):
        split_amended(family, lines, FIRST)


def complete(plan: ProcessPlan, stages: list[str], first: date, compound: str = "甲") -> list[Fact]:
    """Everything that these stages ask for, a stage a day."""
    facts = []
    for slot in plan.slots:
        if slot.stage in stages and not slot.is_floor:
            on = first + timedelta(days=stages.index(slot.stage))
            value = "、".join(slot.parties) if slot.parties else "1000" if slot.evidence.kind == "amount" else ""
            facts.append(Fact(compound, on, slot.stage, slot.evidence.fact, value, len(facts)))
            if slot.floor_slot is not None:
                floor = plan.slots[slot.floor_slot].evidence.fact
                facts.append(Fact(compound, on, slot.stage, floor, "1000", len(facts)))
    return facts


def test_a_new_deadline_binds_from_its_day(family: Family) -> None:
    assert AmendedProcess(family, EVE).derive([]).stages["S3.1"].due == date(2018, 11, 20)
    assert AmendedProcess(family, FIRST).derive([]).stages["S3.1"].due == date(2018, 12, 10)


@pytest.mark.parametrize(("entered", "asked"), [(EVE, False), (FIRST, True)])
def test_new_evidence_is_asked_only_of_stages_entered_since(family: Family, entered: date, *, asked: bool) -> None:
    plan = compile_process(family.original())
    order = [one.stage.id for one in plan.order]
    before = order[: order.index("S3.2")]
    facts = complete(plan, before, entered - timedelta(days=len(before) - 1))
    standing = AmendedProcess(family, date(2018, 9, 1)).derive(facts)
    assert standing.stages["S3.1"].since == entered
    missing = [fact for one in standing.stages["S3.2"].missing for fact in one.facts()]
    assert ("document:resident_satisfaction" in missing) is asked


def test_a_stage_not_entered_yet_is_under_the_new_rule(family: Family) -> None:
    missing = AmendedProcess(family, FIRST).derive([]).stages["S3.2"].missing
    assert "document:resident_satisfaction" in [fact for one in missing for fact in one.facts()]


def test_facts_of_any_edition_are_understood(with_meeting: Family) -> None:
    process = AmendedProcess(with_meeting, FIRST)
    known = Fact("甲", FIRST, "S2.3a", "signoff:design_explained", "", 2)
    wrong = Fact("甲", FIRST, "S2.3a", "signoff:design_explaned", "", 3)
    assert [fault.line for fault in process.check([known, wrong])] == [3]


def running(plan: ProcessPlan, count: int) -> dict[str, list[Fact]]:
    """Compounds somewhere on the way, each stage done on a random day of the spring."""
    chance = random.Random(20180601)
    order = [one.stage.id for one in plan.order]
    ledgers = {}
    for number in range(count):
        done = order[: chance.randrange(len(order) + 1)]
        first = date(2018, 3, 1) + timedelta(days=chance.randrange(100))
        ledgers[f"小区{number}"] = complete(plan, done, first, f"小区{number}")
    return ledgers


def test_an_inserted_stage_keeps_what_240_running_compounds_have_done(with_meeting: Family) -> None:
    today = date(2018, 7, 1)
    old = compile_process(with_meeting.original())
    ledgers = running(old, 240)
    amended = AmendedProcess(with_meeting, today)
    asked = 0
    for facts in ledgers.values():
        before, after = derive(old, facts, today), amended.derive(facts)
        entered = before.stages["S2.3"].since if before.stages["S2.3"].state == "done" else None
        assert ("S2.3a" in after.stages) == (entered is None or entered >= FIRST)
        asked += "S2.3a" in after.stages
        for name, stage in before.stages.items():
            known = {fact for one in stage.missing for fact in one.facts()}
            now = {fact for one in after.stages[name].missing for fact in one.facts()}
            assert now == known, "nothing that was proved is asked for again"
            if stage.state == "done":
                assert after.stages[name].state in ("done", "early")
                if "S2.3a" not in after.stages:
                    assert after.stages[name] == stage
    assert 0 < asked < 240


def test_the_preview_says_what_changes_for_each_compound(with_meeting: Family) -> None:
    plan = compile_process(with_meeting.original())
    order = [one.stage.id for one in plan.order]
    past = complete(plan, order[: order.index("S2.4") + 1], date(2018, 3, 1), "过了")
    fresh = complete(plan, order[: order.index("S2.3")], date(2018, 3, 1), "没到")
    found = {one.compound: one for one in adoption_of(with_meeting, {"过了": past, "没到": fresh}, adopted_on=FIRST)}
    assert found["过了"].changes == ()
    assert "S2.4" in found["过了"].kept
    new = next(change for change in found["没到"].changes if change.stage == "S2.3a")
    assert new.before is None
    assert new.newly_missing == ("signoff:design_explained",)
    assert found["没到"].undone == ()


def test_a_family_without_amendments_answers_as_its_package(tmp_path: Path) -> None:
    family = Family(unamended(tmp_path))
    package = family.original()
    plan = compile_process(package)
    facts = complete(plan, [one.stage.id for one in plan.order][:4], date(2018, 2, 1))
    process = AmendedProcess(family, FIRST)
    assert process.plan.package is package
    assert process.derive(facts).stages == derive(process.plan, facts, FIRST).stages
