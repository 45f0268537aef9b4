"""The developers' commands behind ``./go``: test, check, fix, core, cases, journeys, pg, bench, storm, pictures.

Runs inside the environment that ``./go`` has set up. Every lane and every check runs to its end even when an earlier
one fails, so that one run shows everything; the exit code says whether all passed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CODE = ["linli", "tests", "tools", "go"]
MUTATION_SHARE_ALLOWED = "0.10"
CLOSING = re.compile(r"(passed|failed|error|errors|skipped|deselected|no tests ran)\b.* in \d")
BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser() -> str | None:
    """The browser that the journeys drive, or None."""
    given = os.environ.get("LINLI_CHROMIUM")
    return given or next(filter(None, map(shutil.which, BROWSER_NAMES)), None)


def install_browser() -> str | None:
    """Find a browser; on a machine with apt where we are root, install one with a Chinese font."""
    if browser() or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return browser()
    print("Installing chromium and a Chinese font for the browser journeys", flush=True)
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    wanted = ["chromium", "fonts-noto-cjk", "libatomic1"]
    subprocess.run([*apt, "update"], env=environment, check=False, **quiet)  # type: ignore[call-overload]
    subprocess.run(  # type: ignore[call-overload]
        [*apt, "install", "-y", "--no-install-recommends", *wanted], env=environment, check=False, **quiet
    )
    return browser()


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


def tool(name: str, *arguments: str) -> list[str]:
    return [str(BIN / name), *arguments]


# --- tests ------------------------------------------------------------------------------------------------------------


def pytest(*arguments: str, processes: bool = True) -> list[str]:
    spread = ["-n", str(min(os.cpu_count() or 1, 8))] if processes else []
    return python("-m", "pytest", *spread, *arguments)


@dataclass(frozen=True)
class Lane:
    """One run of pytest; ``closing`` is pytest's own last line, shown again at the end."""

    title: str
    code: int
    closing: str


def run_lane(title: str, command: Sequence[str]) -> Lane:
    """Run one lane with its output passed through as it comes."""
    print(f"\n——— {title} ———", flush=True)
    last: deque[str] = deque(maxlen=40)
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last.append(line.rstrip("\n"))
    closing = next((line for line in reversed(last) if CLOSING.search(line)), "pytest did not come to its end")
    return Lane(title, process.returncode, closing)


def finish_lanes(lanes: Sequence[Lane]) -> int:
    print()
    width = max(len(lane.title) for lane in lanes)
    for lane in lanes:
        print(f"{lane.title:<{width}}  {'passed' if lane.code == 0 else 'FAILED'}")
    for lane in lanes:
        print(lane.closing)
    return 0 if all(lane.code == 0 for lane in lanes) else 1


SQLITE = ("Tests on SQLite", ["tests", "--ignore=tests/journeys"])
POSTGRESQL = ("Tests on PostgreSQL", ["--pg", "tests", "--ignore=tests/journeys", "--ignore=tests/core"])
JOURNEYS = ("Journeys in a browser", ["tests/journeys", "--journeys"])


def run_pytest(lane: tuple[str, list[str]], *, processes: bool = True) -> Lane:
    title, arguments = lane
    return run_lane(title, pytest(*arguments, processes=processes))


def test(arguments: Sequence[str]) -> int:
    if arguments:
        return subprocess.call(pytest(*arguments, processes=False), cwd=ROOT)
    lanes = [run_pytest(SQLITE), run_pytest(POSTGRESQL)]
    if install_browser():
        lanes.append(run_pytest(JOURNEYS, processes=False))
    else:
        print("\nThe browser journeys did not run: no chromium here (Debian: apt-get install chromium fonts-noto-cjk).")
    return finish_lanes(lanes)


def postgresql(arguments: Sequence[str]) -> int:
    title, fixed = POSTGRESQL
    return finish_lanes([run_lane(title, pytest(*(["--pg", *arguments] if arguments else fixed)))])


def journeys(arguments: Sequence[str]) -> int:
    if not install_browser():
        print("No chromium on this machine (Debian: apt-get install chromium fonts-noto-cjk).", file=sys.stderr)
        return 1
    return subprocess.call(pytest(*JOURNEYS[1], *arguments, processes=False), cwd=ROOT)


def core(arguments: Sequence[str]) -> int:
    return subprocess.call(pytest("tests/core", *arguments, processes=False), cwd=ROOT)


# --- checks -----------------------------------------------------------------------------------------------------------


