"""Taking in the official text of a policy's source: is it the text that the package was written from?

Packages hold anchors only. A supplied text is held against their fingerprints: clauses whose words differ are told
before it is kept, and what rests on them must be read again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from linli.apps.accounts.actors import Actor
from linli.apps.records.services import supply_official_text
from linli.core.faults import BadInput, Fault
from linli.core.policy.anchors import SourceText, decode_source, own_sources
from linli.core.policy.check import Report, check
from linli.core.policy.model import Package
from linli.core.policy.sheets import did_you_mean
from linli.core.wording import say
from linli.stages.imports.result import Preview, SummaryLine
from linli.stages.policy_shelf import shelf

_KIND = "text"
_LINE = "行"
_SHOWN = 20


def preview_text(package: Package, source_id: str, *, filename: str, content: bytes) -> Preview:
    """Read the text and hold it against the package; nothing is kept. Clauses that changed are warnings, not faults."""
    known = {source.id: source for source in own_sources(package)}
    if source_id not in known:
        fault = Fault(
            _("政策包里没有这份文本"), file="--source", found=source_id, expected="、".join(known),
            hint=did_you_mean(source_id, known),
        )  # fmt: skip
        return Preview(_KIND, filename, 0, faults=(fault,))
    try:
        text = decode_source(content, filename)
    except BadInput as refused:
        return Preview(_KIND, filename, 0, faults=refused.faults)
    report = check_text(package, source_id, text)
    return Preview(
        kind=_KIND,
        filename=filename,
        rows=len(text.lines),
        headers=(_LINE,),
        shown=tuple({_LINE: line} for line in text.lines[:_SHOWN]),
        faults=tuple(replace(fault, file=fault.file or filename) for fault in [*report.errors, *_moved(report)]),
        warnings=tuple(
            _("「%(label)s」（%(anchor)s）与编制政策包时的原文不同，要重新读") % {"label": c.label, "anchor": c.anchor}
            for c in report.changed
        ),
        summary=tuple(_summary(report)),
    )


def _moved(report: Report) -> list[Fault]:
    """A text whose lines stand elsewhere would put wrong sentences beside the rules."""
    return [
        Fault(say("source.moved", by=move.by, count=len(move.anchors)), line=move.line + move.by,
              hint=say("source.moved_hint"))
        for move in report.moved
    ]  # fmt: skip


def check_text(package: Package, source_id: str, text: SourceText) -> Report:
    """What the package check says of it with this text. Raises LookupError when the package's files are not at hand."""
    directory = shelf().directories.get(package.hash)
    if directory is None:
        raise LookupError(package.id)
    return check(directory, {source_id: text})


def _summary(report: Report) -> list[SummaryLine]:
    lines = [SummaryLine("changed", _("与指纹不同的出处"), str(len(report.changed)))]
    if report.coverage:
        lines += [
            SummaryLine("sentences", _("句子"), str(report.coverage.sentences)),
            SummaryLine("cited", _("已编入规则"), str(report.coverage.cited)),
            SummaryLine("declared", _("声明不是规则"), str(report.coverage.declared_not_rules)),
            SummaryLine("missing", _("没有编入"), str(len(report.coverage.missing))),
        ]
    return lines


def commit_text(
    package: Package, source_id: str, *, actor: Actor, now: datetime, filename: str, content: bytes
) -> Preview:
    """Check again, and keep the text if there is no fault."""
    looked = preview_text(package, source_id, filename=filename, content=content)
    if looked.faults:
        return looked
    supply_official_text(
        actor=actor,
        now=now,
        package_id=package.id,
        source_id=source_id,
        filename=filename,
        text="\n".join(decode_source(content, filename).lines),
    )
    return replace(looked, written=True)
