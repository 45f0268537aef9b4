"""The few marks of SVG that the charts are made of. No styles: looks are classes in ``charts.css``.

Positions are percentages of the width, heights and type are pixels. So a chart fits any width without its text being
scaled, needs no script, prints, and passes a policy that forbids inline styles.
"""

from __future__ import annotations

from fractions import Fraction
from typing import SupportsFloat

from django.utils.html import format_html
from django.utils.safestring import SafeString


def percent(share: Fraction | SupportsFloat) -> str:
    """A share of the width as SVG writes it, held inside 0–100 %: ``33.33%``. Position only, never an amount."""
    bounded = min(max(float(share), 0.0), 1.0) * 100
    return f"{bounded:.2f}".rstrip("0").rstrip(".") + "%"


def rect(
    x: Fraction | float, width: Fraction | float, *, y: int, height: int, look: str, radius: int = 3
) -> SafeString:
    """A box from share ``x``, ``width`` wide (both shares of the whole width)."""
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="{}"/>',
        look, percent(x), y, percent(width), height, radius,
    )  # fmt: skip


def vertical(x: Fraction | float, *, top: int, bottom: int, look: str) -> SafeString:
    """An upright line at share ``x``."""
    return format_html('<line class="{0}" x1="{1}" x2="{1}" y1="{2}" y2="{3}"/>', look, percent(x), top, bottom)


def words(x: Fraction | float, text: object, *, y: int, look: str, anchor: str = "middle") -> SafeString:
    """Text at share ``x``; anchored by its start, middle or end."""
    return format_html('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>', look, percent(x), y, anchor, text)


def titled(title: str, *marks: SafeString) -> SafeString:
    """Marks that belong together, with the tip a pointer shows."""
    return format_html("<g><title>{}</title>{}</g>", title, joined(marks))


def joined(marks: tuple[SafeString, ...] | list[SafeString]) -> SafeString:
    return SafeString("".join(marks))


def picture(look: str, label: str, *marks: SafeString) -> SafeString:
    """The whole chart. ``label`` is what a screen reader says in its place; without one the chart is decoration."""
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}">{}</svg>', look, label, joined(marks))
    return format_html('<svg class="{}" aria-hidden="true" focusable="false">{}</svg>', look, joined(marks))
