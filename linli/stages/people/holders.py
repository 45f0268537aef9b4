"""The sheet of people: one post of one person per row; passwords are never in sheets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.enrolment import NewHolding, NewPerson, enter_people
from linli.apps.accounts.models import Appointment, Capability, Organisation, Post, User
from linli.apps.accounts.permissions import may_manage_accounts
from linli.apps.accounts.queries import organisations_seen_by, people_seen_by
from linli.core.faults import Fault
from linli.core.policy.sheets import did_you_mean
from linli.integrations.spreadsheets import Column, Row, Table
from linli.stages.imports.result import Checked, SummaryLine

_SYNONYMS = {
    "leader": ("组长", "分管领导"),
    "office": ("办公室", "经办"),
    "subdistrict": ("街道",),
    "finance": ("财政",),
    "auditor": ("审计",),
    "member": ("成员单位", "成员", "联络员"),
    "administrator": ("管理员",),
}
_MEMBER = "成员单位（只读）"


def capability_words() -> dict[str, tuple[str, ...]]:
    """The word of each purpose of a post, with what else it may be called. Sheets are in Chinese."""
    with translation.override("zh-hans"):
        return {str(one.label): (one.value, *_SYNONYMS.get(one.value, ())) for one in Capability}


def columns() -> Mapping[str, Column]:
    return {
        "姓名": Column(required=True, maximum=60, example=_("某某某")),
        "单位": Column(
            required=True, maximum=300, aliases=("所在单位", "机构"), example="南门街道",
            note=_("已登记的机构；有同名时写全路径，如 甲市/乙区/丙街道"),
        ),
        "职务": Column(maximum=80, example=_("街道经办"), note=_("空着表示只登记这个人")),
        "职责类别": Column("choice", choices=capability_words(), note=_("空着按成员单位（只读）")),
        "任职起": Column("day", note=_("空着按导入当天"), example="2020-01-02"),
        "任职止": Column("day", note=_("不含这一天；空着表示在任")),
        "任职文件": Column(maximum=120),
        "账号": Column(
            maximum=150, aliases=("用户名",), check=_username,
            note=_("空着由系统编号；同一人多个职务写同一个账号，或同姓名同单位"),
        ),
    }  # fmt: skip


def _username(text: str) -> object:
    if text:
        try:
            UnicodeUsernameValidator()(text)
        except ValidationError as exc:
            raise ValueError(_("只能用文字、数字和 @ . + - _")) from exc
    return text


def notes() -> Sequence[str]:
    return [
        _("一行是一个人的一个职务；一个人有几个职务就写几行。"),
        _("表里不要写密码、电话和证件号：导入以后由系统管理员发邀请。"),
        _("同一单位有两个人同名时，两人都要写账号。"),
    ]


@dataclass
class _Person:
    """Rows of one person; ``user`` if on record."""

    row: Row
    organisation: Organisation
    user: User | None
    rows: list[tuple[Row, Organisation]] = field(default_factory=list)


class _Places:
    """Organisations on record by name and by the end of their path."""

    def __init__(self, actor: Actor) -> None:
        recorded = list(organisations_seen_by(actor).filter(closed_on__isnull=True))
        by_path = {one.path: one for one in recorded}
        self.known: dict[str, list[Organisation]] = defaultdict(list)
        for one in recorded:
            parts = one.path.strip("/").split("/")
            above = ["/" + "/".join(parts[: count + 1]) + "/" for count in range(len(parts))]
            chain = [by_path[path].name for path in above if path in by_path]
            for start in range(len(chain)):
                self.known["/".join(chain[start:])].append(one)

    def find(self, actor: Actor, table: Table, row: Row) -> Organisation | Fault:
        name = "".join(row["单位"].replace("\uff0f", "/").split())
        found = self.known.get(name, [])
        if len(found) == 1:
            if may_manage_accounts(actor, found[0]):
                return found[0]
            return table.fault(row.number, "单位", _("这个单位不归您管理"), found=row["单位"])
        if found:
            return table.fault(
                row.number, "单位", _("有 %(n)d 个机构叫这个名字，请写全路径") % {"n": len(found)}, found=row["单位"],
                hint=_("例如 甲市/乙区/丙街道"),
            )  # fmt: skip
        return table.fault(
            row.number, "单位", _("没有登记这个单位，或不在您的辖区"), found=row["单位"],
            hint=did_you_mean(row["单位"], self.known),
        )  # fmt: skip


def check(actor: Actor, table: Table, today: date) -> Checked:
    """Every row: a known body, days in order, no post held twice at a time, no two people taken for one."""
    checked = Checked()
    people = _people(actor, table, checked.faults)
    checked.faults += _days(table)
    checked.faults += _overlaps(table, people, today)
    if not checked.faults:
        checked.ready = [_new(person, today) for person in people]
    new = sum(person.user is None for person in people)
    held = sum(bool(row["职务"]) for row in table.rows)
    checked.summary += [
        SummaryLine("people", _("人员"), str(len(people))),
        SummaryLine("new", _("其中新登记"), str(new)),
        SummaryLine("appointments", _("任职"), str(held)),
    ]
    return checked


def _people(actor: Actor, table: Table, faults: list[Fault]) -> list[_Person]:
    places = _Places(actor)
    seen = list(people_seen_by(actor))
    by_username = {one.username: one for one in seen}
    foreign = set(
        User.objects.filter(username__in=[row["账号"] for row in table if row["账号"]])
        .exclude(pk__in=[one.pk for one in seen])
        .values_list("username", flat=True)
    )
    by_name: dict[tuple[str, int | None], list[User]] = defaultdict(list)
    for one in seen:
        by_name[one.display_name, one.organisation_id].append(one)
    found: dict[object, _Person] = {}
    marked: dict[tuple[str, int], set[str]] = defaultdict(set)
    for row in table:
        place = places.find(actor, table, row) if row["单位"] else None
        if isinstance(place, Fault):
            faults.append(place)
        if not isinstance(place, Organisation) or not row["姓名"]:
            continue
        username = row["账号"]
        marked[row["姓名"], place.pk].add(username)
        user = by_username.get(username) if username else None
        faults += _about_account(table, row, user, foreign)
        if not username:
            alike = by_name.get((row["姓名"], place.pk), [])
            if len(alike) > 1:
                faults.append(table.fault(row.number, "账号", _("这个单位有几位同名，请写账号"), found=row["姓名"]))
            user = alike[0] if len(alike) == 1 else None
        key: object = username or (user.pk if user else (row["姓名"], place.pk))
        if user is not None:
            key = user.pk
        person = found.setdefault(key, _Person(row, place, user))
        if person.row["姓名"] != row["姓名"]:
            faults.append(
                table.fault(row.number, "账号", _("第 %(row)s 行用这个账号的是另一个姓名")
                            % {"row": person.row.number},
                            found=username)
            )  # fmt: skip
        person.rows.append((row, place))
    faults += _half_marked(table, marked)
    return list(found.values())


def _about_account(table: Table, row: Row, user: User | None, foreign: set[str]) -> Iterable[Fault]:
    if row["账号"] in foreign:
        yield table.fault(row.number, "账号", _("这个账号已有人使用"), found=row["账号"], hint=_("请换一个账号"))
    if user is not None and user.display_name and user.display_name != row["姓名"]:
        yield table.fault(row.number, "姓名", _("与这个账号登记的姓名不同"), found=row["姓名"])
    if user is not None and not user.is_active:
        yield table.fault(row.number, "账号", _("这个账号已停用"), found=row["账号"])


def _half_marked(table: Table, marked: Mapping[tuple[str, int], set[str]]) -> Iterable[Fault]:
    """One name in one body, here with an account and there without: nobody could tell whether it is one person."""
    doubtful = {key for key, usernames in marked.items() if "" in usernames and len(usernames) > 1}
    names = {name for name, _place in doubtful}
    for row in table:
        if row["姓名"] in names and not row["账号"]:
            yield table.fault(
                row.number, "账号", _("同名的另一行写了账号，这一行也要写，才分得清是不是同一个人"), found=row["姓名"]
            )


def _days(table: Table) -> Iterable[Fault]:
    for row in table:
        if row["任职起"] and row["任职止"] and row["任职止"] <= row["任职起"]:
            yield table.fault(row.number, "任职止", _("任职结束日要晚于开始日"), found=row["任职止"].isoformat())
        if not row["职务"] and (row["任职起"] or row["任职止"] or row["职责类别"]):
            yield table.fault(row.number, "职务", _("写了任职日期或职责类别，就要写职务"))


@dataclass(frozen=True, slots=True)
class _Span:
    who: object
    begins: date
    ends: date | None
    row: int


def _overlaps(table: Table, people: Sequence[_Person], today: date) -> Iterable[Fault]:
    """A post held twice by one person at a time, or by two where it is for one; against the record too."""
    sole = {
        (organisation_id, title)
        for organisation_id, title in Post.objects.filter(sole=True, closed_on__isnull=True).values_list(
            "organisation_id", "title"
        )
    }
    spans: dict[tuple[int, str], list[_Span]] = defaultdict(list)
    places = {place.pk for person in people for _row, place in person.rows}
    recorded = Appointment.objects.filter(post__organisation_id__in=places, post__closed_on__isnull=True)
    for key_id, title, user_id, begins, ends in recorded.values_list(
        "post__organisation_id", "post__title", "user_id", "held_from", "held_until"
    ):
        spans[key_id, title].append(_Span(user_id, begins, ends, 0))
    for person in people:
        who: object = person.user.pk if person.user else id(person)
        for row, place in person.rows:
            if not row["职务"]:
                continue
            key = (place.pk, row["职务"])
            span = _Span(who, row["任职起"] or today, row["任职止"], row.number)
            clash = next((o for o in spans[key] if _meet(span, o) and (o.who == who or key in sole)), None)
            if clash is not None:
                yield table.fault(row.number, "职务", _clash_words(clash, same=clash.who == who), found=row["职务"])
            spans[key].append(span)


def _meet(one: _Span, other: _Span) -> bool:
    return (other.ends is None or one.begins < other.ends) and (one.ends is None or other.begins < one.ends)


def _clash_words(clash: _Span, *, same: bool) -> str:
    if clash.row:
        words = _("与第 %(row)s 行是同一任职") if same else _("同时只有一人担任，与第 %(row)s 行重叠")
        return words % {"row": clash.row}
    return _("此人已担任这个职务") if same else _("同时只有一人担任，登记里已有人在任")


def _new(person: _Person, today: date) -> NewPerson:
    words = {label: values[0] for label, values in capability_words().items()}
    holdings = [
        NewHolding(
            organisation=place,
            title=row["职务"],
            capability=words[row["职责类别"] or _MEMBER],
            held_from=row["任职起"] or today,
            held_until=row["任职止"],
            document=row["任职文件"],
        )
        for row, place in person.rows
        if row["职务"]
    ]
    return NewPerson(person.row["姓名"], person.organisation, person.row["账号"], person.user, holdings)


def write(actor: Actor, now: datetime, checked: Checked) -> int:
    return len(enter_people(actor=actor, now=now, rows=checked.ready))
