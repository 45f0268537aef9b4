"""Coming in as people do: a second factor at a desk, a letter from the door on an old telephone without scripts."""

from __future__ import annotations

import time
from collections.abc import Callable

from linli.apps.signin.one_time_codes import STEP_SECONDS, code_at
from tests.journeys.conftest import PHONE, XIANGSHAN, Reader


def test_a_second_factor_is_set_up_and_asked_for(reader: Callable[..., Reader]) -> None:
    desk = reader()
    desk.sign_in("auditor")
    desk.open("/security/")
    desk.check_page()
    desk.page.click("a[href='/security/second-factor/']")
    desk.page.wait_for_url("**/second-factor/")
    desk.check_page()
    desk.picture("second-factor")
    desk.page.locator("details summary", has_text="手工输入").click()
    key = desk.page.locator("details .num").inner_text().replace(" ", "")
    step = int(time.time()) // STEP_SECONDS
    desk.page.fill("input[name=code]", code_at(key, step))
    desk.page.press("input[name=code]", "Enter")
    assert desk.page.locator(".codes li").count() == 10
    desk.check_page()
    recovery = desk.page.locator(".codes li").first.inner_text()
    elsewhere = reader(dark=True)
    account = elsewhere.product.account("auditor", XIANGSHAN)
    elsewhere.open("/sign-in/")
    elsewhere.page.fill("input[name=username]", account.username)
    elsewhere.page.fill("input[name=password]", account.password)
    elsewhere.page.press("input[name=password]", "Enter")
    elsewhere.page.wait_for_url("**/sign-in/code/")
    elsewhere.check_page()
    elsewhere.page.fill("input[name=code]", recovery)
    elsewhere.page.press("input[name=code]", "Enter")
    elsewhere.page.wait_for_url(lambda url: "/sign-in" not in url)
    elsewhere.open("/security/")
    elsewhere.check_page()
    elsewhere.open("/security/second-factor/")  # another telephone: ends it, and every session
    elsewhere.page.click("button[name=give_up]")
    elsewhere.page.wait_for_url("**/sign-in/**")
    desk.open("/sign-in/")
    desk.sign_in("auditor")


def test_an_owner_comes_in_with_the_letter_on_an_old_telephone(reader: Callable[..., Reader]) -> None:
    office = reader()
    office.sign_in("office")
    office.open(f"/programmes/{XIANGSHAN}/compounds/?sort=name")
    address = "/programmes/xiangshan/compounds/1/dwellings/"
    office.open(address)
    office.check_page()
    office.page.locator("button[name=dwelling]").first.click()
    office.page.locator(".code-big").first.wait_for()
    office.check_page()
    office.picture("entry-letter")
    link = office.page.locator(".letter .break").first.inner_text()
    owner = reader(viewport=PHONE, scripts=False)
    owner.page.goto(link)
    owner.picture("enter-home")
    owner.page.fill("input[name=name]", "赵某")
    owner.page.fill("input[name=digits]", "0001")
    owner.page.locator("form button.pri").click()
    owner.page.wait_for_url("**/home/")
    assert "1栋1单元101" in owner.page.locator("main").inner_text()
    owner.picture("my-dwelling")
    checked = reader(viewport=PHONE, dark=True, language="en-GB")
    checked.open("/home/enter/")
    checked.check_page()
    checked.page.fill("input[name=code]", link.rstrip("/").rsplit("/", 1)[-1])
    checked.page.fill("input[name=name]", "赵某")
    checked.page.fill("input[name=digits]", "0001")
    checked.page.locator("form button.pri").click()
    checked.page.wait_for_url("**/home/")
    checked.check_page()


def test_the_administrators_pages_can_be_read_by_everybody(reader: Callable[..., Reader]) -> None:
    for screen in ({"dark": True, "language": "en-GB"}, {"viewport": PHONE}):
        administrator = reader(**screen)
        administrator.sign_in("administrator")
        administrator.open("/entrants/")
        administrator.check_page()
        administrator.page.locator("a.nm").first.click()
        administrator.page.wait_for_url("**/entrants/*/")
        administrator.check_page()
        administrator.open("/security/record/")
        administrator.check_page()
        administrator.open("/security/password/")
        administrator.check_page()
