"""Done, open, early, locked: a gate is a date, and a stage waits for those before it."""

from __future__ import annotations

from datetime import date

import pytest

from linli.core.lifecycle import check_facts, compile_process
from tests.core.lifecycle.processes import PAPER, PLAN, fact, package, stage, stand, two_stages


def states(standing) -> dict[str, str]:
    return {name: one.state for name, one in standing.stages.items()}


def test_without_facts_the_first_stage_is_open_and_the_next_locked() -> None:
    standing = stand(two_stages(), "2018-01-05")
    assert states(standing) == {"A": "open", "B": "locked"}
    assert standing.stages["A"].since is None
    assert standing.current is standing.stages["A"]


def test_a_stage_is_done_on_the_day_of_its_evidence_and_opens_the_next() -> None:
    standing = stand(two_stages(), "2018-01-05", fact("2018-01-03", "A", "document:application"))
    assert states(standing) == {"A": "done", "B": "open"}
    assert standing.stages["A"].since == standing.stages["B"].since == date(2018, 1, 3)


def test_a_fact_of_a_later_day_does_not_exist_yet() -> None:
    of, paper = two_stages(), fact("2018-01-03", "A", "application")
    assert stand(of, "2018-01-02", paper).stages["A"].state == "open"
    assert stand(of, "2018-01-03", paper).stages["A"].state == "done"


def test_evidence_before_its_turn_makes_a_stage_early_then_done_with_its_predecessor() -> None:
    ahead = fact("2018-01-02", "B", "plan")
    early = stand(two_stages(), "2018-01-05", ahead).stages["B"]
    assert (early.state, early.since, early.missing) == ("early", date(2018, 1, 2), ())
    done = stand(two_stages(), "2018-01-05", ahead, fact("2018-01-04", "A", "application")).stages["B"]
    assert (done.state, done.since) == ("done", date(2018, 1, 4))


def test_all_of_a_gate_is_met_on_the_latest_day_any_on_the_earliest() -> None:
    every = package(stage("A", {"all": (PAPER, PLAN)}))
    some = package(stage("A", {"any": (PAPER, PLAN)}))
    both = fact("2018-01-03", "A", "application"), fact("2018-01-09", "A", "plan")
    assert stand(every, "2018-02-01", *both).stages["A"].since == date(2018, 1, 9)
    assert stand(some, "2018-02-01", *both).stages["A"].since == date(2018, 1, 3)
    assert stand(every, "2018-01-08", *both).stages["A"].state == "open"


def test_a_later_no_takes_the_evidence_away_and_a_later_yes_gives_it_again() -> None:
    of = two_stages()
    history = [
        fact("2018-01-03", "A", "application", "是"),
        fact("2018-01-05", "A", "application", "否"),
        fact("2018-01-08", "A", "application", "是"),
    ]
    assert [stand(of, day, *history).stages["A"].since for day in ("2018-01-04", "2018-01-06", "2018-01-09")] == [
        date(2018, 1, 3), None, date(2018, 1, 8),
    ]  # fmt: skip


def test_filing_a_paper_again_does_not_make_it_later() -> None:
    again = fact("2018-01-03", "A", "application"), fact("2018-02-03", "A", "application")
    assert stand(two_stages(), "2018-03-01", *again).stages["A"].since == date(2018, 1, 3)


def test_on_one_day_the_later_row_decides_whatever_the_order_given() -> None:
    yes, no = fact("2018-01-03", "A", "application", "是", row=1), fact("2018-01-03", "A", "application", "否", row=2)
    assert stand(two_stages(), "2018-01-04", no, yes).stages["A"].state == "open"
    swapped = fact("2018-01-03", "A", "application", "是", row=3)
    assert stand(two_stages(), "2018-01-04", swapped, no).stages["A"].state == "done"


@pytest.mark.parametrize("value", ["", "是", "通过", "YES", "已办结", "１", "业委会", "owners_org"])
def test_words_for_yes(value: str) -> None:
    assert stand(two_stages(), "2018-01-04", fact("2018-01-03", "A", "application", value)).stages["A"].state == "done"


@pytest.mark.parametrize("value", ["否", "不通过", "no", "撤回", "退回"])
def test_words_for_no(value: str) -> None:
    assert stand(two_stages(), "2018-01-04", fact("2018-01-03", "A", "application", value)).stages["A"].state == "open"


def test_who_acts_in_place_of_a_missing_body_may_sign_and_others_may_not() -> None:
    def signed_by(who: str) -> str:
        return stand(two_stages(), "2018-01-04", fact("2018-01-03", "A", "application", who)).stages["A"].state

    assert signed_by("社区") == "done"
    assert signed_by("城区政府") == "open"
    wrong = stand(two_stages(), "2018-01-04", fact("2018-01-03", "A", "application", "district")).stages["A"]
    assert any(step.code == "lifecycle.wrong_signer" for _, step in wrong.reason().walk())


