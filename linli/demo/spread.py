"""Sizes that scatter as real ones do: many small, few very large.

Drawn from a table of quantiles with plain multiplication, so that no logarithm of a platform can move a demo by a fen.
"""

from __future__ import annotations

import random
from bisect import bisect_right

_AT = (0.005, 0.05, 0.10, 0.20, 0.30, 0.40, 0.50, 0.60, 0.70, 0.80, 0.90, 0.95, 0.995)
#: per mille of the median at those shares: floor areas and unit costs vary little, sizes of compounds a lot
AREAS = (650, 735, 785, 850, 905, 955, 1000, 1050, 1110, 1185, 1310, 1430, 1810)
COSTS = (417, 572, 647, 751, 837, 917, 1000, 1090, 1195, 1331, 1546, 1749, 2401)
SIZES = (112, 247, 336, 489, 640, 806, 1000, 1240, 1562, 2045, 2972, 4047, 8932)


def scattered(rng: random.Random, median: int, table: tuple[int, ...]) -> int:
    """A whole number around the median, scattered as the table says."""
    share = rng.random()
    right = min(max(bisect_right(_AT, share), 1), len(_AT) - 1)
    low, high = _AT[right - 1], _AT[right]
    part = min(max((share - low) / (high - low), 0.0), 1.0)
    per_mille = table[right - 1] + part * (table[right] - table[right - 1])
    return int(median * per_mille) // 1000
