"""``linli bench`` measures and never judges: figures come as a table or as one JSON document."""

from __future__ import annotations

import json

import pytest

from linli.cli import bench, bench_columns
from linli.cli.main import main


def test_a_benchmark_stands_beside_its_yardstick(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "load", "--json"]) == 0
    measured = json.loads(capsys.readouterr().out)["benchmarks"]
    assert {one["name"] for one in measured} == {"load"}
    assert all(one["ms"] > 0 for one in measured)
    beside = [one for one in measured if one["yardstick"]]
    assert beside
    assert all(one["ratio"] > 0 for one in beside)


@pytest.mark.parametrize("name", ["split", "stages", "tally"])
def test_the_columns_are_measured_with_their_memory(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "_COMPOUNDS", 12)
    for size, number in {"COMPOUNDS": 100, "DWELLINGS": 1_000, "VOTES": 10}.items():
        monkeypatch.setattr(bench_columns, size, number)
    assert main(["bench", name, "--json"]) == 0
    measured = json.loads(capsys.readouterr().out)["benchmarks"]
    assert all(one["ms"] >= 0 and one["mb"] is not None for one in measured)
    in_columns = [one for one in measured if one["yardstick"]]
    assert in_columns
    assert all(one["ratio"] is not None for one in in_columns)


def test_an_unknown_benchmark_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["bench", "everything"])
    assert left.value.code == 2
    assert "everything" in capsys.readouterr().err
