"""A big city for benchmarks and query counts: the stories of the 柳州 pilot told over and over, in other places."""

from __future__ import annotations

from dataclasses import replace

from linli.core.policy.model import Package
from linli.demo.liuzhou import liuzhou
from linli.demo.plan import SEED, CityPlan

STORIES = 12


def big_city(package: Package, *, projects: int = 1_000, seed: str = SEED) -> CityPlan:
    """A programme of so many projects, each with about 25 cost lines and the facts of its story."""
    copies = -(-projects // STORIES)
    city = liuzhou(package, seed=seed, copies=copies)
    accounts = tuple(replace(account, username=f"big-{account.username}") for account in city.accounts)
    return replace(city, slug="big-city", name="大城（测速用）", compounds=city.compounds[:projects], accounts=accounts)
