"""Stages, documents, votes and duties of a reading edition, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator

from linli.core.policy.edition.parts import Entry, Maker, Section
from linli.core.policy.edition.votes import vote_entries
from linli.core.policy.model import AllOf, Evidence, Stage
from linli.core.policy.model.part import CitedPart
from linli.core.policy.model.process import Condition, DueAfter, DueDay, Period
from linli.core.policy.walk import evidence_of

_KINDS = {
    "document": ("文件", "document"), "signoff": ("签认", "sign-off"), "joint_signoff": ("会签", "joint sign-off"),
    "vote": ("表决", "ballot"), "hearing": ("听评会", "hearing"), "judgement": ("判断", "judgement"),
    "publicity": ("公示", "public notice"), "amount": ("款项", "amount"), "rectification": ("整改", "rectification"),
}  # fmt: skip
_SCOPES = {
    "compound": ("逐个小区", "each compound"), "district": ("城区", "the district"), "city": ("全市", "the city"),
    "programme": ("全部项目", "the programme"),
}  # fmt: skip
_CHECKS = {
    "computed": ("由系统计算", "computed"), "evidenced": ("凭证据", "proved by evidence"),
    "judgement": ("由其判断", "their judgement"), "advisory": ("仅提示", "shown only"),
}  # fmt: skip
_EVERY = {
    "week": ("每周", "every week"), "month": ("每月", "every month"), "quarter": ("每季", "every quarter"),
    "half-year": ("每半年", "every half-year"), "year": ("每年", "every year"),
}  # fmt: skip


def process_sections(make: Maker) -> Iterator[Section]:
    """Stages, documents, votes, duties and meetings."""
    yield Section("stages", make.say("阶段与关口", "Stages and gates"),
                  tuple(_stage(make, stage) for stage in make.package.stages))  # fmt: skip
    yield Section("documents", make.say("文件", "Documents"), tuple(_documents(make)))
    yield Section("votes", make.say("表决", "Votes"), tuple(vote_entries(make)))
    yield Section("duties", make.say("职责与会议", "Duties and meetings"), tuple(_duties(make)))


def _stage(make: Maker, stage: Stage) -> Entry:
    grounds: list[CitedPart | None] = [stage, stage.due, stage.window, stage.due_by_phase, stage.starts, *stage.after]
    for _, evidence in evidence_of(stage.gate):
        grounds += [evidence, evidence.period, evidence.waivable]
    grounds += [*stage.window_by_phase, *(one for one in make.package.upper_deadlines if one.stage == stage.id)]
    cited = [part for part in grounds if part is not None]
    return make.entry(
        stage.id,
        stage.name,
        [make.say(*_SCOPES[stage.scope]), *_when(make, stage), *_after(make, stage), *_gate(make, stage.gate, 0)],
        cite=[anchor for part in cited for anchor in part.cite],
        readings=[reading for part in cited for reading in part.interpretations],
    )


def _when(make: Maker, stage: Stage) -> Iterator[str]:
    if isinstance(stage.due, DueDay):
        yield make.say(f"期限：{stage.due.on} 前", f"Due by {stage.due.on}")
    elif isinstance(stage.due, DueAfter):
        yield _days_after(make, stage.due)
    elif stage.due:
        year, month = stage.due.on
        mid = stage.due.by == "mid-month"
        word = make.say("中旬" if mid else "底", "the middle" if mid else "the end")
        yield make.say(f"期限：{year}年{month}月{word}前", f"Due by {word} of {year}-{month:02d}")
    if stage.window:
        yield make.say(f"时段：{stage.window.from_} 至 {stage.window.until}",
                       f"Window: {stage.window.from_} to {stage.window.until}")  # fmt: skip
    for one in stage.window_by_phase:
        yield make.say(f"时段（{one.phase}）：{one.from_} 至 {one.until}",
                       f"Window ({one.phase}): {one.from_} to {one.until}")  # fmt: skip
    for upper in (one for one in make.package.upper_deadlines if one.stage == stage.id):
        yield make.say(f"上级期限：{upper.on}（{upper.source}）", f"Superior's deadline: {upper.on} ({upper.source})")
    if stage.due_set_by:
        yield make.say(f"个别小区的期限可由{make.roles(stage.due_set_by)}另定",
                       f"{make.roles(stage.due_set_by)} may set another deadline for a compound")  # fmt: skip
    if stage.due_by_phase:
        quotas = make.package.quotas
        names = {phase.id: phase.name for phase in quotas.phases} if quotas else {}
        days = [f"{names.get(phase, phase)} {day}" for phase, day in stage.due_by_phase.days.items()]
        yield make.say("各期期限：", "Due by phase: ") + make.say("，", ", ").join(days)
    if stage.starts:
        yield make.say("前一阶段完成后立即开始", "Starts immediately after the stage before")


_UNITS = {"calendar": ("日", "days"), "working": ("个工作日", "working days"), "month": ("个月", "months")}


def _days_after(make: Maker, due: DueAfter) -> str:
    chinese, english = _UNITS[due.kind]
    what = due.fact or make.stages.get(due.stage or "", due.stage or "")
    return make.say(f"期限：自「{what}」起 {due.days} {chinese}内", f"Due within {due.days} {english} of “{what}”")


def _period(make: Maker, period: Period) -> str:
    chinese, english = _UNITS[period.kind]
    return make.say(f"公示满 {period.days} {chinese}", f"hanging for {period.days} {english}")


def _after(make: Maker, stage: Stage) -> Iterator[str]:
    bases = {"text": ("明文", "said in the text"), "numbering": ("按序号", "by numbering"),
             "inferred": ("推定", "inferred")}  # fmt: skip
    for before in stage.after:
        name = f"{before.stage} {make.stages.get(before.stage, '')}".strip()
        basis = make.say(*bases[before.basis])
        yield make.say(f"须在「{name}」之后（{basis}）", f"After “{name}” ({basis})")


def _gate(make: Maker, gate: Condition, depth: int) -> Iterator[str]:
    indent = "　" * depth
    if isinstance(gate, Evidence):
        yield indent + "· " + _evidence(make, gate)
        return
    conditions = gate.all if isinstance(gate, AllOf) else gate.any
    word = make.say("须全部具备：", "All of:") if isinstance(gate, AllOf) else make.say("具备其一：", "Any one of:")
    yield indent + word
    for condition in conditions:
        yield from _gate(make, condition, depth + 1)


def evidence_title(make: Maker, evidence: Evidence) -> str:
    """The evidence in the office's words."""
    package = make.package
    names = {document.id: document.name for document in package.documents} if evidence.kind == "document" else {}
    if evidence.kind == "vote":
        names = {vote.id: vote.name for vote in package.votes}
    return evidence.name or names.get(evidence.ref, evidence.ref)


