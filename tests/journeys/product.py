"""The product as a newcomer gets it: ``linli demo`` in a folder of its own, and a browser in front of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--font-render-hinting=none",
]  # fmt: skip


@dataclass(frozen=True)
class Account:
    """One of the demo's accounts."""

    programme: str
    role: str
    username: str
    password: str


@dataclass(frozen=True)
class Product:
    """A demo being served."""

    address: str
    accounts: tuple[Account, ...]

    def account(self, role: str, programme: str) -> Account:
        return next(one for one in self.accounts if one.role == role and one.programme == programme)


@contextmanager
def served_demo() -> Iterator[Product]:
    """Load the demo into a new folder, serve it on a free port, and stop it at the end."""
    folder = tempfile.mkdtemp(prefix="linli-demo-")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LINLI_", "DJANGO_"))}
    environment.update(LINLI_DATA_DIR=folder, LINLI_WORKERS="1", LINLI_LOG_LEVEL="WARNING", PYTHONUTF8="1")
    command = [str(Path(sys.executable).parent / "linli"), "demo", "--json"]
    log = Path(folder, "served.log").open("w", encoding="utf-8")  # noqa: SIM115 -- lives as long as the server
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
        encoding="utf-8",
    )
    try:
        yield _read_product(process, Path(folder, "served.log"))
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def _read_product(process: subprocess.Popen[str], log: Path) -> Product:
    told = ""
    for line in process.stdout or ():
        told += line
        if line.rstrip("\n") == "}":
            break
    else:
        raise RuntimeError(f"linli demo ended early:\n{told}\n{log.read_text(encoding='utf-8')}")
    document = json.loads(told)
    fields = Account.__dataclass_fields__
    accounts = tuple(Account(**{name: one[name] for name in fields}) for one in document["accounts"])
    return Product(document["address"].rstrip("/"), accounts)


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """Debian's chromium. Raises RuntimeError with what to do when there is none."""
    path = os.environ.get("LINLI_CHROMIUM") or next(filter(None, map(shutil.which, BROWSER_NAMES)), None)
    if path is None:
        raise RuntimeError("no chromium on this machine (Debian: apt-get install chromium fonts-noto-cjk)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_SWITCHES)
        try:
            yield browser
        finally:
            browser.close()
