"""The acts of `programme`."""

from __future__ import annotations

from linli.apps.accounts.journal import EventKind

EVENTS = (
    EventKind("programme.programme.created", "设立项目「{name}」", "Programme “{name}” created"),
    EventKind(
        "programme.policy.adopted",
        "自{adopted_on}起采用政策「{package_name}」",
        "Policy “{package_name}” adopted from {adopted_on}",
    ),
    EventKind(
        "programme.policy.amended",
        "自{adopted_on}起采用「{package_name}」新的一版：{changes}（{document}）",
        "New edition of “{package_name}” adopted from {adopted_on}: {changes} ({document})",
    ),
    EventKind(
        "programme.reading.settled",
        "认定解释{reading}「{about}」：{chosen}（{decided_by}，{decided_on}，{document}）",
        "Reading {reading} “{about}” settled: {chosen} ({decided_by}, {decided_on}, {document})",
    ),
    EventKind(
        "programme.project.added", "「{name}」纳入项目{phase_name}", "“{name}” added to the programme {phase_name}"
    ),
    EventKind("programme.projects.added", "批量纳入小区项目{count}个", "{count} projects added in one act"),
    EventKind(
        "programme.project.phase_changed",
        "「{name}」由{before_name}改为{after_name}",
        "“{name}” moved from {before_name} to {after_name}",
    ),
    EventKind(
        "programme.fact.recorded",
        "记录{stage_name}的「{fact_name}」：{happened_on} {value}",
        "{stage_name}: “{fact_name}” recorded for {happened_on} {value}",
    ),
    EventKind(
        "programme.fact.withdrawn",
        "撤回{stage_name}的「{fact_name}」（{happened_on}）",
        "{stage_name}: “{fact_name}” of {happened_on} withdrawn",
    ),
    EventKind("programme.facts.recorded", "批量记录事实{count}条", "{count} facts recorded in one act"),
)
