"""The columns split to the fen as the explaining path does, on random rules, lines and approvals."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.compiled import NONE, Column, CostColumns, compile_split, read_columns, split_columns
from linli.core.faults import BadInput
from linli.core.funding import CostLine, Facts, check_lines, split
from linli.core.money import MAX_FEN
from linli.core.policy import load, shipped
from linli.core.policy.model import Package
from tests.core.funding.packages import ITEMS, RULES, package

PAYERS = ("fiscal", "raised", "residents", "carriers", "owners", "central")
SIDES = st.sampled_from(PAYERS)


@st.composite
def rules(draw: st.DrawFn) -> dict[str, Any]:
    part = {"id": f"F-{draw(st.integers(0, 10**9))}", "name": "规则", "cite": ("1.1",)}
    kind = draw(st.sampled_from(("cap", "cap", "merged", "open", "all", "shared", "weighed", "pot", "none")))
    whole = draw(st.integers(1, 10**4))
    cap = f"{draw(st.integers(0, whole))}/{whole}"
    by_kind: dict[str, dict[str, Any]] = {
        "cap": {"kind": "capped_subsidy", "payer": draw(SIDES), "cap": cap, "rest": draw(SIDES)},
        "merged": {"kind": "capped_subsidy", "payer": draw(SIDES), "cap": cap, "rest": draw(SIDES), "base": "group"},
        "open": {"kind": "subsidy_rate_unstated", "payer": draw(SIDES), "rest": draw(SIDES | st.just("undetermined"))},
        "all": {"kind": "pays_all", "payer": draw(SIDES), "strength": "principle"},
        "shared": {"kind": "shared", "payer": draw(SIDES)},
        "weighed": {
            "kind": "shared", "payer": "carriers", "key": "given",
            "among": ({"payer": "owners", "weight": "2"}, {"payer": "raised", "weight": "1"}),
        },
        "pot": {"kind": "from_pot", "payer": draw(SIDES), "pot": "pot1"},
        "none": {"kind": "unresolved", "reason": "没有写"},
    }  # fmt: skip
    return {**part, **by_kind[kind]}


@st.composite
def packages(draw: st.DrawFn) -> Package:
    some = draw(st.lists(rules(), min_size=1, max_size=5, unique_by=lambda rule: rule["id"]))
    items = tuple({**ITEMS[0], "number": f"9.{n}", "name": f"项{n}", "rule": rule["id"]} for n, rule in enumerate(some))
    pot = {"id": "pot1", "name": "补助", "total": "100元", "parts": (), "expires": draw(st.sampled_from(
        (None, "2020-01-01")))}  # fmt: skip
    if pot["expires"] is None:
        del pot["expires"]
    return package(rules=(*RULES, *some), items=(*ITEMS, *items), pots=(pot,))


FENS = st.one_of(st.integers(0, 1000), st.integers(0, 10**11), st.sampled_from((0, 1, 10**12)))


@st.composite
def lines(draw: st.DrawFn, of: Package) -> list[CostLine]:
    found = []
    for row in range(draw(st.integers(0, 20))):
        item = draw(st.sampled_from(of.items))
        rule = of.rule_by_id[item.rule]
        segment = draw(st.sampled_from(item.segments or ("inside", "outside"))) if rule.kind == "by_segment" else None
        override = rule.kind == "pays_all" and rule.strength == "principle" and draw(st.integers(0, 5)) == 0
        found.append(
            CostLine(
                row, draw(st.sampled_from("甲乙丙")), item.number, segment, draw(FENS), draw(st.none() | FENS),
                override="raised" if override else "", decision="甲〔1〕号" if override else "",
            )
        )  # fmt: skip
    return found


@given(st.data(), packages(), st.sampled_from((None, date(2020, 1, 1), date(2020, 1, 2))))
def test_columns_split_as_the_explaining_path_does(data: st.DataObject, of: Package, on: date | None) -> None:
    told = data.draw(lines(of))
    plan = compile_split(of)
    columns = read_columns(plan, told)
    found, expected = split_columns(plan, columns, on=on, by_compound=True), split(of, told, on=on)
    assert found.shares == {payer: fen for payer, fen in expected.totals.items() if fen}
    assert found.undetermined_fen == expected.undetermined_fen
    assert found.cost_fen == sum(line.cost_fen for line in told)
    assert found.by_compound is not None
    for name, subtotal in expected.by_compound.items():
        column = found.by_compound[:, columns.names.index(name)].tolist()
        assert column == [*(subtotal.shares.get(payer, 0) for payer in plan.payers), subtotal.undetermined_fen]


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.name)
def test_every_line_of_a_shipped_package_is_split_alike(path: Any) -> None:
    of = load(path)
    plan, fens, given_fens = compile_split(of), (1, 3, 12_345_678_901), (None, 0, 2, 10**12)
    told = [
        CostLine(n, f"小区{n}", place.item, place.segment, cost, approved)
        for n, (place, cost, approved) in enumerate((p, c, a) for p in plan.places for c in fens for a in given_fens)
    ]
    columns = read_columns(plan, told)
    found, expected = split_columns(plan, columns, by_compound=True), split(of, told)
    assert found.by_compound is not None
    for one, column in zip(expected.lines, found.by_compound.T.tolist(), strict=True):
        assert column == [*(one.shares.get(payer, 0) for payer in plan.payers), one.undetermined_fen]


def test_lines_beyond_the_columns_are_counted() -> None:
    of = package()
    told = [
        CostLine(1, "甲", "1.1", None, 100),
        CostLine(2, "甲", "2.1", None, 100, override="raised", decision="甲〔1〕号"),
        CostLine(3, "甲", "1.2", None, 100, facts=Facts()),
    ]
    plan = compile_split(of)
    found = split_columns(plan, read_columns(plan, told))
    assert found.explained_lines == 2
    assert found.shares == {"fiscal": 95 + 66, "raised": 5 + 100 + 34}


def test_a_sum_beyond_64_bits_is_still_exact() -> None:
    plan = compile_split(package())
    place, count = plan.place("2.1", None), 1_100
    columns = CostColumns((Column(place, np.full(count, MAX_FEN), None, np.zeros(count, np.int64)),), 1)
    found = split_columns(plan, columns, by_compound=True)
    assert found.shares == {"residents": MAX_FEN * count}
    assert found.by_compound is not None
    assert found.by_compound[plan.payers.index("residents"), 0] == MAX_FEN * count > 2**63
    assert found.explained_lines == count


@pytest.mark.parametrize("cost", [MAX_FEN + 1, -1, 2**70])
def test_an_impossible_amount_is_refused_in_the_words_of_the_explaining_path(cost: int) -> None:
    of = package()
    told = [CostLine(2, "甲", "1.1", None, 100), CostLine(3, "甲", "1.1", None, cost)]
    plan = compile_split(of)
    with pytest.raises(BadInput) as refused:
        split_columns(plan, read_columns(plan, told))
    assert list(refused.value.faults) == check_lines(of, told)


def test_a_product_beyond_64_bits_is_refused_not_wrapped() -> None:
    rule = {**RULES[0], "cap": "9999/10000"}
    of = package(rules=(rule, *RULES[1:]))
    plan = compile_split(of)
    most = (2**63 - 1) // 9999
    place = plan.place("1.1", None)
    fits = split_columns(plan, CostColumns((Column(place, np.array([most])),), 1))
    assert fits.shares["fiscal"] == most * 9999 // 10000
    assert fits.explained_lines == 0
    with pytest.raises(BadInput, match="超出可处理的范围"):
        split_columns(plan, CostColumns((Column(place, np.array([most + 1])),), 1))


def test_a_column_says_where_an_approval_is_missing() -> None:
    plan = compile_split(package())
    place = plan.place("2.2", None)
    columns = CostColumns((Column(place, np.array([100, 100, 100]), np.array([NONE, 0, 70])),), 3)
    found = split_columns(plan, columns, by_compound=True)
    assert (found.shares, found.undetermined_fen) == ({"fiscal": 70}, 230)
    assert found.by_compound is not None
    assert found.by_compound[-1].tolist() == [100, 100, 30]


def test_an_unknown_item_is_refused_with_its_row() -> None:
    plan = compile_split(package())
    with pytest.raises(BadInput) as refused:
        read_columns(plan, [CostLine(7, "甲", "99", None, 1), CostLine(8, "甲", "98", None, 1)])
    assert [fault.line for fault in refused.value.faults] == [7, 8]
