"""``linli policy``: list, check, lock, cases, show. No database, no Django."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from linli.cli import amend, policy_sheets
from linli.cli.parsers import open_command, open_group
from linli.cli.policy_report import print_report, report_as_json
from linli.cli.tongue import both, speaking
from linli.core.cases import CaseReport, run_cases
from linli.core.cases.mutation import MutationReport, mutate
from linli.core.faults import BadInput, Fault
from linli.core.policy import find, load, shipped
from linli.core.policy.amend import read_draft
from linli.core.policy.anchors import SourceText, assign_texts, decode_source, own_sources, write_lock
from linli.core.policy.check import check
from linli.core.policy.edition import edition, edition_page, edition_text
from linli.core.policy.files import LOCK
from linli.core.policy.model import Package, Reading
from linli.core.policy.textyaml import MAX_BYTES
from linli.core.wording import in_language, say
from linli.integrations.case_sheets import read_case_book

_LIST_EXAMPLE = "linli policy list --json"
_CHECK_EXAMPLE = "linli policy check liuzhou-2017-pilot\n  linli policy check 我的政策包/ --source 原文.txt --json"
_CASES_EXAMPLE = "linli policy cases liuzhou-2017-pilot\n  linli policy cases 我的政策包/ --mutate"
_SHOW_EXAMPLE = (
    "linli policy show xiangshan-2020\n  linli policy show xiangshan-2020 --html 阅读版.html --source 原文.txt"
)
_LOCK_EXAMPLE = "linli policy lock 我的政策包/ --source 原文.txt"


def register(subparsers: Any) -> None:
    """Adds ``policy`` and its subcommands."""
    commands = open_group(
        subparsers,
        "policy",
        what=both("政策包", "policy packages"),
        examples=[_LIST_EXAMPLE],
        description=both(
            "政策包：文件条款写成的数据。", "Policy packages: the clauses of a document, written as data."
        ),
    )
    _add(
        commands,
        "list",
        _list,
        both("随 linli 提供的政策包", "the packages that ship with linli"),
        _LIST_EXAMPLE,
        package=False,
    )
    checking = _add(
        commands,
        "check",
        _check,
        both(
            "检查政策包，对照原文看有无遗漏和改动",
            "check a package; against the official text: what is missing, what has changed",
        ),
        _CHECK_EXAMPLE,
    )
    checking.add_argument(
        "--source",
        metavar=both("原文", "TEXT"),
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        help=both("官方文件的文本，可给多份", "text of the official document; several may be given"),
    )
    casing = _add(
        commands, "cases", _cases, both("跑政策包里的用例表", "run the case sheets of a package"), _CASES_EXAMPLE
    )
    casing.add_argument(
        "--mutate",
        action="store_true",
        help=both(
            "逐个改动政策包里的值，列出没有用例察觉的改动",
            "change every value of the package in turn and list the changes that no case notices",
        ),
    )
    showing = _add(
        commands,
        "show",
        _show,
        both(
            "阅读版：条款与规则并列，附解释及其状态", "reading edition: clause beside rule, readings with their status"
        ),
        _SHOW_EXAMPLE,
    )
    showing.add_argument(
        "--html",
        metavar=both("文件", "FILE"),
        type=Path,
        help=both("写成一个可打印的网页文件", "write it as a page that can be printed"),
    )
    showing.add_argument(
        "--english",
        action="store_true",
        help=both("说明文字用英文 · explanations in English", "the same as --language en"),
    )
    showing.add_argument(
        "--source",
        metavar=both("原文", "TEXT"),
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        help=both(
            "官方文件的文本，给出后原句印在规则旁边",
            "text of the official document; its sentences are then printed beside the rules",
        ),
    )
    amend.register(commands, _add)
    policy_sheets.register(commands, _add)
    locking = _add(
        commands,
        "lock",
        _lock,
        both(
            "从原文重写出处指纹 anchors.lock", "write the fingerprints of the clauses (anchors.lock) anew from the text"
        ),
        _LOCK_EXAMPLE,
    )
    locking.add_argument(
        "--source",
        metavar=both("原文", "TEXT"),
        type=Path,
        nargs="+",
        action="extend",
        required=True,
        help=both("官方文件的文本，可给多份", "text of the official document; several may be given"),
    )


def _add(
    commands: Any,
    name: str,
    run: Callable[[argparse.Namespace], int],
    what: str,
    example: str,
    *,
    package: bool = True,
) -> argparse.ArgumentParser:
    parser = open_command(commands, name, run, what=what, examples=[example])
    if package:
        told = both(
            "随 linli 提供的政策包编号，或政策包所在目录", "id of a package that ships with linli, or the folder of one"
        )
        parser.add_argument("package", metavar=both("政策包", "POLICY"), help=told)
    return parser


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _list(arguments: argparse.Namespace) -> int:
    packages = [load(path) for path in shipped()]
    if arguments.json:
        print_json({"packages": [_head(package) for package in packages]})
        return 0
    for package in packages:
        head = _head(package)
        dates = "、".join(
            f"{name} {head[key]}"
            for key, name in (("signed", both("成文", "signed")), ("effective", both("施行", "in force")))
            if head[key]
        )
        dates = dates or both("日期未载明", "no date given")
        print(f"{package.id}\t{package.name}（{package.jurisdiction}）\t{dates}\t{package.hash[:12]}")
    return 0


def _head(package: Package) -> dict[str, Any]:
    own = own_sources(package) or package.sources
    first = own[0] if own else None

    def day(name: str) -> str | None:
        value = getattr(first, name, None)
        return value.isoformat() if value else None

    return {
        "id": package.id,
        "name": package.name,
        "jurisdiction": package.jurisdiction,
        "title": first.title if first else "",
        "number": first.number if first else "",
        **{name: day(name) for name in ("signed", "published", "effective", "until")},
        "hash": package.hash,
    }


def read_texts(package: Package, files: list[Path]) -> dict[str, SourceText]:
    """Source id → official text, from the files given. Raises BadInput for one that is unreadable or too many."""
    texts = []
    for path in files:
        try:
            if path.stat().st_size > MAX_BYTES:
                raise BadInput(
                    [
                        Fault(
                            say("command.text_too_large"), file=str(path), expected=say("command.bytes", most=MAX_BYTES)
                        )
                    ]
                )
            raw = path.read_bytes()
        except OSError as exc:
            raise BadInput([Fault(say("command.text_unreadable", why=exc.strerror or exc), file=str(path))]) from exc
        texts.append((path.name, decode_source(raw, str(path))))
    return assign_texts(package, texts)


def _check(arguments: argparse.Namespace) -> int:
    directory = find(arguments.package)
    report = check(directory)
    if arguments.source and report.package:
        report = check(directory, read_texts(report.package, arguments.source))
    if arguments.json:
        print_json(report_as_json(report, arguments.language))
    else:
        print_report(report, arguments.language)
    for fault in report.errors:
        print(fault.telling(arguments.language), file=sys.stderr)
    return 0 if report.ok else 1


def _cases(arguments: argparse.Namespace) -> int:
    directory = find(arguments.package)
    package = load(directory)
    book = read_case_book(directory, package)
    report = run_cases(package, book)
    mutation = None
    if arguments.mutate:
        mutation = mutate(package, read_draft(directory), book, progress=_progress if sys.stderr.isatty() else None)
    if arguments.json:
        print_json(cases_as_json(package, report, mutation))
        return 0 if not report.failures else 1
    for outcome in report.failures:
        told = in_language(outcome.words(), arguments.language)
        print(both(f"不符：{told}", f"not as expected: {told}"))
    run, passed, failed = report.run, report.passed, report.run - report.passed
    print(
        both(
            f"{package.id}：用例 {run}，通过 {passed}，不符 {failed}",
            f"{package.id}: {run} cases, {passed} passed, {failed} not as expected",
        )
    )
    if mutation:
        _print_mutation(mutation)
    return 0 if not report.failures else 1


def _progress(done: int, every: int) -> None:
    print(f"\r{both('改动', 'change')} {done}/{every}", end="" if done < every else "\n", file=sys.stderr, flush=True)


def _print_mutation(mutation: MutationReport) -> None:
    missed = len(mutation.unnoticed)
    share = f"{missed * 100 / mutation.tried:.1f}%" if mutation.tried else "0%"
    print(
        both(
            f"逐个改动 {mutation.tried} 处，没有用例察觉的 {missed} 处（{share}）",
            f"changed {mutation.tried} values one by one; no case noticed {missed} of them ({share})",
        )
    )
    if missed:
        print(both("没有边界用例的规则：", "Rules without a boundary case:"))
    for one in mutation.unnoticed:
        print(f"  {in_language(one.words(), speaking())}")


def cases_as_json(package: Package, report: CaseReport, mutation: MutationReport | None) -> dict[str, Any]:
    """The answer of ``policy cases --json``."""
    answer: dict[str, Any] = {
        "policy": {"id": package.id, "hash": package.hash},
        "run": report.run,
        "passed": report.passed,
        "failed": report.run - report.passed,
        "failures": [
            {
                "sheet": outcome.sheet,
                "row": outcome.row,
                "case": outcome.case,
                "asked": outcome.asked,
                "expected": outcome.expected,
                "got": outcome.got,
                "note": outcome.note,
            }
            for outcome in report.failures
        ],
    }
    if mutation:
        answer["mutations"] = {
            "tried": mutation.tried,
            "noticed": mutation.tried - len(mutation.unnoticed),
            "refused_by_loader": mutation.refused,
            "unnoticed_share": [len(mutation.unnoticed), mutation.tried],
            "unnoticed": [asdict(one) for one in mutation.unnoticed],
        }
    return answer


def _show(arguments: argparse.Namespace) -> int:
    package = load(find(arguments.package))
    texts = {name: "\n".join(text.lines) for name, text in read_texts(package, arguments.source).items()}
    shown = edition(package, texts, language="en" if arguments.english else "zh")
    if arguments.html:
        arguments.html.write_text(edition_page(shown), encoding="utf-8", newline="\n")
    if arguments.json:
        print_json(asdict(shown, dict_factory=_without_models))
    elif arguments.html:
        print(both(f"已写入 {arguments.html}", f"written to {arguments.html}"))
    else:
        print(edition_text(shown), end="")
    return 0


def _without_models(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    """Fields of a part of the edition; a reading of the package becomes a plain mapping."""
    return {name: value.model_dump(mode="json") if isinstance(value, Reading) else value for name, value in fields}


def _lock(arguments: argparse.Namespace) -> int:
    directory = find(arguments.package)
    package = load(directory)
    text = write_lock(package, read_texts(package, arguments.source))
    target = directory / LOCK
    draft = target.with_name(f".{LOCK}.new")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(target)
    count = text.count("\n")
    if arguments.json:
        print_json({"file": str(target), "anchors": count})
    else:
        print(both(f"{target}：登记了 {count} 处出处的指纹", f"{target}: fingerprints of {count} places"))
    return 0
