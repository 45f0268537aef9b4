"""Where packages are: those that ship with linli, by id, and any directory given by path."""

from __future__ import annotations

from pathlib import Path

from linli.core.faults import BadInput, Fault
from linli.core.policy.sheets import did_you_mean
from linli.core.wording import listed, say

_PACKAGE_ROOT = Path(__file__).resolve().parents[2]


def shelf() -> Path:
    """The directory of the shipped packages: inside the installed package, or beside it in a working copy."""
    inside = _PACKAGE_ROOT / "policies"
    return inside if inside.is_dir() else _PACKAGE_ROOT.parent / "policies"


def shipped() -> list[Path]:
    """The directories of the packages that ship with linli, by id."""
    root = shelf()
    if not root.is_dir():
        return []
    return sorted(entry for entry in root.iterdir() if (entry / "package.yaml").is_file())


def find(id_or_directory: str) -> Path:
    """The directory of a package named by its id, or given as a directory. Raises BadInput if there is none.

    An id is looked up among the shipped packages only, so that it can never lead out of their directory.
    """
    ids = {path.name: path for path in shipped()}
    if id_or_directory in ids:
        return ids[id_or_directory]
    try:
        directory = Path(id_or_directory)
        if directory.is_dir():
            return directory
        exists = directory.exists()
    except (OSError, ValueError):
        exists = False
    hint = say("shelf.directory") if exists else did_you_mean(id_or_directory, ids)
    raise BadInput(
        [
            Fault(
                say("command.no_package"),
                file="--policy",
                found=id_or_directory,
                expected=say("shelf.known", ids=listed(ids)),
                hint=hint,
            )
        ]
    )
