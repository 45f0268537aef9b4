"""The storms need a C compiler for their forgetful disk; without one they are left out, and the header says so."""

from __future__ import annotations

import shutil

collect_ignore = [] if shutil.which("cc") else ["test_storms.py"]


def pytest_report_header() -> str:
    return "power cuts: simulated" if not collect_ignore else "power cuts: not simulated, no C compiler (cc) here"
