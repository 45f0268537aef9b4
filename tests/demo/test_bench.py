"""``linli bench`` measures and never judges: figures come as a table or as one JSON document."""

from __future__ import annotations

import json

import pytest

from linli.cli.main import main


def test_a_benchmark_stands_beside_its_yardstick(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "load", "--json"]) == 0
    (measured,) = json.loads(capsys.readouterr().out)["benchmarks"]
    assert measured["name"] == "load"
    assert measured["ms"] > 0
    assert measured["ratio"] > 0


def test_an_unknown_benchmark_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["bench", "everything"])
    assert left.value.code == 2
    assert "everything" in capsys.readouterr().err
