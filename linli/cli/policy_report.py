"""The answer of ``linli policy check``, as JSON and as words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from linli.core.policy.check import Report
from linli.core.wording import in_language, say


def report_as_json(report: Report, language: str = "zh") -> dict[str, Any]:
    """The answer of ``policy check --json``."""
    package, coverage = report.package, report.coverage
    return {
        "ok": report.ok,
        "policy": {"id": package.id, "hash": package.hash} if package else None,
        "errors": [fault.as_dict(language) for fault in report.errors],
        "warnings": [fault.as_dict(language) for fault in report.warnings],
        "coverage": {
            "sentences": coverage.sentences,
            "cited": coverage.cited,
            "declared_not_rules": coverage.declared_not_rules,
            "missing": list(coverage.missing),
        }
        if coverage
        else None,
        "moved": [
            {"source": move.source, "from_line": move.line, "by": move.by, "anchors": list(move.anchors)}
            for move in report.moved
        ],
        "changed_anchors": [change.anchor for change in report.changed],
        "reread": [
            {
                "anchor": change.anchor,
                "clause": change.label,
                "parts": [dict(zip(("id", "path", "file", "line"), part, strict=True)) for part in change.parts],
            }
            for change in report.changed
        ],
    }


def print_report(report: Report, language: str) -> None:
    """Everything found but the errors, which go to stderr."""
    for line in _report_lines(report, language):
        print(in_language(line, language))


def _report_lines(report: Report, language: str) -> Iterator[str]:
    package, coverage = report.package, report.coverage
    if package:
        yield say("command.package", name=package.name, id=package.id, hash=package.hash[:12])
        yield say(
            "command.contents", stages=len(package.stages), duties=len(package.duties), items=len(package.items),
            rules=len(package.rules), votes=len(package.votes), readings=len(package.interpretations),
        )  # fmt: skip
    if coverage:
        yield say(
            "command.coverage", sentences=coverage.sentences, cited=coverage.cited,
            declared=coverage.declared_not_rules, missing=len(coverage.missing),
        )  # fmt: skip
        yield from (say("command.missing", anchor=anchor) for anchor in coverage.missing)
    for move in report.moved:
        yield say("command.moved", source=move.source, line=move.line, by=move.by, count=len(move.anchors))
    for change in report.changed:
        yield say("command.reread", clause=change.label, anchor=change.anchor)
        yield from (f"    {name}  {file}:{line} {path}" for name, path, file, line in change.parts)
    yield from (say("command.reminder", fault=fault.telling(language)) for fault in report.warnings)
    yield say("command.passes" if report.ok else "command.fails")
