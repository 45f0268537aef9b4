"""The product's own settings, with the outside turned off: a data folder of their own, quick password hashing."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

#: in memory where the machine offers it: tests do not wait for the disk
_IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
_DATA_DIR = tempfile.mkdtemp(prefix="linli-tests-", dir=_IN_MEMORY)
atexit.register(shutil.rmtree, _DATA_DIR, ignore_errors=True)
for _name in [name for name in os.environ if name.startswith("LINLI_") and not name.startswith("LINLI_TEST_")]:
    if _name not in {"LINLI_DATABASE_URL", "LINLI_CHROMIUM"}:
        del os.environ[_name]
os.environ.update(
    LINLI_DATA_DIR=_DATA_DIR,
    LINLI_LOG_LEVEL="WARNING",
    LINLI_SECRET_KEY="for tests only " * 5,
    DJANGO_ALLOW_ASYNC_UNSAFE="true",
)

from linli.config.settings import *  # noqa: E402, F403 -- after the environment is set

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A file, as in production: a database in memory knows neither WAL nor waiting for one another.
if EMBEDDED:  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": f"{_DATA_DIR}/test.sqlite3"}  # noqa: F405

DURABILITY_WAIVED = True  # the tests' PostgreSQL runs without fsync
KEYS_MAY_BE_MADE = True  # also where the database is PostgreSQL
