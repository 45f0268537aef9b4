"""Mutation: a value that could be otherwise without any case noticing is told with its place and the case to add."""

from __future__ import annotations

from pathlib import Path

import pytest

from linli.core.cases import read_cases
from linli.core.cases.mutants import changed, mutants
from linli.core.cases.mutants.formulas import nearby
from linli.core.cases.mutants.tree import REMOVED, month_after, other
from linli.core.cases.mutation import MutationReport, mutate
from linli.core.policy import load
from linli.core.policy.amend import read_draft
from tests.core.policy.invented import MONEY, write


def report(folder: Path, money: str | None = MONEY) -> MutationReport:
    write(folder, 资金=money)
    package = load(folder)
    return mutate(package, read_draft(folder), read_cases(folder, package))


def about(found: MutationReport, word: str) -> list[str]:
    return [one.what for one in found.unnoticed if word in one.what]


def test_without_cases_nothing_is_noticed(tmp_path: Path) -> None:
    found = report(tmp_path, None)
    assert len(found.unnoticed) == found.tried > 30


def test_a_boundary_case_notices_its_rule(tmp_path: Path) -> None:
    assert about(report(tmp_path / "a", None), "F-road")
    assert about(report(tmp_path / "b"), "F-road") == []
    assert about(report(tmp_path / "c"), "F-water") == []


def test_a_case_away_from_the_boundary_does_not(tmp_path: Path) -> None:
    found = report(tmp_path, MONEY.replace("100,,80,20", "0,,0,0").replace("0.09,,0.07,0.02", "0.01,,0,0.01"))
    assert "F-road 的上限" in about(found, "F-road")


def test_an_unnoticed_change_tells_place_and_case_to_add(tmp_path: Path) -> None:
    found = report(tmp_path, None)
    cap = next(one for one in found.unnoticed if one.what == "F-road 的上限")
    assert (cap.file, cap.line, cap.path) == ("funding.yaml", 6, "rules[0].cap")
    assert (cap.was, cap.now, cap.sheet) == ("4/5", "81/100", "资金.csv")
    assert "加一行" in cap.hint


def test_every_subject_of_the_package_is_mutated(tmp_path: Path) -> None:
    package = load(write(tmp_path))
    tables = {str(one.path[0]) for one in mutants(package, read_draft(tmp_path).tree)}
    assert tables >= {"quotas", "pots", "priorities", "stages", "roles", "votes", "duties", "rules", "items"}
    assert "deadline_defaults" in tables


def test_mutants_change_only_what_they_say(tmp_path: Path) -> None:
    tree = read_draft(write(tmp_path)).tree
    before = repr(tree)
    for one in mutants(load(tmp_path), tree):
        after = changed(tree, one.changes)
        assert after != tree, one.what
        assert {key for key in tree if after.get(key) is not tree[key]} <= {path[0] for path, _ in one.changes}
    assert repr(tree) == before


def test_writing_into_a_tree_leaves_the_original_alone() -> None:
    tree = {"a": [1, {"b": 2}], "c": 3}
    assert changed(tree, [(("a", 1, "b"), 5)]) == {"a": [1, {"b": 5}], "c": 3}
    assert changed(tree, [(("a", 0), REMOVED), (("c",), REMOVED)]) == {"a": [{"b": 2}]}
    assert changed(tree, [(("new", "deep"), 1)])["new"] == {"deep": 1}
    assert tree == {"a": [1, {"b": 2}], "c": 3}


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("80%", ("81%", "79%")),
        ("300元", ("300.01元", "299.99元")),
        ("7", ("8", "6")),
        ("0", ("1",)),
        ("1.05", ("53/50", "26/25")),
        ("share", ()),
    ],
)
def test_a_number_of_a_formula_moves_by_the_least_that_matters(text: str, near: tuple[str, ...]) -> None:
    assert nearby(text) == near


def test_months_and_choices_go_round() -> None:
    assert month_after((2017, 12), 1) == "2018-01"
    assert month_after((2018, 1), -1) == "2017-12"
    assert other("b", ["a", "b"]) == "a"
    assert other("a", ["a"]) is None
