"""``linli demo`` from outside: what it prints, what it refuses, that it serves."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

LINLI = [sys.executable, "-m", "linli.cli.main"]


def _environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LINLI_", "DJANGO_"))}
    return {**kept, "LINLI_DATA_DIR": str(folder), **more}


def _run(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*LINLI, *words], env=_environment(folder, **more), capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a demo in it."""
    place = tmp_path_factory.mktemp("demo")
    prepared = _run(place, "demo", "--no-serve", "--json")
    assert prepared.returncode == 0, prepared.stderr
    return place


def test_it_prints_one_account_per_role_with_its_password(folder: Path) -> None:
    again = _run(folder, "demo", "--no-serve", "--json")
    document = json.loads(again.stdout)
    roles = {account["role"] for account in document["accounts"]}
    assert roles == {"leader", "office", "district", "subdistrict", "finance", "auditor", "administrator"}
    assert all(account["password"] for account in document["accounts"])
    assert document["today"] == {"xiangshan": "2020-12-10", "liuzhou": "2018-06-15"}
    assert again.stderr == ""


def test_a_given_day_stands_for_both_programmes(folder: Path) -> None:
    document = json.loads(_run(folder, "demo", "--no-serve", "--json", "--today", "2020年9月1日").stdout)
    assert set(document["today"].values()) == {"2020-09-01"}


def test_a_day_that_is_none_is_refused_kindly(folder: Path) -> None:
    refused = _run(folder, "demo", "--no-serve", "--today", "2020-02-30")
    assert refused.returncode == 2
    assert "2020-02-30" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_port_in_use_is_refused_kindly(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = _run(folder, "demo", "--port", str(taken.getsockname()[1]))
    assert refused.returncode == 2
    assert "端口已被占用" in refused.stderr


@pytest.mark.parametrize("port", ["0", "65536", "abc", "-1"])
def test_a_port_that_is_none_is_refused_kindly(tmp_path: Path, port: str) -> None:
    refused = _run(tmp_path, "demo", f"--port={port}")
    assert refused.returncode == 2
    assert "1 至 65535" in refused.stderr


@pytest.mark.parametrize("reset", [[], ["--reset"]])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, reset: list[str]) -> None:
    file = tmp_path / "linli.sqlite3"
    file.write_bytes(b"not a database at all " * 400)
    refused = _run(tmp_path, "demo", "--no-serve", *reset)
    assert refused.returncode == 2
    assert str(file) in refused.stderr
    assert "Traceback" not in refused.stderr
    assert file.read_bytes().startswith(b"not a database")


def test_a_server_that_does_not_answer_is_told_kindly(tmp_path: Path) -> None:
    refused = _run(tmp_path, "demo", "--no-serve", LINLI_DATABASE_URL="postgresql://a:b@127.0.0.1:1/c")
    assert refused.returncode == 2
    assert "LINLI_DATABASE_URL" in refused.stderr
    assert "b@" not in refused.stderr


def test_reset_refuses_a_database_that_is_no_demo(tmp_path: Path) -> None:
    assert _run(tmp_path, "migrate").returncode == 0
    script = (
        "from linli.cli.django import wake; wake()\n"
        "from datetime import datetime, UTC\n"
        "from linli.apps.accounts.services import console, create_organisation\n"
        "create_organisation(actor=console(), now=datetime(2026, 1, 5, tzinfo=UTC), name='某区', kind='district')\n"
    )
    subprocess.run([sys.executable, "-c", script], env=_environment(tmp_path), check=True, timeout=60)
    before = (tmp_path / "linli.sqlite3").stat().st_size
    refused = _run(tmp_path, "demo", "--reset", "--no-serve")
    assert refused.returncode == 2
    assert "不是演示数据" in refused.stderr
    assert (tmp_path / "linli.sqlite3").stat().st_size == before


def test_it_serves_a_page_to_sign_in_and_cannot_be_reset_meanwhile(folder: Path) -> None:
    with subprocess.Popen(
        [*LINLI, "demo", "--json"],
        env=_environment(folder, LINLI_WORKERS="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        try:
            document = _first_document(server)
            with urllib.request.urlopen(document["address"], timeout=20) as page:  # noqa: S310 -- our own address
                assert page.status == 200
                assert "linli" in page.read().decode().lower()
            refused = _run(folder, "demo", "--reset", "--no-serve")
            assert refused.returncode == 2
            assert "正在另一个窗口里运行" in refused.stderr
        finally:
            server.terminate()
            server.wait(timeout=30)


def _first_document(server: subprocess.Popen[str]) -> dict[str, str]:
    """The JSON that is printed once pages are answered."""
    assert server.stdout is not None
    text, until = "", time.monotonic() + 60
    while time.monotonic() < until:
        text += server.stdout.readline()
        try:
            return json.loads(text)
        except ValueError:
            continue
    raise AssertionError(text)


def test_reset_builds_it_anew(folder: Path) -> None:
    rebuilt = _run(folder, "demo", "--reset", "--no-serve")
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert "旧的演示数据已清除" in rebuilt.stderr
