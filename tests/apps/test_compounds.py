"""Compounds: recorded once, corrected with a reason, found under the names people use."""

from __future__ import annotations

from dataclasses import replace

import pytest

from linli.apps.accounts.refusals import ConflictError, NotFoundError, NotPermittedError, RefusalError
from linli.apps.compounds.models import Compound
from linli.apps.compounds.names import folded_name, likeness_key, pinyin_key, plain_name
from linli.apps.compounds.queries import compound_seen_by, compounds_seen_by
from linli.apps.compounds.services import NewCompound, correct_compound, record_compound, record_compounds
from linli.apps.records.models import Event
from tests.world import NOW, World


def a_compound(world: World, name: str = "向阳新村") -> NewCompound:
    return NewCompound(world.xiangshan, name, 100, 4, 850_000, 1988)


def test_a_name_stands_once_in_a_subdistrict_and_again_in_another(world: World) -> None:
    record_compound(actor=world["office"], now=NOW, new=a_compound(world))
    with pytest.raises(ConflictError):
        record_compound(actor=world["office"], now=NOW, new=a_compound(world, " 向阳新村 "))
    record_compound(actor=world["office"], now=NOW, new=replace(a_compound(world), subdistrict=world.nanmen))


def test_a_list_is_recorded_whole_or_not_at_all(world: World) -> None:
    with pytest.raises(ConflictError):
        record_compounds(actor=world["office"], now=NOW, rows=[a_compound(world, n) for n in ("甲", "乙", "甲")])
    assert not Compound.objects.exists()
    assert len(record_compounds(actor=world["office"], now=NOW, rows=[a_compound(world, n) for n in ("甲", "乙")])) == 2
    assert Event.objects.filter(kind="compounds.compounds.recorded").get().body["count"] == 2


def test_a_compound_without_households_is_refused(world: World) -> None:
    for spoilt in ({"households": 0}, {"buildings": 0}, {"floor_area_centi": 0}, {"name": "  "}):
        with pytest.raises(RefusalError):
            record_compound(actor=world["office"], now=NOW, new=replace(a_compound(world), **spoilt))


def test_compounds_are_recorded_by_the_office_or_their_own_subdistrict(world: World) -> None:
    record_compound(actor=world["subdistrict"], now=NOW, new=a_compound(world))
    for who in ("other_subdistrict", "finance", "auditor", "leader", "administrator", "stranger"):
        with pytest.raises(NotPermittedError):
            record_compound(actor=world[who], now=NOW, new=a_compound(world, "乙院"))


def test_a_correction_needs_a_reason_and_keeps_before_and_after(world: World) -> None:
    compound = record_compound(actor=world["office"], now=NOW, new=a_compound(world))
    corrected = replace(a_compound(world), households=120)
    with pytest.raises(RefusalError):
        correct_compound(actor=world["office"], now=NOW, compound=compound, new=corrected, reason="")
    correct_compound(actor=world["office"], now=NOW, compound=compound, new=corrected, reason="漏了一栋")
    body = Event.objects.filter(kind="compounds.compound.corrected").get().body
    assert (body["before"]["households"], body["after"]["households"]) == (100, 120)


def test_somebody_elses_compound_does_not_exist(world: World) -> None:
    compound = record_compound(actor=world["office"], now=NOW, new=a_compound(world))
    assert compound_seen_by(world["auditor"], compound.pk) == compound
    for who in ("other_subdistrict", "stranger"):
        assert not compounds_seen_by(world[who]).exists()
        with pytest.raises(NotFoundError):
            compound_seen_by(world[who], compound.pk)


def test_a_name_is_found_by_its_syllables_and_by_its_initials() -> None:
    assert pinyin_key("向阳新村") == "xiangyangxincun xyxc"
    assert pinyin_key("A区12栋") == "aqu12dong aq12d"


def test_full_width_letters_and_doubled_spaces_are_one_name() -> None:
    assert plain_name(" \uff21区\u3000 一号院 ") == "A区 一号院"


@pytest.mark.parametrize(
    ("one", "other"),
    [("向阳小区", "向阳大院"), ("向阳（新村）", "向阳新村"), ("机械厂宿舍", "机械厂宿舍区"), ("\uff21 院", "a院")],
)
def test_names_that_differ_in_ornament_only_are_alike(one: str, other: str) -> None:
    assert likeness_key(one) == likeness_key(other)


def test_names_that_differ_in_their_own_part_are_not_alike() -> None:
    assert likeness_key("向阳一村") != likeness_key("向阳二村")


def test_brackets_stay_as_typed_but_do_not_make_another_name() -> None:
    assert plain_name("教工大院（2）") == "教工大院（2）"
    assert folded_name("教工大院（2）") == folded_name("教工大院(2)")
