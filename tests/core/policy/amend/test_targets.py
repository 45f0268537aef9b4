"""Where a change may point, and that no change, however odd, does worse than a fault with its line."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core.faults import BadInput
from linli.core.policy import find
from linli.core.policy.amend import read_draft, snapshot
from linli.core.policy.amend.targets import at, resolve
from tests.core.policy.amend.amended import unamended, write_change

FIRST = date(2018, 6, 1)
TREE = read_draft(find("liuzhou-2017-pilot")).tree


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("F-env-90.cap", "90%"),
        ("S3.1.due.on", "2018-11"),
        ("deadline_defaults.mid_month", "20"),
        ("F-water-power.before_meter.rule.rest", "undetermined"),
        ("S3.2.gate.all.settlement.document", "settlement"),
        ("S2.1.gate.all.vote:double_two_thirds.matter", "application"),
        ("S3.1.after.S2.5.basis", "numbering"),
        ("items:2.4.资金规则", "F-env-95"),
        ("2.4.rule", "F-env-95"),
        ("double_two_thirds.tests.area.at_least", "2/3"),
    ],
)
def test_a_target_is_an_id_and_the_way_inside(target: str, found: str) -> None:
    (path,) = resolve(TREE, target) if not target.startswith("double") else resolve(TREE, f"votes:{target}")
    assert at(TREE, path) == found


def test_an_id_that_stands_in_two_tables_asks_which_is_meant() -> None:
    assert len(resolve(TREE, "double_two_thirds.cite")) == 2
    assert len(resolve(TREE, "votes:double_two_thirds.cite")) == 1


def test_an_insertion_goes_where_it_says(tmp_path: Path) -> None:
    city = unamended(tmp_path)
    head = "amendment: {id: a, title: 文, effective: 2018-06-01, recorded: 2018-06-01, by: {document: 号}, changes: ["
    now = "{judgement: tidy, name: 整洁, by: district}"
    new = f"{{op: insert, target: S3.2.gate.all, %s: settlement, now: {now}, cite: ['n1:1']}}"
    for word, place in (("before", 1), ("after", 2)):
        write_change(city, head + new % word + "]}\n")
        gate: Any = snapshot(city, FIRST).stage_by_id["S3.2"].gate
        assert gate.all[place].ref == "tidy"


WORDS = st.sampled_from(
    """S3.1.due S3.2.gate.all S3.2.gate rules sources documents F-env-90.cap F-env-90 d09 2.4 items:2.4.standards
    quotas.total . stages. S3.1. hash id I-03.setting interpretations S3.1.after application nowhere.at.all money.unit
    not_rules.structural rounding.tie clauses""".split()  # noqa: SIM905 - a list to read
)
VALUES = st.recursive(
    st.sampled_from(["x", "85%", "2018-01-01", "no", "1.1", "F-env-90"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "on", "kind", "cite", "all"]), inner)
    ),
    max_leaves=4,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    op=st.sampled_from(["replace", "insert", "repeal"]), target=WORDS, now=st.none() | VALUES, was=st.none() | VALUES
)
def test_no_change_does_worse_than_a_fault(op: str, target: str, now: Any, was: Any, tmp_path: Path) -> None:
    city = tmp_path / "liuzhou"
    if not city.exists():
        unamended(tmp_path)
    change = {"op": op, "target": target, "cite": ["n1:1.1"]}
    change |= {key: value for key, value in (("now", now), ("was", was)) if value is not None}
    amendment = {"id": "a", "title": "t", "effective": "2018-06-01", "recorded": "2018-06-01", "changes": [change]}
    text = yaml.safe_dump({"amendment": {**amendment, "by": {"document": "号"}}}, allow_unicode=True)
    write_change(city, text.replace("'", '"'))
    with suppress(BadInput):
        assert snapshot(city, FIRST).hash
