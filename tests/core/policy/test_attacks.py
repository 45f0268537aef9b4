"""Packages made to break the loader, and sound ones that look odd: told in both languages, never a crash."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from linli.cli.main import main
from tests.core.policy.invented import FILES, FUNDING, ITEMS, PACKAGE, PROCESS, ROLES, spoilt, write

HAN = re.compile(r"[\u3400-\u9fff]")
Make = Callable[[Path], object]


def spoil(stem: str, old: str, new: str) -> Make:
    return lambda folder: write(folder, **spoilt(stem, old, new))


def put(name: str, change: Callable[[bytes], bytes]) -> Make:
    """The file as other bytes."""

    def make(folder: Path) -> None:
        path = write(folder) / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(change(path.read_bytes() if path.exists() else b""))

    return make


def instead(name: str, make_it: Callable[[Path], object]) -> Make:
    """Something that is no plain file in the place of a file."""

    def make(folder: Path) -> None:
        path = write(folder) / name
        path.unlink()
        make_it(path)

    return make


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\n"
WIDE = "".join(chr(ord(letter) + 0xFEE0) for letter in "street")
SHARES = "{id: F-s, name: x, kind: shares, shares: {fiscal: 50%, residents: 40%}}"

NO_GATES = re.sub(r"all:\n(        - .*\n)+", "all: []\n", PROCESS)

#: what is spoilt -> the file that the fault names
FAULTY: dict[str, tuple[str, Make]] = {
    "a list for a text": ("package.yaml", spoil("package", "name: 青石市老旧小区改造", "name: [a, b]")),
    "a text for a list": ("roles.yaml", lambda folder: write(folder, roles="roles: 街道\npayers: []\n")),
    "texts for mappings": ("roles.yaml", lambda folder: write(folder, roles="roles: [a]\npayers: [b]\n")),
    "a list outermost": ("roles.yaml", lambda folder: write(folder, roles="- a\n- b\n")),
    "an unknown key": ("package.yaml", spoil("package", "jurisdiction:", "jurisdicton: x\njurisdiction:")),
    "an unknown key deep inside": ("process.yaml", spoil("process", "name: 提出申请\n", "name: 甲\n    colour: 红\n")),
    "no id": ("package.yaml", spoil("package", "id: qingshi-2030\n", "")),
    "an unknown payer": ("funding.yaml", spoil("funding", "payer: fiscal", "payer: fiskal")),
    "an unknown stage": ("process.yaml", spoil("process", "stage: A1, basis", "stage: A9, basis")),
    "an unknown role": ("process.yaml", spoil("process", "by: street", "by: mayor")),
    "an unknown reading": ("process.yaml", spoil("process", "[Q-1]", "[Q-2]")),
    "an unknown source": ("process.yaml", spoil("process", 'cite: ["4.2"]', 'cite: ["zz:4.2"]')),
    "two rows of one item": ("items.csv", spoil("items", "1.2,基础", "1.1,基础")),
    "two rules of one segment": ("funding.yaml", spoil("funding", "{id: after_meter", "{id: before_meter")),
    "a stage after itself": ("process.yaml", spoil("process", "stage: A1, basis", "stage: A2, basis")),
    "stages in a ring": (
        "process.yaml",
        spoil("process", "name: 提出申请\n", "name: 甲\n    after: [{stage: A2, basis: numbering}]\n"),
    ),
    "more than the whole": ("funding.yaml", spoil("funding", "cap: 80%", "cap: 120%")),
    "less than nothing": ("funding.yaml", spoil("funding", "cap: 80%", "cap: -10%")),
    "a decimal share": ("funding.yaml", spoil("funding", "cap: 80%", "cap: 0.8")),
    "a share of nothing": ("funding.yaml", spoil("funding", "cap: 80%", "cap: 1/0")),
    "a share too fine": ("funding.yaml", spoil("funding", "cap: 80%", "cap: 1/99999999999999999999999999")),
    "an unknown kind of rule": ("funding.yaml", lambda folder: write(folder, funding=f"{FUNDING}  - {SHARES}\n")),
    "a day that is none": ("process.yaml", spoil("process", "on: 2030-04-10", "on: 2030-02-30")),
    "the year nought": ("process.yaml", spoil("process", "on: 2030-04-10", "on: 0000-01-01")),
    "the year 99999": ("process.yaml", spoil("process", "on: 2030-04-10", "on: 99999-01-01")),
    "a thirteenth month": ("process.yaml", spoil("process", "on: 2030-03,", "on: 2030-13,")),
    "more money than there is": ("package.yaml", spoil("package", "amount: 100.00万元", f"amount: {'9' * 26}万元")),
    "negative money": ("package.yaml", spoil("package", "amount: 100.00万元", "amount: -1元")),
    "a tenth of a fen": ("package.yaml", spoil("package", "amount: 100.00万元", "amount: 0.001元")),
    "money that is not a number": ("package.yaml", spoil("package", "amount: 100.00万元", "amount: NaN")),
    "parts that do not add up": ("package.yaml", spoil("package", "compounds: 2", "compounds: 1")),
    "a negative quota": ("package.yaml", spoil("package", "compounds: 2", "compounds: -2")),
    "a quota beyond counting": ("package.yaml", spoil("package", "total: 5", f"total: {'9' * 40}")),
    "five thirds of the owners": ("process.yaml", spoil("process", "at_least: 2/3", "at_least: 5/3")),
    "a threshold in words": ("process.yaml", spoil("process", "at_least: 2/3", "at_least: 三分之二")),
    "brackets without end": ("roles.yaml", lambda f: write(f, roles="roles: " + "[" * 5000 + "]" * 5000 + "\n")),
    "a bomb of aliases": ("roles.yaml", lambda folder: write(folder, roles=BOMB)),
    "a tag that would run code": ("roles.yaml", lambda f: write(f, roles="roles: !!python/name:os.abort\n")),
    "two documents": ("roles.yaml", lambda folder: write(folder, roles="roles: []\n---\npayers: []\n")),
    "one key twice": ("package.yaml", spoil("package", "name: 青石", "name: 甲\nname: 青石")),
    "a tab": ("package.yaml", spoil("package", "  - {id: qs", "\t- {id: qs")),
    "a bracket left open": ("package.yaml", spoil("package", "signed: 2030-01-05}", "signed: 2030-01-05")),
    "a key that is a list": ("roles.yaml", lambda folder: write(folder, roles="? [a, b]\n: c\n")),
    "a NUL": ("roles.yaml", put("roles.yaml", lambda raw: raw + b"\0")),
    "UTF-16": ("roles.yaml", put("roles.yaml", lambda raw: raw.decode().encode("utf-16"))),
    "GB18030": ("roles.yaml", put("roles.yaml", lambda raw: raw.decode().encode("gb18030"))),
    "a sheet in UTF-16": ("items.csv", put("items.csv", lambda raw: raw.decode().encode("utf-16"))),
    "a quotation mark left open": ("items.csv", put("items.csv", lambda raw: raw + '"开'.encode())),
    "a header twice": ("items.csv", spoil("items", "类别", "编号")),
    "an empty sheet": ("items.csv", put("items.csv", lambda _: b"")),
    "a requirement that is none": ("items.csv", spoil("items", "potholes=0", "potholes<<0")),
    "a line named twice": ("clauses.csv", spoil("clauses", "5,一（二）", "4,一（二）")),
    "a link to another file": ("roles.yaml", instead("roles.yaml", lambda path: path.symlink_to("/etc/passwd"))),
    "a link to itself": ("roles.yaml", instead("roles.yaml", lambda path: path.symlink_to("roles.yaml"))),
    "a pipe": ("roles.yaml", instead("roles.yaml", os.mkfifo)),
    "a folder": ("roles.yaml", instead("roles.yaml", Path.mkdir)),
    "a file under another case": ("Roles.yaml", lambda f: (write(f) / "Roles.yaml").write_text("roles: []\n")),
    "ten megabytes": ("roles.yaml", put("roles.yaml", lambda _: b"# x\n" * 2_600_000)),
    "a layer outside": ("package.yaml", spoil("package", "name: 青石", "extends: ../../../etc\nname: 青石")),
    "a layer on itself": ("package.yaml", spoil("package", "name: 青石", "extends: qingshi-2030\nname: 青石")),
    "an id that climbs": ("package.yaml", spoil("package", "id: qingshi-2030", "id: ../evil")),
    "an id in two pieces": ("roles.yaml", spoil("roles", "id: street", "id: stree\u0301t")),
    "an id in wide letters": ("roles.yaml", spoil("roles", "id: street", f"id: {WIDE}")),
    "writing turned round": ("roles.yaml", spoil("roles", "name: 街道", 'name: "街\u202e道"')),
    "a sign that steers a terminal": ("roles.yaml", spoil("roles", "name: 街道", 'name: "街\\x1b[31m道"')),
    "another format": ("package.yaml", spoil("package", 'format: "0.1"', 'format: "99"')),
    "a cite that is none": ("process.yaml", spoil("process", 'cite: ["4.1"]', 'cite: ["4.x"]')),
    "a cite backwards": ("process.yaml", spoil("process", 'cite: ["4.1"]', 'cite: ["9-4"]')),
    "sentences backwards": ("process.yaml", spoil("process", 'cite: ["4.1"]', 'cite: ["4.3-2"]')),
    "a gate of nothing": ("process.yaml", lambda f: write(f, process=NO_GATES)),
    "a lock of rubbish": ("anchors.lock", put("anchors.lock", lambda _: b"garbage\n")),
    "a day off that is none": ("calendar.csv", put("calendar.csv", lambda _: "日期,性质\n2030-02-30,休\n".encode())),
}  # fmt: skip
#: faults of a file as a whole have no line
WHOLE = re.compile("a link|a pipe|a folder|a file under|ten megabytes|an empty sheet")


@pytest.mark.parametrize("what", FAULTY)
def test_each_fault_names_its_file_and_line_in_both_languages(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, make = FAULTY[what]
    make(tmp_path)
    told = {}
    for language in ("zh", "en"):
        assert main(["policy", "check", str(tmp_path), "--json", "--language", language]) == 1
        printed = capsys.readouterr()
        told[language] = json.loads(printed.out)["errors"]
        assert "Traceback" not in printed.err
        assert printed.err.count("\n") == len(told[language])
    assert file in {fault["file"] for fault in told["zh"]}
    for chinese, english in zip(told["zh"], told["en"], strict=True):
        assert HAN.search(chinese["message"])
        assert not HAN.search(re.sub(r"“[^”]*”|item [\d.]+ \w+", "", english["message"] + english["hint"]))
        assert chinese["line"] or WHOLE.match(what), chinese


UNUSUAL: dict[str, Make] = {
    "with Windows' line ends and a mark at the beginning": put(
        "roles.yaml", lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n")
    ),
    "without any money rule": lambda f: write(f, funding="rules: []\n", items=ITEMS.splitlines()[0], 资金=None),
    "without stages": lambda folder: write(folder, process="votes: []\n", 资金=None),
    "due on a leap day": spoil("process", "on: 2030-04-10", "on: 2032-02-29"),
    "due before the middle of a month": spoil("process", "by: month-end", "by: mid-month"),
    "a third": lambda folder: write(folder, **spoilt("funding", "cap: 80%", "cap: 1/3"), 资金=None),
    "nothing at all": lambda folder: write(folder, **spoilt("funding", "cap: 80%", "cap: 0%"), 资金=None),
    "everything": lambda folder: write(folder, **spoilt("funding", "cap: 80%", "cap: 100%"), 资金=None),
    "wide digits": spoil("funding", "cap: 80%", "cap: ８０\uff05"),
    "a phase of no compound": lambda f: write(
        f, package=PACKAGE.replace("compounds: 2", "compounds: 0").replace("compounds: 3", "compounds: 5")
    ),
    "rare characters": spoil("roles", "name: 街道", "name: 𠮷祥街道䶮"),
    "a name over two lines": spoil("package", "name: 青石市老旧小区改造\n", "name: >-\n  青石市\n  改造\n"),
    "comments that look like YAML": lambda folder: write(folder, roles="# 二: {\n" + ROLES),
    "blanks around cells": spoil("items", "1.1,基础,道路", " 1.1 , 基础 ,　道路　"),
    "a notice of a month": spoil(
        "process", "result: no-objection", 'result: no-objection, period: {days: "1", kind: month}'
    ),
    "a window of one day": spoil(
        "process",
        'due: {by: day, on: 2030-04-10, cite: ["5.1"]}',
        'window: {from: 2030-04-10, until: 2030-04-10, cite: ["5.1"]}',
    ),
}


@pytest.mark.parametrize("what", UNUSUAL)
def test_an_unusual_package_is_sound(what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    UNUSUAL[what](tmp_path)
    assert main(["policy", "check", str(tmp_path)]) == 0, capsys.readouterr().err
    assert main(["policy", "cases", str(tmp_path)]) == 0
    assert main(["policy", "show", str(tmp_path), "--english"]) == 0


EVERY_KIND = """rules:
  - {id: K1, name: 全额, kind: pays_all, payer: fiscal, cite: ["8.1"]}
  - {id: K2, name: 封顶零, kind: capped_subsidy, payer: fiscal, cap: 0%, rest: residents, cite: ["8.1"]}
  - {id: K3, name: 封顶全, kind: capped_subsidy, payer: fiscal, cap: 100%, rest: residents, cite: ["8.1"]}
  - {id: K4, name: 无率, kind: subsidy_rate_unstated, payer: fiscal, rest: residents, cite: ["8.1"]}
  - id: K5
    name: 分担
    kind: shared
    payer: water
    key: given
    among: [{payer: fiscal, weight: "1"}, {payer: residents, weight: "6"}]
    cite: ["8.1"]
  - {id: K6, name: 定价, kind: regulated_price, payer: water, price_by: 物价局, cite: ["8.1"]}
  - {id: K7, name: 资金池, kind: from_pot, payer: fiscal, pot: grant, cite: ["8.1"]}
  - {id: K8, name: 未定, kind: unresolved, reason: 原文没写, cite: ["8.1"]}
  - id: K9
    name: 按户
    kind: grant
    payer: fiscal
    amount: {by: count, of: households, rate: 0.01元}
    rest: residents
    cite: ["8.1"]
  - id: K10
    name: 先后
    kind: chain
    rest: residents
    payments: [{payer: fiscal, amount: {by: share, cap: 1/3}}, {payer: water, amount: {by: share, cap: 1/7, of: left}}]
    cite: ["8.1"]
  - id: K11
    name: 按层
    kind: grant
    payer: fiscal
    amount: {by: floor_steps, from: "7", base: 10万元, step: 1万元, per: lifts}
    rest: residents
    cite: ["8.1"]
  - id: K12
    name: 分段
    kind: by_segment
    segments:
      - {id: a, name: 甲段, rule: {kind: pays_all, payer: water}}
      - {id: b, name: 乙段, rule: {kind: capped_subsidy, payer: fiscal, cap: 1/3, rest: residents}}
    cite: ["9.1"]
