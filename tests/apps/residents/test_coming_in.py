"""Owners come in with code, name and last digits together; what is kept of them is sealed."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from linli.apps.accounts.refusals import ConflictError, NotPermittedError
from linli.apps.compounds.models import Compound
from linli.apps.records.models import Event
from linli.apps.residents.coming_in import IDLE, WHOLE, come_in, leave, resident_with
from linli.apps.residents.models import Dwelling, EntryCode, HomeAttempt, HomeSession, Owner
from linli.apps.residents.owners import is_the_one
from linli.apps.residents.queries import dwellings_seen_by, lines
from linli.apps.residents.services import CODE_LASTS, Letter, NewOwner, issue_codes, record_dwellings, revoke_code
from linli.apps.signin.brakes import LIMITS, WaitError
from linli.apps.signin.visitor import Visitor
from linli.integrations.crypto import CryptoError
from tests.world import World

NOW = datetime(2020, 7, 1, 2, 0, tzinfo=UTC)
HERE = Visitor("10.0.0.1", "Chrome · Android")
NAME, PHONE, DIGITS = "王某", "13800138000", "123X"


@pytest.fixture
def compound(world: World) -> Compound:
    return world.project().compounds.get()


@pytest.fixture
def letter(world: World, compound: Compound) -> Letter:
    rows = [
        NewOwner(compound, "1栋101", NAME, PHONE, DIGITS),
        NewOwner(compound, "1栋101", "李某", digits="4321"),
        NewOwner(compound, "1栋102", "张某", "13900139000"),
    ]
    record_dwellings(actor=world["subdistrict"], now=NOW, rows=rows)
    return letters(world, compound)[0]


def letters(world: World, compound: Compound) -> list[Letter]:
    found = list(dwellings_seen_by(world["subdistrict"]))
    return issue_codes(actor=world["subdistrict"], now=NOW, compound=compound, dwellings=found)


def enter(letter: Letter, name: str = NAME, digits: str = "8000", now: datetime = NOW, **more: str) -> str | None:
    return come_in(now=now, code=more.get("code", letter.code), name=name, digits=digits, visitor=HERE)


@pytest.mark.parametrize(
    ("name", "digits"), [(NAME, "8000"), (NAME, "123x"), (" 王 某 ", "８０００"), ("李某", "4321")]
)
def test_an_owner_comes_in_by_telephone_or_paper(letter: Letter, name: str, digits: str) -> None:
    secret = enter(letter, name, digits)
    assert secret is not None
    found = resident_with(now=NOW, secret=secret)
    assert found is not None
    assert found.dwelling.number == "1栋101"
    assert found.shown_name == name.replace(" ", "")[:1] + "*"


@pytest.mark.parametrize(
    ("name", "digits"),
    [("李某", "8000"), (NAME, "4321"), (NAME, "8001"), (NAME, ""), ("", "8000"), ("张某", "9000"), (NAME, "000"),
     (NAME, "38000")],
)  # fmt: skip
def test_all_three_have_to_fit_together(letter: Letter, name: str, digits: str) -> None:
    assert enter(letter, name, digits) is None
    assert not HomeSession.objects.exists()


@pytest.mark.parametrize("change", [str.lower, lambda code: f" {code[:5]}-{code[5:]} "])
def test_the_code_may_be_typed_as_people_type(letter: Letter, change: object) -> None:
    assert enter(letter, code=change(letter.code)) is not None  # type: ignore[operator]


def test_nothing_of_an_owner_or_a_code_is_readable_in_the_tables(letter: Letter) -> None:
    enter(letter)
    rows = [list(model.objects.values()) for model in (Owner, EntryCode, HomeSession, HomeAttempt, Event)]
    told = str(rows)
    assert not [planted for planted in (NAME, "李某", PHONE, "8000'", DIGITS, letter.code) if planted in told]


def test_a_sealed_name_does_not_open_in_another_row(letter: Letter) -> None:
    first, second = Owner.objects.order_by("pk")[:2]
    second.name_sealed = first.name_sealed
    with pytest.raises(CryptoError):
        is_the_one(second, name=NAME, digits="4321")


def test_a_code_opens_until_its_last_second(letter: Letter) -> None:
    assert enter(letter, now=NOW + CODE_LASTS - timedelta(seconds=1)) is not None
    assert enter(letter, now=NOW + CODE_LASTS) is None


def test_a_new_letter_voids_the_old_one_and_what_it_opened(world: World, compound: Compound, letter: Letter) -> None:
    secret = enter(letter)
    assert secret is not None
    fresh = letters(world, compound)[0]
    assert resident_with(now=NOW, secret=secret) is None
    assert enter(letter) is None
    assert enter(fresh) is not None


def test_a_revoked_code_ends_its_sessions(world: World, letter: Letter) -> None:
    secret = enter(letter)
    assert secret is not None
    revoke_code(actor=world["subdistrict"], now=NOW, dwelling=letter.dwelling, reason="信送错了门")
    assert resident_with(now=NOW, secret=secret) is None
    assert enter(letter) is None
    with pytest.raises(ConflictError):
        revoke_code(actor=world["subdistrict"], now=NOW, dwelling=letter.dwelling, reason="再一次")


def test_a_session_ends_by_leaving_and_by_both_limits(letter: Letter) -> None:
    secret = enter(letter)
    assert secret is not None
    assert resident_with(now=NOW + IDLE - timedelta(seconds=1), secret=secret) is not None
    assert resident_with(now=NOW + WHOLE, secret=secret) is None
    other = enter(letter)
    assert other is not None
    assert resident_with(now=NOW + IDLE, secret=other) is None
    found = resident_with(now=NOW, secret=other)
    assert found is not None
    leave(now=NOW, resident=found)
    assert resident_with(now=NOW, secret=other) is None


def test_guessing_digits_is_slowed_from_wherever_it_comes_and_recorded(letter: Letter) -> None:
    for number in range(LIMITS["home"].free):
        somewhere = Visitor(f"203.0.113.{number}")
        assert come_in(now=NOW, code=letter.code, name=NAME, digits=f"{number:04}", visitor=somewhere) is None
    with pytest.raises(WaitError):
        enter(letter)
    assert Event.objects.get(kind="residents.wait.imposed").body["number"] == "1栋101"
    assert HomeAttempt.objects.filter(came_in=False).count() == LIMITS["home"].free


def test_guessing_codes_from_one_address_is_slowed(letter: Letter) -> None:
    for number in range(LIMITS["home_address"].free):
        assert enter(letter, code=f"AAAAA{number:05}") is None
    with pytest.raises(WaitError):
        enter(letter)


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_get_no_more_guesses_than_one(letter: Letter) -> None:
    tried: list[str] = []

    def guess(number: int) -> None:
        try:
            for step in range(5):
                try:
                    enter(letter, digits=f"{number}{step}00")
                    tried.append("looked at")
                except WaitError:
                    tried.append("wait")
        finally:
            connection.close()

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tried.count("looked at") == LIMITS["home"].free


@pytest.mark.parametrize("who", ["finance", "leader", "auditor", "administrator", "other_subdistrict", "stranger"])
def test_only_the_street_office_of_the_place_and_the_office_keep_dwellings(
    world: World, compound: Compound, letter: Letter, who: str
) -> None:
    for refused in (
        lambda: record_dwellings(actor=world[who], now=NOW, rows=[NewOwner(compound, "9栋", "钱某", PHONE)]),
        lambda: issue_codes(actor=world[who], now=NOW, compound=compound, dwellings=list(Dwelling.objects.all())),
        lambda: revoke_code(actor=world[who], now=NOW, dwelling=letter.dwelling, reason="x"),
    ):
        with pytest.raises(NotPermittedError):
            refused()


def test_a_dwelling_is_recorded_once_however_it_is_written(world: World, compound: Compound, letter: Letter) -> None:
    with pytest.raises(ConflictError):
        record_dwellings(actor=world["office"], now=NOW, rows=[NewOwner(compound, " １栋 101", "钱某", PHONE)])
    assert Dwelling.objects.count() == 2


def test_a_list_shows_owners_masked(letter: Letter) -> None:
    (first, _second) = lines(list(Dwelling.objects.all()))
    assert first.owners == ("王* 138****8000", "李*")


def test_attempts_stay_as_they_were(letter: Letter) -> None:
    enter(letter)
    for change in (lambda: HomeAttempt.objects.update(came_in=False), lambda: HomeAttempt.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
