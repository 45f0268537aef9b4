"""The check: every sentence cited or declared no rule; what to read again when the text changes; names of clauses."""

from __future__ import annotations

from pathlib import Path

from linli.core.policy import load
from linli.core.policy.anchors import SourceText, write_lock
from linli.core.policy.check import check
from linli.core.policy.clauses import clause_label, clause_labels
from tests.core.policy.invented import CLAUSES, TEXT, spoilt, write

SOURCE = {"qs": SourceText.of(TEXT)}


def locked(folder: Path) -> Path:
    (folder / "anchors.lock").write_text(write_lock(load(folder), SOURCE), encoding="utf-8")
    return folder


def test_a_whole_package_passes(tmp_path: Path) -> None:
    report = check(locked(write(tmp_path)), SOURCE)
    assert report.ok
    assert report.coverage
    assert (report.coverage.sentences, report.coverage.cited, report.coverage.declared_not_rules) == (10, 8, 2)


def test_a_sentence_neither_cited_nor_declared_is_missing(tmp_path: Path) -> None:
    report = check(write(tmp_path, **spoilt("interpretations", '"3", "7"', '"3"')), SOURCE)
    assert not report.ok
    assert report.coverage
    assert report.coverage.missing == ("7.1",)


def test_a_changed_sentence_names_the_parts_to_read_again(tmp_path: Path) -> None:
    folder = locked(write(tmp_path))
    report = check(folder, {"qs": SourceText.of(TEXT.replace("80%", "85%"))})
    assert [change.anchor for change in report.changed] == ["8.1"]
    parts = {name: (path, file) for name, path, file, _ in report.changed[0].parts}
    assert parts["F-road"] == ("rules[0]", "funding.yaml")
    assert parts["grant"] == ("pots[0]", "package.yaml")
    assert not report.ok


def test_a_removed_sentence_counts_as_changed_and_as_a_fault(tmp_path: Path) -> None:
    folder = locked(write(tmp_path))
    report = check(folder, {"qs": SourceText.of(TEXT[: TEXT.index("供水管道")])})
    assert [change.anchor for change in report.changed] == ["9.1"]
    assert any("原文里没有这一处" in fault.message for fault in report.errors)


def test_reflowed_white_space_changes_nothing(tmp_path: Path) -> None:
    folder = locked(write(tmp_path))
    assert check(folder, {"qs": SourceText.of(TEXT.replace("不超过", "  不 超过"))}).ok


def test_without_the_text_the_lock_must_still_hold_every_cited_place(tmp_path: Path) -> None:
    folder = locked(write(tmp_path))
    lock = folder / "anchors.lock"
    lock.write_text("".join(line for line in lock.read_text("utf-8").splitlines(keepends=True) if line[:3] != "8.1"))
    report = check(folder)
    assert [fault.found for fault in report.errors] == ["8.1"]
    assert report.errors[0].file in ("package.yaml", "funding.yaml", "items.csv")
    assert check(folder).coverage is None


def test_a_package_without_a_lock_is_only_reminded(tmp_path: Path) -> None:
    report = check(write(tmp_path))
    assert report.ok
    assert any("指纹" in fault.message for fault in report.warnings)


def test_things_nobody_uses_are_pointed_out_and_no_reason_to_refuse(tmp_path: Path) -> None:
    roles = spoilt(
        "roles", "  - {id: water, name: 水务公司}", "  - {id: water, name: 水务公司}\n  - {id: idle, name: 闲人}"
    )
    report = check(write(tmp_path, **roles))
    assert any(fault.found == "idle" for fault in report.warnings)
    assert report.ok


def test_a_faulty_package_is_reported_not_raised(tmp_path: Path) -> None:
    report = check(write(tmp_path, **spoilt("funding", "cap: 80%", "cap: 800%")))
    assert not report.ok
    assert report.package is None
    assert report.errors


def test_clauses_are_called_by_their_names(tmp_path: Path) -> None:
    package = load(write(tmp_path))
    assert clause_label(package, "4.2") == "一（一）第2句"
    assert clause_label(package, "qs:4.2-3") == "一（一）第2–3句"
    assert clause_label(package, "8-9") == "二"
    assert clause_label(package, "8.1") == "二（第8行）第1句"
    assert clause_label(package, "3") == "第3行"
    assert clause_label(package, "law") == "某某法第一条"
    assert clause_label(package, "4.2", "en") == "一（一）, sentence 2"
    assert clause_labels(package, ("4.2", "4.2", "3")) == "一（一）第2句、第3行"


def test_the_narrowest_name_wins(tmp_path: Path) -> None:
    package = load(write(tmp_path, clauses=CLAUSES + "1-9,全文\n4-5,一\n"))
    assert clause_label(package, "4.1") == "一（一）第1句"
    assert clause_label(package, "4-5") == "一"
    assert clause_label(package, "4-8") == "全文（第4–8行）"
