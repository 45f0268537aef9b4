"""Charts drawn on the server: stacked bars, progress, threshold, ring, sparkline. Numbers in, SVG out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import pi

from django.utils.html import format_html
from django.utils.safestring import SafeString

from linli.web.components.svg import joined, percent, picture, rect, titled, vertical, words

#: colours of a ramp dark enough to carry white figures; the others carry dark ones
DARK_STEPS = frozenset(f"q{step}" for step in range(4, 13))
LAST_STEP = 12


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of a whole: what it is, how much, its colour.

    look: ``q0``–``q12`` a ramp, ``p0``–``p9`` parties, ``und`` what nobody has been given.
    """

    label: str
    value: int
    look: str
    id: str = ""


def ramp(position: int, length: int) -> str:
    """The colour of step ``position`` (0-based) of ``length``: pale at the beginning, deep at the end.

    >>> ramp(0, 7), ramp(6, 7), ramp(0, 1)
    ('q0', 'q12', 'q12')
    """
    if length <= 1:
        return f"q{LAST_STEP}"
    return f"q{position * LAST_STEP // (length - 1)}"


HATCH = SafeString(
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="hatch-a" width="6" height="6"/><line class="hatch-b" x1="0" y1="0" x2="0" y2="6"/></pattern></defs>'
)


def stacked_bar(
    portions: Sequence[Portion], *, label: str, whole: int | None = None, figures: bool = True
) -> SafeString:
    """One bar of several portions. ``whole``: what the full width stands for (default: the portions' sum)."""
    total = sum(part.value for part in portions)
    full = max(whole or total, total, 1)
    marks: list[SafeString] = [HATCH] if any(part.look == "und" for part in portions) else []
    at = Fraction(0)
    for part in portions:
        if part.value <= 0:
            continue
        width = Fraction(part.value, full)
        inside = [rect(at, width, y=0, height=24, look=f"f-{part.look}")]
        if figures and width > Fraction(1, 18):
            ink = "in-l" if part.look in DARK_STEPS else "in-d"
            inside.append(words(at + width / 2, f"{part.value:,}", y=16, look=ink))
        marks.append(titled(f"{part.label} {part.value:,}", *inside))
        at += width
    if not total:
        marks.append(rect(0, 1, y=0, height=24, look="trk"))
    return picture("hbar", label, *marks)


def progress(done: int, whole: int, *, label: str, look: str = "work") -> SafeString:
    """A thin bar: ``done`` of ``whole``."""
    share = Fraction(min(done, whole), whole) if whole > 0 else Fraction(0)
    return picture(
        "hbar thin", label,
        rect(0, 1, y=0, height=8, look="trk", radius=4),
        rect(0, share, y=0, height=8, look=f"f-{look}", radius=4),
    )  # fmt: skip


def threshold(value: Fraction, required: Fraction, *, label: str, met: bool) -> SafeString:
    """A share against the line it must reach (双三分之二 and the like); the line is the policy's, not ours."""
    return picture(
        "hbar mid", label,
        rect(0, 1, y=2, height=10, look="trk", radius=5),
        rect(0, value, y=2, height=10, look="f-done" if met else "f-warn", radius=5),
        vertical(required, top=0, bottom=14, look="thr-line"),
    )  # fmt: skip


def ring(
    portions: Sequence[Portion], *, label: str, big: str, small: str, size: int = 164, thick: int = 22
) -> SafeString:
    """A ring of portions with the total in the middle."""
    radius = (size - thick) / 2
    round_length = 2 * pi * radius
    total = sum(part.value for part in portions) or 1
    arcs: list[SafeString] = []
    at = 0.0
    for part in portions:
        length = part.value / total * round_length
        gap = 2 if length > 4 else 0
        arcs.append(format_html(
            '<circle class="arc st-{}" r="{}" cx="{}" cy="{}" stroke-width="{}" stroke-dasharray="{} {}" '
            'stroke-dashoffset="{}"><title>{}</title></circle>',
            "p0" if part.look == "und" else part.look, _short(radius), size // 2, size // 2, thick,
            _short(length - gap), _short(round_length - length + gap), _short(-at), part.label,
        ))  # fmt: skip
        at += length
    return format_html(
        '<svg class="donut" viewBox="0 0 {0} {0}" width="{0}" height="{0}" role="img" aria-label="{1}">'
        '<g transform="rotate(-90 {2} {2})">{3}</g><text class="big" x="50%" y="{4}" text-anchor="middle">{5}</text>'
        '<text class="sm" x="50%" y="{6}" text-anchor="middle">{7}</text></svg>',
        size, label, size // 2, joined(arcs), size // 2 + 3, big, size // 2 + 23, small,
    )  # fmt: skip


def sparkline(values: Sequence[int], *, width: int = 72, height: int = 26) -> SafeString:
    """The shape of a series, for a figure that is told beside it. Empty for fewer than two values."""
    if len(values) < 2:
        return SafeString("")
    low, high = min(values), max(values)
    span = (high - low) or 1
    points = [
        (index * width / (len(values) - 1), height - 3 - (value - low) / span * (height - 7))
        for index, value in enumerate(values)
    ]
    path = "M" + " L".join(f"{_short(x)} {_short(y)}" for x, y in points)
    return format_html(
        '<svg class="sparkline" viewBox="0 0 {0} {1}" width="{0}" height="{1}" aria-hidden="true" focusable="false">'
        '<path class="area" d="{2} L{0} {1} L0 {1}Z"/><path class="line" d="{2}"/>'
        '<circle class="dot" cx="{3}" cy="{4}" r="2.4"/></svg>',
        width, height, path, _short(points[-1][0] - 2), _short(points[-1][1]),
    )  # fmt: skip


def swatch(look: str) -> SafeString:
    """The little square of a legend."""
    marks = (
        (HATCH, rect(0, 1, y=0, height=10, look="f-und"))
        if look == "und"
        else (rect(0, 1, y=0, height=10, look=f"f-{look}"),)
    )
    return picture("key", "", *marks)


def share_text(part: int, whole: int) -> str:
    """``62.4%`` of a whole, to one place, for reading only."""
    return percent(Fraction(part, whole)) if whole > 0 and part == whole else _one_place(part, whole)


def _one_place(part: int, whole: int) -> str:
    if whole <= 0:
        return "–"
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10}%"


def _short(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")
