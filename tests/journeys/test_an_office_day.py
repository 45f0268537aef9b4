"""A day in the office: what is late, why, the next act recorded, a mistake withdrawn."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, XIANGSHAN, Reader


def open_first_late_compound(office: Reader) -> str:
    """From the overview by its own links to a compound that is late; answers its name."""
    office.page.get_by_role("link", name="查看逾期清单").click()
    expect(office.page).to_have_url(re.compile("filter=late"))
    first = office.page.locator("table tbody a.nm").first
    name = first.inner_text()
    first.click()
    expect(office.page.get_by_role("heading", level=1)).to_have_text(name)
    return name


def facts(page: Page) -> int:
    return page.locator("#facts tbody tr").count()


def test_what_is_late_is_found_explained_and_moved_on(reader: Callable[..., Reader]) -> None:
    office = reader()
    office.refusals = {422}  # the withdrawal without a reason
    office.sign_in("office")
    expect(office.page).to_have_url(re.compile(f"/programmes/{XIANGSHAN}/"))
    name = open_first_late_compound(office)

    # Why is the stage late? The panel opens beside the page, with the clause; Escape closes it.
    office.page.locator(".rail li.late a").first.click()
    panel = office.page.locator("dialog#sheet")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("五（")
    office.check_accessibility()
    office.picture("why-stage")
    office.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()

    # Why does this payer pay this much? Arithmetic and readings.
    office.page.locator("a[href*='/why/line/']").first.click()
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("元")
    office.picture("why-line")
    panel.get_by_role("button", name="关闭").click()

    # The next act, done today.
    before = facts(office.page)
    office.page.fill("#record input[name$=note]", "批文第 12 号")
    office.page.get_by_role("button", name="记入台账").click()
    expect(office.page.locator("#facts tbody tr")).to_have_count(before + 1)
    expect(office.page.locator("#facts")).to_contain_text("批文第 12 号")

    # It was a mistake: withdrawn with a reason, and both stay on record.
    row = office.page.locator("#facts tbody tr", has_text="批文第 12 号")
    row.get_by_role("link", name=re.compile("撤回")).click()
    office.page.get_by_role("button", name=re.compile("撤回")).click()
    expect(office.page.locator("[aria-invalid=true], .err, :invalid").first).to_be_attached()
    office.page.locator("main textarea, main input[type=text]").first.fill("记到了别的小区")
    office.page.get_by_role("button", name=re.compile("撤回")).click()
    expect(office.page.locator("#facts")).to_contain_text("已撤回")
    expect(office.page.locator("#facts")).to_contain_text("记到了别的小区")

    office.open(f"/programmes/{XIANGSHAN}/record/")
    expect(office.page.locator("main")).to_contain_text(name)
    expect(office.page.locator("main")).to_contain_text("记到了别的小区")


def test_the_list_is_filtered_searched_sorted_and_taken_along(reader: Callable[..., Reader]) -> None:
    office = reader()
    office.sign_in("office")
    office.open(f"/programmes/{XIANGSHAN}/compounds/")
    page = office.page
    page.select_option("#f-phase", index=1)
    expect(page).to_have_url(re.compile("phase=ph1"))
    expect(page.get_by_role("status")).to_have_text(re.compile(r"\b15\b|15 "))
    page.select_option("#f-phase", index=0)
    expect(page).not_to_have_url(re.compile("phase=ph1"))
    expect(page.locator(".htmx-request")).to_have_count(0)
    name = page.locator("table tbody a.nm").first.inner_text()
    page.fill("#f-q", name[:3])
    page.press("#f-q", "Enter")
    expect(page.locator("table tbody a.nm").first).to_contain_text(name[:3])
    with page.expect_download() as taken:
        page.get_by_role("link", name=re.compile("CSV")).click()
    assert name[:3] in taken.value.path().read_bytes().decode("utf-8-sig")


def test_on_a_phone_the_menu_opens_and_the_next_act_is_recorded(reader: Callable[..., Reader]) -> None:
    office = reader(viewport=PHONE, dark=True)
    office.sign_in("subdistrict")
    office.page.locator("details.drawer summary").click()
    office.page.locator(".drawer-b").get_by_role("link", name="小区").click()
    expect(office.page).to_have_url(re.compile("/compounds/"))
    office.page.locator("table tbody a.nm").first.click()
    expect(office.page.locator("#next")).to_be_visible()
    office.check_page()
    office.picture("phone-next-act")


def test_the_simulated_day_is_always_shown_and_can_be_changed(reader: Callable[..., Reader]) -> None:
    office = reader()
    office.sign_in("office")
    banner = office.page.locator(".banner")
    expect(banner).to_contain_text("2020")
    banner.locator("input[type=date]").fill("2020-02-01")
    banner.get_by_role("button", name="去这一天").click()
    expect(office.page.locator(".banner b")).to_have_text("2020-02-01")
    for path in (f"/programmes/{XIANGSHAN}/compounds/", f"/programmes/{XIANGSHAN}/money/"):
        office.open(path)
        expect(office.page.locator(".banner b")).to_have_text("2020-02-01")
    office.page.locator(".banner").get_by_role("button", name="复位").click()
    expect(office.page.locator(".banner b")).not_to_have_text("2020-02-01")
