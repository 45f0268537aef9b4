"""An amendment arrives: seen on the overview, looked at, adopted; dates and shares follow, what was done stays done."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import Reader


def test_an_amendment_is_previewed_adopted_and_shows_on_the_compound(reader: Callable[..., Reader]) -> None:
    office = reader()
    office.refusals = {422}  # adopting without a reason
    office.sign_in("office", "liuzhou")
    page = office.page
    office.open("/programmes/liuzhou/")
    page.get_by_role("link", name="看会改变什么").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("政策版本")

    # First it must be said which stage is meant by the plan's confirmation; until then nothing can be adopted.
    expect(page.locator("#adopt form")).to_have_count(0)
    page.get_by_label("方案确认之日，取哪个阶段的完成之日").select_option("S2.3")
    page.get_by_role("button", name="按这样看").click()
    expect(page.locator("#list")).to_contain_text("2018-12-10")
    expect(page.locator("#list")).to_contain_text("居民满意度调查表")
    office.check_page()
    office.picture("amendment-preview")
    compound = page.locator("#list tbody a.nm").first.get_attribute("href") or ""

    office.open(compound)
    done = page.locator(".rail li.done").count()
    page.go_back()
    page.fill("#adopt input[name=document]", "演示〔2018〕1号")
    page.get_by_role("button", name="采用这一版").click()
    expect(page.locator("#adopt .err")).to_have_count(1)
    page.fill("#adopt textarea[name=reason]", "市里调整上限和期限")
    page.get_by_role("button", name="采用这一版").click()
    expect(page.locator("main")).to_contain_text("已采用")
    expect(page.locator("main")).to_contain_text("市里调整上限和期限")
    office.check_page()
    office.picture("amendment-adopted")

    office.open(compound)
    expect(page.locator("main")).to_contain_text("12-10")
    assert page.locator(".rail li.done").count() == done
    office.open("/programmes/liuzhou/record/")
    expect(page.locator("main")).to_contain_text("新的一版")
