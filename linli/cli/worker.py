"""``linli worker``: does the jobs that pages hand over and the daily upkeep; also as a companion of the server."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

from linli.cli.parsers import open_command
from linli.cli.tongue import both

_PATIENCE_SECONDS = 10


def register(subparsers: Any) -> None:
    """Adds ``worker``."""
    parser = open_command(
        subparsers,
        "worker",
        run,
        what=both("办理后台任务和日常维护，Ctrl-C 停止", "do background jobs and daily upkeep; Ctrl-C stops"),
        examples=["linli worker", "linli worker --once --json"],
    )
    parser.add_argument(
        "--once",
        action="store_true",
        help=both("办完现在该办的就停，供定时任务使用", "do what is due now, then stop; for cron"),
    )
    parser.add_argument(
        "--beside",
        type=int,
        default=0,
        metavar=both("进程号", "PID"),
        help=both("这个进程结束时也停止", "stop when this process is gone"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Works until stopped; with ``--once`` until nothing is due. A job at hand is finished first."""
    from linli.cli.django import wake_with_database  # noqa: PLC0415

    wake_with_database()
    from linli.apps.work.worker import work_once, work_until  # noqa: PLC0415
    from linli.web import clock  # noqa: PLC0415

    if arguments.once:
        done = work_once(clock=clock.now)
    else:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        beside = arguments.beside
        done = work_until(stop, clock=clock.now, keep_on=lambda: not beside or os.getppid() == beside)
    if arguments.json:
        print(json.dumps({"jobs": done}))
    else:
        print(both(f"办了 {done} 个任务", f"jobs done: {done}"))
    return 0


@contextlib.contextmanager
def worker_beside(*, wanted: bool) -> Iterator[None]:
    """While the pages are served, a worker of the same data in a process of its own. It stops with this process, also
    when this one is killed."""
    if not wanted:
        yield
        return
    command = [sys.executable, "-m", "linli.cli.main", "worker", "--beside", str(os.getpid())]
    # its own group: Ctrl-C reaches the server, and the server tells the worker when it may go
    worker = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 -- ourselves
    try:
        yield
    finally:
        worker.terminate()
        try:
            worker.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            worker.kill()  # the job goes back into the queue when its lease ends
            worker.wait()