def _evidence(make: Maker, evidence: Evidence) -> str:
    text = f"{make.say(*_KINDS[evidence.kind])}{make.say('：', ': ')}{evidence_title(make, evidence)}"
    extra = []
    who = [role for role in (evidence.signed_by, evidence.by, *evidence.with_) if role]
    if who:
        extra.append(make.say(f"由{make.roles(who)}", f"by {make.roles(who)}"))
    if evidence.to:
        extra.append(make.say(f"报{make.role(evidence.to)}", f"to {make.role(evidence.to)}"))
    if evidence.result:
        extra.append(make.say("无异议", "without objection"))
    if evidence.at_least:
        floor = evidence.at_least_name or evidence.at_least
        extra.append(make.say(f"不少于{floor}", f"at least {floor}"))
    if evidence.period:
        extra.append(_period(make, evidence.period))
    if evidence.waivable:
        by = make.roles(evidence.waivable.by)
        extra.append(make.say(f"可由{by or '有权角色'}准予豁免", f"may be waived by {by or 'any role'}"))
    if evidence.against:
        extra.append(make.say("对照", "against ") + make.say("、", ", ").join(evidence.against))
    if not extra:
        return text
    return f"{text} ({'; '.join(extra)})" if make.is_english else f"{text}（{'，'.join(extra)}）"


def _documents(make: Maker) -> Iterator[Entry]:
    for document in make.package.documents:
        lines = [make.say(f"由{make.role(document.by)}编制", f"By {make.role(document.by)}") if document.by else ""]
        lines.append(make.say(f"报{make.role(document.to)}", f"To {make.role(document.to)}") if document.to else "")
        if document.contains:
            lines.append(make.say("应包括：", "Contains: ") + make.say("、", ", ").join(document.contains))
        yield make.entry(document.id, document.name, lines, cite=document.cite, readings=document.interpretations)


def _duties(make: Maker) -> Iterator[Entry]:
    for duty in make.package.duties:
        what = duty.must or duty.may
        who = make.role(duty.who)
        if duty.with_:
            who += make.say(f"会同{make.roles(duty.with_)}", f" with {make.roles(duty.with_)}")
        verb = make.say("应" if duty.must else "可以", "must:" if duty.must else "may:")
        lines = [f"{who} {verb} {what}" if make.is_english else f"{who}{verb}{what}", make.say(*_CHECKS[duty.check])]
        if duty.stage:
            lines.append(make.say(f"阶段：{make.stages.get(duty.stage)}", f"Stage: {make.stages.get(duty.stage)}"))
        lines += _times(make, duty.every, duty.at_least or duty.count)
        if duty.due:
            lines.append(make.say(f"期限：{duty.due}", f"Due by {duty.due}"))
        yield make.entry(duty.id, what, lines, cite=duty.cite, readings=duty.interpretations)
    for meeting in make.package.meetings:
        lines = [make.say(f"由{make.role(meeting.who)}召开", f"Held by {make.role(meeting.who)}")]
        lines += _times(make, meeting.every, meeting.at_least)
        yield make.entry(meeting.id, meeting.name, lines, cite=meeting.cite, readings=meeting.interpretations)


def _times(make: Maker, every: str | None, number: int | None) -> Iterator[str]:
    if every:
        times = make.say(f"，不少于 {number} 次", f", at least {number}") if number else ""
        yield make.say(*_EVERY[every]) + times
    elif number:
        yield make.say(f"数目：{number}", f"How many: {number}")
