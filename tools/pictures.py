"""Photographs the pages of the demo into ``docs/pictures``: desk and phone, light and dark, Chinese and English.

``pictures.py [WORD…]`` takes only those whose name contains a word. JPEG, so that none is larger than 200 KB.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.journeys.product import Product, opened_browser, served_demo

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
XIANGSHAN = "/programmes/xiangshan/"
LIUZHOU = "/programmes/liuzhou/"
LARGEST = 200_000

Step = Callable[[Page], None]


@dataclass(frozen=True)
class Picture:
    """One picture: who looks at what, on which screen; ``steps`` happen before the shutter."""

    name: str
    path: str
    role: str = "office"
    phone: bool = False
    dark: bool = False
    language: str = "zh-CN"
    whole: bool = False
    steps: tuple[Step, ...] = ()


def first_late_compound(page: Page) -> None:
    page.locator("table tbody a.nm").first.click()
    page.wait_for_url("**/compounds/*/")


def why_stage(page: Page) -> None:
    page.locator(".rail li.late a").first.click()
    page.locator("dialog#sheet").wait_for()


def why_line(page: Page) -> None:
    page.locator("a[href*='/why/line/']").first.click()
    page.locator("dialog#sheet").wait_for()


def faulty_upload(page: Page) -> None:
    text = (
        "小区,街道,户数,建筑面积,楼栋数,建成年份\n望月里,象山街道,120,9600,4,1988\n"
        "望月里,象山街道,80,6400,3,1990\n听雨巷,象山街到,60,5100,2,1985\n临江台,象山街道,九十,7200,3,1992\n"
        "松风院,象山街道,100,0.84,3,1987\n"
    )
    page.set_input_files("#file", {"name": "小区.csv", "mimeType": "text/csv", "buffer": text.encode()})
    page.locator("form[enctype] button").click()
    page.locator("[role=alert]").wait_for()


LATE = XIANGSHAN + "compounds/?filter=late&sort=due"
PICTURES = (
    Picture("overview", XIANGSHAN, whole=True),
    Picture("overview-dark", XIANGSHAN, dark=True),
    Picture("overview-english", XIANGSHAN, language="en-GB"),
    Picture("overview-phone", XIANGSHAN, phone=True),
    Picture("compounds", XIANGSHAN + "compounds/"),
    Picture("compounds-late", LATE),
    Picture("compounds-phone-dark", LATE, phone=True, dark=True),
    Picture("compound", LATE, whole=True, steps=(first_late_compound,)),
    Picture("compound-dark", LATE, dark=True, steps=(first_late_compound,)),
    Picture("compound-phone", LATE, phone=True, steps=(first_late_compound,)),
    Picture("why-late", LATE, steps=(first_late_compound, why_stage)),
    Picture("why-money", LATE, steps=(first_late_compound, why_line)),
    Picture("why-money-english-dark", LATE, dark=True, language="en-GB", steps=(first_late_compound, why_line)),
    Picture("why-money-phone", LATE, phone=True, steps=(first_late_compound, why_line)),
    Picture("money", XIANGSHAN + "money/", role="finance"),
    Picture("allocate", XIANGSHAN + "money/allocate/", role="finance"),
    Picture("record", XIANGSHAN + "record/", role="auditor"),
    Picture("policies", "/policies/"),
    Picture("edition", "/policies/xiangshan-2020/"),
    Picture("readings", "/policies/xiangshan-2020/readings/"),
    Picture("coverage", "/policies/xiangshan-2020/coverage/"),
    Picture("import-faults", XIANGSHAN + "imports/compounds/", steps=(faulty_upload,)),
    Picture("liuzhou", LIUZHOU),
    Picture("sign-in", "/sign-in/", role=""),
)


def sign_in(page: Page, product: Product, role: str, programme: str) -> None:
    account = product.account(role, programme)
    page.goto(product.address + "/sign-in/")
    page.fill("input[name=username]", account.username)
    page.fill("input[name=password]", account.password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def take(picture: Picture, browser: Browser, product: Product) -> Path:
    """Take one picture; made coarser until it is small enough."""
    context = browser.new_context(
        viewport=PHONE if picture.phone else DESK,  # type: ignore[arg-type]
        color_scheme="dark" if picture.dark else "light",
        locale=picture.language,
        reduced_motion="reduce",
    )
    page = context.new_page()
    if picture.role:
        sign_in(page, product, picture.role, "liuzhou" if picture.path.startswith(LIUZHOU) else "xiangshan")
    page.goto(product.address + picture.path)
    for step in picture.steps:
        step(page)
    page.wait_for_load_state("networkidle")
    file = FOLDER / f"{picture.name}.jpg"
    for quality in (80, 65, 50, 35):
        page.screenshot(path=file, type="jpeg", quality=quality, full_page=picture.whole)
        if file.stat().st_size <= LARGEST:
            break
    context.close()
    return file


def main(words: Sequence[str]) -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = [picture for picture in PICTURES if not words or any(word in picture.name for word in words)]
    with served_demo() as product, opened_browser() as browser:
        for picture in wanted:
            file = take(picture, browser, product)
            print(f"{file.relative_to(FOLDER.parent.parent)}  {file.stat().st_size // 1000} KB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
