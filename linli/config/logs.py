"""Logs: one JSON object a line on stderr, with the request's id; references only, never a person's name or number."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

from linli.apps.records.request_ids import current_request_id

#: fields that callers may attach with ``extra=…``; anything else stays out
EXTRA_FIELDS = ("event", "user_id", "programme_id", "status", "ms", "method", "route")


class JsonLines(logging.Formatter):
    """A record as one line of JSON. Exceptions keep their traceback, without the values of local variables."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id := current_request_id():
            line["request_id"] = request_id
        line.update({name: getattr(record, name) for name in EXTRA_FIELDS if hasattr(record, name)})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def logging_settings(level: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.db.backends": {"level": "WARNING"},
            # refused and missing addresses stand in our own line, by pattern and not as typed
            "django.request": {"level": "ERROR"},
            # refused host names are noise from scanners, not faults of ours
            "django.security.DisallowedHost": {"level": "ERROR", "propagate": False},
        },
    }
