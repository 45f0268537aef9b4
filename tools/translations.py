"""Translations: ``update`` collects the words and compiles them, ``check`` says whether that has been done.

``check`` needs nothing but Python: every message translated, none fuzzy, the compiled file holding exactly the written
one. Where Debian's gettext is installed it also collects the words anew and says which are missing or left over.
"""

from __future__ import annotations

import ast
import gettext
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale/en/LC_MESSAGES")
LEFT_OUT = [".venv", ".tools", "tests", "docs", "tools"]


def messages_of(text: str) -> dict[str, str]:
    """The messages of a ``.po`` file that are in use: msgid → msgstr (plurals joined); fuzzy counts as empty."""
    messages: dict[str, str] = {}
    for block in re.split(r"\n\s*\n", text):
        lines = [line for line in block.splitlines() if not line.startswith("#~")]
        fuzzy = any(line.startswith("#,") and "fuzzy" in line for line in lines)
        fields: dict[str, str] = {}
        name = ""
        for line in lines:
            match = re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)?\s*(".*")\s*$', line)
            if match and not line.startswith("#"):
                name = match[1] or name
                fields[name] = fields.get(name, "") + ast.literal_eval(match[2])
        if fields.get("msgid"):
            key = (fields["msgctxt"] + "\x04" if "msgctxt" in fields else "") + fields["msgid"]
            told = [value for field, value in sorted(fields.items()) if field.startswith("msgstr")]
            messages[key] = "" if fuzzy or not all(told) else "\x00".join(told)
    return messages


def compiled_messages(path: Path) -> dict[str, str]:
    """The messages of a compiled ``.mo`` file, in the same shape."""
    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # noqa: SLF001 -- no public list
    found: dict[str, dict[int, str]] = {}
    for key, value in catalogue.items():
        message, form = key if isinstance(key, tuple) else (key, 0)
        if message:
            found.setdefault(message, {})[form] = value
    return {message: "\x00".join(forms[form] for form in sorted(forms)) for message, forms in found.items()}


def django(*arguments: str, cwd: Path) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(cwd)}
    command = [sys.executable, "-m", "django", *arguments]
    outcome = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if outcome.returncode != 0:
        sys.exit(outcome.stdout + outcome.stderr)


def collect(cwd: Path) -> None:
    ignored = [word for name in LEFT_OUT for word in ("--ignore", name)]
    django("makemessages", "-l", "en", "--no-obsolete", "--no-location", *ignored, cwd=cwd)


def collected_afresh() -> dict[str, str]:
    """The messages that the sources hold now, collected in a copy."""
    with tempfile.TemporaryDirectory(prefix="linli-words-") as folder:
        copy = Path(folder)
        for name in ("linli", "locale", "policies"):
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "tests", copy / "tests", ignore=lambda *_: set())
        collect(copy)
        return messages_of((copy / CATALOGUE / "django.po").read_text(encoding="utf-8"))


def check() -> int:
    written = messages_of((ROOT / CATALOGUE / "django.po").read_text(encoding="utf-8"))
    faults = [f"not translated: {message!r}" for message, told in written.items() if not told]
    if compiled_messages(ROOT / CATALOGUE / "django.mo") != written:
        faults.append("django.mo is not what django.po says: run ./go messages")
    if shutil.which("xgettext"):
        afresh = collected_afresh()
        faults += [f"in the sources, not in the catalogue: {message!r}" for message in sorted(afresh.keys() - written)]
        faults += [
            f"in the catalogue, in no source any more: {message!r}" for message in sorted(written.keys() - afresh)
        ]
    print("\n".join(faults) or f"{len(written)} messages, all translated")
    return 1 if faults else 0


def update() -> int:
    if not shutil.which("xgettext"):
        print("Collecting words needs gettext (Debian: apt-get install gettext).", file=sys.stderr)
        return 1
    collect(ROOT)
    django("compilemessages", "-l", "en", cwd=ROOT)
    return check()


if __name__ == "__main__":
    sys.exit({"check": check, "update": update}[sys.argv[1]]())
