"""What Python says of a zip archive that is damaged or made to mislead: one list for all who unpack uploads."""

from __future__ import annotations

import zipfile
import zlib

BROKEN_ARCHIVE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError, RuntimeError,
)  # fmt: skip
