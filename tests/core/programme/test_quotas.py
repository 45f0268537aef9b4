"""Phases take as many compounds as the document says, and not one more."""

from __future__ import annotations

import pytest

from linli.core.policy.model import Package
from linli.core.programme import phase_quota

QUOTAS = {
    "total": "3",
    "phases": ({"id": "ph1", "name": "第一期", "compounds": "1"}, {"id": "ph2", "name": "第二期", "compounds": "2"}),
    "cite": ("77.1",),
}
PACKAGE = Package.model_validate(
    {"format": "0.1", "id": "t", "name": "测试", "jurisdiction": "某市", "sources": (), "quotas": QUOTAS}
)


def test_a_phase_is_full_at_its_quota_and_over_it_with_one_more() -> None:
    at = phase_quota(PACKAGE, {"甲": "ph1", "乙": "ph2"})
    assert [(p.taken, p.left, p.excess) for p in at.phases] == [(1, 0, 0), (1, 1, 0)]
    assert at.is_kept
    assert not at.is_full
    over = phase_quota(PACKAGE, {"甲": "ph1", "丁": "第一期", "乙": "ph2", "丙": "ph2"})
    assert [(p.taken, p.left, p.excess) for p in over.phases] == [(2, 0, 1), (2, 0, 0)]
    assert not over.is_kept
    assert phase_quota(PACKAGE, {"甲": "ph1", "乙": "ph2", "丙": "ph2"}).is_full


def test_compounds_without_a_phase_and_with_an_unknown_one_are_told_apart() -> None:
    found = phase_quota(PACKAGE, {"甲": None, "乙": "", "丙": "ph9"})
    assert (found.unphased, found.unknown, found.taken, found.left) == (("甲", "乙"), ("丙",), 0, 3)


def test_a_policy_without_phases_says_so() -> None:
    with pytest.raises(ValueError, match="不分期"):
        phase_quota(PACKAGE.model_copy(update={"quotas": None}), {})


def test_the_reason_adds_up_and_cites_its_clause() -> None:
    reason = phase_quota(PACKAGE, {"甲": "ph1", "丁": "ph1", "乙": None}).reason
    said = "\n".join(step.sentence() for _, step in reason.walk())
    assert "1 + 2 = 3" in said
    assert "多 1 个" in said
    assert reason.cite == ("77.1",)
    assert all(step.sentence("en") for _, step in reason.walk())
