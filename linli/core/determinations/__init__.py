"""Determinations: decisions on record with rules, inputs, result and explanation, provable years later."""

from linli.core.determinations.receipt import (
    Determination,
    Reached,
    Replay,
    affected,
    decide,
    read_determination,
    replay,
)

__all__ = ["Determination", "Reached", "Replay", "affected", "decide", "read_determination", "replay"]
