"""An invented amendment to the pilot's policy: the demo shows what adopting it would change."""

from __future__ import annotations

import shutil
from pathlib import Path

from linli.core.policy import find
from linli.core.policy.files import FOLDER_OF_AMENDMENTS

PACKAGE = "liuzhou-2017-pilot"
_TEXT = """\
# 演示用，虚构：没有这样一份通知。
amendment:
  id: demo-2018-1
  title: 关于调整环境整治补助上限和施工期限的通知（演示，虚构）
  published: 2018-02-26
  effective: 2018-03-09
  recorded: 2018-02-27
  by: {document: 演示〔2018〕1号, issuer: 演示办公室}
  changes:
    - {op: replace, target: "F-env-90.cap", was: 90%, now: 85%, cite: ["demo:1"],
       transition: {governs_by: plan_confirmed_on, note: 方案已确认的小区仍按旧上限}}
    - {op: replace, target: "S3.1.due", now: {by: day, on: 2018-12-10}, cite: ["demo:2"]}
    - {op: insert, target: "S3.2.gate.all", now: {document: resident_satisfaction, cite: ["demo:3"]},
       transition: {governs_by: stage_entered_on}}
    - {op: insert, target: documents, now: {id: resident_satisfaction, name: 居民满意度调查表, cite: ["demo:3"]}}
"""


def lay_amendment(policies: Path) -> None:
    """Puts the pilot's package with the amendment beside it into the office's folder, in place of an earlier copy."""
    place = policies / PACKAGE
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(find(PACKAGE), place)
    (place / FOLDER_OF_AMENDMENTS).mkdir(exist_ok=True)
    (place / FOLDER_OF_AMENDMENTS / "demo-2018-1.yaml").write_text(_TEXT, encoding="utf-8", newline="\n")
