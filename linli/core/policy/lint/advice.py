"""What does no harm yet but looks forgotten: rules nobody uses, readings nobody relies on or with one way to read."""

from __future__ import annotations

from collections.abc import Iterator

from linli.core.policy.lint.finding import Finding
from linli.core.policy.model import Package
from linli.core.policy.walk import cited_parts, plain_rules, stage_evidence


def advice_findings(package: Package) -> Iterator[Finding]:
    """Things a careful author would look at again."""
    for index, reading in enumerate(package.interpretations):
        if not reading.alternatives and reading.status != "settled":
            yield Finding(
                ("interpretations", index), "待认定的解释没有写明还有哪些读法（alternatives）", found=reading.id
            )
    used = {item.rule for item in package.items}
    for index, rule in enumerate(package.rules):
        if rule.id not in used:
            yield Finding(("rules", index), "没有项目用到这条资金规则", found=rule.id)
    paid = {str(getattr(rule, name, "")) for _, _, _, rule in plain_rules(package) for name in ("payer", "rest")}
    for index, payer in enumerate(package.payers):
        if payer.id not in paid:
            yield Finding(("payers", index), "没有规则用到这个出资方", found=payer.id)
    asked = {evidence.ref for _, _, evidence in stage_evidence(package) if evidence.kind == "document"}
    asked |= {document for duty in package.duties for document in duty.proof}
    for index, document in enumerate(package.documents):
        if document.id not in asked:
            yield Finding(("documents", index), "没有阶段和职责要这份文件", found=document.id)
    relied = {reading for _, part in cited_parts(package) for reading in part.interpretations}
    relied |= {reading for item in package.items for reading in item.interpretations}
    for index, reading in enumerate(package.interpretations):
        if reading.id not in relied and reading.status != "settled":
            yield Finding(("interpretations", index), "没有规则引用这条解释，答复里不会带出", found=reading.id)
