"""Both cities of the demo, computed from the packages that ship with linli."""

from __future__ import annotations

from datetime import date

from linli.core.policy import find, load
from linli.demo.liuzhou import liuzhou
from linli.demo.plan import SEED, CityPlan
from linli.demo.xiangshan import xiangshan

_CITIES = {"xiangshan-2020": xiangshan, "liuzhou-2017-pilot": liuzhou}


def cities(*, seed: str = SEED, day: date | None = None) -> tuple[CityPlan, ...]:
    """The plans of both programmes, each on its own day unless one ``day`` is given for both."""
    plans = []
    for package_id, city in _CITIES.items():
        package = load(find(package_id))
        plans.append(city(package, seed=seed) if day is None else city(package, seed=seed, day=day))
    return tuple(plans)