def test_an_objection_undoes_only_a_notice_that_must_be_without_objection() -> None:
    strict = package(stage("A", {"publicity": "notice", "result": "no-objection"}))
    plain = package(stage("A", {"publicity": "notice"}))
    objection = fact("2018-01-03", "A", "publicity:notice", "有异议")
    assert stand(strict, "2018-01-04", objection).stages["A"].state == "open"
    assert stand(plain, "2018-01-04", objection).stages["A"].state == "done"
    assert stand(plain, "2018-01-04", fact("2018-01-03", "A", "notice", "否")).stages["A"].state == "open"


JOINT = {"joint_signoff": "acceptance", "by": "district", "with": ("finance", "owners_org")}


def test_a_joint_sign_off_needs_every_party_and_stands_since_the_last() -> None:
    of = package(stage("A", JOINT))
    signs = [
        fact("2018-01-03", "A", "acceptance", "district"),
        fact("2018-01-05", "A", "acceptance", "财政局"),
        fact("2018-01-09", "A", "acceptance", "业委会"),
    ]
    lacking = stand(of, "2018-01-08", *signs).stages["A"]
    assert lacking.state == "open"
    assert lacking.missing[0].parties == ("owners_org",)
    assert stand(of, "2018-01-09", *signs).stages["A"].since == date(2018, 1, 9)


def test_a_joint_sign_off_may_be_told_whole_several_at_once_or_taken_back_by_one() -> None:
    of = package(stage("A", JOINT))
    whole = fact("2018-01-03", "A", "joint_signoff:acceptance")
    several = fact("2018-01-03", "A", "acceptance", "城区政府、财政局、社区")
    back = fact("2018-01-04", "A", "acceptance", "财政局：否")
    assert stand(of, "2018-01-03", whole).stages["A"].state == "done"
    assert stand(of, "2018-01-03", several).stages["A"].state == "done"
    assert stand(of, "2018-01-05", whole, back).stages["A"].missing[0].parties == ("finance",)


RAISED = {"amount": "residents_raised", "at_least": "residents_due"}


def test_money_is_raised_when_it_reaches_what_is_due_to_the_fen() -> None:
    of = package(stage("A", RAISED))
    owed = fact("2018-01-01", "A", "residents_due", "1,000")
    short = fact("2018-01-03", "A", "residents_raised", "999.99")
    enough = fact("2018-01-05", "A", "amount:residents_raised", "1000元")
    assert stand(of, "2018-01-04", owed, short).stages["A"].missing[0].short_fen == 1
    assert stand(of, "2018-01-05", owed, short, enough).stages["A"].since == date(2018, 1, 5)


def test_money_without_what_is_due_cannot_be_judged_and_a_raised_due_opens_it_again() -> None:
    of = package(stage("A", RAISED))
    raised = fact("2018-01-03", "A", "residents_raised", "1000")
    assert stand(of, "2018-01-04", raised).stages["A"].missing[0].short_fen is None
    told = fact("2018-01-06", "A", "residents_due", "1000")
    assert stand(of, "2018-01-06", raised, told).stages["A"].since == date(2018, 1, 6)
    more = fact("2018-01-08", "A", "residents_due", "1000.01")
    assert stand(of, "2018-01-08", raised, told, more).stages["A"].state == "open"


def test_money_may_have_a_floor_in_the_text_itself() -> None:
    of = package(stage("A", {"amount": "deposit", "at_least": "500元"}))
    assert stand(of, "2018-01-04", fact("2018-01-03", "A", "deposit", "499.99")).stages["A"].state == "open"
    assert stand(of, "2018-01-04", fact("2018-01-03", "A", "deposit", "500")).stages["A"].state == "done"


def test_a_vote_may_be_named_by_its_rule_or_by_its_matter() -> None:
    vote = {"vote": "two_thirds", "matter": "ask"}
    rule = {"id": "two_thirds", "name": "双三分之二", "tests": ({"measure": "area", "at_least": "2/3"},)}
    of = package(
        stage("A", {"all": (vote, {"document": "ask_paper"})}), votes=(rule,),
        matters=({"id": "ask", "name": "是否改造", "vote": "two_thirds", "stage": "A"},),
    )  # fmt: skip
    for key in ("vote:two_thirds", "two_thirds", "vote:ask", "ask", "双三分之二", "是否改造"):
        standing = stand(of, "2018-01-04", fact("2018-01-03", "A", key, "通过"))
        assert [one.fact for one in standing.stages["A"].missing] == ["document:ask_paper"], key


