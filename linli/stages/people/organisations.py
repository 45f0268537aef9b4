"""The sheet of organisations: one body per row, its kind, and the body above it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from linli.apps.accounts.actors import Actor
from linli.apps.accounts.enrolment import NewOrganisation, enter_organisations
from linli.apps.accounts.models import Organisation, OrganisationKind
from linli.apps.accounts.permissions import may_manage_accounts
from linli.apps.accounts.queries import organisations_seen_by
from linli.core.faults import Fault
from linli.core.policy.sheets import did_you_mean
from linli.core.wording import listed
from linli.integrations.credit_codes import credit_code
from linli.integrations.spreadsheets import Column, Row, Table
from linli.stages.imports.result import Checked, SummaryLine

_SYNONYMS = {
    "city": ("城市",),
    "district": ("区", "县", "城区"),
    "subdistrict": ("街道", "乡镇", "镇", "乡", "街道办事处"),
    "neighbourhood": ("居委会", "村"),
    "housing": ("住建", "住建局"),
    "development": ("发改", "发改局"),
    "treasury": ("财政局", "财政"),
    "urban_management": ("城管", "城管局"),
    "bureau": ("部门", "局"),
    "utility": ("水电气", "管线单位"),
    "designer": ("设计",),
    "cost_consultant": ("造价", "造价咨询"),
    "contractor": ("施工",),
    "supervisor": ("监理",),
    "tester": ("检测",),
    "property_company": ("物业", "物业公司"),
    "company": ("参建单位", "公司"),
    "owners": ("业委会",),
    "residents": ("自治小组",),
}


def kind_words() -> dict[str, tuple[str, ...]]:
    """The word of each kind, with what else it may be called. Sheets are in Chinese whatever the reader's language."""
    with translation.override("zh-hans"):
        return {str(kind.label): (kind.value, *_SYNONYMS.get(kind.value, ())) for kind in OrganisationKind}


def kind_of(word: str) -> str:
    """The kind that a word of the sheet means."""
    return next(values[0] for label, values in kind_words().items() if label == word)


def columns() -> Mapping[str, Column]:
    return {
        "名称": Column(required=True, maximum=120, aliases=("机构名称", "单位名称", "单位"), example=_("南门街道")),
        "类别": Column("choice", required=True, choices=kind_words(), aliases=("机构类别",), example="街道（乡镇）"),
        "上级": Column(
            maximum=300,
            aliases=("上级机构", "主管单位"),
            note=_("上级的名称；有同名时写全路径，如 甲市/乙区/丙街道。最上一级空着"),
            example=_("甲甲区"),
        ),
        "统一社会信用代码": Column(maximum=30, aliases=("信用代码",), check=_code, unique=True),
        "文件角色": Column(maximum=64, aliases=("角色", "在文件中的角色"), note=_("政策包里的角色编号，可空")),
    }


def _code(text: str) -> object:
    return credit_code(text) if text else ""


def notes() -> Sequence[str]:
    return [
        _("一行一个机构。上级可以是已登记的机构，也可以是表里的另一行，先后不限。"),
        _("同一上级之下名称不可重复；已登记的机构不要再填。"),
    ]


class _Tree:
    """Bodies on record and in the sheet, found by name or by the end of their path."""

    def __init__(self, actor: Actor, rows: Sequence[Row]) -> None:
        self._known: dict[str, list[Organisation | int]] = defaultdict(list)
        self.names: list[str] = []
        recorded = list(organisations_seen_by(actor).filter(closed_on__isnull=True))
        by_path = {one.path: one for one in recorded}
        for one in recorded:
            self._know(one.name, one)
            chain = [by_path[path].name for path in _above(one.path) if path in by_path]
            for start in range(len(chain) - 1):
                self._know("/".join(chain[start:]), one)
        self._rows = rows
        for place, row in enumerate(rows):
            if row["名称"]:
                self._know(row["名称"], place)
                if row["上级"]:
                    self._know(f"{row['上级']}/{row['名称']}", place)
        self.recorded_names = {(one.parent_id, one.name) for one in recorded}

    def _know(self, name: str, one: Organisation | int) -> None:
        self._known[_folded(name)].append(one)
        self.names.append(name)

    def find(self, name: str) -> list[Organisation | int]:
        return self._known.get(_folded(name), [])


def _above(path: str) -> list[str]:
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[: count + 1]) + "/" for count in range(len(parts))]


def _folded(name: str) -> str:
    return "".join(name.replace("\uff0f", "/").replace(">", "/").split())


