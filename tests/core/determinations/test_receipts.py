"""A decision on record is replayed byte for byte, whatever is recorded afterwards; an alteration shows."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from linli.core.determinations import Determination, affected, decide, read_determination, replay
from linli.core.faults import BadInput
from linli.core.funding import CostLine
from linli.core.lifecycle import Fact
from linli.core.policy.amend import Family
from linli.core.voting import BallotPaper, RollEntry
from tests.core.policy.amend.amended import AMENDMENT, ERRATUM, unamended, write_change

ON = date(2018, 3, 5)


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return unamended(tmp_path)


def status(city: Path) -> Determination:
    facts = [Fact("甲", date(2018, 1, 5), "S1.1", "document:training_record", "", 2)]
    return decide("stage_status", Family(city), {"on": ON, "facts": facts}, version="1.0")


def money(city: Path) -> Determination:
    lines = [CostLine(2, "甲", "2.6", None, 100_001), CostLine(3, "甲", "1.1", "after_meter", 50)]
    return decide("fund_split", Family(city), {"on": ON, "lines": lines}, version="1.0")


def vote(city: Path) -> Determination:
    roll = [RollEntry(n, f"{n}", f"业主{n}", 5_000) for n in range(2, 5)]
    ballots = [BallotPaper(2, "2", "同意", datetime(2018, 3, 1, 9, 30)), BallotPaper(3, "3", "同意", date(2018, 3, 1))]
    inputs = {"on": ON, "matter": "application", "roll": roll, "ballots": ballots}
    return decide("vote_tally", Family(city), inputs, version="1.0")


def test_every_kind_is_replayed_byte_for_byte(city: Path) -> None:
    for record in (status(city), money(city), vote(city)):
        again = read_determination(record.text)
        assert again.text == record.text
        assert replay(again, Family(city), record.text).ok


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves(item)]
    return [leaf for item in value for leaf in leaves(item)] if isinstance(value, list) else [value]


def test_a_record_holds_only_texts_and_whole_numbers_in_both_languages(city: Path) -> None:
    for record in (status(city), money(city), vote(city)):
        assert {type(leaf) for leaf in leaves(record.body)} <= {str, int}
        assert record.body["explanation"].keys() == {"zh", "en"}
        assert record.body["rules"]


def test_shares_on_record_add_up(city: Path) -> None:
    result = money(city).body["result"]
    assert sum(result["totals"].values()) + result["undetermined_fen"] == result["cost_fen"] == 100_051


@pytest.mark.parametrize("path", ["result", "inputs", "explanation", "linli"])
def test_whatever_is_altered_shows(city: Path, path: str) -> None:
    told = json.loads(money(city).text)
    told[path] = {"result": {}, "inputs": {"on": "2018-03-05", "lines": []}, "explanation": {}, "linli": "2"}[path]
    found = replay(read_determination(json.dumps(told).encode()), Family(city))
    assert not found.ok
    assert "封印" in found.problem


def test_an_alteration_sealed_anew_is_recomputed(city: Path) -> None:
    body = json.loads(money(city).text)
    del body["sha256"]
    body["result"]["totals"]["fiscal"] += 1
    import hashlib  # noqa: PLC0415

    from linli.core.determinations.codec import canonical  # noqa: PLC0415

    forged = Determination(body, hashlib.sha256(canonical(body)).hexdigest())
    assert replay(forged, Family(city)).problem == "重算得到不同的结果"


def test_an_edited_package_is_not_the_one_of_the_record(city: Path) -> None:
    record = money(city)
    funding = city / "funding.yaml"
    funding.write_text(funding.read_text(encoding="utf-8").replace("cap: 90%", "cap: 80%"), encoding="utf-8")
    assert "不是当时的那一份" in replay(record, Family(city)).problem


def test_what_is_recorded_afterwards_alters_no_record(city: Path) -> None:
    records = [status(city), money(city), vote(city)]
    write_change(city, AMENDMENT)
    write_change(city, ERRATUM, "er.yaml")
    assert all(replay(record, Family(city)).ok for record in records)


def test_a_change_known_to_the_record_must_still_say_the_same(city: Path) -> None:
    write_change(city, AMENDMENT)
    record = money(city)
    assert replay(record, Family(city)).ok
    write_change(city, AMENDMENT.replace("now: 85%", "now: 80%"))
    assert "被改过" in replay(record, Family(city)).problem


def test_an_erratum_lists_the_records_given_under_the_wrong_value(city: Path) -> None:
    records = [("状态.json", status(city)), ("资金.json", money(city)), ("表决.json", vote(city))]
    assert affected(records, Family(city)) == []
    write_change(city, ERRATUM, "er.yaml")
    (found,) = affected(records, Family(city))
    assert (found.name, found.errata, found.result_changes) == ("状态.json", ("er-2018-demo",), True)
    assert found.corrected.body["result"]["compounds"]["甲"]["S2.3"]["due"] == "2018-03-10"
    assert affected([("新.json", status(city))], Family(city)) == []


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format": "other"}', b"\xff", b"[" * 100_000])
def test_what_is_no_determination_is_refused_kindly(content: bytes) -> None:
    with pytest.raises(BadInput, match="不是 linli 的决定书"):
        read_determination(content, "甲.json")
