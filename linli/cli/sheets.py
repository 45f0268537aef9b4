"""``linli import`` and ``linli export``: sheets into the database and out of it. Dry run unless told to commit."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linli.cli.django import wake, wake_with_database
from linli.cli.output import warn
from linli.core.faults import BadInput, Fault
from linli.core.wording import in_language, listed, say

if TYPE_CHECKING:
    from linli.apps.programme.models import Programme
    from linli.core.policy.model import Package
    from linli.stages.imports import Preview

_SHEETS = ("compounds", "facts", "costs")
_IMPORT_EXAMPLE = (
    "例:\n  linli import compounds 小区名单.xlsx --programme xiangshan\n"
    "  linli import compounds 小区名单.xlsx --programme xiangshan --commit\n"
    "  linli import text 实施方案.txt --policy xiangshan-2020 --source xs --commit"
)
_EXPORT_EXAMPLE = (
    "例:\n  linli export template compounds 小区名单模板.xlsx --policy xiangshan-2020\n"
    "  linli export facts 事实.xlsx --programme xiangshan"
)


def register(subparsers: Any) -> None:
    """Adds ``import`` and ``export`` with their kinds."""
    kinds = _command(
        subparsers, "import", "把表格导入数据库；默认只预演，--commit 才写入，要么全写要么不写", _IMPORT_EXAMPLE
    )
    for name, what in zip(_SHEETS, ("小区名单", "事实台账", "费用明细"), strict=True):
        parser = _kind(kinds, name, _import_sheet, what, _IMPORT_EXAMPLE)
        parser.add_argument("file", metavar="文件", help=".xlsx 或 .csv")
        parser.add_argument("--programme", metavar="项目编号", required=True, help="导入到哪个项目")
        _writing(parser)
    text = _kind(kinds, "text", _import_text, "政策的正式文本", _IMPORT_EXAMPLE)
    text.add_argument("file", metavar="文件", help="文本文件，一行一段")
    text.add_argument("--policy", metavar="政策包", required=True, help="政策包编号")
    text.add_argument("--source", metavar="文本编号", required=True, help="政策包里 sources 的编号")
    _writing(text)
    exports = _command(subparsers, "export", "把数据库里的表导出，或导出空白模板", _EXPORT_EXAMPLE)
    template = _kind(exports, "template", _export_template, "空白模板", _EXPORT_EXAMPLE)
    template.add_argument("kind", choices=_SHEETS, metavar="种类", help="、".join(_SHEETS))
    template.add_argument("file", metavar="文件", help="要写的 .xlsx")
    which = template.add_mutually_exclusive_group()
    which.add_argument("--programme", metavar="项目编号", help="按哪个项目的政策")
    which.add_argument("--policy", metavar="政策包", help="按哪一份政策（不需要数据库里有项目）")
    for name, what in zip(_SHEETS, ("小区名单", "事实台账", "费用明细"), strict=True):
        parser = _kind(exports, name, _export_sheet, what, _EXPORT_EXAMPLE)
        parser.add_argument("file", metavar="文件", help="要写的 .xlsx")
        parser.add_argument("--programme", metavar="项目编号", required=True, help="哪个项目")


def _command(subparsers: Any, name: str, what: str, example: str) -> Any:
    parser = subparsers.add_parser(
        name, help=what, description=what, epilog=example, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    return parser.add_subparsers(metavar="种类", required=True)


def _kind(
    kinds: Any, name: str, run: Callable[[argparse.Namespace], int], what: str, example: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = kinds.add_parser(
        name, help=what, description=what, epilog=example, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.set_defaults(run=run, kind=name)
    return parser


def _writing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--commit", action="store_true", help="没有问题就写入；不给则只预演")
    parser.add_argument("--json", action="store_true", help="只输出一份 JSON")
    parser.add_argument("--language", choices=("zh", "en"), default="zh", help="说明文字用中文或英文")


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
    from linli.stages import imports  # noqa: PLC0415
    from linli.stages.policy_shelf import loaded_package_for, shelf  # noqa: PLC0415

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
    print(f"已写到 {name}")
    return 0
