"""The same split, and a process of as many stages, in other engines: ``./go bench --peers``.

Each peer is given the table of the same package and the same random costs, and its totals are compared with exact
ones. The engines differ in what they answer: OpenFisca computes vectors without sentences or clauses; ZEN decides one
case at a time; polars is a table engine that knows nothing of rules; SpiffWorkflow moves a token and does not say what
is missing. A peer that is not installed is left out.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import Any

from linli.cli.bench import median
from linli.cli.bench_columns import COMPOUNDS, by_hand, some_costs, split_columns
from linli.core.compiled import CostColumns, SplitPlan, compile_split
from linli.core.policy import find, load

SINGLE = 500
ROUNDS = 5
STAGES = 12


@dataclass(frozen=True)
class Figure:
    """Median milliseconds for so many compounds. exact: whether the totals are right to the fen; None: no money."""

    engine: str
    milliseconds: float
    compounds: int
    exact: bool | None


def payer_terms(plan: SplitPlan) -> dict[int, list[tuple[int, int, int, bool]]]:
    """Column of the answer -> (place, numerator, denominator, is the rest) of everything that it bears."""
    terms: dict[int, list[tuple[int, int, int, bool]]] = {number: [] for number in range(len(plan.payers) + 1)}
    for number, place in enumerate(plan.places):
        payer = len(plan.payers) if place.unstated else place.payer
        terms[payer].append((number, place.num, place.den, False))
        if place.num != place.den:
            terms[place.rest].append((number, place.num, place.den, True))
    return terms


def polars_split(plan: SplitPlan, costs: CostColumns, expected: list[int]) -> Figure:
    import polars as pl  # noqa: PLC0415

    frame = pl.DataFrame({str(column.place): column.cost for column in costs.columns})

    def term(place: int, num: int, den: int, rest: bool) -> Any:  # noqa: FBT001
        cost = pl.col(str(place))
        paid = cost if num == den else cost * num // den
        return (cost - paid if rest else paid).sum()

    sums = [
        pl.sum_horizontal([term(*one) for one in some]).alias(str(number)) if some else pl.lit(0).alias(str(number))
        for number, some in payer_terms(plan).items()
    ]
    work = partial(frame.select, sums)
    found = list(work().row(0))
    return Figure(f"polars {version('polars')}", median(work, ROUNDS), costs.compounds, found == expected)


def openfisca_split(plan: SplitPlan, costs: CostColumns, expected: list[int]) -> Figure:
    """As its users write it: amounts in yuan, the library's own 32-bit floats."""
    from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables  # noqa: PLC0415

    compound = entities.Entity("compound", "compounds", "", "")
    system = taxbenefitsystems.TaxBenefitSystem([compound])
    same = {"value_type": float, "entity": compound, "definition_period": periods.DateUnit.YEAR}
    for place in range(len(plan.places)):
        system.add_variable(type(f"cost_{place}", (variables.Variable,), dict(same)))
    for number, some in payer_terms(plan).items():
        words = {**same, "formula": _openfisca_formula(some)} if some else dict(same)
        system.add_variable(type(f"payer_{number}", (variables.Variable,), words))

    def work() -> list[int]:
        simulation = simulations.SimulationBuilder().build_default_simulation(system, count=costs.compounds)
        for column in costs.columns:
            simulation.set_input(f"cost_{column.place}", "2020", column.cost / 100)
        found = [simulation.calculate(f"payer_{number}", "2020") for number in payer_terms(plan)]
        return [round(float(one.astype("float64").sum()) * 100) for one in found]

    return Figure(
        f"OpenFisca {version('openfisca-core')} (float32)", median(work, ROUNDS), costs.compounds, work() == expected
    )


def _openfisca_formula(terms: list[tuple[int, int, int, bool]]) -> Callable[[Any, Any], Any]:
    def formula(one: Any, period: Any) -> Any:
        shares = [
            one(f"cost_{place}", period) * ((den - num if rest else num) / den) for place, num, den, rest in terms
        ]
        return sum(shares[1:], shares[0])

    return formula


