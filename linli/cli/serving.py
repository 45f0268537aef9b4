"""Serving the pages with gunicorn, in this process."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from typing import Any

from linli.core.faults import BadInput, Fault
from linli.core.wording import say

_MOST_WORKERS = 8
_THREADS = 4
_TIMEOUT_SECONDS = 60


def refuse_taken_port(host: str, port: int) -> None:
    """Raises BadInput when nothing can listen there."""
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            return
    except OSError as exc:
        hint = say("command.other_port") if port else say("command.check_host")
        raise BadInput(
            [
                Fault(
                    message=say("command.cannot_listen", host=host, port=port, why=exc.strerror),
                    file="--port",
                    found=str(port),
                    hint=hint,
                )
            ]
        ) from exc


def address_of(host: str, port: int) -> str:
    """The address to type into a browser on this machine."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 -- compared, not bound
    return f"http://{f'[{shown}]' if ':' in shown and not shown.startswith('[') else shown}:{port}/"


def run_server(*, host: str, port: int, workers: int = 0, on_ready: Callable[[str], None] | None = None) -> None:
    """Serves until stopped. ``workers``: 0 decides by the number of processors; ``on_ready``: told the address once
    requests are answered. Raises BadInput when the port is taken."""
    from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # noqa: PLC0415

    refuse_taken_port(host, port)
    address = address_of(host, port)

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in _options(host, port, workers).items():
                self.cfg.set(name, value)
            if on_ready is not None:
                self.cfg.set("when_ready", lambda _server: on_ready(address))

        def load(self) -> Any:
            from linli.config.wsgi import application  # noqa: PLC0415

            return application

    Server().run()


def _options(host: str, port: int, workers: int) -> dict[str, Any]:
    return {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers or min(_MOST_WORKERS, max(2, os.cpu_count() or 1)),
        "worker_class": "gthread",
        "threads": _THREADS,
        "timeout": _TIMEOUT_SECONDS,
        "graceful_timeout": 20,
        "keepalive": 5,
        "max_requests": 5000,
        "max_requests_jitter": 500,
        "limit_request_line": 4094,
        "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: PTH112, S108 -- gunicorn's advice
        "loglevel": "warning",
        "preload_app": True,
        "post_fork": _forget_connections,
    }


def _forget_connections(_server: Any, _worker: Any) -> None:
    """A connection opened before the fork must not be shared by two processes."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