"""


def test_every_kind_of_rule_in_one_package_closes_to_the_fen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"{n},类,项{n},,,,,K{n},8.1,\n" for n in range(1, 13))
    write(tmp_path, funding=EVERY_KIND, items=f"{ITEMS.splitlines()[0]}\n{rows}", 资金=None)
    costs = [0, 1, 7, 10_000, 10**12]
    lines = [f"甲,{n},{segment},{fen // 100}.{fen % 100:02}" for n in range(1, 13) for fen in costs
             for segment in (("a", "b") if n == 12 else ("",))]  # fmt: skip
    (tmp_path / "费用.txt").write_text("小区,项目,分段,费用(元)\n" + "\n".join(lines), "utf-8")
    (tmp_path / "小区.txt").write_text("小区,户数,层数,电梯台数\n甲,7,9,1\n", "utf-8")
    words = ["fund", "split", "--policy", tmp_path, "--compounds", tmp_path / "小区.txt", tmp_path / "费用.txt"]
    assert main([*map(str, words), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert len(answer["lines"]) == len(lines)
    for line in answer["lines"]:
        assert min(line["shares"].values(), default=0) >= 0
        assert sum(line["shares"].values()) + line["undetermined_fen"] == line["cost_fen"]


def test_a_deadline_in_a_year_not_yet_published_is_told_and_the_rest_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    after = 'due: {by: days-after, stage: A1, days: "15", kind: working, cite: ["5.1"]}'
    write(tmp_path, **spoilt("process", 'due: {by: day, on: 2030-04-10, cite: ["5.1"]}', after))
    facts = "小区,日期,阶段,事实,值\n甲,2030-12-25,A1,document:application,\n甲,2030-12-25,A1,vote:two_thirds,\n"
    (tmp_path / "事实.txt").write_text(facts, "utf-8")
    words = ["stage", "status", "--policy", str(tmp_path), "--on", "2031-04-01", str(tmp_path / "事实.txt")]
    assert main([*words, "--language", "en"]) == 0
    told = capsys.readouterr()
    assert "2030" in told.err
    assert "A2" in told.out
    assert set(FILES) >= {"roles.yaml"}
