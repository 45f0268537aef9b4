"""``items.csv``: the catalogue of works, each item with its content, standard, condition and funding rule."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from linli.core.policy.model.part import Part
from linli.core.policy.scalars import Cites, Id


class Requirement(Part):
    """A measurable condition or standard such as ``hydrant_radius_m<=150`` or ``share_60plus>=25%``.

    ``value`` is an exact number for ordered comparisons and for numeric equality, otherwise a word (``permeable``).
    """

    measure: Id
    op: Literal["<=", ">=", "<", ">", "="]
    value: Fraction | str


class CatalogueItem(Part):
    """One kind of work. ``segments``: if not empty, only these segments of its funding rule apply to it;
    ``interpretations``: readings that bear on its content or standard."""

    number: str
    category: str
    name: str
    content: str
    standard: str
    standards: tuple[Requirement, ...] = ()
    conditions: tuple[Requirement, ...] = ()
    rule: Id
    segments: tuple[Id, ...] = ()
    content_cite: Cites = ()
    standard_cite: Cites = ()
    interpretations: tuple[Id, ...] = ()
    line: int
