"""Estimates by item: quantity × unit price, as a cost consultant writes them, so that amounts look like estimates.

Unit prices are invented at the magnitude of published ones (pipes 1,700–3,200 yuan per household, whole programmes
70–450 yuan per square metre); they are data of the demo, not of any policy.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from linli.core.money import format_yuan
from linli.demo.plan import CostPlan
from linli.demo.spread import COSTS, scattered


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one item and segment is estimated: unit, price in fen, its usual weight in the budget, how often it occurs.

    ``tenths``: quantities are measured to a tenth (lengths, surfaces); otherwise they are counted.
    """

    item: str
    segment: str
    unit: str
    price_fen: int
    weight: int
    chance: float = 1.0
    tenths: bool = False
    households_from: int = 0


XIANGSHAN = (
    Recipe("1.1", "", "平方米", 148_50, 24, tenths=True),
    Recipe("2.1", "", "米", 612_00, 30, tenths=True),
    Recipe("2.2", "", "立方米/日", 4_350_00, 7, 0.08),
    Recipe("2.3", "network", "户", 3_000_00, 16, 0.07),
    Recipe("2.3", "connection_fee", "户", 486_00, 3),
    Recipe("2.4", "network", "户", 1_240_00, 8, 0.7),
    Recipe("2.4", "connection_fee", "户", 186_00, 1, 0.5),
    Recipe("3.1", "", "盏", 2_850_00, 4),
    Recipe("3.2", "", "平方米", 86_50, 6, 0.95, tenths=True),
    Recipe("3.3", "", "平方米", 118_00, 1, 0.3, tenths=True),
    Recipe("4.1", "", "组", 3_210_00, 3),
    Recipe("5.1", "", "处", 6_400_00, 2, 0.35),
    Recipe("5.2", "", "个", 2_960_00, 6, 0.8),
    Recipe("5.3", "", "套", 4_175_00, 3, 0.7),
    Recipe("6.1", "", "点", 1_860_00, 8),
    Recipe("7.1", "network", "米", 168_00, 7, 0.9, tenths=True),
    Recipe("7.2", "network", "米", 18_20, 1, 0.5, tenths=True),
    Recipe("7.2", "messy_overhead_telecom", "米", 42_60, 2, 0.8, tenths=True),
    Recipe("8.1", "", "平方米", 126_00, 2, 0.45, tenths=True),
)

LIUZHOU = (
    Recipe("1.1", "after_meter", "户", 640_00, 3),
    Recipe("1.1", "before_meter", "户", 1_180_00, 5),
    Recipe("1.1", "utility_owned", "米", 386_00, 4, 0.8, tenths=True),
    Recipe("1.2", "after_meter", "户", 420_00, 2, 0.8),
    Recipe("1.2", "before_meter", "户", 1_360_00, 5),
    Recipe("1.2", "utility_owned", "台", 98_000_00, 4, 0.6, households_from=80),
    Recipe("1.3", "new_pipe", "户", 2_180_00, 6, 0.6),
    Recipe("1.3", "renewal", "米", 318_00, 3, 0.4, tenths=True),
    Recipe("1.3", "excavation", "平方米", 165_00, 2, 0.7, tenths=True),
    Recipe("1.4", "conduit", "米", 142_00, 4, tenths=True),
    Recipe("1.4", "cable", "米", 56_00, 2, tenths=True),
    Recipe("1.5", "repair", "平方米", 172_00, 5, 0.7, tenths=True),
    Recipe("1.5", "new", "平方米", 268_00, 2, 0.25, tenths=True),
    Recipe("2.1", "", "组", 4_860_00, 2),
    Recipe("2.2", "", "平方米", 156_50, 12, tenths=True),
    Recipe("2.3", "", "米", 586_00, 14, tenths=True),
    Recipe("2.4", "", "盏", 2_640_00, 3),
    Recipe("2.5", "", "套", 1_980_00, 2),
    Recipe("2.6", "", "米", 468_00, 4, 0.9, tenths=True),
    Recipe("2.7", "", "个", 2_350_00, 5),
    Recipe("2.8", "", "平方米", 92_50, 5, tenths=True),
    Recipe("2.9", "", "点", 2_120_00, 3),
    Recipe("2.10", "", "块", 1_650_00, 1, 0.7),
    Recipe("2.11", "", "处", 3_480_00, 1, 0.5),
    Recipe("3.1", "", "平方米", 98_00, 10, tenths=True),
    Recipe("3.2", "", "平方米", 36_50, 6, tenths=True),
    Recipe("3.3", "", "层", 1_260_00, 2, 0.5),
    Recipe("3.4", "", "米", 238_00, 2, 0.2, tenths=True),
    Recipe("3.5", "", "平方米", 86_00, 12, 0.7, tenths=True),
    Recipe("3.6", "", "樘", 3_950_00, 3, 0.9),
    Recipe("3.7", "", "部", 486_000_00, 10, 0.3, households_from=120),
    Recipe("4.1", "", "平方米", 620_00, 3, 0.5, tenths=True),
    Recipe("4.2", "", "平方米", 1_850_00, 3, 0.45, tenths=True, households_from=150),
)


def target_fen(rng: random.Random, floor_area_centi: int, *, median_yuan: int, low: int, high: int) -> int:
    """A budget for a compound of this area: yuan per m² drawn around the median, within the published range."""
    fen_per_square_metre = min(max(scattered(rng, median_yuan * 100, COSTS), low * 100), high * 100)
    return floor_area_centi * fen_per_square_metre // 100


def estimate(rng: random.Random, recipes: Sequence[Recipe], budget_fen: int, households: int) -> tuple[CostPlan, ...]:
    """The cost lines of one compound: the budget laid out over the items that occur, each as quantity × unit price."""
    drawn = [(recipe, rng.random(), rng.uniform(0.6, 1.5)) for recipe in recipes]
    occurring = [
        (recipe, recipe.weight * jitter)
        for recipe, luck, jitter in drawn
        if luck < recipe.chance and households >= recipe.households_from
    ]
    # what belongs together occurs together: a connection fee only with the network it connects to
    present = {(recipe.item, recipe.segment) for recipe, _ in occurring}
    occurring = [
        (recipe, weight)
        for recipe, weight in occurring
        if recipe.segment != "connection_fee" or (recipe.item, "network") in present
    ]
    total = sum(weight for _, weight in occurring)
    return tuple(_line(recipe, int(budget_fen * weight / total), households) for recipe, weight in occurring)


def _line(recipe: Recipe, share_fen: int, households: int) -> CostPlan:
    if recipe.tenths:
        tenths = max(share_fen * 10 // recipe.price_fen, 10)
        quantity, cost_fen = f"{tenths // 10}.{tenths % 10}", tenths * recipe.price_fen // 10
    else:
        count = max(round(share_fen / recipe.price_fen), 1)
        if recipe.unit == "户":
            count = min(count, households)
        quantity, cost_fen = str(count), count * recipe.price_fen
    basis = f"{quantity}{recipe.unit} × {format_yuan(recipe.price_fen)}元"
    return CostPlan(recipe.item, recipe.segment, cost_fen, None, basis)
