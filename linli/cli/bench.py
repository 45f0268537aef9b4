"""``linli bench``: how long the product takes, each beside a plain yardstick doing the same on this machine."""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from linli.cli.parsers import open_command
from linli.cli.tongue import both
from linli.core.policy import find, load

if TYPE_CHECKING:
    from linli.core.funding import CostLine
    from linli.core.policy.model import Package
    from linli.demo.plan import CityPlan

_PACKAGE = "liuzhou-2017-pilot"
_COMPOUNDS = 1_000
_PAGES_PROJECTS = 300
_ROUNDS = 5
_MANY_ROUNDS = 15
_SEVERAL = 50


@dataclass(frozen=True, slots=True)
class Measured:
    """Median milliseconds of one benchmark, of this process's own time, so that others on the machine do not count.

    beside: the yardstick, None where there is no fair one; megabytes: the most that was held on the way.
    """

    name: str
    what: str
    milliseconds: float
    yardstick: str = ""
    beside: float | None = None
    megabytes: float | None = None

    @property
    def ratio(self) -> float | None:
        return round(self.milliseconds / self.beside, 2) if self.beside else None


def register(subparsers: Any) -> None:
    parser = open_command(
        subparsers,
        "bench",
        run,
        what=both("测速：每一项旁边是同一台机器上的标尺", "benchmarks, each beside a yardstick on the same machine"),
        description=both(
            "测速：载入政策、拆分资金、推出阶段、计票、网页。每项取本进程用时的中位数，旁边是做同一件事的朴素写法。",
            "Benchmarks: loading a policy, splitting money, deriving stages, tallying, pages. Medians of this\n"
            "process's own time, each beside a plain way of doing the same.",
        ),
        examples=["linli bench", "linli bench split --json"],
    )
    parser.add_argument(
        "name", nargs="?", choices=sorted(_BENCHES), metavar=both("名称", "NAME"), help="、".join(_BENCHES)
    )


def run(arguments: argparse.Namespace) -> int:
    """Runs one benchmark or all; never fails because something was slow."""
    found: list[Measured] = []
    for name in [arguments.name] if arguments.name else _BENCHES:
        if not arguments.json:
            print(f"{name}……", file=sys.stderr, flush=True)
        found += _BENCHES[name]()
    if arguments.json:
        rows = [
            {"name": m.name, "what": m.what, "ms": round(m.milliseconds, 3), "yardstick": m.yardstick, "ratio": m.ratio,
             "mb": m.megabytes}
            for m in found
        ]  # fmt: skip
        print(json.dumps({"benchmarks": rows}, ensure_ascii=False, indent=2))
        return 0
    for m in found:
        beside = both(f"  {m.yardstick} 的 {m.ratio} 倍", f"  {m.ratio} times {m.yardstick}") if m.ratio else ""
        memory = both(f"  最多 {m.megabytes:.2f} MB", f"  at most {m.megabytes:.2f} MB") if m.megabytes else ""
        print(f"{m.milliseconds:10.2f} {both('毫秒', 'ms')}  {m.what}{beside}{memory}")
    return 0


def peak(work: Callable[[], object]) -> float:
    """The most megabytes held at a time while it runs, beyond what was there before."""
    tracemalloc.start()
    work()
    found = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return found


