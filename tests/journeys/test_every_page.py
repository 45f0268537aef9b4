"""Every page, on a desk and a phone, light and dark, in both languages: accessible, and never wider than the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.conftest import DESKTOP, PHONE, XIANGSHAN, Reader

PAGES = [
    "/?all=1",
    f"/programmes/{XIANGSHAN}/",
    f"/programmes/{XIANGSHAN}/why/split/",
    f"/programmes/{XIANGSHAN}/compounds/",
    f"/programmes/{XIANGSHAN}/compounds/?filter=late&sort=due",
    f"/programmes/{XIANGSHAN}/compounds/?q=没有这个小区",
    f"/programmes/{XIANGSHAN}/money/",
    f"/programmes/{XIANGSHAN}/record/",
    f"/programmes/{XIANGSHAN}/evidence/",
    f"/programmes/{XIANGSHAN}/selection/",
    f"/programmes/{XIANGSHAN}/scores/",
    f"/programmes/{XIANGSHAN}/duties/",
    f"/programmes/{XIANGSHAN}/determinations/",
    f"/programmes/{XIANGSHAN}/determinations/decide/selection/",
    f"/programmes/{XIANGSHAN}/waivers/",
    f"/programmes/{XIANGSHAN}/imports/",
    f"/programmes/{XIANGSHAN}/imports/compounds/",
    f"/programmes/{XIANGSHAN}/leading-group/",
    "/organisations/",
    "/organisations/1/",
    "/people/",
    "/people/3/",
    "/mandates/",
    "/policies/",
    "/policies/xiangshan-2020/",
    "/policies/xiangshan-2020/readings/",
    "/policies/xiangshan-2020/coverage/",
    f"/programmes/{XIANGSHAN}/readings/",
    f"/programmes/{XIANGSHAN}/readings/J-01/",
    f"/programmes/{XIANGSHAN}/policy/",
    "/policies/liuzhou-2017-pilot/",
    "/policies/liuzhou-2017-pilot/changes/",
    "/policies/cn-civil-code/",
    "/personal/mine/",
    "/personal/contact/3/phone/",
    "/gallery/",
    "/jobs/",
    "/inbox/",
]
SCREENS = {
    "desk-light-zh": {"viewport": DESKTOP, "dark": False, "language": "zh-CN"},
    "phone-dark-zh": {"viewport": PHONE, "dark": True, "language": "zh-CN"},
    "desk-dark-en": {"viewport": DESKTOP, "dark": True, "language": "en-GB"},
    "phone-light-en": {"viewport": PHONE, "dark": False, "language": "en-GB"},
}


def name_of(path: str) -> str:
    return path.strip("/").replace("/", "-").replace("?", "-").replace("&", "-").replace("=", "-") or "home"


@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_can_be_read_by_everybody(screen: str, reader: Callable[..., Reader]) -> None:
    office = reader(**SCREENS[screen])
    office.open("/sign-in/")
    office.check_page()
    office.sign_in("office")
    troubles = []
    for path in PAGES:  # all of them, so that one run tells every page at fault
        office.open(path)
        office.picture(f"{screen}-{name_of(path)}")
        try:
            office.check_page()
        except AssertionError as trouble:
            troubles.append(str(trouble))
    assert not troubles, "\n".join(troubles)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_compound_and_its_reasons_can_be_read_by_everybody(screen: str, reader: Callable[..., Reader]) -> None:
    office = reader(**SCREENS[screen])
    office.sign_in("office")
    office.open(f"/programmes/{XIANGSHAN}/compounds/?filter=late&sort=due")
    office.page.locator("table tbody a.nm").first.click()
    office.page.wait_for_url("**/compounds/*/")
    office.check_page()
    office.picture(f"{screen}-compound")
    for link in ("stage", "line"):
        address = office.page.locator(f"a[href*='/why/{link}/']").first.get_attribute("href")
        here = office.page.url.removeprefix(office.product.address)
        office.open(address or "")
        office.check_page()
        office.open(here)
    here = office.page.url.removeprefix(office.product.address)
    office.open(f"{here}particulars/")
    office.check_page()
    office.page.locator("a[href*='/particulars/records/']").first.click()
    office.page.wait_for_url("**/particulars/records/*/")
    office.check_page()
    office.open(here)
    office.open(f"{here}evidence/")
    office.check_page()
    office.picture(f"{screen}-evidence")
    office.open(here)
    office.page.locator("a[href*='/withdraw/']").first.click()
    office.page.wait_for_url("**/withdraw/")
    office.check_page()


@pytest.mark.parametrize("screen", ["desk-light-zh", "phone-dark-zh"])
def test_the_page_that_allocates_money_can_be_read_by_everybody(screen: str, reader: Callable[..., Reader]) -> None:
    finance = reader(**SCREENS[screen])
    finance.sign_in("finance")
    finance.open(f"/programmes/{XIANGSHAN}/money/allocate/")
    finance.check_page()


@pytest.mark.parametrize("screen", ["desk-light-zh", "phone-dark-zh"])
def test_the_other_city_reads_as_well(screen: str, reader: Callable[..., Reader]) -> None:
    office = reader(**SCREENS[screen])
    office.sign_in("office", "liuzhou")
    pages = ("", "compounds/", "money/", "policy/?day.plan_confirmed_on=S2.3&filter=money")
    for path in (f"/programmes/liuzhou/{page}" for page in pages):
        office.open(path)
        office.check_page()
    office.open("/programmes/liuzhou/compounds/")
    office.page.locator("table tbody a.nm").first.click()
    office.page.wait_for_url("**/compounds/*/")
    office.check_page()


@pytest.mark.parametrize("screen", ["desk-light-zh", "phone-dark-zh"])
def test_the_administrators_forms_can_be_read_by_everybody(screen: str, reader: Callable[..., Reader]) -> None:
    admin = reader(**SCREENS[screen])
    admin.sign_in("administrator")
    for path in ("/organisations/1/correct/", "/people/new/", "/sheets/people/"):
        admin.open(path)
        admin.check_page()
    admin.open(f"/programmes/{XIANGSHAN}/leading-group/roster/")
    admin.check_page()
    admin.page.fill("textarea[name=text]", "组  长：白  帆  区长\n成  员：宋雨桐区财政局局长")
    admin.page.get_by_role("button", name="读出来核对").click()
    admin.page.locator("input[name=name-1]").wait_for()
    admin.check_page()
