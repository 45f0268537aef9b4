#!/bin/sh
# The commands of this house: ./go prints them. The shell finds a Python 3.11; everything else below is Python.
""":"
for python in python3.11 /usr/bin/python3.11 /usr/local/bin/python3.11 python3; do
    if "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
        exec "$python" "$0" "$@"
    fi
done
echo "linli needs Python 3.11, and none was found on this machine." >&2
echo "  Debian 12, Ubuntu:  apt-get install python3      (Debian 12's python3 is 3.11)" >&2
echo "  elsewhere:          install Python 3.11 from python.org, then run ./go again" >&2
exit 1
"""

"""Sets linli up in its own folder and runs it: ``./go demo``, ``./go test``, ``./go check`` and a few more.

Needs Python 3.11 and nothing else: no pip, no venv module, no root, no git. The installer (uv, pinned by version and
SHA-256) goes to ``.tools/``, the packages of ``uv.lock`` (each pinned by SHA-256) to ``.venv/``; nothing outside this
folder is changed, except uv's download cache. A second run starts at once: a stamp remembers what was installed.
"""

import configparser
import fcntl
import hashlib
import os
import platform
import re
import shutil
import ssl
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from html import unescape
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
STAMP = VENV / "linli-installed"
DEFAULT_INDEX = "https://pypi.org/simple"
CERTIFICATE_FILES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")
NEEDED_MB = {"runtime": 500, "dev": 1500}

TASKS = ("test", "check", "fix", "core", "cases", "journeys", "pg", "messages", "bench", "storm", "pictures")

UV_VERSION = "0.13.8"
UV_WHEELS = {  # (system, machine): (wheel's tag, SHA-256 as published on PyPI)
    ("Linux", "x86_64"): (
        "manylinux_2_17_x86_64.manylinux2014_x86_64",
        "e18a57b8b352eb7c8feb317b9f6f533c8f0ad9673fd6cf34bbe3cf1a9f6a8984",
    ),
    ("Linux", "aarch64"): (
        "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64",
        "0b3e8b1a4f5e405e31e2ff33de8af4744831e9f7338539671efbd8c3c94e791d",
    ),
    ("Darwin", "arm64"): ("macosx_11_0_arm64", "62b6943c7fd64fac6854f780bea6e0359e5a5bc3241f83ee357bb38276afac49"),
    ("Darwin", "x86_64"): ("macosx_10_12_x86_64", "b7124ca1956ec2e476a1003ea5715a15f0266afaec37f4dc9c6972ba8183e6d1"),
}

HELP = """\
linli 邻里 — usage: ./go COMMAND [ARGUMENTS]

  demo      set up, then open the demonstration (prints its address and one account per role)
            ./go demo --port 8000 --today 2020-11-20 --reset
  test      set up, then pass the whole test suite: SQLite, PostgreSQL, then the browser journeys
            ./go test            ./go test tests/core -k voting     (arguments go to pytest, SQLite only)

  setup     set up only (all tools for developers)
  check     format, lint, types, imports, migrations, templates, translations, policy packages and their cases
  fix       put format and simple lint findings right
  core      the tests of the rules alone (seconds)
  cases     the worked cases of every policy package; ./go cases --mutate also changes each value once
  journeys  the browser journeys alone; PostgreSQL lane alone: ./go pg
  messages  collect the words to translate and compile the translations (needs Debian's gettext)
  bench     the benchmarks; ./go bench --peers: beside other engines (uv sync --inexact --group bench installs them)
  storm     kill, cut the power and fill the disk under clerks at work, for longer
  pictures  photograph every page of the demo into docs/pictures
  linli     the command itself: ./go linli policy list
"""


class Stopped(Exception):
    """Setting up cannot go on; the message says what happened and what to do."""


def say(text):
    print(text, file=sys.stderr, flush=True)


# --- the installer ----------------------------------------------------------------------------------------------------


def index_url():
    """The package index this machine uses: from the environment, else from pip's settings, else PyPI."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        if os.environ.get(name):
            return os.environ[name].split("=", 1)[-1] if name == "UV_DEFAULT_INDEX" else os.environ[name]
    for place in ("~/.config/pip/pip.conf", "~/.pip/pip.conf", "/etc/pip.conf"):
        settings = configparser.RawConfigParser(strict=False)
        try:
            settings.read(os.path.expanduser(place), encoding="utf-8")
        except (configparser.Error, OSError, UnicodeError):
            continue
        if settings.has_option("global", "index-url"):
            return settings.get("global", "index-url").strip()
    return DEFAULT_INDEX


def certificates():
    """The file of certificate authorities to trust: named in the environment, else the machine's own, else None."""
    named = (os.environ.get(name) for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "PIP_CERT"))
    places = (*named, ssl.get_default_verify_paths().cafile, *CERTIFICATE_FILES)
    return next((place for place in places if place and os.path.isfile(place)), None)