def median(work: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """Median milliseconds, after one round to warm up."""
    work()
    taken = []
    for _ in range(rounds):
        gc.collect()
        begun = time.process_time()
        work()
        taken.append((time.process_time() - begun) * 1000)
    return statistics.median(taken)


def _load() -> Iterator[Measured]:
    from linli.cli.bench_explained import loading  # noqa: PLC0415 -- what is measured is loaded only to measure

    yield from loading(_PACKAGE)


def _city() -> tuple[Package, CityPlan]:
    from linli.demo.scale import big_city  # noqa: PLC0415

    package = load(find(_PACKAGE))
    return package, big_city(package, projects=_COMPOUNDS)


def _split() -> Iterator[Measured]:
    from linli.cli.bench_columns import split_columns_of  # noqa: PLC0415 -- numpy is loaded only to measure
    from linli.cli.bench_explained import one_compound  # noqa: PLC0415
    from linli.core.funding import CostLine, split  # noqa: PLC0415

    package, city = _city()
    lines = [
        CostLine(row, compound.name, cost.item, cost.segment or None, cost.cost_fen, cost.approved_fen)
        for compound in city.compounds
        for row, cost in enumerate(compound.costs)
    ]
    what = both(
        f"{_COMPOUNDS} 个小区 {len(lines)} 行费用逐行拆分并合计",
        f"split and sum {len(lines)} cost lines of {_COMPOUNDS} compounds",
    )
    by_hand = median(lambda: _by_hand(package, lines))
    yield Measured(
        "split",
        what,
        median(lambda: split(package, lines)),
        both("手写分数乘法", "fractions multiplied by hand"),
        by_hand,
        peak(lambda: split(package, lines)),
    )
    several: dict[str, list[CostLine]] = {}
    for line in lines:
        several.setdefault(line.compound, []).append(line)
    yield from one_compound(package, list(several.values())[:_SEVERAL])
    yield from split_columns_of(package)


def _by_hand(package: Package, lines: list[CostLine]) -> int:
    """The yardstick: only the caps, as fractions, without totals per payer, clause or reason."""
    caps = {rule.id: rule.cap for rule in package.rules if rule.kind == "capped_subsidy"}
    rules = {item.number: item.rule for item in package.items}
    return sum(int(line.cost_fen * caps.get(rules[line.item], Fraction(1))) for line in lines)


def _stages() -> Iterator[Measured]:
    from linli.cli.bench_columns import stage_columns_of  # noqa: PLC0415
    from linli.core.lifecycle import Fact, compile_process, derive  # noqa: PLC0415

    package, city = _city()
    plan = compile_process(package)
    told = [
        [Fact(c.name, fact.on, fact.stage, fact.key, fact.value, row) for row, fact in enumerate(c.facts)]
        for c in city.compounds
    ]
    stages = len(package.stages)
    what = both(
        f"{_COMPOUNDS} 个小区各 {stages} 个阶段的状态、逾期和缺件",
        f"state, delay and gaps of {stages} stages of {_COMPOUNDS} compounds",
    )

    def all_stages() -> object:
        return [derive(plan, facts, city.day, None) for facts in told]

    yield Measured("stages", what, median(all_stages), megabytes=peak(all_stages))
    one = told[len(told) // 2]
    yield Measured(
        "stages",
        both("一个小区全部阶段的状态", "all stages of one compound"),
        median(lambda: derive(plan, one, city.day, None), rounds=_MANY_ROUNDS),
        megabytes=peak(lambda: derive(plan, one, city.day, None)),
    )
    yield from stage_columns_of(plan, told, city.day)


def _tally() -> Iterator[Measured]:
    from linli.cli.bench_columns import tally_columns_of  # noqa: PLC0415 -- numpy is loaded only to measure
    from linli.cli.bench_explained import one_tally  # noqa: PLC0415

    package = load(find(_PACKAGE))
    yield from one_tally(package)
    yield from tally_columns_of(package)


def _pages() -> Iterator[Measured]:
    """In a database of its own that is thrown away; the environment of this process is changed for it."""
    with tempfile.TemporaryDirectory(prefix="linli-bench-") as folder:
        os.environ.update(LINLI_DATA_DIR=folder, LINLI_TRAINING="yes", LINLI_HOSTS="testserver,localhost")
        os.environ.pop("LINLI_DATABASE_URL", None)
        from linli.cli.django import wake  # noqa: PLC0415

        wake()
        yield from _served_pages()


def _served_pages() -> Iterator[Measured]:
    from django.db import connection  # noqa: PLC0415 -- after the environment is set
    from django.test import Client  # noqa: PLC0415

    from linli.demo import place  # noqa: PLC0415
    from linli.demo.loading import PASSWORD, load_cities  # noqa: PLC0415
    from linli.demo.scale import big_city  # noqa: PLC0415

    package = load(find(_PACKAGE))
    place.migrate()
    load_cities([(big_city(package, projects=_PAGES_PROJECTS), package)], say=lambda _: None, in_bulk=True)
    client = Client()
    client.login(username="big-lz-office", password=PASSWORD)
    for path, name in (
        ("", both("总览", "overview")),
        ("compounds/", both("小区列表", "compounds")),
        ("compounds/100/", both("小区页", "a compound")),
        ("money/", both("资金", "money")),
    ):
        address = f"/programmes/big-city/{path}"
        if client.get(address).status_code != 200:
            raise RuntimeError(f"{address} does not answer")
        yield Measured(
            "pages",
            both(f"网页：{name}（{_PAGES_PROJECTS} 个小区）", f"page: {name} ({_PAGES_PROJECTS} compounds)"),
            median(partial(client.get, address)),
        )
    connection.close()


_BENCHES: dict[str, Callable[[], Iterator[Measured]]] = {
    "load": _load,
    "split": _split,
    "stages": _stages,
    "tally": _tally,
    "pages": _pages,
}
