"""A small package whose stages each show one rule of the process, and facts in a line each."""

from __future__ import annotations

from datetime import date
from typing import Any

from linli.core.lifecycle import CompoundStanding, Fact, compile_process, derive
from linli.core.policy.model import Package

ROLES = (
    {"id": "owners_org", "name": "业委会", "level": "小区", "fallback": "community"},
    {"id": "community", "name": "社区", "level": "社区"},
    {"id": "district", "name": "城区政府", "level": "区"},
    {"id": "finance", "name": "财政局", "level": "区"},
)
DOCUMENTS = (
    {"id": "application", "name": "书面申请", "by": "owners_org"},
    {"id": "plan", "name": "方案", "by": "district"},
)


def stage(stage_id: str, gate: Any, *, after: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    before = tuple({"stage": name, "basis": "text"} for name in after)
    return {"id": stage_id, "name": f"阶段{stage_id}", "gate": gate, "after": before, "cite": ("1",), **more}


def due(day: str) -> dict[str, Any]:
    return {"by": "day", "on": day, "cite": ("2.1",)}


def package(*stages: dict[str, Any], defaults: dict[str, Any] | None = None, **more: Any) -> Package:
    return Package.model_validate({
        "format": "0.1", "id": "test", "name": "测试", "jurisdiction": "某市",
        "sources": ({"id": "t", "title": "文件", "signed": "2020-06-03"},),
        "deadline_defaults": defaults or {}, "roles": ROLES, "documents": DOCUMENTS, "stages": stages, **more,
    })  # fmt: skip


PAPER = {"document": "application", "signed_by": "owners_org", "cite": ("3.1",)}
PLAN = {"document": "plan"}


def two_stages(**more: Any) -> Package:
    """A: an application by 01-20; B: a plan by 03-10, after A."""
    return package(
        stage("A", PAPER, due=due("2018-01-20")), stage("B", PLAN, after=("A",), due=due("2018-03-10")), **more
    )


def fact(day: str, stage_id: str | None, key: str, value: str = "", *, row: int = 1, compound: str = "甲") -> Fact:
    return Fact(compound, date.fromisoformat(day), stage_id, key, value, row)


def stand(of: Package, on: str, *facts: Fact, phase: str | None = None) -> CompoundStanding:
    return derive(compile_process(of), facts, date.fromisoformat(on), phase)
