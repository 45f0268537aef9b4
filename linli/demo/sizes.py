"""How big an invented compound is: 20–1,500 households, 1–30 buildings, 50–135 m² per household, built 1972–2004."""

from __future__ import annotations

import random
from dataclasses import dataclass

from linli.demo.spread import AREAS, SIZES, scattered

SMALLEST, LARGEST = 20, 1_500
#: the first two compounds of a city are its extremes, so that every page meets both
_EXTREMES = (1_486, 22)


@dataclass(frozen=True, slots=True)
class Size:
    households: int
    buildings: int
    floor_area_centi: int
    built_in: int


def compound_size(rng: random.Random, number: int, *, median: int = 108) -> Size:
    """The size of the ``number``-th compound: households, times an area per household between 50 and 135 m²."""
    drawn = min(max(scattered(rng, median, SIZES), SMALLEST + rng.randint(2, 18)), LARGEST // 2)
    households = _EXTREMES[number] if number < len(_EXTREMES) else drawn
    per_building = rng.randint(16, 36)
    buildings = min(max(round(households / per_building), 1), 30)
    per_household = min(max(scattered(rng, 74_00, AREAS), 50_50), 134_50)
    floor_area = households * per_household + rng.randint(-49, 50)
    return Size(households, buildings, floor_area, rng.randint(1972, 2004))
