"""Candidates that the selection refuses."""

from __future__ import annotations

SELECTION: dict[str, tuple[str, str]] = {
    "grade.or_number": ("{grades}，或数字", "{grades}, or a number"),
    "candidate.twice": (
        "小区重复",
        "this compound is listed twice",
    ),
    "candidate.estimate": (
        "估算要有，且不能为负",
        "an estimate is needed, and it cannot be negative",
    ),
    "candidate.earlier": (
        "第 {row} 行已有",
        "it is already in row {row}",
    ),
    "grade.unknown": (
        "看不懂这个等次",
        "this grade cannot be understood",
    ),
    "grade.mixed": (
        "同一栏里又写等次又写数字，比不出高低",
        "grades and numbers in one column cannot be compared",
    ),
    "grade.number": (
        "这里要写数",
        "a number is wanted here",
    ),
}
