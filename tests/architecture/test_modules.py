"""The shape of modules: short, named in the trade's words, without a clock, without numbers of the law."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.ground import CORE, LINLI, ROOT, python_files, shown, tree

LONGEST_MODULE = 400
DRAWERS = {"utils", "helpers", "common", "misc", "tools", "base"}
MAY_READ_THE_CLOCK = {"linli/web/clock.py", "linli/apps/accounts/models.py"}
CLOCK_CALLS = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow", "timezone.now"}
FORMATS = {"policy", "cases", "sentences"}  # they read packages and print words; the other folders answer questions
SUBJECTS = sorted(path.name for path in CORE.iterdir() if path.is_dir() and path.name not in FORMATS | {"__pycache__"})
# Months of a year, powers of ten for fen and 万; everything else needs a name.
PLAIN_NUMBERS = {0, 1, 2, 12, *(10**power for power in range(1, 9))}
# Words that mean two things in this trade (docs/glossary.md): as a whole name, or as a word of a class's name.
BANNED_NAMES = {"community", "supervision", "settlement", "info", "manager", "handle"}
BANNED_IN_CLASSES = {"Unit", "Community", "Supervision", "Manager", "Handler", "Info", "Util", "Utils", "Helper"}


@pytest.mark.parametrize("path", python_files(ROOT / "linli") + python_files(ROOT / "tests"), ids=shown)
def test_modules_stay_under_four_hundred_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", python_files(), ids=shown)
def test_no_module_is_a_drawer(path: Path) -> None:
    assert path.stem not in DRAWERS
    assert path.parent.name not in DRAWERS


@pytest.mark.parametrize("path", python_files(), ids=shown)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    module = tree(path)
    assert path.name == "apps.py" or not module.body or ast.get_docstring(module), (
        "the first line says what the module answers"
    )


def clock_calls(module: ast.Module) -> Iterator[int]:
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            if f"{owner}.{node.attr}" in CLOCK_CALLS:
                yield node.lineno


@pytest.mark.parametrize("path", python_files(), ids=shown)
def test_only_the_clock_and_the_command_line_read_the_clock(path: Path) -> None:
    if shown(path) in MAY_READ_THE_CLOCK or "cli" in path.parts:
        return
    assert not list(clock_calls(tree(path))), "take today or now as an argument"


def named_constants(module: ast.Module) -> set[int]:
    """The nodes inside assignments to an UPPER_CASE name of the module: a limit with a name is not a hidden rule."""
    nodes: set[int] = set()
    for statement in module.body:
        targets: list[ast.expr] = []
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        if any(isinstance(target, ast.Name) and target.id.isupper() for target in targets):
            nodes.update(id(node) for node in ast.walk(statement))
    # How near a word must be to be suggested ("did you mean") is no number of the law.
    near = [node for node in ast.walk(module) if isinstance(node, ast.keyword) and node.arg == "cutoff"]
    nodes.update(id(node.value) for node in near)
    for node in ast.walk(module):
        if isinstance(node, ast.Subscript):  # the third group of a pattern is no number of the law either
            nodes.update(id(inner) for inner in ast.walk(node.slice))
    return nodes


def core_of_subjects() -> list[Path]:
    return [path for subject in SUBJECTS for path in python_files(CORE / subject)]


@pytest.mark.parametrize("path", core_of_subjects(), ids=shown)
def test_the_rules_hold_no_number_of_the_law(path: Path) -> None:
    module = tree(path)
    named = named_constants(module)
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
            assert node.value in PLAIN_NUMBERS or id(node) in named, (
                f"line {node.lineno}: {node.value} — values of the law live in policies/, technical limits have a name"
            )
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Fraction":
            literal = [argument for argument in node.args if isinstance(argument, ast.Constant)]
            assert len(literal) < 2, f"line {node.lineno}: a share written in code"


@pytest.mark.parametrize("path", core_of_subjects(), ids=shown)
def test_money_areas_and_votes_never_pass_through_floats(path: Path) -> None:
    named = named_constants(tree(path))
    for node in ast.walk(tree(path)):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float) and id(node) not in named)
        assert not (isinstance(node, ast.Name) and node.id == "float"), f"line {node.lineno}"


def names_given(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Names that a module gives to its own modules, classes, functions, arguments and module variables."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, node.name
            for argument in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]:
                yield node.lineno, argument.arg
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.lineno, node.target.id


@pytest.mark.parametrize("path", python_files(), ids=shown)
def test_names_come_from_the_glossary_not_from_the_drawer(path: Path) -> None:
    module = tree(path)
    assert path.stem not in BANNED_NAMES
    for line, name in names_given(module):
        assert name.strip("_") not in BANNED_NAMES, f"line {line}: {name}"
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef):
            words = set(re.findall(r"[A-Z][a-z]+", node.name))
            django_own = {"UserManager", "CommandParser"}
            assert node.name in django_own or not words & BANNED_IN_CLASSES, f"line {node.lineno}: {node.name}"


def test_policies_hold_no_python() -> None:
    assert not list((ROOT / "policies").rglob("*.py"))
    assert (LINLI / "core").is_dir()
