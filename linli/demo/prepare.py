"""Makes the demo stand: an empty database is filled, a filled one is left as it is, somebody else's is refused."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from linli.apps.accounts.services import console
from linli.apps.programme.queries import adoptions_of, programmes_seen_by
from linli.apps.programme.services import adopt_policy
from linli.apps.records.queries import newest_event_of_kind
from linli.core.policy import find, load
from linli.core.wording import say as told
from linli.demo import place
from linli.demo.amendment import lay_amendment
from linli.demo.cities import cities
from linli.demo.loading import LOADED, Say, load_cities
from linli.demo.plan import CityPlan
from linli.stages.policy_shelf import shelf


def prepare(*, reset: bool, say: Say) -> tuple[CityPlan, ...]:
    """The demo's database, ready to be served; returns the cities in it.

    ``reset`` builds it anew. Raises BadInput when the database holds records that are not a demo's, or when a demo that
    is to be rebuilt is being served.
    """
    plans = cities()
    folder = Path(settings.DATA_DIR)
    with ExitStack() as stack:
        stack.enter_context(place.preparing(folder))
        if reset:
            stack.enter_context(place.nobody_serving(folder))
            _clear(say)
        if place.is_empty():
            place.migrate()
            say(told("demo.loading"))
            load_cities([(plan, load(find(plan.package_id))) for plan in plans], say=say)
        else:
            place.migrate()
            _keep(plans, say)
        lay_amendment(Path(settings.POLICY_DIR))
    return plans


def _clear(say: Say) -> None:
    if place.is_empty():
        return
    if not _is_demo():
        raise place.not_a_demo()
    place.wipe()
    say(told("demo.cleared"))


def _is_demo() -> bool:
    return newest_event_of_kind(LOADED) is not None


def _keep(plans: tuple[CityPlan, ...], say: Say) -> None:
    """The data stay; a policy package that has changed since is adopted in its new edition."""
    loaded = newest_event_of_kind(LOADED)
    if loaded is None:
        raise place.not_a_demo()
    if loaded.body.get("digests") != {plan.slug: plan.digest() for plan in plans}:
        say(told("demo.older"))
    for programme in programmes_seen_by(console()):
        last = adoptions_of(programme).last()
        if last is None or last.package_hash in shelf().by_hash:
            continue
        current = shelf().with_id(last.package_id)
        if current is None:
            continue
        adopt_policy(
            actor=console(),
            now=loaded.recorded_at,
            programme=programme,
            package=current,
            adopted_on=last.adopted_on + timedelta(days=1),
        )
        say(told("demo.policy_new", name=programme.name))
