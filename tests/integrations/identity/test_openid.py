"""OpenID Connect: who is believed, and every way in which nobody is."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from linli.integrations.identity import Asked, IdentityError, OpenIdConnect, WeCom
from linli.integrations.identity.fetching import fetch
from tests.integrations.identity import fakes
from tests.integrations.identity.fakes import CLIENT, SECRET, Fake

BACK = "https://linli.example/back/"


@pytest.fixture
def fake() -> Iterator[Fake]:
    with fakes.serving() as fake:
        yield fake


def come_back(fake: Fake, *, asked: Asked | None = None, provider: OpenIdConnect | None = None) -> str:
    known = provider or OpenIdConnect(fake.address, CLIENT, SECRET)
    wanted = asked or Asked.fresh(BACK)
    return known.identity(wanted, fake.authorize(known.address(wanted))["code"]).name


def test_a_good_token_says_who_it_is(fake: Fake) -> None:
    assert come_back(fake) == "auditor"


def test_another_claim_can_be_the_name(fake: Fake) -> None:
    assert come_back(fake, provider=OpenIdConnect(fake.address, CLIENT, SECRET, claim="sub")) == "4711"


NOW = int(time.time())


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "somebody-else"}, {"aud": None}, {"aud": [CLIENT, "other"]}, {"iss": "https://elsewhere.example"},
        {"nonce": "another"}, {"nonce": None}, {"exp": NOW - 3600}, {"exp": None}, {"iat": None}, {"iat": NOW + 3600},
        {"sub": None}, {"preferred_username": None}, {"preferred_username": 7}, {"preferred_username": ""},
        {"preferred_username": "x" * 151}, {"nbf": NOW + 3600},
    ],
    ids="-".join,  # not the values: every process of the suite must find the same names
)  # fmt: skip
def test_a_token_that_is_wrong_in_one_thing_is_not_believed(fake: Fake, claims: dict[str, object]) -> None:
    fake.claims = claims
    with pytest.raises(IdentityError):
        come_back(fake)


def test_several_audiences_are_fine_if_it_was_made_for_us(fake: Fake) -> None:
    fake.claims = {"aud": [CLIENT, "other"], "azp": CLIENT}
    assert come_back(fake) == "auditor"


@pytest.mark.parametrize(
    "sign",
    [
        fakes.unsigned,
        fakes.signed_with_the_secret,
        lambda claims: fakes.signed(claims, other_key=True),
        lambda claims: fakes.signed(claims, kid="unknown"),
        lambda claims: fakes.signed(claims)[:-4] + "AAAA",
        lambda claims: "not.a.token",
    ],
    ids=["alg none", "shared secret", "another key", "unknown key", "altered", "nonsense"],
)
def test_a_token_that_the_provider_did_not_sign_is_not_believed(fake: Fake, sign: object) -> None:
    fake.sign = sign  # type: ignore[assignment]
    with pytest.raises(IdentityError):
        come_back(fake)


def test_a_code_taken_on_the_way_is_worth_nothing_without_the_verifier(fake: Fake) -> None:
    provider, asked = OpenIdConnect(fake.address, CLIENT, SECRET), Asked.fresh(BACK)
    code = fake.authorize(provider.address(asked))["code"]
    with pytest.raises(IdentityError):
        provider.identity(Asked(asked.state, asked.nonce, "guessed", BACK), code)


def test_a_code_is_worth_something_once(fake: Fake) -> None:
    provider, asked = OpenIdConnect(fake.address, CLIENT, SECRET), Asked.fresh(BACK)
    code = fake.authorize(provider.address(asked))["code"]
    provider.identity(asked, code)
    with pytest.raises(IdentityError):
        provider.identity(asked, code)


def test_a_provider_that_says_it_is_another_is_not_asked(fake: Fake) -> None:
    fake.said = {"issuer": "https://elsewhere.example"}
    with pytest.raises(IdentityError):
        come_back(fake)


def test_the_provider_is_asked_about_itself_once_in_a_while_only(fake: Fake) -> None:
    provider = OpenIdConnect(fake.address, CLIENT, SECRET)
    for _ in range(3):
        come_back(fake, provider=provider)
    paths = [path for path, _form in fake.asked]
    assert paths.count("/.well-known/openid-configuration") == 1
    assert paths.count("/jwks_uri") == 1


@pytest.mark.parametrize("address", ["http://elsewhere.example/x", "ftp://127.0.0.2/x", "file:///etc/passwd"])
def test_nothing_is_fetched_in_the_clear_from_elsewhere(address: str) -> None:
    with pytest.raises(IdentityError):
        fetch(address)


def test_a_provider_that_does_not_answer_is_told_so() -> None:
    with pytest.raises(IdentityError):
        OpenIdConnect("http://127.0.0.1:1", CLIENT, SECRET).address(Asked.fresh(BACK))


def test_a_member_of_the_enterprise_is_recognised_and_a_guest_is_not(fake: Fake) -> None:
    wecom = WeCom("corp", "1000002", "secret", door=fake.address, api=fake.address)
    asked = Asked.fresh(BACK)
    assert asked.state in wecom.address(asked)
    assert wecom.identity(asked, "code").name == "auditor"
    for answer in ({"errcode": 0, "openid": "guest"}, {"errcode": 40029, "errmsg": "invalid code"}):
        fake.wecom = answer
        with pytest.raises(IdentityError):
            wecom.identity(asked, "code")


def test_secrets_do_not_stand_in_the_address(fake: Fake) -> None:
    asked = Asked.fresh(BACK)
    address = OpenIdConnect(fake.address, CLIENT, SECRET).address(asked)
    assert asked.verifier not in address
    assert "secret" not in address
