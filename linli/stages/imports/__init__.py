"""Sheets into the database: looked at first, every fault told at once, then written whole or not at all.

One importer for the command line and the pages: `preview` reads and checks, `commit` checks again and writes.
"""

from linli.stages.imports.result import Preview, SummaryLine
from linli.stages.imports.run import KINDS, commit, kind_names, preview, template

__all__ = ["KINDS", "Preview", "SummaryLine", "commit", "kind_names", "preview", "template"]
