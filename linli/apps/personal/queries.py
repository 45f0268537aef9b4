"""What is kept about somebody, and who saw it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.models import User
from linli.apps.accounts.permissions import require
from linli.apps.accounts.refusals import NotFoundError
from linli.apps.personal.fields import masked_value, sealed_fields
from linli.apps.personal.holdings import HOLDINGS, Holding, holding_of
from linli.apps.personal.models import Disclosure
from linli.apps.personal.permissions import may_see_disclosures
from linli.apps.personal.retention import RetentionClass, rule_of
from linli.core.calendar import add_months


@dataclass(frozen=True)
class Kept:
    """One value that is kept about somebody: masked, what for, how long; ``until``: None before the period."""

    holding: Holding
    thing: Model
    column: str
    words: str | Promise
    mask: str
    rule: RetentionClass
    until: date | None


def kept_about(things: Iterable[Model]) -> list[Kept]:
    """Every sealed value in these rows, masked. The rows are the person's own: the caller answers for that."""
    found = []
    for thing in things:
        holding = holding_of(type(thing))
        for field in sealed_fields(type(thing)):
            if not getattr(thing, field.attname):
                continue
            rule, since = rule_of(field.retention), getattr(thing, field.since) if field.since else None
            until = add_months(since, rule.months) if since else None
            words = field.verbose_name or field.attname
            found.append(Kept(holding, thing, field.attname, words, masked_value(thing, field.attname), rule, until))
    return found


def rows_about_user(user: User) -> list[Model]:
    """Every row of personal data about somebody who has an account."""
    return [row for holding in HOLDINGS.values() if holding.of_user for row in holding.of_user(user)]


def disclosures_of(things: Iterable[Model]) -> QuerySet[Disclosure]:
    """Who saw the data of these rows, newest first."""
    wanted = Q(pk__in=[])
    for thing in things:
        wanted |= Q(subject_type=holding_of(type(thing)).label, subject_id=thing.pk)
    return Disclosure.objects.filter(wanted).select_related("by").order_by("-id")


def disclosures_between(actor: Actor, begin: datetime, end: datetime) -> QuerySet[Disclosure]:
    """Who saw or exported whose data from ``begin`` up to but not including ``end``, within the viewer's area."""
    require(may_see_disclosures, actor)
    found = Disclosure.objects.filter(disclosed_at__gte=begin, disclosed_at__lt=end)
    if not actor.is_console:
        visible = Q(pk__in=[])
        for holding in HOLDINGS.values():
            visible |= Q(subject_type=holding.label, subject_id__in=holding.seen_by(actor).values("pk"))
        found = found.filter(visible)
    return found.select_related("by").order_by("-id")


def thing_seen_by(actor: Actor, holding: Holding, row_id: int) -> Model:
    """Raises NotFoundError for a row that is somebody else's."""
    found = holding.seen_by(actor).filter(pk=row_id).first()
    if found is None:
        raise NotFoundError
    return found
