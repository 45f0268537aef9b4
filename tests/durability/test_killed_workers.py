"""A worker that is killed in the middle of a job: told as interrupted, done again, and what it writes stands once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

PATIENCE_SECONDS = 60

#: one worker of its own process; the job writes a row, says so, and then waits as long as it is told
PROGRAM = """
import json, os, sys, time
from datetime import UTC, datetime, timedelta
os.environ["DJANGO_SETTINGS_MODULE"] = "linli.config.settings"
import django
django.setup()
from django.core.management import call_command
from linli.apps.signin.models import Brake
from linli.apps.work import queue, worker
from linli.apps.work.kinds import JobKind, Result, declare_jobs
from linli.apps.work.models import Job, JobAttempt
now = datetime(2026, 11, 20, 8, 0, tzinfo=UTC) + timedelta(seconds=int(sys.argv[1]))
def write(work):
    Brake.objects.create(kind="job", key=sys.argv[1], last_at=now)
    print("written", flush=True)
    time.sleep(float(sys.argv[2]))
    return Result()
declare_jobs([JobKind("test.write", ("写", "write"), ("好", "well"), write)])
queue.plan = lambda _now: 0
if not int(sys.argv[1]):
    call_command("migrate", verbosity=0, interactive=False)
    Job.objects.create(kind="test.write", about="写", asked_at=now, not_before=now, most_attempts=3)
worker.work_once(clock=lambda: now)
print(json.dumps({
    "rows": list(Brake.objects.filter(kind="job").values_list("key", flat=True)),
    "states": list(Job.objects.values_list("state", flat=True)),
    "outcomes": list(JobAttempt.objects.order_by("number").values_list("outcome", flat=True)),
}))
"""


def start(folder: Path, seconds_later: int, sleep: float) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LINLI_")}
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(seconds_later), str(sleep)],
        env={**environment, "LINLI_DATA_DIR": str(folder), "LINLI_TRAINING": "yes", "LINLI_LOG_LEVEL": "ERROR"},
        stdout=subprocess.PIPE,
        text=True,
    )


def ended(worker: subprocess.Popen[str]) -> dict[str, list[str]]:
    told, _nothing = worker.communicate(timeout=PATIENCE_SECONDS)
    assert worker.returncode == 0
    found: dict[str, list[str]] = json.loads(told.splitlines()[-1])
    return found


def test_a_killed_worker_leaves_nothing_and_the_next_one_does_the_job_once(tmp_path: Path) -> None:
    first = start(tmp_path, 0, PATIENCE_SECONDS)
    assert first.stdout is not None
    assert first.stdout.readline() == "written\n"
    os.kill(first.pid, signal.SIGKILL)
    first.wait(PATIENCE_SECONDS)
    first.stdout.close()

    too_early = ended(start(tmp_path, 60, 0))
    assert too_early == {"rows": [], "states": ["running"], "outcomes": [""]}

    assert ended(start(tmp_path, 61, 0)) == {
        "rows": ["61"], "states": ["done"], "outcomes": ["interrupted", "done"],
    }  # fmt: skip
