"""Whole stories in a browser against the demo; only with ``--journeys`` (./go journeys, ./go test)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.architecture.ground import ROOT
from tests.journeys.product import Product, opened_browser, served_demo

XIANGSHAN, LIUZHOU = "xiangshan", "liuzhou"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PICTURES = ROOT / "artifacts"

expect.set_options(timeout=10_000)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    return None if config.getoption("journeys") else True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The browser driver leaves a pipe of its own to the garbage collector; nothing of ours.
    pipe = r"ignore:Exception ignored in. <_io.FileIO name=\d+ mode='rb:pytest.PytestUnraisableExceptionWarning"
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.filterwarnings(pipe))


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    with served_demo() as product:
        yield product


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with opened_browser() as browser:
        yield browser


@dataclass
class Reader:
    """Somebody in front of a screen. What their browser complains of or asks of others is kept in ``troubles``."""

    product: Product
    context: BrowserContext
    page: Page
    troubles: list[str] = field(default_factory=list)
    #: answers that this reader asks for on purpose, such as 422 for a form with a fault
    refusals: set[int] = field(default_factory=set)

    def open(self, path: str) -> None:
        answer = self.page.goto(self.product.address + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"

    def sign_in(self, role: str, programme: str = XIANGSHAN) -> None:
        account = self.product.account(role, programme)
        self.open("/sign-in/")
        self.page.fill("input[name=username]", account.username)
        self.page.fill("input[name=password]", account.password)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "/sign-in" not in url)

    def check_accessibility(self) -> None:
        """No violation of WCAG 2.2 A and AA on the page as it stands."""
        found = Axe().run(self.page, options=WCAG)
        if found.violations_count:
            lines = [f"{self.page.url}: {found.violations_count} violations"]
            for fault in found.response["violations"]:
                places = [node["target"] for node in fault["nodes"][:3]]
                lines.append(f"  {fault['id']} ({fault['impact']}): {fault['help']} — {places}")
            raise AssertionError("\n".join(lines))

    def check_page(self) -> None:
        """What holds on every page: one main heading, nothing wider than the screen, no fault of accessibility."""
        assert self.page.locator("h1").count() == 1, self.page.url
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 1, f"{self.page.url} is {wide} pixels wider than the screen"
        self.check_accessibility()

    def picture(self, name: str) -> None:
        if os.environ.get("LINLI_PICTURES"):
            PICTURES.mkdir(exist_ok=True)
            self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


#: what htmx says when a newer filter takes the place of one still under way; a request that fails says more
GIVEN_UP = ("htmx:afterRequest,", "htmx:sendAbort,")


def _watch(reader: Reader) -> None:
    def asked(request: Request) -> None:
        if not request.url.startswith((reader.product.address, "data:", "blob:")):
            reader.troubles.append(f"asked {request.url}")

    def said(message: object) -> None:
        text = str(getattr(message, "text", message))
        expected = any(f"the server responded with a status of {code} " in text for code in reader.refusals)
        expected |= text.startswith(GIVEN_UP)
        if getattr(message, "type", "") in {"error", "warning"} and not expected:
            reader.troubles.append(f"console: {text}")

    reader.page.on("request", asked)
    reader.page.on("console", said)
    reader.page.on("pageerror", lambda error: reader.troubles.append(f"script: {error}"))


@pytest.fixture
def reader(browser: Browser, product: Product) -> Iterator[Callable[..., Reader]]:
    """Make a reader: ``reader(viewport=PHONE, dark=True, language="en-GB")``. At the end nobody had trouble."""
    readers: list[Reader] = []

    def make(
        *, viewport: dict[str, int] = DESKTOP, dark: bool = False, language: str = "zh-CN", scripts: bool = True
    ) -> Reader:
        context = browser.new_context(
            viewport=viewport,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            locale=language,
            reduced_motion="reduce",
            accept_downloads=True,
            java_script_enabled=scripts,
        )
        context.set_default_timeout(10_000)
        one = Reader(product, context, context.new_page())
        _watch(one)
        readers.append(one)
        return one

    yield make
    for one in readers:
        one.context.close()
    assert not [trouble for one in readers for trouble in one.troubles]