def zen_split(plan: SplitPlan, costs: CostColumns, _expected: list[int]) -> Figure:
    """One decision for each compound."""
    import zen  # noqa: PLC0415

    def term(place: int, num: int, den: int, rest: bool) -> str:  # noqa: FBT001
        paid = f"c{place}" if num == den else f"floor(c{place} * {num} / {den})"
        return f"(c{place} - {paid})" if rest else paid

    expressions = [
        {"id": f"e{number}", "key": f"p{number}", "value": " + ".join(term(*one) for one in some) or "0"}
        for number, some in payer_terms(plan).items()
    ]
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
        {"id": "do", "type": "expressionNode", "name": "do", "position": {"x": 1, "y": 0},
         "content": {"expressions": expressions}},
        {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 2, "y": 0}},
    ]  # fmt: skip
    edges = [{"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in (("in", "do"), ("do", "out"))]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    some = [{f"c{one.place}": int(one.cost[n]) for one in costs.columns} for n in range(SINGLE)]
    few = CostColumns(tuple(type(one)(one.place, one.cost[:SINGLE].copy()) for one in costs.columns), SINGLE)

    def work() -> list[int]:
        found = [decision.evaluate(case)["result"] for case in some]
        return [int(sum(one[f"p{number}"] for one in found)) for number in payer_terms(plan)]

    return Figure(f"ZEN {version('zen-engine')}", median(work, ROUNDS), SINGLE, work() == by_hand(plan, few))


def spiff_stages() -> Figure:
    """A token moved through as many steps, in memory, without guards."""
    from SpiffWorkflow.specs.Simple import Simple  # noqa: PLC0415
    from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec  # noqa: PLC0415
    from SpiffWorkflow.util.task import TaskState  # noqa: PLC0415
    from SpiffWorkflow.workflow import Workflow  # noqa: PLC0415

    spec = WorkflowSpec(name="stages", addstart=True)
    before = spec.start
    for number in range(STAGES):
        step = Simple(spec, f"stage {number}", manual=True)
        before.connect(step)
        before = step

    def work() -> None:
        for _ in range(SINGLE):
            flow = Workflow(spec)
            while (task := flow.get_next_task(state=TaskState.READY)) is not None:
                task.run()
            if not flow.is_completed():
                raise RuntimeError("the process did not end")

    name = f"SpiffWorkflow {version('spiffworkflow')}, {STAGES} steps"
    return Figure(name, median(work, ROUNDS), SINGLE, None)


def figures() -> Iterator[Figure]:
    plan = compile_split(load(find("liuzhou-2017-pilot")))
    costs = some_costs(plan, COMPOUNDS)
    expected = by_hand(plan, costs)
    found = split_columns(plan, costs)
    exact = [*(found.shares.get(payer, 0) for payer in plan.payers), found.undetermined_fen] == expected
    yield Figure("numpy by hand", median(lambda: by_hand(plan, costs), ROUNDS), COMPOUNDS, True)  # noqa: FBT003
    yield Figure("linli, compiled", median(lambda: split_columns(plan, costs), ROUNDS), COMPOUNDS, exact)
    peers: list[tuple[str, Callable[[SplitPlan, CostColumns, list[int]], Figure]]] = [
        ("polars", polars_split), ("openfisca_core", openfisca_split), ("zen", zen_split),
    ]  # fmt: skip
    for module, peer in peers:
        if importlib.util.find_spec(module):
            yield peer(plan, costs, expected)
        else:
            print(f"{module}: not installed (uv sync --inexact --group bench)", file=sys.stderr)
    if importlib.util.find_spec("SpiffWorkflow"):
        yield spiff_stages()


def main() -> int:
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors", file=sys.stderr)
    print(f"{'engine':<34} {'ms (cpu)':>10} {'compounds':>10} {'per second':>12}  exact")
    for one in figures():
        rate = one.compounds / one.milliseconds * 1000
        said = {True: "yes", False: "no", None: "–"}[one.exact]
        print(f"{one.engine:<34} {one.milliseconds:>10.1f} {one.compounds:>10} {rate:>12,.0f}  {said}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