def certificate_context():
    bundle = certificates()
    context = ssl.create_default_context(cafile=bundle)
    if bundle is None and not context.get_ca_certs():
        # A bare machine without ca-certificates. What is fetched here is one file whose SHA-256 is written above;
        # uv then brings its own certificates for everything else.
        say("  (no certificates on this machine: the installer is checked by its fingerprint alone)")
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def fetch(url, context, attempts=3):
    for attempt in range(1, attempts + 1):
        try:
            request = urllib.request.Request(url, headers={"User-Agent": "linli-go", "Accept": "text/html, */*"})
            with urllib.request.urlopen(request, timeout=60, context=context) as answer:
                return answer.read()
        except (OSError, urllib.error.URLError) as error:
            reason = getattr(error, "reason", error)
            if attempt == attempts or getattr(error, "code", 500) < 500:
                raise Stopped(
                    f"Could not fetch {url}\n  {reason}\n"
                    "  Is there a network? Behind a proxy set https_proxy; for a mirror set PIP_INDEX_URL,\n"
                    "  e.g. PIP_INDEX_URL=https://pypi.tuna.tsinghua.edu.cn/simple ./go demo;\n"
                    "  for an own certificate authority set SSL_CERT_FILE."
                ) from None
            time.sleep(2 * attempt)
    raise AssertionError(url)


def uv():
    """The path of the pinned installer, fetched and checked once."""
    given = os.environ.get("LINLI_UV")
    if given:
        return given
    path = TOOLS / f"uv-{UV_VERSION}" / "uv"
    if path.exists():
        return str(path)
    key = (platform.system(), {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine()))
    if key not in UV_WHEELS:
        raise Stopped(
            f"No installer is pinned for {key[0]} on {key[1]}. Install uv yourself and set LINLI_UV to its path."
        )
    tag, expected = UV_WHEELS[key]
    wheel = f"uv-{UV_VERSION}-py3-none-{tag}.whl"
    say(f"Fetching the installer uv {UV_VERSION} (once, about 25 MB)")
    context = certificate_context()
    page_url = index_url().rstrip("/") + "/uv/"
    page = fetch(page_url, context).decode("utf-8", "replace")
    links = (unescape(link) for link in re.findall(r"""href=["']([^"']+)["']""", page))
    link = next((link for link in links if urllib.parse.urlsplit(link).path.endswith("/" + wheel)), None)
    if link is None:
        raise Stopped(f"{page_url} does not offer {wheel}. Use another index (PIP_INDEX_URL) or set LINLI_UV.")
    content = fetch(urllib.parse.urljoin(page_url, link), context)
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise Stopped(
            f"{wheel} is not the file it should be (SHA-256 {found}, expected {expected}). Nothing was installed."
        )
    with zipfile.ZipFile(BytesIO(content)) as archive:
        binary = archive.read(f"uv-{UV_VERSION}.data/scripts/uv")
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(binary)
    part.chmod(part.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    part.replace(path)
    return str(path)


# --- the environment --------------------------------------------------------------------------------------------------


def child_environment():
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "VIRTUAL_ENV"}}
    encoding = (sys.stdout.encoding or "utf-8").lower().replace("-", "").replace("_", "")
    if encoding.startswith("gb"):
        environment.setdefault("PYTHONIOENCODING", "gb18030")
    else:
        environment["PYTHONUTF8"] = "1"
    environment["PATH"] = f"{VENV / 'bin'}{os.pathsep}{environment.get('PATH', os.defpath)}"
    return environment


