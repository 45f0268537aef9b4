"""A small package with every kind of funding rule, so that tests say what they mean without a city's document."""

from __future__ import annotations

from typing import Any

from linli.core.policy.model import Package


def _rule(rule_id: str, kind: str, **words: Any) -> dict[str, Any]:
    return {"id": rule_id, "name": f"规则{rule_id}", "kind": kind, "cite": ("1.1",), **words}


RULES: tuple[dict[str, Any], ...] = (
    _rule("F-cap", "capped_subsidy", payer="fiscal", cap="95%", rest="raised", interpretations=("R-1",)),
    _rule("F-third", "capped_subsidy", payer="fiscal", cap="2/3", rest="raised"),
    _rule("F-all", "pays_all", payer="residents", strength="principle", refers_to="专项规定"),
    _rule("F-open", "subsidy_rate_unstated", payer="fiscal"),
    _rule("F-open-rest", "subsidy_rate_unstated", payer="fiscal", rest="raised"),
    _rule("F-shared", "shared", payer="carriers"),
    _rule("F-price", "regulated_price", payer="owners", price_by="物价部门"),
    _rule("F-pot", "from_pot", payer="central", pot="pot1"),
    _rule("F-none", "unresolved", reason="没有写钱从哪来"),
    _rule("F-parts", "by_segment", interpretations=("R-1",), segments=(
        {"id": "inside", "name": "表后", "rule": {"kind": "pays_all", "payer": "residents"}, "cite": ("2.1",)},
        {"id": "outside", "name": "表前", "rule": {"kind": "subsidy_rate_unstated", "payer": "fiscal"},
         "interpretations": ("R-2",)},
    )),
)  # fmt: skip


def _item(number: str, name: str, rule: str, *segments: str) -> dict[str, Any]:
    return {
        "number": number, "category": "类", "name": name, "content": "", "standard": "", "rule": rule,
        "segments": segments, "line": 2,
    }  # fmt: skip


ITEMS = (
    _item("1.1", "路面", "F-cap"), _item("1.2", "屋面", "F-third"), _item("2.1", "电梯", "F-all"),
    _item("2.2", "管沟", "F-open"), _item("2.3", "道口", "F-open-rest"), _item("3.1", "线缆", "F-shared"),
    _item("3.2", "初装", "F-price"), _item("4.1", "照明", "F-pot"), _item("5.1", "拆违", "F-none"),
    _item("6.1", "供水", "F-parts"), _item("6.2", "只有表后的供水", "F-parts", "inside"),
)  # fmt: skip


def package(**changes: Any) -> Package:
    """The package; ``changes`` replace whole sections."""
    reading = {"text_says": "未规定", "effect": "无", "decider": "财政局", "status": "pending"}
    words: dict[str, Any] = {
        "format": "0.1", "id": "test", "name": "测试", "jurisdiction": "某市",
        "sources": ({"id": "t", "title": "文件"},),
        "payers": tuple({"id": i, "name": n} for i, n in (
            ("fiscal", "财政"), ("raised", "筹集"), ("residents", "居民"), ("carriers", "运营商"), ("owners", "业主"),
            ("central", "中央资金"),
        )),
        "pots": ({"id": "pot1", "name": "中央补助", "parts": (), "total": "100元"},),
        "rules": RULES, "items": ITEMS,
        "interpretations": (
            {"id": "R-1", "about": "舍入", "chosen": "向下取整", **reading},
            {"id": "R-2", "about": "没有比例", "chosen": "按批复", **reading, "status": "settled"},
        ),
        **changes,
    }  # fmt: skip
    return Package.model_validate(words)
