"""``linli retention`` and ``linli seen``: how long personal data are kept, and who saw whose."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime, timedelta
from typing import Any

from linli.cli.django import wake_with_database
from linli.cli.output import print_json
from linli.cli.parsers import open_command, open_group
from linli.cli.tongue import both
from linli.core.calendar import parse_day


def register(subparsers: Any) -> None:
    acts = open_group(
        subparsers,
        "retention",
        what=both("个人信息的保存期限", "how long personal data are kept"),
        description=both(
            "列出每一类个人信息保存多久、依据什么、有几条到期；到期的清除，只清个人信息，票数和金额不变。",
            "How long each kind of personal data is kept, on which legal base, and how many are over their time;\n"
            "clearing empties personal columns only: tallies and money stay.",
        ),
        examples=["linli retention list", "linli retention run", "linli retention run --commit"],
    )
    told = both("各类的期限、依据、条数", "each class with its period, legal base and counts")
    open_command(acts, "list", _list, what=told, examples=["linli retention list --json"])
    running = open_command(
        acts,
        "run",
        _run,
        what=both("清除到期的；默认只预演", "clear what is over its time; a dry run unless --commit"),
        examples=["linli retention run --commit"],
    )
    running.add_argument("--commit", action="store_true", help=both("真的清除", "really clear"))
    seeing = open_command(
        subparsers,
        "seen",
        _seen,
        what=both("谁在这段时间里看过或导出过谁的个人信息", "who saw or exported whose personal data"),
        examples=["linli seen --from 2026-11-01 --to 2026-11-20"],
    )
    seeing.add_argument("--from", dest="begin", type=_day, required=True, metavar=both("日期", "DAY"))
    seeing.add_argument("--to", dest="end", type=_day, required=True, metavar=both("日期", "DAY"))


def _day(text: str) -> date:
    try:
        return parse_day(text)
    except ValueError as exc:
        raise argparse.ArgumentTypeError(str(exc)) from exc


def _today() -> date:
    """The day where the office is."""
    from django.utils import timezone  # noqa: PLC0415

    return timezone.localdate(datetime.now(UTC))


def _rows(periods: Any) -> list[dict[str, Any]]:
    return [
        {
            "table": period.holding.label, "column": period.field.attname, "class": period.field.retention,
            "months": period.rule.months, "basis": str(period.rule.basis), "held": period.held, "due": period.due,
        }
        for period in periods
    ]  # fmt: skip


def _tell(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        print(
            both(
                f"{row['table']}.{row['column']}：{row['class']}，{row['months']} 个月，存着 {row['held']} 条，"
                f"到期 {row['due']} 条（{row['basis']}）",
                f"{row['table']}.{row['column']}: {row['class']}, {row['months']} months, {row['held']} held, "
                f"{row['due']} over their time ({row['basis']})",
            )
        )


def _list(arguments: argparse.Namespace) -> int:
    wake_with_database()
    from linli.apps.personal.retention import periods  # noqa: PLC0415

    rows = _rows(periods(_today()))
    if arguments.json:
        print_json({"periods": rows})
    else:
        _tell(rows)
    return 0


def _run(arguments: argparse.Namespace) -> int:
    wake_with_database()
    from linli.apps.accounts.actors import console  # noqa: PLC0415
    from linli.apps.personal.contacts import end_contacts_of_closed_accounts  # noqa: PLC0415
    from linli.apps.personal.retention import clear_due, periods  # noqa: PLC0415

    today, now = _today(), datetime.now(UTC)
    if arguments.commit:
        end_contacts_of_closed_accounts(actor=console(), now=now, today=today)
        rows = _rows(clear_due(actor=console(), now=now, today=today))
    else:
        rows = [row for row in _rows(periods(today)) if row["due"]]
    count = sum(row["due"] for row in rows)
    if arguments.json:
        print_json({"committed": arguments.commit, "cleared": count if arguments.commit else 0, "periods": rows})
        return 0
    _tell(rows)
    if arguments.commit:
        print(both(f"已清除 {count} 条", f"{count} values cleared"))
    else:
        print(both(f"到期 {count} 条；加 --commit 才清除", f"{count} over their time; --commit clears them"))
    return 0


def _seen(arguments: argparse.Namespace) -> int:
    wake_with_database()
    from django.utils import timezone  # noqa: PLC0415

    from linli.apps.accounts.actors import console  # noqa: PLC0415
    from linli.apps.personal.queries import disclosures_between  # noqa: PLC0415

    def begin(day: date) -> datetime:
        return timezone.make_aware(datetime.combine(day, datetime.min.time()))

    found = disclosures_between(console(), begin(arguments.begin), begin(arguments.end + timedelta(days=1)))
    rows: list[dict[str, Any]] = [
        {
            "at": row.disclosed_at.isoformat(), "by": row.by.username if row.by else None, "post": row.post_label,
            "table": row.subject_type, "id": row.subject_id, "columns": row.columns.split(","), "way": row.way,
            "reason": row.reason,
        }
        for row in found.iterator()
    ]  # fmt: skip
    if arguments.json:
        print_json({"from": str(arguments.begin), "to": str(arguments.end), "disclosures": rows})
        return 0
    for row in rows:
        print(f"{row['at']}  {row['post']}  {row['by'] or ''}  {row['table']} {row['id']}  {','.join(row['columns'])}  "
              f"{row['way']}  {row['reason']}")  # fmt: skip
    print(both(f"共 {len(rows)} 次", f"{len(rows)} in all"))
    return 0
