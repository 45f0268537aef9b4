"""The acts of `records`."""

from __future__ import annotations

from linli.apps.accounts.journal import EventKind

EVENTS = (
    EventKind(
        "records.official_text.supplied",
        "提供了政策「{package}」的正式文本（{source}，{filename}）",
        "Official text of policy “{package}” supplied ({source}, {filename})",
    ),
    EventKind(
        "records.state.taken_over",
        "升级后把{tables}张表的{rows}行现有数据接入记录（升级前已有{differed_before}处与记录不符，未接入）",
        "After an upgrade, {rows} rows of {tables} tables were taken into the record as they stand "
        "({differed_before} places that differed before it were not)",
    ),
    EventKind(
        "records.gap.acknowledged",
        "确认了从备份恢复后缺少的 {missing} 条记录（备份时间 {taken_at}）",
        "The {missing} events missing after a restore acknowledged (backup of {taken_at})",
    ),
    EventKind("records.demo.loaded", "载入演示数据（{programmes}）", "Demonstration data loaded ({programmes})"),
)
