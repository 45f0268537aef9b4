"""The draft's worked example: a city package that changes midway, written out for tests to spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

from linli.core.policy import find

#: what the city changed on 2018-06-01, and what we had encoded wrongly
AMENDMENT = """\
amendment:
  id: am-2018-demo
  title: 演示用修订
  published: 2018-05-10
  effective: 2018-06-01
  recorded: 2018-05-15
  by: {document: 演示文号}
  changes:
    - {op: replace, target: "F-env-90.cap", was: 90%, now: 85%, cite: ["demo:1"],
       transition: {governs_by: plan_confirmed_on, before_effective: old, note: 方案已确认的小区仍按旧上限}}
    - {op: replace, target: "S3.1.due", now: {by: day, on: 2018-12-10}, cite: ["demo:2"],
       transition: {governs_by: today, note: 在施项目一律用新期限}}
    - {op: insert, target: "S3.2.gate.all", now: {document: resident_satisfaction, cite: ["demo:3"]},
       transition: {governs_by: stage_entered_on, before_effective: old}}
    - {op: insert, target: documents, now: {id: resident_satisfaction, name: 居民满意度调查表, cite: ["demo:3"]}}
    - {op: repeal, target: "d09", cite: ["demo:4"], transition: {governs_by: today}}
"""
ERRATUM = """\
erratum:
  id: er-2018-demo
  recorded: 2018-05-20
  target: "S2.3.due"
  was: 2018-03-01
  now: 2018-03-10
  effect: {retroactive: "yes", reissue_affected_answers: list-and-notify}
"""


def unamended(folder: Path) -> Path:
    """A copy of Liuzhou's package with the date that the erratum will correct."""
    city = folder / "liuzhou"
    shutil.copytree(find("liuzhou-2017-pilot"), city)
    process = city / "process.yaml"
    process.write_text(process.read_text(encoding="utf-8").replace("on: 2018-03-10", "on: 2018-03-01"), "utf-8")
    return city


def write_change(city: Path, text: str, name: str = "am-2018.yaml") -> Path:
    """A file of changes in the package's folder for them."""
    folder = city / "amendments"
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