def installer_environment():
    environment = child_environment()
    environment.update(UV_PYTHON_DOWNLOADS="never", UV_PROJECT_ENVIRONMENT=str(VENV), UV_NO_PROGRESS="")
    if sys.stderr.isatty():
        environment.pop("UV_NO_PROGRESS")
    else:
        environment["UV_NO_PROGRESS"] = "1"
    environment.pop("SSL_CERT_FILE", None)
    if certificates():
        environment["SSL_CERT_FILE"] = certificates()
    cache = Path(environment.get("XDG_CACHE_HOME") or Path(os.path.expanduser("~")) / ".cache")
    nearest = next(place for place in (cache, *cache.parents) if place.exists())
    if "UV_CACHE_DIR" not in environment and not os.access(nearest, os.W_OK):
        environment["UV_CACHE_DIR"] = str(TOOLS / "uv-cache")
    return environment


def wanted_stamp():
    """What the environment must have been made from: place, Python, lock file, project file."""
    parts = [str(ROOT).encode(), sys.version.encode()]
    parts += [(ROOT / name).read_bytes() for name in ("uv.lock", "pyproject.toml")]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def installed_level(wanted):
    """``runtime`` or ``dev`` if the environment stands and is up to date, else None."""
    try:
        stamp, level = STAMP.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None
    return level if stamp == wanted and (VENV / "bin" / "python").exists() else None


def run_installer(arguments):
    outcome = subprocess.run([uv(), *arguments], cwd=ROOT, env=installer_environment())
    if outcome.returncode != 0:
        raise Stopped(
            f"The installer stopped: uv {arguments[0]} ended with {outcome.returncode}; its message stands above.\n"
            "  Often the network: run the same command again, it goes on where it stopped."
        )


def install(level):
    """Install the packages of uv.lock, each checked against its SHA-256; from a mirror if one is set."""
    dev = [] if level == "dev" else ["--no-dev"]
    made_here = (VENV / "pyvenv.cfg").exists() and (VENV / "bin" / "python").exists()
    if not made_here:
        run_installer(["venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)])
    if index_url().rstrip("/") == DEFAULT_INDEX:
        run_installer(["sync", "--frozen", "--extra", "pg", *dev, *([] if level == "dev" else ["--inexact"])])
        return
    # uv.lock names files on PyPI's own server; a mirror has the same files under other addresses, so install by hash.
    listed = TOOLS / "requirements.txt"
    run_installer(["export", "--quiet", "--frozen", "--extra", "pg", "--no-emit-project", *dev, "-o", str(listed)])
    target = ["--python", str(VENV / "bin" / "python"), "--default-index", index_url()]
    run_installer(["pip", "install", "--require-hashes", *target, "-r", str(listed)])
    run_installer(["pip", "install", "--no-deps", *target, "-e", str(ROOT)])


def set_up(level):
    """Make the environment stand for ``runtime`` (no developers' tools) or ``dev``; at once if it does already."""
    wanted = wanted_stamp()
    if installed_level(wanted) in {level, "dev"}:
        return
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if installed_level(wanted) in {level, "dev"}:
            return
        free_mb = shutil.disk_usage(ROOT).free // 1_000_000
        if free_mb < NEEDED_MB[level]:
            raise Stopped(f"Setting up needs about {NEEDED_MB[level]} MB on this disk, and {free_mb} MB are free.")
        began = time.monotonic()
        say(f"Setting linli up in {VENV}")
        install(level)
        STAMP.write_text(f"{wanted} {level}\n", encoding="ascii")
        say(f"Set up in {time.monotonic() - began:.0f} s")


# --- the commands -----------------------------------------------------------------------------------------------------


def run(command, arguments):
    """Replace this process, so that Ctrl-C, signals and the exit code are the command's own."""
    sys.stdout.flush()
    program = str(VENV / "bin" / command[0])
    os.execve(program, [program, *command[1:], *arguments], child_environment())


def main(arguments):
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    if not arguments or arguments[0] in {"help", "-h", "--help"}:
        print(HELP, end="")
        return 0
    command, *rest = arguments
    if command == "demo":
        set_up("runtime")
        run(["linli", "demo"], rest)
    elif command == "linli":
        set_up("runtime")
        run(["linli"], rest)
    elif command in {
        "setup",
        "test",
        "check",
        "fix",
        "core",
        "cases",
        "journeys",
        "pg",
        "messages",
        "bench",
        "storm",
        "pictures",
    }:
        set_up("dev")
        if command != "setup":
            run(["python", str(ROOT / "tools" / "tasks.py"), command], rest)
    else:
        say(f"./go knows no command “{command}”.\n\n{HELP}")
        return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stopped as stop:
        say(f"\n{stop}")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        say(f"\nSetting up stopped: {error}\n  Is the disk full, or this folder not writable?")
        sys.exit(1)