def packages() -> list[str]:
    """Directories of the policy packages that linli ships with."""
    return sorted(str(path.parent.relative_to(ROOT)) for path in ROOT.glob("policies/*/package.yaml"))


def check_steps() -> list[tuple[str, list[str]]]:
    templates = sorted(str(path) for path in (ROOT / "linli/web/templates").rglob("*.html"))
    linli = tool("linli", "policy")
    steps = [
        ("format", tool("ruff", "format", "--check", *CODE)),
        ("lint", tool("ruff", "check", *CODE)),
        ("types", tool("mypy", "linli", "tools/tasks.py")),
        ("import contracts", tool("lint-imports", "--no-cache")),
        ("migrations in step", python("-m", "django", "makemigrations", "--check", "--dry-run")),
        ("templates", tool("djade", "--target-version", "5.2", "--check", *templates)),
        ("translations", python("tools/translations.py", "check")),
    ]
    for package in packages():
        name = Path(package).name
        steps.append((f"policy {name}", [*linli, "check", package]))
        steps.append((f"cases {name}", [*linli, "cases", package]))
        steps.append((f"mutations {name}", python("tools/mutations.py", package, "--allowed", MUTATION_SHARE_ALLOWED)))
    return steps


def run_step(title: str, command: Sequence[str]) -> bool:
    began = time.monotonic()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)}
    outcome = subprocess.run(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    passed = outcome.returncode == 0
    print(f"{'ok    ' if passed else 'FAILED'}  {title}  ({time.monotonic() - began:.1f} s)", flush=True)
    if not passed:
        print((outcome.stdout + outcome.stderr).rstrip()[-6000:], flush=True)
    return passed


def check(arguments: Sequence[str]) -> int:
    """All checks, or those whose title contains one of the arguments."""
    steps = [step for step in check_steps() if not arguments or any(word in step[0] for word in arguments)]
    failed = [title for title, command in steps if not run_step(title, command)]
    print(
        f"\n{len(steps) - len(failed)} of {len(steps)} checks passed"
        + (f"; failed: {', '.join(failed)}" if failed else "")
    )
    return 1 if failed else 0


def fix(arguments: Sequence[str]) -> int:
    del arguments
    templates = sorted(str(path) for path in (ROOT / "linli/web/templates").rglob("*.html"))
    codes = [
        subprocess.call(tool("ruff", "check", "--fix", "--quiet", *CODE), cwd=ROOT),
        subprocess.call(tool("ruff", "format", *CODE), cwd=ROOT),
    ]
    if templates:
        subprocess.call(tool("djade", "--target-version", "5.2", *templates), cwd=ROOT)
    return max(codes)


def cases(arguments: Sequence[str]) -> int:
    return max(
        subprocess.call(tool("linli", "policy", "cases", package, *arguments), cwd=ROOT) for package in packages()
    )


def messages(arguments: Sequence[str]) -> int:
    return subprocess.call(python("tools/translations.py", "update", *arguments), cwd=ROOT)


def bench(arguments: Sequence[str]) -> int:
    """`linli bench`; with --peers the same work in other engines, as far as they are installed."""
    if "--peers" in arguments:
        return subprocess.call(python("-m", "tools.bench_peers"), cwd=ROOT)
    return subprocess.call(tool("linli", "bench", *arguments), cwd=ROOT)


def storm(arguments: Sequence[str]) -> int:
    """Kill -9, power cuts, failing and full disks, for longer than the tests do: ``./go storm 20`` is twenty times."""
    longer, rest = (arguments[0], arguments[1:]) if arguments else ("20", ())
    environment = {**os.environ, "LINLI_TEST_STORM": longer}
    command = python("-m", "pytest", "-p", "no:randomly", "tests/durability", *rest)
    return subprocess.call(command, cwd=ROOT, env=environment)


def pictures(arguments: Sequence[str]) -> int:
    if not install_browser():
        print("No chromium on this machine (Debian: apt-get install chromium fonts-noto-cjk).", file=sys.stderr)
        return 1
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.call(python("tools/pictures.py", *arguments), cwd=ROOT, env=environment)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "test": test,
    "pg": postgresql,
    "journeys": journeys,
    "core": core,
    "check": check,
    "fix": fix,
    "cases": cases,
    "messages": messages,
    "bench": bench,
    "storm": storm,
    "pictures": pictures,
}


if __name__ == "__main__":
    try:
        sys.exit(COMMANDS[sys.argv[1]](sys.argv[2:]))
    except KeyboardInterrupt:
        sys.exit(130)
