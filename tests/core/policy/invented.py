"""A small invented city: its official text and its package, written out for tests to spoil."""

from __future__ import annotations

from pathlib import Path

TEXT = """青石市老旧小区改造办法

一、申请
（一）提出申请（2030年3月底前）。经三分之二以上业主同意的，由业主委员会提出申请；未成立的由居委会代为提出。
（二）确认方案（2030年4月10日前）。方案公示无异议后，由街道签字确认。

二、资金
道路改造由财政承担，但不超过总费用的80%，其余由居民筹集。
供水管道，表前由水务公司承担，表后由居民承担。
"""

PACKAGE = """\
format: "0.1"
id: qingshi-2030
name: 青石市老旧小区改造
jurisdiction: 青石市
sources:
  - {id: qs, title: 青石市老旧小区改造办法, file: 青石.txt, signed: 2030-01-05}
  - {id: law, title: 某某法第一条, external: "yes", effective: 2021-01-01}
quotas:
  total: 5
  phases:
    - {id: ph1, name: 第一期, compounds: 2}
    - {id: ph2, name: 第二期, compounds: 3}
  checks: [sum-equals-total]
  cite: ["3"]
pots:
  - id: grant
    name: 省级补助
    parts:
      - {amount: 100.00万元, from: law}
    total: 100.00万元
    checks: [sum-equals-total]
    limit: {sum_over: all-compounds, at_most: total}
    cite: ["8.1"]
priorities:
  - {id: eager, measure: eagerness, name: 居民积极性, better: high, kind: judged, cite: ["3"]}
"""

ROLES = """\
roles:
  - {id: committee, name: 业主委员会, level: 小区, fallback: neighbourhood, cite: ["4.3"]}
  - {id: neighbourhood, name: 居委会, level: 社区, cite: ["4.3"]}
  - {id: street, name: 街道, level: 街道, cite: ["5.2"]}
payers:
  - {id: fiscal, name: 财政}
  - {id: residents, name: 居民}
  - {id: water, name: 水务公司}
"""

PROCESS = """\
stages:
  - id: A1
    name: 提出申请
    due: {by: month-end, on: 2030-03, cite: ["4.1"]}
    gate:
      all:
        - {vote: two_thirds, matter: application, cite: ["4.2"]}
        - {document: application, signed_by: committee, cite: ["4.2", "4.3"]}
  - id: A2
    name: 确认方案
    due: {by: day, on: 2030-04-10, cite: ["5.1"]}
    after: [{stage: A1, basis: numbering}]
    gate:
      all:
        - {publicity: plan_notice, result: no-objection, cite: ["5.2"]}
        - {signoff: plan_confirmed, by: street, cite: ["5.2"]}
documents:
  - {id: application, name: 改造申请, by: committee, cite: ["4.2"]}
votes:
  - id: two_thirds
    name: 三分之二同意
    tests:
      - {measure: households, name: 户数, at_least: 2/3}
    cite: ["4.2"]
    interpretations: [Q-1]
matters:
  - {id: application, name: 提出改造申请, vote: two_thirds, stage: A1, cite: ["4.2"]}
duties:
  - {id: d1, who: street, with: [neighbourhood], must: 签字确认方案, stage: A2, check: evidenced, cite: ["5.2"]}
"""

FUNDING = """\
rules:
  - id: F-road
    name: 道路财政不超过80%
    kind: capped_subsidy
    payer: fiscal
    cap: 80%
    rest: residents
    cite: ["8.1"]
  - id: F-water
    name: 供水按表前表后
    kind: by_segment
    segments:
      - {id: before_meter, name: 表前, rule: {kind: pays_all, payer: water}}
      - {id: after_meter, name: 表后, rule: {kind: pays_all, payer: residents}}
    cite: ["9.1"]
"""

READINGS = """\
interpretations:
  - id: Q-1
    about: 户数怎么数
    text_says: 业主
    chosen: 按户
    alternatives: [按人]
    effect: 一人多户时不同
    status: pending
    decider: 市住建局
    cite: ["4.2"]
not_rules:
  structural: ["1", "3", "7"]
"""

ITEMS = """\
编号,类别,名称,内容要点,标准要点,可量化标准,适用条件,资金规则,内容出处,标准出处
1.1,基础,道路,道路改造,平整,potholes=0,,F-road,8.1,
1.2,基础,供水,管道改造,不漏,,share_old_pipes>=25%,F-water,9.1,
"""

CLAUSES = """\
行,名称
4,一（一）
5,一（二）
8-9,二
"""

MONEY = """\
用例,项目,分段,费用(元),批复(元),期望·财政,期望·居民,期望·水务公司,说明
道路八成,1.1,,100,,80,20,,
不整除,道路,,0.09,,0.07,0.02,,向下取整
表前,1.2,表前,500,,,,500,
表后,1.2,after_meter,500,,,500,,
"""

FILES = {
    "package.yaml": PACKAGE,
    "roles.yaml": ROLES,
    "process.yaml": PROCESS,
    "funding.yaml": FUNDING,
    "interpretations.yaml": READINGS,
    "items.csv": ITEMS,
    "clauses.csv": CLAUSES,
    "cases/资金.csv": MONEY,
}


def write(folder: Path, **changed: str | None) -> Path:
    """The package of 青石 in ``folder``. ``changed``: file (without its ending) → other text, None to leave it out.

    Tests that need other bytes write them over the file.
    """
    endings = {name.rsplit(".", 1)[0].replace("cases/", ""): name for name in FILES}
    texts: dict[str, str | None] = {**FILES, **{endings[stem]: text for stem, text in changed.items()}}
    (folder / "cases").mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def spoilt(stem: str, old: str, new: str) -> dict[str, str]:
    """A change for `write`: ``old`` in the file of that stem replaced by ``new`` (it must stand there)."""
    name = next(name for name in FILES if name.rsplit(".", 1)[0].replace("cases/", "") == stem)
    assert old in FILES[name], f"{old!r} is not in {name}"
    return {stem: FILES[name].replace(old, new, 1)}
