"""A copy of a package that stands by itself: the packages that it extends go with it, as they are at this moment.

A copy without them would answer otherwise as soon as somebody corrects the package above, and could not be loaded at
all once that package is gone. They lie in the folder ``above`` of the copy, where `layers` looks first.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from linli.core.policy.files import read_files
from linli.core.policy.layers import EXTENDS, PINNED, upper_package


def copy_with_layers(directory: Path, target: Path) -> None:
    """Copies the package in ``directory`` into the new folder ``target``, with every package that it extends.

    An upper package that cannot be found is left out: loading the copy tells it, as loading the original does.
    """
    shutil.copytree(directory, target, ignore=shutil.ignore_patterns(".*", PINNED))
    above = directory
    while (found := _upper(above)) is not None:
        place = target / PINNED / found.name
        if place.exists():
            return
        shutil.copytree(found, place, ignore=shutil.ignore_patterns(".*", PINNED))
        above, target = found, place


def _upper(directory: Path) -> Path | None:
    draft = read_files(directory)
    if EXTENDS not in draft.tree:
        return None
    found = upper_package(draft, (directory.resolve(),))
    return found[0] if found else None