def check(actor: Actor, table: Table) -> Checked:
    """Every row: a parent that exists, is one alone, and lies in the area; no name twice; no circle."""
    checked = Checked()
    rows = list(table.rows)
    tree = _Tree(actor, rows)
    parents: list[Organisation | int | None] = []
    for place, row in enumerate(rows):
        parents.append(_parent(actor, table, tree, place, row, checked.faults))
    checked.faults += _circles(table, rows, parents)
    checked.faults += _doubles(table, rows, parents, tree)
    checked.faults += _codes_taken(table, rows)
    if not checked.faults:
        checked.ready = [
            NewOrganisation(
                name=row["名称"],
                kind=kind_of(row["类别"]),
                parent=parent,
                policy_role=row["文件角色"],
                credit_code=credit_code(row["统一社会信用代码"]) if row["统一社会信用代码"] else "",
            )
            for row, parent in zip(rows, parents, strict=True)
        ]
    counted = Counter(row["类别"] for row in rows if row["类别"])
    checked.summary.append(SummaryLine("organisations", _("机构"), str(len(rows))))
    checked.summary += [SummaryLine(kind_of(word), word, str(number)) for word, number in counted.most_common()]
    return checked


def _parent(
    actor: Actor, table: Table, tree: _Tree, place: int, row: Row, faults: list[Fault]
) -> Organisation | int | None:
    wanted = row["上级"]
    if not wanted:
        if not may_manage_accounts(actor, None):
            faults.append(
                table.fault(row.number, "上级", _("要写上级：最上一级只能用命令行登记"), hint=_("写本辖区里的上级机构"))
            )
        return None
    found = [one for one in tree.find(wanted) if one != place]
    if len(found) == 1:
        (parent,) = found
        if isinstance(parent, Organisation) and not may_manage_accounts(actor, parent):
            faults.append(table.fault(row.number, "上级", _("这个上级不归您管理"), found=wanted))
        return parent
    if found:
        faults.append(
            table.fault(row.number, "上级", _("有 %(n)d 个机构叫这个名字，请写全路径") % {"n": len(found)},
                        found=wanted, hint=_("例如 甲市/乙区/丙街道"))
        )  # fmt: skip
    else:
        faults.append(
            table.fault(row.number, "上级", _("没有这个上级：不在登记里，也不在表里"), found=wanted,
                        hint=did_you_mean(wanted, tree.names))
        )  # fmt: skip
    return None


def _circles(table: Table, rows: Sequence[Row], parents: Sequence[Organisation | int | None]) -> Iterable[Fault]:
    sound: set[int] = set()
    for start in range(len(rows)):
        seen: list[int] = []
        place: Organisation | int | None = start
        while isinstance(place, int) and place not in sound and place not in seen:
            seen.append(place)
            place = parents[place]
        if isinstance(place, int) and place in seen:
            circle = seen[seen.index(place) :]
            names = listed(rows[one]["名称"] for one in circle)
            if start == min(circle):
                yield table.fault(rows[start].number, "上级", _("上级互相指着，成了一个圈"), found=names)
        else:
            sound.update(seen)


def _doubles(
    table: Table, rows: Sequence[Row], parents: Sequence[Organisation | int | None], tree: _Tree
) -> Iterable[Fault]:
    first: dict[tuple[object, str], int] = {}
    for row, parent in zip(rows, parents, strict=True):
        name = row["名称"]
        if not name or (parent is None and row["上级"]):
            continue
        parent_id = parent.pk if isinstance(parent, Organisation) else None
        if not isinstance(parent, int) and (parent_id, name) in tree.recorded_names:
            yield table.fault(row.number, "名称", _("这个机构已经登记过"), found=name, hint=_("请删去这一行"))
            continue
        earlier = first.setdefault((parent if isinstance(parent, int) else ("", parent_id), name), row.number)
        if earlier != row.number:
            yield table.fault(
                row.number, "名称", _("与第 %(row)s 行是同一个机构") % {"row": earlier}, found=name,
                hint=_("请合并或删去其中一行"),
            )  # fmt: skip


def _codes_taken(table: Table, rows: Sequence[Row]) -> Iterable[Fault]:
    given = {}
    for row in rows:
        if row["统一社会信用代码"]:
            given[credit_code(row["统一社会信用代码"])] = row
    taken = Organisation.objects.filter(credit_code__in=given, closed_on__isnull=True)
    for code in taken.values_list("credit_code", flat=True):
        yield table.fault(given[code].number, "统一社会信用代码", _("这个代码的机构已经登记过"), found=code)


def write(actor: Actor, now: datetime, checked: Checked) -> int:
    return len(enter_organisations(actor=actor, now=now, rows=checked.ready))
