"""Money in integer fen, areas in integer 0.01 m²: reading, writing, and splits that always add up."""

from linli.core.money.amounts import (
    MAX_FEN,
    format_area,
    format_wan,
    format_yuan,
    parse_area,
    parse_factor,
    parse_fraction,
    parse_money,
)
from linli.core.money.apportion import floor_share, largest_remainder

__all__ = [
    "MAX_FEN", "floor_share", "format_area", "format_wan", "format_yuan", "largest_remainder", "parse_area",
    "parse_factor", "parse_fraction", "parse_money",
]  # fmt: skip
