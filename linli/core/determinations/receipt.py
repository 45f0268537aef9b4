"""A decision on record: what it was asked, under which rules, what it answered and why — replayable byte for byte.

The record names every change of the package that was known when it was made. So an erratum recorded years later does
not alter what is replayed; it shows which records it reaches.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from linli.core.determinations.answers import answer
from linli.core.determinations.codec import canonical, encoded
from linli.core.faults import BadInput, Fault
from linli.core.policy.amend import Family, Step
from linli.core.wording import say

FORMAT = "linli-determination/1"


@dataclass(frozen=True, slots=True)
class Determination:
    """body: everything but the seal; seal: SHA-256 of the canonical body."""

    body: Mapping[str, Any]
    seal: str

    @property
    def text(self) -> bytes:
        """The file: canonical JSON with its seal."""
        return canonical({**self.body, "sha256": self.seal})

    @property
    def package_id(self) -> str:
        return str(self.body["policy"]["id"])

    @property
    def known(self) -> Mapping[str, str]:
        """Every change of the package known when it was made: its key and what it said (digest)."""
        changes: Mapping[str, str] = self.body["policy"]["known"]
        return changes


@dataclass(frozen=True, slots=True)
class Replay:
    """ok: the same bytes came out. problem: the first thing that differs."""

    ok: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """A record given under a value since corrected: by which errata, what it answered and what it would answer now."""

    name: str
    determination: Determination
    errata: tuple[str, ...]
    corrected: Determination

    @property
    def result_changes(self) -> bool:
        return bool(self.determination.body["result"] != self.corrected.body["result"])


def decide(kind: str, family: Family, inputs: Mapping[str, Any], *, version: str) -> Determination:
    """A determination of this kind (``fund_split``, ``vote_tally``, ``stage_status``). ``version``: of linli.

    Raises BadInput as the rules themselves do.
    """
    told = encoded(inputs)
    found = answer(kind, family, told)
    body = {
        "format": FORMAT,
        "kind": kind,
        "linli": version,
        "policy": {
            "id": found.packages[0].id,
            "base": family.draft.digest,
            "known": {step.key: step.digest for step in family.steps},
            "editions": {one.hash: list(one.memo.get("applied", ())) for one in found.packages},
        },
        "inputs": told,
        "rules": list(found.rules),
        "result": encoded(found.result),
        "explanation": found.explanation,
    }
    return Determination(body, hashlib.sha256(canonical(body)).hexdigest())


def read_determination(content: bytes, name: str = "") -> Determination:
    """The determination in a file. Raises BadInput if it is none; whether its seal holds is for `replay` to say."""
    try:
        told = json.loads(content)
        body = {key: value for key, value in told.items() if key != "sha256"}
        complete = {"kind", "linli", "inputs", "result", "rules", "explanation"} <= body.keys()
        known, is_ours = dict(body["policy"]["known"]), body["format"] == FORMAT
        record = Determination({**body, "policy": {**body["policy"], "known": known}}, str(told["sha256"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as exc:
        raise BadInput([Fault(say("determination.not_ours"), file=name, expected=FORMAT)]) from exc
    if not (complete and is_ours):
        raise BadInput([Fault(say("determination.not_ours"), file=name, expected=FORMAT)])
    return record


def replay(determination: Determination, family: Family, content: bytes | None = None) -> Replay:
    """Whether the same package gives the same record, byte for byte. ``content``: the file's bytes, if at hand."""
    body = determination.body
    if hashlib.sha256(canonical(body)).hexdigest() != determination.seal:
        return Replay(ok=False, problem="内容与封印不符，决定书被改过")
    if content is not None and content != determination.text:
        return Replay(ok=False, problem="文件不是规范写法，决定书被改过")
    if family.draft.digest != body["policy"]["base"]:
        return Replay(ok=False, problem="政策包不是当时的那一份（基础内容不同）")
    try:
        then = _as_known(family, determination)
        again = decide(str(body["kind"]), then, body["inputs"], version=str(body["linli"]))
    except BadInput as bad:
        return Replay(ok=False, problem=str(bad).splitlines()[0])
    if again.text != determination.text:
        return Replay(ok=False, problem=f"重算得到不同的{_first_difference(body, again.body)}")
    return Replay(ok=True)


def _first_difference(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    names = {"result": "结果", "rules": "规则", "explanation": "说明", "policy": "政策版本", "inputs": "输入"}
    return next((name for key, name in names.items() if one.get(key) != other.get(key)), "内容")


def _as_known(family: Family, determination: Determination) -> Family:
    """The family with only the changes that were known to the record. BadInput if one is gone or says otherwise."""
    steps = {step.key: step.digest for step in family.steps}
    faults = [
        Fault(say("determination.step_gone") if key not in steps else say("determination.step_changed"), path=key)
        for key, digest in determination.known.items()
        if steps.get(key) != digest
    ]
    if faults:
        raise BadInput(faults)
    return family.only(determination.known)


def affected(records: Iterable[tuple[str, Determination]], family: Family) -> list[Reached]:
    """The records given under a value that an erratum has corrected since: their answer or its reasons come out
    otherwise. Records of other packages are passed over."""
    package_id = family.original().id
    found = []
    for name, record in records:
        errata = [step for step in family.steps if step.kind == "erratum" and step.key not in record.known]
        if record.package_id != package_id or not errata:
            continue
        corrected = _corrected(family, record, errata)
        if any(corrected.body[key] != record.body[key] for key in ("result", "rules", "explanation")):
            found.append(Reached(name, record, tuple(step.origin for step in errata), corrected))
    return found


def _corrected(family: Family, record: Determination, errata: list[Step]) -> Determination:
    keys = {*record.known, *(step.key for step in errata)}
    return decide(str(record.body["kind"]), family.only(keys), record.body["inputs"], version=str(record.body["linli"]))
