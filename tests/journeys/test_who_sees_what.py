"""A subdistrict sees its own compounds, finance moves money, the auditor reads and changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import XIANGSHAN, Reader


def addresses_of_compounds(one: Reader) -> set[str]:
    found: set[str] = set()
    one.open(f"/programmes/{XIANGSHAN}/compounds/")
    while True:
        found.update(link.get_attribute("href") or "" for link in one.page.locator("table tbody a.nm").all())
        following = one.page.locator("a[rel=next]")
        if following.count() == 0:
            return found
        one.open(f"/programmes/{XIANGSHAN}/compounds/" + (following.first.get_attribute("href") or ""))


def test_a_subdistrict_sees_its_own_compounds_only(reader: Callable[..., Reader]) -> None:
    office, street = reader(), reader()
    office.sign_in("office")
    street.sign_in("subdistrict")
    everything, own = addresses_of_compounds(office), addresses_of_compounds(street)
    assert own < everything
    foreign = min(everything - own)
    street.refusals = {404}
    answer = street.page.goto(street.product.address + foreign)
    assert answer is not None
    assert answer.status == 404
    street.check_page()


def test_finance_allocates_within_the_pot_and_is_told_kindly_beyond_it(reader: Callable[..., Reader]) -> None:
    finance = reader()
    finance.refusals = {422}
    finance.sign_in("finance")
    finance.open(f"/programmes/{XIANGSHAN}/money/allocate/")
    page = finance.page
    page.select_option("select[name$=project]", index=1)
    page.fill("input[name$=amount]", "99999999999.99")
    page.get_by_role("button", name="下达").click()
    expect(page.locator(".err, .alert.bad").first).to_be_visible()
    finance.check_page()
    finance.picture("allocate-refused")
    page.fill("input[name$=amount]", "100.00")
    page.get_by_role("button", name="下达").click()
    expect(page).to_have_url(re.compile("/money/"))
    expect(page.locator("main")).to_contain_text("已下达")


def test_the_auditor_reads_everything_and_changes_nothing(reader: Callable[..., Reader]) -> None:
    auditor = reader()
    auditor.refusals = {403}
    auditor.sign_in("auditor")
    auditor.open(f"/programmes/{XIANGSHAN}/compounds/?filter=late")
    auditor.page.locator("table tbody a.nm").first.click()
    expect(auditor.page.get_by_role("heading", level=1)).to_be_visible()
    expect(auditor.page.get_by_role("button", name="记入台账")).to_have_count(0)
    expect(auditor.page.get_by_role("link", name=re.compile("撤回"))).to_have_count(0)
    for path in ("money/allocate/", "imports/", "imports/compounds/"):
        answer = auditor.page.goto(f"{auditor.product.address}/programmes/{XIANGSHAN}/{path}")
        assert answer is not None
        assert answer.status == 403, path
        auditor.check_page()


def test_one_city_does_not_exist_for_the_other(reader: Callable[..., Reader]) -> None:
    stranger = reader()
    stranger.refusals = {404}
    stranger.sign_in("office", "liuzhou")
    answer = stranger.page.goto(f"{stranger.product.address}/programmes/{XIANGSHAN}/")
    assert answer is not None
    assert answer.status == 404


def test_a_wrong_password_is_answered_kindly(reader: Callable[..., Reader]) -> None:
    somebody = reader()
    somebody.refusals = {401, 403, 422}
    somebody.open("/sign-in/")
    somebody.page.fill("input[name=username]", somebody.product.account("office", XIANGSHAN).username)
    somebody.page.fill("input[name=password]", "not the password")
    somebody.page.press("input[name=password]", "Enter")
    expect(somebody.page.locator(".err, .alert.bad").first).to_be_visible()
    somebody.check_page()
