"""``linli policy``: answers on stdout, faults on stderr, exit 0, 1 or 2, never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from linli.cli.main import COMMANDS, main
from tests.core.policy.invented import MONEY, TEXT, spoilt, write


def answer(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any, str]:
    code = main([str(word) for word in words])
    printed = capsys.readouterr()
    return code, json.loads(printed.out) if printed.out else None, printed.err


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "青石.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_list_names_the_shipped_packages(capsys: pytest.CaptureFixture[str]) -> None:
    code, said, _ = answer(capsys, "policy", "list", "--json")
    assert code == 0
    heads = {head["id"]: head for head in said["packages"]}
    assert heads["xiangshan-2020"]["signed"] == "2020-06-03"
    assert all(len(head["hash"]) == 64 and head["jurisdiction"] for head in heads.values())


def test_lock_then_check_covers_the_text(capsys: pytest.CaptureFixture[str], tmp_path: Path, source: Path) -> None:
    folder = write(tmp_path / "p")
    code, said, _ = answer(capsys, "policy", "lock", folder, "--source", source, "--json")
    assert (code, said["anchors"]) == (0, 8)
    code, said, err = answer(capsys, "policy", "check", folder, "--source", source, "--json")
    assert (code, said["ok"], said["errors"], said["changed_anchors"], err) == (0, True, [], [], "")
    assert said["coverage"] == {"sentences": 10, "cited": 8, "declared_not_rules": 2, "missing": []}


def test_check_names_changed_anchors_and_the_rules_to_read_again(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, source: Path
) -> None:
    folder = write(tmp_path / "p")
    main(["policy", "lock", str(folder), "--source", str(source)])
    capsys.readouterr()
    source.write_bytes(TEXT.replace("80%", "85%").replace("\n", "\r\n").encode("gb18030"))
    code, said, _ = answer(capsys, "policy", "check", folder, "--source", source, "--json")
    assert (code, said["ok"], said["changed_anchors"]) == (1, False, ["8.1"])
    assert "F-road" in [part["id"] for part in said["reread"][0]["parts"]]


def test_check_of_a_faulty_package_answers_no_with_every_fault(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = write(tmp_path, **spoilt("funding", "{id: after_meter", "{id: before_meter"))
    code, said, err = answer(capsys, "policy", "check", folder, "--json")
    assert (code, said["ok"]) == (1, False)
    (error,) = said["errors"]
    assert (error["file"], error["path"]) == ("funding.yaml", "rules[1].segments[1].id")
    assert error["line"]
    assert error["message"]
    assert err.count("\n") == 1


def test_cases_tell_expected_and_got(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = write(tmp_path, 资金=MONEY.replace("100,,80,20", "100,,81,20"))
    code, said, _ = answer(capsys, "policy", "cases", folder, "--json")
    assert (code, said["run"], said["passed"], said["failed"]) == (1, 4, 3, 1)
    assert (said["failures"][0]["expected"], said["failures"][0]["got"]) == ("81.00", "80.00")


def test_mutate_lists_what_no_case_notices(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, said, _ = answer(capsys, "policy", "cases", write(tmp_path), "--mutate", "--json")
    found = said["mutations"]
    assert code == 0
    assert found["tried"] == found["noticed"] + len(found["unnoticed"])
    assert all(one["file"] and one["line"] and one["hint"] for one in found["unnoticed"])


def test_show_prints_and_writes_the_reading_edition(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder, page = write(tmp_path / "p"), tmp_path / "阅读版.html"
    assert main(["policy", "show", str(folder)]) == 0
    assert "〔二（第8行）第1句 8.1〕" in capsys.readouterr().out
    code, said, _ = answer(capsys, "policy", "show", folder, "--html", page, "--json")
    assert (code, said["id"]) == (0, "qingshi-2030")
    assert page.read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    "words",
    [
        ["policy", "check", "没有这个包"],
        ["policy", "check", "/dev/null"],
        ["policy", "check", "xiangshan-2020", "--source", "/没有"],
        ["policy", "check", "xiangshan-2020", "--source", "/"],
        ["policy", "show", "xiangshan-2020", "--html", "/没有/这里.html"],
        ["policy", "cases", "a\0b"],
    ],
)
def test_bad_input_is_one_line_on_stderr_and_exit_2(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert main(words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert "Traceback" not in printed.err


def test_our_own_faults_apologise_and_exit_70(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LINLI_DEBUG", raising=False)
    monkeypatch.setattr("linli.cli.policy.shipped", lambda: 1 / 0)
    assert main(["policy", "list"]) == 70
    assert "对不起" in capsys.readouterr().err


@pytest.mark.parametrize("action", ["list", "check", "cases", "show", "lock"])
def test_every_action_has_help_with_an_example(capsys: pytest.CaptureFixture[str], action: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["policy", action, "--help"])
    assert caught.value.code == 0
    assert f"linli policy {action}" in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])
    assert caught.value.code == 0
    assert f"linli {command}" in capsys.readouterr().out


def test_a_command_that_does_not_exist_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["polcy"])
    assert caught.value.code == 2


def test_asking_a_rule_never_loads_django_and_pipes_are_utf8() -> None:
    script = (
        "import sys; from linli.cli.main import main; code = main(['policy', 'list']); "
        "sys.exit(code or ('django' in sys.modules) * 9)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=False,
        env={"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PATH": ""},
    )
    assert ran.returncode == 0, ran.stderr
    assert "象山区" in ran.stdout.decode("utf-8")


@pytest.mark.parametrize("shell", ["{} policy show xiangshan-2020 | head -n 1", "{} policy list >&-"])
def test_a_reader_who_leaves_is_no_fault(shell: str) -> None:
    ran = subprocess.run(
        ["/bin/sh", "-c", shell.format(f"'{sys.executable}' -m linli.cli.main")], capture_output=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_faults_never_go_to_stdout_even_if_stderr_is_closed() -> None:
    ran = subprocess.run(
        ["/bin/sh", "-c", f"'{sys.executable}' -m linli.cli.main policy check 没有 2>&-"],
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, b"")


def test_an_inserted_line_is_told_as_one_move(capsys: pytest.CaptureFixture[str], tmp_path: Path, source: Path) -> None:
    folder = write(tmp_path / "p")
    main(["policy", "lock", str(folder), "--source", str(source)])
    capsys.readouterr()
    lines = TEXT.split("\n")
    source.write_text("\n".join([*lines[:3], "新插入的一行。", *lines[3:]]), "utf-8")
    code, said, _ = answer(capsys, "policy", "check", folder, "--source", source, "--json")
    assert (code, said["ok"], said["errors"], said["changed_anchors"]) == (1, False, [], [])
    (move,) = said["moved"]
    assert (move["from_line"] > 3, move["by"]) == (True, 1)
    assert said["coverage"]["missing"] == ["4.1"]
    assert main(["policy", "check", str(folder), "--source", str(source), "--language", "en"]) == 1
    assert "has moved by +1 lines" in capsys.readouterr().out


def test_a_changed_sentence_in_a_moved_text_is_still_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, source: Path
) -> None:
    folder = write(tmp_path / "p")
    main(["policy", "lock", str(folder), "--source", str(source)])
    capsys.readouterr()
    source.write_text("题外。\n" + TEXT.replace("80%", "85%"), "utf-8")
    _, said, _ = answer(capsys, "policy", "check", folder, "--source", source, "--json")
    assert (said["changed_anchors"], [move["by"] for move in said["moved"]]) == (["8.1"], [1])
