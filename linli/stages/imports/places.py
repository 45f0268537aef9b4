"""Finding the sub-district, project or area that a cell names; what is not the viewer's is not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from django.utils.translation import gettext as _

from linli.apps.accounts.models import ADMINISTRATIVE, Organisation
from linli.apps.accounts.queries import areas_under, subdistricts_under
from linli.apps.compounds.names import folded_name, plain_name
from linli.apps.programme.models import Project
from linli.apps.programme.queries import projects_seen_by
from linli.core.faults import Fault
from linli.core.policy.sheets import did_you_mean
from linli.core.wording import listed
from linli.integrations.spreadsheets import Table
from linli.stages.imports.result import Setting

_SUBDISTRICT_ENDINGS = ("街道办事处", "街道办", "街道", "乡", "镇")
_EVERYBODY = frozenset({"*", "全体", "全部", "全体小区", "所有小区", "全区", "全市"})


def short_subdistrict(name: str) -> str:
    """``象山街道办事处`` and ``象山街道`` are one."""
    plain = plain_name(name)
    return next(
        (plain.removesuffix(e) for e in _SUBDISTRICT_ENDINGS if plain.endswith(e) and len(plain) > len(e)), plain
    )


class Places:
    """The places of one programme that the viewer may write about; a handful of queries for any number of rows."""

    def __init__(self, setting: Setting, table: Table) -> None:
        self._setting = setting
        self._table = table

    @cached_property
    def subdistricts(self) -> dict[str, Organisation]:
        """By short name."""
        seen = (s for s in subdistricts_under(self._setting.programme.area) if self._setting.actor.covers(s.path))
        return {short_subdistrict(subdistrict.name): subdistrict for subdistrict in seen}

    @cached_property
    def _areas(self) -> dict[str, Organisation]:
        areas = [a for a in areas_under(self._setting.programme.area) if a.kind in ADMINISTRATIVE]
        named = {plain_name(area.name): area for area in areas if self._setting.actor.covers(area.path)}
        if self._setting.actor.covers(self._setting.programme.area.path):
            named |= dict.fromkeys(_EVERYBODY, self._setting.programme.area)
        return named

    @cached_property
    def _projects(self) -> dict[str, list[Project]]:
        found: dict[str, list[Project]] = defaultdict(list)
        for project in projects_seen_by(self._setting.actor, self._setting.programme):
            found[folded_name(project.name)].append(project)
        return found

    @property
    def _names(self) -> list[str]:
        return list(dict.fromkeys(project.name for projects in self._projects.values() for project in projects))

    def subdistrict(self, row: int, name: str) -> Organisation | Fault:
        """The sub-district of this name."""
        found = self.subdistricts.get(short_subdistrict(name))
        if found is not None:
            return found
        names = [subdistrict.name for subdistrict in self.subdistricts.values()]
        short = did_you_mean(short_subdistrict(name), self.subdistricts)
        return self._table.fault(
            row, "街道", _("没有这个街道（乡镇），或不在您的辖区"),
            found=name, expected=listed(names), hint=did_you_mean(name, names) or short,
        )  # fmt: skip

    def project(self, row: int, name: str, subdistrict: str) -> Project | Fault:
        """The project of this name, in the sub-district if one is named."""
        found = self._projects.get(folded_name(name), [])
        if subdistrict:
            found = [p for p in found if short_subdistrict(p.subdistrict.name) == short_subdistrict(subdistrict)]
        if len(found) == 1:
            return found[0]
        if found:
            where = listed(project.subdistrict.name for project in found)
            return self._table.fault(
                row, "小区", _("几个街道都有这个小区，请在「街道」列写明"), found=name, expected=where
            )
        return self._table.fault(
            row, "小区", _("本项目里没有这个小区，或不在您的辖区"), found=name, hint=did_you_mean(name, self._names)
        )

    def project_or_area(self, row: int, name: str, subdistrict: str) -> Project | Organisation | Fault:
        """A project; or an area, whose facts concern every project in it (``*``: the whole programme)."""
        area = self._areas.get(plain_name(name))
        return area if area is not None else self.project(row, name, subdistrict)


def phases_by_word(phases: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Id, name and number of each phase -> its id."""
    words: dict[str, str] = {}
    for number, (phase, name) in enumerate(phases, 1):
        words |= dict.fromkeys(
            (phase, name, str(number), f"{number}期", f"第{number}期", name.removeprefix("第")), phase
        )
    return words
