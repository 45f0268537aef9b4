"""``linli import`` and ``linli export``: sheets into the database and out of it. Dry run unless told to commit."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linli.cli.django import wake, wake_with_database
from linli.cli.output import warn
from linli.cli.parsers import Run, open_command, open_group
from linli.cli.tongue import both
from linli.core.faults import BadInput, Fault
from linli.core.wording import in_language, listed, say

if TYPE_CHECKING:
    from linli.apps.programme.models import Programme
    from linli.core.policy.model import Package
    from linli.stages.imports import Preview

_SHEETS = ("compounds", "facts", "costs", "particulars")
#: sheets that belong to no programme
_PEOPLE = ("organisations", "people")
_IMPORT_EXAMPLE = (
    "linli import compounds 小区名单.xlsx --programme xiangshan\n"
    "  linli import compounds 小区名单.xlsx --programme xiangshan --commit\n"
    "  linli import text 实施方案.txt --policy xiangshan-2020 --source xs --commit"
)
_EXPORT_EXAMPLE = (
    "linli export template compounds 小区名单模板.xlsx --policy xiangshan-2020\n"
    "  linli export facts 事实.xlsx --programme xiangshan"
)


_PEOPLE_EXAMPLE = (
    "linli import organisations organisations.xlsx\n"
    "  linli import organisations organisations.xlsx --commit\n"
    "  linli import people people.xlsx --commit"
)


def _people_names() -> tuple[str, ...]:
    return both("机构名单", "list of organisations"), both("人员名单", "list of people and their posts")


def _sheet_names() -> tuple[str, ...]:
    return (
        both("小区名单", "list of compounds"),
        both("事实台账", "ledger of facts"),
        both("费用明细", "cost lines"),
        both("小区情况", "particulars of compounds"),
    )


def register(subparsers: Any) -> None:
    """Adds ``import`` and ``export`` with their kinds."""
    kinds = open_group(
        subparsers,
        "import",
        what=both(
            "把表格导入数据库；默认只预演，--commit 才写入，要么全写要么不写",
            "import sheets into the database; a rehearsal unless --commit is given, then all or nothing",
        ),
        examples=[_IMPORT_EXAMPLE],
        metavar=both("种类", "KIND"),
    )
    for name, what in zip(_SHEETS, _sheet_names(), strict=True):
        parser = _kind(kinds, name, _import_sheet, what, _IMPORT_EXAMPLE)
        parser.add_argument("file", metavar=both("文件", "FILE"), help=both(".xlsx 或 .csv", ".xlsx or .csv"))
        parser.add_argument(
            "--programme",
            metavar=both("项目编号", "PROGRAMME"),
            required=True,
            help=both("导入到哪个项目", "into which programme"),
        )
        _writing(parser)
    for name, what in zip(_PEOPLE, _people_names(), strict=True):
        parser = _kind(kinds, name, _import_people, what, _PEOPLE_EXAMPLE)
        parser.add_argument("file", metavar=both("文件", "FILE"), help=both(".xlsx 或 .csv", ".xlsx or .csv"))
        _writing(parser)
    text = _kind(kinds, "text", _import_text, both("政策的正式文本", "the official text of a policy"), _IMPORT_EXAMPLE)
    text.add_argument(
        "file", metavar=both("文件", "FILE"), help=both("文本文件，一行一段", "a text file, one paragraph to a line")
    )
    text.add_argument(
        "--policy", metavar=both("政策包", "POLICY"), required=True, help=both("政策包编号", "id of the policy package")
    )
    text.add_argument(
        "--source",
        metavar=both("文本编号", "SOURCE"),
        required=True,
        help=both("政策包里 sources 的编号", "id in the package's sources"),
    )
    _writing(text)
    exports = open_group(
        subparsers,
        "export",
        what=both("把数据库里的表导出，或导出空白模板", "write the sheets of the database, or empty templates"),
        examples=[_EXPORT_EXAMPLE],
        metavar=both("种类", "KIND"),
    )
    template = _kind(
        exports, "template", _export_template, both("空白模板", "an empty template"), _EXPORT_EXAMPLE, json=False
    )
    template.add_argument(
        "kind", choices=(*_SHEETS, *_PEOPLE), metavar=both("种类", "KIND"), help=", ".join((*_SHEETS, *_PEOPLE))
    )
    template.add_argument("file", metavar=both("文件", "FILE"), help=both("要写的 .xlsx", "the .xlsx to write"))
    which = template.add_mutually_exclusive_group()
    which.add_argument(
        "--programme",
        metavar=both("项目编号", "PROGRAMME"),
        help=both("按哪个项目的政策", "by the policy of which programme"),
    )
    which.add_argument(
        "--policy",
        metavar=both("政策包", "POLICY"),
        help=both("按哪一份政策（不需要数据库里有项目）", "by which policy (needs no programme in the database)"),
    )
    for name, what in zip(_SHEETS, _sheet_names(), strict=True):
        parser = _kind(exports, name, _export_sheet, what, _EXPORT_EXAMPLE, json=False)
        parser.add_argument("file", metavar=both("文件", "FILE"), help=both("要写的 .xlsx", "the .xlsx to write"))
        parser.add_argument(
            "--programme",
            metavar=both("项目编号", "PROGRAMME"),
            required=True,
            help=both("哪个项目", "which programme"),
        )


def _kind(kinds: Any, name: str, run: Run, what: str, example: str, *, json: bool = True) -> argparse.ArgumentParser:
    parser = open_command(kinds, name, run, what=what, examples=[example], json=json)
    parser.set_defaults(kind=name)
    return parser


def _writing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--commit",
        action="store_true",
        help=both("没有问题就写入；不给则只预演", "write if nothing is wrong; otherwise a rehearsal"),
    )


def _speak(language: str) -> None:
    """What the importers say in the words of the pages comes in this language too."""
    from django.utils import translation  # noqa: PLC0415

    translation.activate("en" if language == "en" else "zh-hans")


def _progress(what: str, done: int, of: int) -> None:
    """To stderr, and only to a terminal."""
    if sys.stderr.isatty():
        share = f" {done:,}/{of:,}" if of else ""
        print(f"\r\033[K{what}{share} …", end="", file=sys.stderr, flush=True)


def _end_of_progress() -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _content(name: str, at_most: int) -> bytes:
    path = Path(name)
    if not path.is_file():
        raise BadInput([Fault(message=say("command.no_file"), file=name)])
    if path.stat().st_size > at_most:
        raise BadInput([Fault(message=say("command.file_too_large", size=at_most // 1024 // 1024), file=name)])
    return path.read_bytes()


def _programme(slug: str) -> Programme:
    from linli.apps.accounts.actors import console  # noqa: PLC0415
    from linli.apps.programme.queries import programmes_seen_by  # noqa: PLC0415
    from linli.core.policy.sheets import did_you_mean  # noqa: PLC0415

    known = {programme.slug: programme for programme in programmes_seen_by(console())}
    if slug not in known:
        raise BadInput(
            [
                Fault(
                    say("command.no_programme"),
                    file="--programme",
                    found=slug,
                    expected=listed(known),
                    hint=did_you_mean(slug, known),
                )
            ]
        )
    return known[slug]


def _import_sheet(arguments: argparse.Namespace) -> int:
    wake_with_database()
    from django.conf import settings  # noqa: PLC0415

    from linli.apps.accounts.actors import console  # noqa: PLC0415
    from linli.stages import imports  # noqa: PLC0415
    from linli.stages.policy_shelf import MissingPackageError  # noqa: PLC0415

    _speak(arguments.language)
    programme, now = _programme(arguments.programme), datetime.now(UTC)
    given: dict[str, Any] = {
        "actor": console(),
        "programme": programme,
        "filename": arguments.file,
        "content": _content(arguments.file, settings.LINLI_UPLOAD_BYTES),
        "today": now.astimezone().date(),
        "progress": _progress,
    }
    try:
        if arguments.commit:
            looked = imports.commit(arguments.kind, now=now, **given)
        else:
            looked = imports.preview(arguments.kind, **given)
    except MissingPackageError as exc:
        raise BadInput([Fault(say("command.package_away"), file="--programme", found=exc.problem.package_id)]) from exc
    finally:
        _end_of_progress()
    return _answer(looked, arguments)


def _import_people(arguments: argparse.Namespace) -> int:
    """Organisations, or people: they belong to no programme."""
    wake_with_database()
    from django.conf import settings  # noqa: PLC0415

    from linli.apps.accounts.actors import console  # noqa: PLC0415
    from linli.stages import people  # noqa: PLC0415

    _speak(arguments.language)
    content, now = _content(arguments.file, settings.LINLI_UPLOAD_BYTES), datetime.now(UTC)
    today = now.astimezone().date()
    if arguments.commit:
        looked = people.commit(
            arguments.kind, actor=console(), now=now, filename=arguments.file, content=content, today=today
        )
    else:
        looked = people.preview(arguments.kind, actor=console(), filename=arguments.file, content=content, today=today)
    return _answer(looked, arguments)


def _answer(looked: Preview, arguments: argparse.Namespace) -> int:
    if arguments.json:
        print(json.dumps(_as_json(looked, arguments.language), ensure_ascii=False, indent=2))
        return 0 if looked.is_clean else 2
    warn(looked.warnings, arguments.language)
    if looked.faults:
        raise BadInput(looked.faults)
    told = [
        say("command.sheet_sound", file=looked.filename, rows=looked.rows),
        *(say("command.summary", label=line.label, value=line.value) for line in looked.summary),
        say("command.written" if looked.written else "command.rehearsed"),
    ]
    for line in told:
        print(in_language(line, arguments.language))
    return 0


def _as_json(looked: Preview, language: str) -> dict[str, Any]:
    return {
        "kind": looked.kind,
        "file": looked.filename,
        "rows": looked.rows,
        "ok": looked.is_clean,
        "written": looked.written,
        "summary": {line.key: line.value for line in looked.summary},
        "warnings": [in_language(warning, language) for warning in looked.warnings],
        "faults": [fault.as_dict(language) for fault in looked.faults],
    }


def _import_text(arguments: argparse.Namespace) -> int:
    wake_with_database()
    from linli.apps.accounts.actors import console  # noqa: PLC0415
    from linli.core.policy.textyaml import MAX_BYTES  # noqa: PLC0415
    from linli.stages.official_texts import commit_text, preview_text  # noqa: PLC0415

    _speak(arguments.language)
    package = _package(arguments.policy)
    content = _content(arguments.file, MAX_BYTES)
    looked = preview_text(package, arguments.source, filename=arguments.file, content=content)
    if arguments.commit and looked.is_clean:
        looked = commit_text(
            package, arguments.source,
            actor=console(), now=datetime.now(UTC), filename=Path(arguments.file).name, content=content,
        )  # fmt: skip
    return _answer(looked, arguments)


def _package(package_id: str) -> Package:
    from linli.core.policy.sheets import did_you_mean  # noqa: PLC0415
    from linli.stages.policy_shelf import shelf  # noqa: PLC0415

    package = shelf().with_id(package_id)
    if package is None:
        known = sorted({known.id for known in shelf().by_hash.values()})
        hint = did_you_mean(package_id, known)
        raise BadInput(
            [Fault(say("command.no_package"), file="--policy", found=package_id, expected=listed(known), hint=hint)]
        )
    return package


def _export_template(arguments: argparse.Namespace) -> int:
    if arguments.programme:
        wake_with_database()
    else:
        wake()
    from linli.stages import imports, people  # noqa: PLC0415
    from linli.stages.policy_shelf import loaded_package_for, shelf  # noqa: PLC0415

    if arguments.kind in _PEOPLE:
        return _write(arguments.file, people.template(arguments.kind))
    if arguments.programme:
        package = loaded_package_for(_programme(arguments.programme), datetime.now(UTC).astimezone().date())
    elif arguments.policy:
        package = _package(arguments.policy)
    else:
        package = next(p for p in shelf().by_hash.values() if p.stages)
    return _write(arguments.file, imports.template(arguments.kind, package))


def _export_sheet(arguments: argparse.Namespace) -> int:
    wake_with_database()
    from linli.apps.accounts.actors import console  # noqa: PLC0415
    from linli.stages.exports import export  # noqa: PLC0415

    today = datetime.now(UTC).astimezone().date()
    return _write(
        arguments.file, export(arguments.kind, actor=console(), programme=_programme(arguments.programme), today=today)
    )


def _write(name: str, content: bytes) -> int:
    path = Path(name)
    if path.suffix.lower() != ".xlsx":
        raise BadInput([Fault(say("command.exports_xlsx"), file=name, expected=say("command.ends_xlsx"))])
    path.write_bytes(content)
    print(both(f"已写到 {name}", f"written to {name}"))
    return 0
