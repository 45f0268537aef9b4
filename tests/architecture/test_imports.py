"""The direction of imports: a checked contract, and a core that knows the standard library and two readers."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.ground import CORE, LINLI, ROOT, python_files, shown, tree

CORE_MAY_IMPORT = {"linli", "yaml", "pydantic", "pydantic_core"}

WITHOUT_DJANGO = """
import importlib, pkgutil, sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "pytest_django", "psycopg", "linli_web"}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Refuse())
"""


def run_python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def imported_names(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", python_files(CORE), ids=shown)
def test_the_core_imports_the_standard_library_and_the_two_readers_of_packages(path: Path) -> None:
    columns = {"numpy"} if CORE / "compiled" in path.parents else set()
    strange = imported_names(path) - set(sys.stdlib_module_names) - CORE_MAY_IMPORT - columns
    assert not strange
    readers = imported_names(path) & {"yaml", "pydantic", "pydantic_core"}
    assert not readers or CORE / "policy" in path.parents, f"{sorted(readers)} belong in core/policy alone"


def test_the_core_runs_where_django_is_not_installed() -> None:
    code = WITHOUT_DJANGO + (
        "import linli.core\n"
        "for found in pkgutil.walk_packages(linli.core.__path__, 'linli.core.'):\n"
        "    importlib.import_module(found.name)\n"
        "assert not [name for name in sys.modules if name.split('.')[0] == 'django']\n"
    )
    outcome = run_python(code)
    assert outcome.returncode == 0, outcome.stderr


def test_the_tests_of_the_core_are_read_where_django_is_not_installed() -> None:
    code = WITHOUT_DJANGO + (
        "import pytest\n"
        "plain = ['-p', 'no:django', '-p', 'no:cacheprovider', '-c', 'tests/core.ini', '--rootdir', '.', '-q']\n"
        "sys.exit(pytest.main([*plain, '--collect-only', 'tests/core']))\n"
    )
    outcome = run_python(code)
    assert outcome.returncode == 0, outcome.stdout[-3000:] + outcome.stderr[-3000:]


def test_commands_that_need_no_database_start_without_django() -> None:
    code = WITHOUT_DJANGO + "from linli.cli.main import main\nsys.exit(main(['policy', 'list']))\n"
    outcome = run_python(code)
    assert outcome.returncode == 0, outcome.stderr


@pytest.mark.parametrize("path", python_files(LINLI / "web"), ids=shown)
def test_pages_read_no_tables_and_write_none(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for word in (".objects.", "get_object_or_404", ".save(", "apps.get_model", "connection.cursor"):
        assert word not in source, f"{shown(path)}: {word} — ask a query or a service"
