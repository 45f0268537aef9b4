"""What templates may say beyond Django's own: icons, amounts, days, clauses, small charts."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import lucide
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.core.faults import Fault
from linli.core.money import format_area, format_wan, format_yuan
from linli.core.policy.clauses import clause_label
from linli.core.policy.model import Package
from linli.core.reasons import Reason
from linli.core.wording import in_language
from linli.web.components import charts
from linli.web.components.words import ATTEMPT_LOOKS, ATTEMPT_WORDS, STATE_WORDS

register = template.Library()


@register.simple_tag
def icon(name: str, size: int = 18) -> SafeString:
    """An icon as decoration beside words; never the only carrier of meaning."""
    return _drawn(str(name) + "", size)


@cache
def _drawn(name: str, size: int) -> SafeString:
    return SafeString(lucide._render_icon(name, size, aria_hidden="true", focusable="false"))  # noqa: SLF001


@register.filter
def yuan(fen: int) -> str:
    """Fen as yuan: ``1,172,839.49``."""
    return format_yuan(fen)


@register.filter
def wan(fen: int) -> str:
    """Fen as 万元, exact: ``12,923.87``."""
    return format_wan(fen)


@register.filter
def wan_short(fen: int) -> str:
    """Fen as 万元 cut to two places, for tiles and charts; the exact amount stands one click away."""
    sign = "-" if fen < 0 else ""
    hundredths = abs(fen) // 10_000
    return f"{sign}{hundredths // 100:,}.{hundredths % 100:02d}"


@register.filter
def area(centi: int) -> str:
    """Hundredths of a square metre as ``66,783.97``."""
    return format_area(centi)


@register.filter
def count(number: int) -> str:
    """``18,426``."""
    return f"{number:,}"


@register.filter
def day(value: date | None) -> str:
    """``2020-03-20``, or a dash."""
    return value.strftime("%Y-%m-%d") if value else "–"


@register.filter
def share_of(part: int, whole: int) -> str:
    return charts.share_text(part, whole)


@register.filter
def state_word(state: str) -> str:
    """The name of a stage's state in the reader's language."""
    return str(STATE_WORDS[state].label) if state in STATE_WORDS else state


@register.filter
def told(words: Reason | Fault | str) -> str:
    """A reason's own sentence, a fault as one line, or words of the core, in the reader's language."""
    language = get_language() or "zh"
    if isinstance(words, Reason):
        return words.sentence(language)
    return words.telling(language) if isinstance(words, Fault) else in_language(words, language)


@register.filter
def clause(anchor: str, package: Package) -> str:
    """The name of a clause in the reader's language."""
    return clause_label(package, anchor, get_language() or "zh")


@register.filter
def slugify_anchor(anchor: str) -> str:
    """An anchor as part of an element's id: ``83.2`` → ``83-2``."""
    return anchor.replace(".", "-").replace(":", "_")


@register.simple_tag
def swatch(look: str) -> SafeString:
    return charts.swatch(look)


@register.simple_tag
def progress(done: int, whole: int, label: str, look: str = "work") -> SafeString:
    return charts.progress(done, whole, label=label, look=look)


@register.inclusion_tag("parts/chip.html")
def chip(state: str, words: str = "") -> dict[str, Any]:
    """A state as icon, word and colour together."""
    known = STATE_WORDS.get(state)
    return {
        "look": state,
        "icon": known.icon if known else "circle",
        "words": words or (str(known.label) if known else state),
    }


@register.inclusion_tag("parts/chip.html")
def attempt_chip(outcome: str) -> dict[str, Any]:
    """How an attempt to come in ended, as icon, word and colour together."""
    look, icon_name = ATTEMPT_LOOKS.get(outcome, ("late", "triangle-alert"))
    return {"look": look, "icon": icon_name, "words": str(ATTEMPT_WORDS.get(outcome, outcome))}


@register.inclusion_tag("parts/cites.html")
def cites(anchors: tuple[str, ...], package: Package, policy_id: str = "", most: int = 4) -> dict[str, Any]:
    """The clauses an answer rests on, each a link into the reading edition."""
    shown = [(anchor, clause_label(package, anchor, get_language() or "zh")) for anchor in anchors[:most]]
    return {"cites": shown, "more": max(len(anchors) - most, 0), "policy_id": policy_id or package.id}


@register.simple_tag
def field_error(errors: Any, field_id: str) -> SafeString:
    """The error of a field, tied to it by id."""
    if not errors:
        return SafeString("")
    text = " ".join(str(error) for error in errors)
    return format_html('<p class="err" id="{}-error">{}<span>{}</span></p>', field_id, icon("circle-alert", 15), text)


@register.simple_tag
def days_late(days: int) -> str:
    return _("逾期 %(days)d 天") % {"days": days}
