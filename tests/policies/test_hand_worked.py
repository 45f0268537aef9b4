"""The tables worked by hand in docs/policies and the packages answer alike, and no package names a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from linli.core.funding import CostLine, split_line
from linli.core.money import parse_money
from linli.core.policy import find, load

ROOT = Path(__file__).parents[2]
IDS = ("liuzhou-2017-pilot", "xiangshan-2020")


@dataclass(frozen=True)
class Example:
    """A row of the table: the line, and the fen expected of each payer (None: of nobody)."""

    package: str
    line: CostLine
    expected: dict[str | None, int]


def _examples(package: str) -> Iterator[Example]:
    text = (ROOT / "docs" / "policies" / f"{package}.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    start = next(number for number, row in enumerate(rows) if row[:3] == ["item", "segment", "cost"])
    head = rows[start]
    for number, row in enumerate(rows[start + 2 :], start=1):
        if len(row) != len(head):
            return
        cells = dict(zip(head, row, strict=True))
        if not re.fullmatch(r"\d+\.\d+", cells["item"]):
            return
        approved = parse_money(cells["approved"]) if cells["approved"] else None
        line = CostLine(
            number, "文中算例", cells["item"], cells["segment"] or None, parse_money(cells["cost"]), approved
        )
        payers = [name for name in head[4:-1] if cells[name]]
        expected = {None if name == "undetermined" else name: parse_money(cells[name]) for name in payers}
        yield Example(package, line, expected)


EXAMPLES = [example for package in IDS for example in _examples(package)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.package}-{e.line.row}-{e.line.item}")
def test_a_line_worked_by_hand_in_the_docs_is_split_so(example: Example) -> None:
    found = split_line(load(find(example.package)), example.line)
    got = {payer: found.undetermined_fen if payer is None else found.shares.get(payer, 0) for payer in example.expected}
    assert got == example.expected
    assert sum(example.expected.values()) == example.line.cost_fen


@pytest.mark.parametrize("package", IDS)
def test_the_docs_work_examples_for_every_package(package: str) -> None:
    assert sum(example.package == package for example in EXAMPLES) >= 8


def test_the_leading_group_of_liuzhou_has_thirty_members_besides_its_head_and_deputy() -> None:
    roles = load(find("liuzhou-2017-pilot")).role_by_id
    assert len(roles["city_group_member"].members) == 30
    assert roles["city_group_lead"].holder
    assert roles["city_group_deputy"].holder


def test_the_leading_group_of_xiangshan_has_ten_members_besides_its_head_and_deputy() -> None:
    roles = load(find("xiangshan-2020")).role_by_id
    assert len(roles["group_member"].members) == 10


def test_the_catalogue_of_liuzhou_has_five_eleven_seven_and_two_items() -> None:
    items = load(find("liuzhou-2017-pilot")).items
    assert [sum(item.number.startswith(f"{group}.") for item in items) for group in (1, 2, 3, 4)] == [5, 11, 7, 2]


def test_the_catalogue_of_xiangshan_has_eight_kinds_of_work() -> None:
    items = load(find("xiangshan-2020")).items
    assert {item.number.split(".")[0] for item in items} == set("12345678")


def test_the_two_grants_make_the_pot_and_the_phases_make_eighty_seven() -> None:
    package = load(find("xiangshan-2020"))
    (pot,) = package.pots
    assert [grant.amount for grant in pot.parts] == [946_330_000, 11_977_540_000]
    assert pot.total == 12_923_870_000
    assert package.quotas is not None
    assert [phase.compounds for phase in package.quotas.phases] == [15, 18, 27, 27]
    assert package.quotas.total == 87


@pytest.mark.parametrize("package", [*IDS, "cn-civil-code"])
def test_every_pending_reading_says_what_else_it_could_be_what_it_moves_and_who_decides(package: str) -> None:
    for reading in load(find(package)).interpretations:
        assert reading.effect
        assert reading.decider
        assert reading.status == "settled" or reading.alternatives


@pytest.mark.parametrize("package", [*IDS, "cn-civil-code"])
def test_every_measure_of_the_catalogue_has_a_name(package: str) -> None:
    known = load(find(package))
    named = {measure.id for measure in known.measures}
    used = {r.measure for item in known.items for r in (*item.conditions, *item.standards)}
    assert used <= named
    assert {priority.measure for priority in known.priorities} <= named


def test_the_package_of_the_civil_code_holds_votes_only() -> None:
    package = load(find("cn-civil-code"))
    assert {matter.id for matter in package.matters} == {"joint_decision_special", "joint_decision_ordinary"}
    assert not package.stages
    assert not package.items
    assert not package.rules
    assert not package.duties
