"""The explaining path measured: packages loaded, one compound explained, lines told, a large ballot counted."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

import yaml

from linli.cli.bench import Measured, median, peak
from linli.cli.fund import split_json
from linli.cli.tongue import both
from linli.core.funding import CostLine, split
from linli.core.policy import find, load, shipped
from linli.core.policy.model import Package
from linli.core.voting import BallotPaper, RollEntry, tally

_DWELLINGS = 100_000
_SEED = 2020
_MANY_ROUNDS = 15
_FRESH_ROUNDS = 20
#: how many of a hundred rounds are no slower
_NEARLY_ALL = 95


def loading(package_id: str) -> Iterator[Measured]:
    """The package beside its bare YAML; the slowest of all shipped ones; importing, apart."""
    folder = find(package_id)
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))]
    parse = median(lambda: [yaml.load(text, yaml.CSafeLoader) for text in texts])
    yield Measured(
        "load", both("载入并检查一个政策包", "load and check one policy package"), median(lambda: load(folder)),
        both("只解析 YAML", "parsing the YAML only"), parse, peak(lambda: load(folder)),
    )  # fmt: skip
    slowest = max(_nearly_slowest(partial(load, path)) for path in shipped())
    yield Measured(
        "load",
        both(
            f"随带的每个政策包各载入 {_FRESH_ROUNDS} 次，最慢一包的第 {_NEARLY_ALL} 百分位",
            f"each shipped package loaded {_FRESH_ROUNDS} times: percentile {_NEARLY_ALL} of the slowest one",
        ),
        slowest,
    )
    what = both("在新进程里导入规则（不在上面之内）", "import the rules in a new process (not in the above)")
    yield Measured("load", what, _importing())


def _nearly_slowest(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(_FRESH_ROUNDS):
        begun = time.process_time()
        work()
        taken.append((time.process_time() - begun) * 1000)
    return sorted(taken)[_FRESH_ROUNDS * _NEARLY_ALL // 100 - 1]


def _importing() -> float:
    code = "import time; a = time.process_time(); import linli.core.policy; print(time.process_time() - a)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    return float(told.stdout) * 1000


def one_compound(package: Package, several: Sequence[Sequence[CostLine]]) -> Iterator[Measured]:
    """One compound in three meanings of “explained”: answered, every reason tree built, every sentence told. A round
    goes through several compounds one by one; the figures are for one of them."""
    answers: tuple[tuple[str, Callable[[Sequence[CostLine]], object]], ...] = (
        (both("，理由在问到时才建", ", reasons built when asked for"), lambda one: split(package, one)),
        (
            both("，逐行建好全部理由", ", every reason tree built"),
            lambda one: [line.reason for line in split(package, one).lines],
        ),
        (
            both("，逐行写成中文", ", every sentence told"),
            lambda one: list(split_json(split(package, one), "zh")["lines"]),
        ),
    )
    lines = len(several[0])
    for how, work in answers:

        def each(work: Callable[[Sequence[CostLine]], object] = work) -> None:
            for one in several:
                work(one)

        what = both(f"一个小区 {lines} 行拆分", f"one compound, {lines} lines split") + how
        yield Measured("split", what, median(each, _MANY_ROUNDS) / len(several), megabytes=peak(each))


def one_tally(package: Package) -> Iterator[Measured]:
    """A ballot of a hundred thousand dwellings, every refused paper with its reason."""
    dice = random.Random(_SEED)  # noqa: S311 - a yardstick, no secret
    roll = [
        RollEntry(row, f"{row // 60}-{row % 60}", f"业主{row * 9 // 10}", dice.randint(3_000, 15_000), "住宅")
        for row in range(_DWELLINGS)
    ]
    papers = [
        BallotPaper(row, one.dwelling, dice.choice(("同意", "同意", "同意", "反对", "弃权")), date(2018, 1, 10))
        for row, one in enumerate(dice.sample(roll, _DWELLINGS * 4 // 5))
    ]

    def count() -> object:
        return tally(package, package.matters[0].id, date(2018, 1, 15), roll, papers)

    yield Measured(
        "tally",
        both(f"一次 {_DWELLINGS} 户的表决逐票计票并说明", f"one vote of {_DWELLINGS} dwellings counted and explained"),
        median(count),
        both("只加面积", "adding up the areas only"),
        median(lambda: sum(one.area_centi for one in roll)),
        peak(count),
    )