def test_a_bare_reference_means_the_paper_before_the_matter_of_the_same_name() -> None:
    rule = {"id": "two_thirds", "name": "双三分之二", "tests": ({"measure": "area", "at_least": "2/3"},)}
    of = package(
        stage("A", {"all": (PAPER, {"vote": "two_thirds", "matter": "application"})}), votes=(rule,),
        matters=({"id": "application", "name": "是否申请", "vote": "two_thirds", "stage": "A"},),
    )  # fmt: skip
    missing = stand(of, "2018-01-04", fact("2018-01-03", "A", "application")).stages["A"].missing
    assert [one.fact for one in missing] == ["vote:two_thirds"]


def test_stage_and_fact_may_be_written_in_chinese() -> None:
    standing = stand(two_stages(), "2018-01-04", fact("2018-01-03", "阶段A", "书面申请"))
    assert standing.stages["A"].state == "done"
    assert stand(two_stages(), "2018-01-04", fact("2018-01-03", None, "方案")).stages["B"].state == "early"


def test_a_choice_lists_what_each_way_lacks() -> None:
    of = package(stage("A", {"any": ({"hearing": "talk", "by": "community"}, {"all": (PAPER, PLAN)})}))
    (choice,) = stand(of, "2018-01-04", fact("2018-01-03", "A", "plan")).stages["A"].missing
    assert [[part.fact for part in way] for way in choice.alternatives] == [["hearing:talk"], ["document:application"]]
    assert list(choice.facts()) == ["hearing:talk", "document:application"]


def test_who_must_act_is_told_with_everything_missing() -> None:
    missing = stand(two_stages(), "2018-01-04").stages["A"].missing
    assert [(one.fact, one.name, one.who, one.cite) for one in missing] == [
        ("document:application", "书面申请", ("owners_org",), ("3.1",))
    ]


def test_the_next_act_is_the_first_thing_missing_in_the_first_open_stage() -> None:
    act = stand(two_stages(), "2018-02-01", fact("2018-01-03", "A", "application")).next_act
    assert act is not None
    assert (act.stage, act.missing.fact, act.due) == ("B", "document:plan", date(2018, 3, 10))
    done = stand(two_stages(), "2018-02-01", fact("2018-01-03", "A", "application"), fact("2018-01-04", "B", "plan"))
    assert done.next_act is None
    assert done.is_finished


def test_a_stage_told_before_the_one_it_waits_for_stands_in_the_order_of_the_text() -> None:
    of = package(stage("B", PLAN, after=("A",)), stage("A", PAPER))
    standing = stand(of, "2018-01-04", fact("2018-01-03", "A", "application"))
    assert list(standing.stages) == ["B", "A"]
    assert standing.stages["B"].state == "open"


def test_stages_that_wait_for_one_another_are_refused() -> None:
    with pytest.raises(ValueError, match="圈"):
        compile_process(package(stage("A", PAPER, after=("B",)), stage("B", PLAN, after=("A",))))


def test_every_fault_of_the_facts_is_told_at_once_with_a_suggestion() -> None:
    faults = check_facts(
        two_stages(),
        [
            fact("2018-01-03", "AA", "application", row=2),
            fact("2018-01-03", "A", "aplication", row=3),
            fact("2018-01-03", "A", "plan", row=4),
            fact("2018-01-03", "A", "application", "也许", row=5),
            fact("2018-01-03", "", "分期", "第九期", row=6),
            fact("2018-01-03", "A", "application", row=7, compound=" "),
            fact("2018-01-03", "A", "application", row=8),
        ],
    )
    assert [(one.line, one.column) for one in faults] == [
        (2, "阶段"), (3, "事实"), (4, "事实"), (5, "值"), (6, "值"), (7, "小区"),
    ]  # fmt: skip
    assert "application" in faults[1].hint
    assert "B" in faults[2].hint


def test_an_amount_must_be_an_amount() -> None:
    of = package(stage("A", RAISED))
    told = [
        fact("2018-01-03", "A", "residents_raised", value, row=n) for n, value in enumerate(["", "是", "-1", "0.001"])
    ]
    assert [one.line for one in check_facts(of, told)] == [0, 1, 2, 3]


def test_a_fact_that_several_stages_ask_for_needs_its_stage() -> None:
    of = package(stage("A", PAPER), stage("B", PAPER))
    (fault,) = check_facts(of, [fact("2018-01-03", None, "application", row=4)])
    assert (fault.line, fault.column, fault.expected) == (4, "阶段", "A、B")
