"""Personal data: sealed in the table, masked on pages, shown for a reason on record, cleared in time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from linli.apps.accounts.refusals import NotFoundError, NotPermittedError, RefusalError
from linli.apps.accounts.services import close_user, console
from linli.apps.personal.contacts import end_contacts_of_closed_accounts, record_contact
from linli.apps.personal.fields import masked_value, matching, opened, sealed_fields
from linli.apps.personal.holdings import HOLDINGS, holding_named
from linli.apps.personal.models import Disclosure, StaffContact
from linli.apps.personal.queries import disclosures_between, kept_about, rows_about_user, thing_seen_by
from linli.apps.personal.resealing import destroy_key, reseal, rows_sealed_with
from linli.apps.personal.retention import clear_due, periods
from linli.apps.personal.services import export_values, reveal
from linli.apps.records.models import Event
from linli.integrations.crypto import CryptoError, keys, sealed_with
from tests.world import NOW, World

PHONE, MAIL = "13812345678", "clerk@example.com"
CONTACT = holding_named("contact")
pytestmark = pytest.mark.django_db


def contact_of(world: World, who: str, phone: str = PHONE) -> StaffContact:
    user = world[who].user
    assert user is not None
    if user.organisation is None:
        post = world[who].post
        assert post is not None
        user.organisation = post.organisation
        user.save(update_fields=["organisation"])
    return record_contact(actor=world[who], now=NOW, user=user, phone=phone, email=MAIL)


def test_a_contact_is_sealed_in_the_table_and_found_however_it_is_written(world: World) -> None:
    contact = contact_of(world, "subdistrict", "138 1234 5678")
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, phone_index, email FROM personal_staffcontact")
        stored = "|".join(cursor.fetchone())
    for planted in (PHONE, "5678|", MAIL, "example.com"):
        assert planted not in stored
    assert masked_value(contact, "phone") == "138****5678"
    assert StaffContact.objects.get(matching(StaffContact, "phone", "+86 138-1234-5678")) == contact
    assert not StaffContact.objects.filter(matching(StaffContact, "phone", "13812345679")).exists()


def test_a_sealed_value_copied_to_another_row_does_not_open(world: World) -> None:
    mine, other = contact_of(world, "office"), contact_of(world, "subdistrict", "13911112222")
    other.phone = mine.phone
    with pytest.raises(CryptoError):
        opened(other, "phone")


def test_nothing_personal_stands_in_the_record_or_in_a_repr(world: World) -> None:
    contact = contact_of(world, "subdistrict")
    reveal(actor=world["office"], now=NOW, holding=CONTACT, thing=contact, columns=["phone"], reason="核对到场人员")
    for event in Event.objects.all():
        assert PHONE not in f"{event.body}{event.reason}"
        assert MAIL not in f"{event.body}{event.reason}"
    assert PHONE not in f"{contact!r}{contact}{contact.__dict__}"


def test_a_value_is_shown_only_for_a_reason_and_both_are_on_record(world: World) -> None:
    contact = contact_of(world, "subdistrict")
    for reason in ("", " ", "x"):
        with pytest.raises(RefusalError):
            reveal(actor=world["office"], now=NOW, holding=CONTACT, thing=contact, columns=["phone"], reason=reason)
    assert not Disclosure.objects.exists()
    shown = reveal(actor=world["office"], now=NOW, holding=CONTACT, thing=contact, columns=["phone"], reason="通知开会")
    assert shown == {"phone": PHONE}
    (row,) = Disclosure.objects.all()
    assert (row.by, row.subject_id, row.columns, row.reason) == (world["office"].user, contact.pk, "phone", "通知开会")
    event = Event.objects.filter(kind="personal.data.shown").get()
    assert event.reason == "通知开会"


@pytest.mark.parametrize("who", ["finance", "auditor", "leader", "other_subdistrict", "stranger"])
def test_others_may_not_have_a_value_shown(world: World, who: str) -> None:
    contact = contact_of(world, "subdistrict")
    with pytest.raises(NotPermittedError):
        reveal(actor=world[who], now=NOW, holding=CONTACT, thing=contact, columns=["phone"], reason="好奇")
    assert not Disclosure.objects.exists()


def test_what_is_no_sealed_column_cannot_be_asked_for(world: World) -> None:
    contact = contact_of(world, "subdistrict")
    with pytest.raises(NotFoundError):
        reveal(actor=world["office"], now=NOW, holding=CONTACT, thing=contact, columns=["user_id"], reason="好奇心")
    with pytest.raises(NotFoundError):
        thing_seen_by(world["stranger"], CONTACT, contact.pk)


def test_an_export_puts_every_person_on_record(world: World) -> None:
    contacts = [contact_of(world, who) for who in ("office", "subdistrict", "finance")]
    rows = export_values(
        actor=world["administrator"], now=NOW, holding=CONTACT, things=contacts, columns=["phone"],
        subject=world.programme, reason="短信通知",
    )  # fmt: skip
    assert rows == [{"phone": PHONE}] * 3
    assert {row.subject_id for row in Disclosure.objects.all()} == {contact.pk for contact in contacts}
    assert Event.objects.get(kind="personal.data.exported").body["count"] == 3


def test_who_saw_what_is_kept(world: World) -> None:
    contact = contact_of(world, "subdistrict")
    reveal(actor=world["office"], now=NOW, holding=CONTACT, thing=contact, columns=["phone"], reason="通知开会")
    for change in (lambda: Disclosure.objects.update(reason="别的"), lambda: Disclosure.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_who_saw_whose_data_between_two_instants_and_only_in_ones_area(world: World) -> None:
    contact = contact_of(world, "subdistrict")
    for hours in (0, 1, 2):
        at = NOW + timedelta(hours=hours)
        reveal(
            actor=world["office"], now=at, holding=CONTACT, thing=contact, columns=["phone"], reason=f"第{hours}次看"
        )
    found = disclosures_between(world["auditor"], NOW + timedelta(hours=1), NOW + timedelta(hours=2))
    assert [row.reason for row in found] == ["第1次看"]
    assert len(disclosures_between(console(), NOW, NOW + timedelta(days=1))) == 3
    with pytest.raises(NotPermittedError):
        disclosures_between(world["office"], NOW, NOW + timedelta(days=1))


def test_a_person_sees_what_is_kept_about_them_masked_with_the_legal_base(world: World) -> None:
    contact_of(world, "subdistrict")
    user = world["subdistrict"].user
    assert user is not None
    kept = kept_about(rows_about_user(user))
    assert {one.column: one.mask for one in kept} == {"phone": "138****5678", "email": "****"}
    assert all("个人信息保护法" in str(one.rule.basis) for one in kept)
    assert rows_about_user(world["finance"].user) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(("today", "cleared"), [(date(2027, 4, 30), 0), (date(2027, 5, 1), 2)])
def test_values_over_their_time_are_cleared_and_nothing_else(world: World, today: date, cleared: int) -> None:
    contacts = [contact_of(world, who) for who in ("office", "subdistrict", "finance")]
    leaving = contacts[1]
    close_user(
        actor=world["administrator"], now=NOW, user=leaving.user,
        organisation=leaving.user.organisation, reason="离任",
    )  # fmt: skip
    assert end_contacts_of_closed_accounts(actor=console(), now=NOW, today=date(2026, 11, 1)) == 1
    before = {"users": Event.objects.count(), "contacts": StaffContact.objects.count()}
    assert sum(period.due for period in periods(today)) == cleared
    assert sum(period.due for period in clear_due(actor=console(), now=NOW, today=today)) == cleared
    leaving.refresh_from_db()
    assert (leaving.phone, leaving.phone_index) == ("", "") if cleared else opened(leaving, "phone") == PHONE
    assert opened(contacts[0], "phone") == opened(contacts[2], "phone") == PHONE
    assert StaffContact.objects.count() == before["contacts"]
    assert Event.objects.filter(kind="personal.data.anonymised").count() == cleared
    assert clear_due(actor=console(), now=NOW, today=today) == []
    with pytest.raises(NotPermittedError):
        clear_due(actor=world["administrator"], now=NOW, today=today)


def test_resealing_brings_values_and_indexes_to_the_current_keys(world: World) -> None:
    contact = contact_of(world, "subdistrict")
    old = sealed_with(contact.phone)
    fresh = keys().rotate("seal:personal", made="2026-11-20")
    keys().rotate("index:phone", made="2026-11-20")
    assert StaffContact.objects.get(matching(StaffContact, "phone", PHONE)) == contact
    assert reseal(actor=console(), now=NOW)[CONTACT.label] == 1
    contact.refresh_from_db()
    assert sealed_with(contact.phone) == sealed_with(contact.email) == fresh.id
    assert opened(contact, "phone") == PHONE
    assert StaffContact.objects.get(matching(StaffContact, "phone", PHONE)) == contact
    assert reseal(actor=console(), now=NOW)[CONTACT.label] == 0
    assert rows_sealed_with(old) == 0
    assert Event.objects.filter(kind="personal.data.resealed").count() == 1


def test_destroying_a_key_is_an_act_and_takes_what_it_sealed(world: World) -> None:
    contact = contact_of(world, "subdistrict")
    key_id = sealed_with(contact.phone)
    with pytest.raises(CryptoError):
        destroy_key(actor=console(), now=NOW, key_id=key_id, reason="审计结束")
    keys().rotate("seal:personal", made="2026-11-20")
    assert destroy_key(actor=console(), now=NOW, key_id=key_id, reason="审计结束") == 2
    with pytest.raises(CryptoError, match="销毁"):
        opened(contact, "phone")
    assert Event.objects.get(kind="personal.key.destroyed").body["count"] == 2
    with pytest.raises(NotPermittedError):
        destroy_key(actor=world["administrator"], now=NOW, key_id=key_id, reason="审计结束")


@pytest.mark.parametrize(("phone", "email"), [("1381234567", MAIL), (PHONE, "no at sign"), (PHONE, "a@" + "b" * 130)])
def test_a_mistyped_contact_is_refused(world: World, phone: str, email: str) -> None:
    user = world["office"].user
    assert user is not None
    with pytest.raises(RefusalError):
        record_contact(actor=world["office"], now=NOW, user=user, phone=phone, email=email)
    with pytest.raises(NotPermittedError):
        record_contact(actor=world["finance"], now=NOW, user=user, phone=PHONE, email=MAIL)


def test_every_table_with_a_sealed_column_is_declared_with_a_known_period() -> None:
    from linli.apps.personal.retention import CLASSES  # noqa: PLC0415 -- only here

    declared = {holding.model for holding in HOLDINGS.values()}
    for model in apps.get_models():
        for field in sealed_fields(model):
            assert model in declared, f"{model.__name__} holds sealed values and no holding is declared for it"
            assert field.retention in CLASSES
            assert not field.since or model._meta.get_field(field.since)
