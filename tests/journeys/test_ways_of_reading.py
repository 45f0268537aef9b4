"""The same work by keyboard alone, without scripts, in English, and along the clauses of the document."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import XIANGSHAN, Reader

HAN = re.compile(r"[\u4e00-\u9fff]")


def tab_to(page: Page, wanted: str, most: int = 60) -> None:
    """Press Tab until the focus is on an element that matches the selector."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", wanted):
            return
    raise AssertionError(f"{wanted} cannot be reached by Tab on {page.url}")


def test_the_work_can_be_done_by_keyboard_alone(reader: Callable[..., Reader]) -> None:
    office = reader()
    account = office.product.account("office", XIANGSHAN)
    page = office.page
    office.open("/sign-in/")
    tab_to(page, "input[name=username]")
    page.keyboard.type(account.username)
    tab_to(page, "input[name=password]")
    page.keyboard.type(account.password)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/programmes/{XIANGSHAN}/"))

    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()

    page.keyboard.press("/")
    expect(page.locator("[data-linli-search]")).to_be_focused()
    page.keyboard.type("e")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=e"))

    office.open(f"/programmes/{XIANGSHAN}/compounds/?filter=late")
    tab_to(page, "table tbody a.nm", most=120)
    page.keyboard.press("Enter")
    expect(page.locator("#next")).to_be_visible()
    tab_to(page, ".rail a")
    page.keyboard.press("Enter")
    expect(page.locator("dialog#sheet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog#sheet")).to_be_hidden()
    expect(page.locator(".rail a").first).to_be_focused()


def test_everything_works_without_scripts(reader: Callable[..., Reader]) -> None:
    office = reader(scripts=False)
    office.sign_in("office")
    page = office.page
    office.open(f"/programmes/{XIANGSHAN}/compounds/")
    page.select_option("#f-phase", index=2)
    page.get_by_role("button", name="筛选").click()
    expect(page).to_have_url(re.compile("phase=ph2"))
    page.locator("table tbody a.nm").first.click()
    page.locator(".rail a").first.click()
    expect(page).to_have_url(re.compile("/why/stage/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_in_english_no_word_of_the_pages_own_stays_chinese(reader: Callable[..., Reader]) -> None:
    office = reader(language="en-GB")
    office.open("/sign-in/")
    expect(office.page.locator("html")).to_have_attribute("lang", "en")
    office.sign_in("office")
    for path in (f"/programmes/{XIANGSHAN}/", f"/programmes/{XIANGSHAN}/money/", f"/programmes/{XIANGSHAN}/imports/"):
        office.open(path)
        for words in office.page.locator("main h2, main th, nav a").all_inner_texts():
            # Names out of the policy and of the programme stay as the document has them.
            assert not HAN.search(words) or path.endswith("/money/") or "演示" in words, f"{path}: {words}"


def test_the_language_and_the_theme_chosen_stay_chosen(reader: Callable[..., Reader]) -> None:
    office = reader()
    office.sign_in("office")
    office.page.locator("details.menu summary").click()
    office.page.locator("details.menu").get_by_role("button", name="English").click()
    expect(office.page.locator("html")).to_have_attribute("lang", "en")
    office.page.locator("details.menu summary").click()
    office.page.locator("details.menu button[name=theme][value=dark]").click()
    office.open(f"/programmes/{XIANGSHAN}/compounds/")
    expect(office.page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(office.page.locator("html")).to_have_attribute("lang", "en")


def test_from_a_number_to_the_clause_it_rests_on(reader: Callable[..., Reader]) -> None:
    office = reader()
    office.sign_in("office")
    office.open(f"/programmes/{XIANGSHAN}/money/")
    cite = office.page.locator("main a[href*='/policies/xiangshan-2020/#c-']").first
    anchor = (cite.get_attribute("href") or "").partition("#")[2]
    cite.click()
    expect(office.page).to_have_url(re.compile(f"/policies/xiangshan-2020/#{anchor}"))
    top = office.page.locator(f"[id='{anchor}']").first.evaluate("element => element.getBoundingClientRect().top")
    assert 0 <= top < office.page.viewport_size["height"], "the page opens at the clause"
    office.open("/policies/xiangshan-2020/readings/")
    expect(office.page.locator("main")).to_contain_text("J-01")
