"""The guide is run as it stands: its files are written, its commands are run, in its order."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from linli.cli.main import main
from linli.core.policy import load

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "write-a-package.md"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: of all values of a package, in percent
MOST_UNNOTICED = 10


def test_the_guide_leads_to_a_checked_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran: dict[str, str] = {}
    for kind, name, text in BLOCK.findall(GUIDE.read_text("utf-8")):
        if kind != "console":
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
            continue
        for line in text.splitlines():
            words = shlex.split(line)
            if words[0] == "cp":
                shutil.copy(*words[1:])
                continue
            code = main(words[1:])
            told = capsys.readouterr()
            assert (line, code, told.err) == (line, 0, "")
            ran[line] = told.out
    assert len(ran) >= 9
    checked = ran["linli policy check hewan-2026 --source 原文.txt"]
    assert "遗漏 0" in checked
    assert "提醒" not in checked
    unnoticed = re.search(r"（([\d.]+)%）", ran["linli policy cases hewan-2026 --mutate"])
    assert unnoticed
    assert float(unnoticed[1]) < MOST_UNNOTICED, ran["linli policy cases hewan-2026 --mutate"]
    assert load(tmp_path / "hewan-again") == load(tmp_path / "hewan-2026")
