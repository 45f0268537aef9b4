"""``./go`` on machines we cannot see: no network, a mirror, a damaged download, a strange Python."""

from __future__ import annotations

import importlib.util
import subprocess
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.ground import ROOT


@pytest.fixture
def go(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The script as a module, with its tools in a folder of its own and a quiet environment."""
    loader = SourceFileLoader("go", str(ROOT / "go"))
    spec = importlib.util.spec_from_loader("go", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    monkeypatch.setattr(module, "TOOLS", tmp_path / "tools")
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL", "LINLI_UV", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return module


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([ROOT / "go", *arguments], cwd=cwd, capture_output=True, text=True, check=False)


def test_without_arguments_it_prints_help() -> None:
    outcome = run()
    assert outcome.returncode == 0
    assert "./go demo" in outcome.stdout
    assert outcome.stderr == ""


def test_an_unknown_command_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    outcome = run("dmeo", cwd=tmp_path)
    assert outcome.returncode == 2
    assert "dmeo" in outcome.stderr
    assert "./go demo" in outcome.stderr


def test_without_python_3_11_it_says_what_to_install() -> None:
    outcome = subprocess.run(
        ["/bin/sh", ROOT / "go", "help"], env={"PATH": "/nowhere"}, capture_output=True, text=True, check=False
    )
    if Path("/usr/bin/python3.11").exists() or Path("/usr/local/bin/python3.11").exists():
        assert "needs Python 3.11" not in outcome.stderr
    else:
        assert outcome.returncode == 1
        assert "needs Python 3.11" in outcome.stderr


def test_the_index_is_that_of_the_environment_then_that_of_pip(go: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Path.home() / ".config/pip/pip.conf"
    settings.parent.mkdir(parents=True)
    settings.write_text("[global]\nindex-url = https://mirror.example/simple\n", encoding="utf-8")
    assert go.index_url() == "https://mirror.example/simple"
    monkeypatch.setenv("PIP_INDEX_URL", "https://other.example/simple")
    assert go.index_url() == "https://other.example/simple"


def test_an_unreadable_pip_setting_is_no_hindrance(go: ModuleType) -> None:
    settings = Path.home() / ".pip/pip.conf"
    settings.parent.mkdir(parents=True)
    settings.write_bytes(b"\xff\xfe not a setting")
    assert go.index_url().startswith("https://")


def test_without_network_it_says_how_to_name_a_proxy_or_a_mirror(
    go: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setattr(go.time, "sleep", lambda seconds: None)
    with pytest.raises(go.Stopped, match="PIP_INDEX_URL"):
        go.uv()


def test_a_damaged_installer_is_refused_and_nothing_stays(go: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(url: str, context: object) -> bytes:
        tags = [f'<a href="../../uv-{go.UV_VERSION}-py3-none-{tag}.whl">' for tag, _ in go.UV_WHEELS.values()]
        return b"damaged" if url.endswith(".whl") else "".join(tags).encode()

    monkeypatch.setattr(go, "fetch", fetch)
    with pytest.raises(go.Stopped, match="SHA-256"):
        go.uv()
    assert not go.TOOLS.exists()


def test_a_machine_without_a_pinned_installer_is_told_what_to_do(
    go: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(go.platform, "machine", lambda: "mips")
    with pytest.raises(go.Stopped, match="LINLI_UV"):
        go.uv()


def test_the_stamp_is_that_of_the_place_the_python_and_the_lock(
    go: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(go, "VENV", tmp_path / "venv")
    monkeypatch.setattr(go, "STAMP", tmp_path / "venv" / "stamp")
    wanted = go.wanted_stamp()
    assert go.installed_level(wanted) is None
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    (tmp_path / "venv" / "bin" / "python").touch()
    go.STAMP.write_text(f"{wanted} runtime\n", encoding="ascii")
    assert go.installed_level(wanted) == "runtime"
    monkeypatch.setattr(go, "ROOT", tmp_path)
    (tmp_path / "uv.lock").write_text("another", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("another", encoding="utf-8")
    assert go.installed_level(go.wanted_stamp()) is None
