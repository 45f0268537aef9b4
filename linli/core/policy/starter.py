"""``linli policy new``: a lower package that loads at once, to be narrowed line by line."""

from __future__ import annotations

import shutil
from pathlib import Path

from linli.core.faults import BadInput, Fault
from linli.core.policy.model import Package
from linli.core.policy.packages import load
from linli.core.policy.scalars import IDENTIFIER
from linli.core.policy.shelf import shipped
from linli.core.wording import say

_TEMPLATE = """\
# {id}：在 {parent} 之上，只写与它不同的；没写的都沿用。同一编号写哪几个词就改哪几个词，新编号是新增，
# 写 repeal: "yes" 是废止。只能收紧（上限更低、期限更早、门槛更高），放宽会在 linli policy check 里报冲突。
format: "0.1"
id: {id}
name: {name}
jurisdiction: {jurisdiction}
extends: {parent}
# 本级文件登记在这里，之后 cite 写 "3.1" 就是它的第 3 行第 1 句；沿用的出处自动带上级来源的编号。
# sources:
#   - {{id: own, title: 本区实施细则, file: 细则.txt, signed: 2018-02-01}}
# 例（写进 funding.yaml）：
# rules:
#   - {{id: 上级规则的编号, cap: 85%, cite: ["3.1"]}}
"""


def start(package_id: str, parent: Path, target: Path, *, name: str = "", jurisdiction: str = "") -> Package:
    """Writes a package ``package_id`` upon ``parent`` into the new folder ``target`` and loads it.

    Raises BadInput if the id is none, the folder exists, or the upper package could not be found from there (it ships
    with linli, or lies beside the new one).
    """
    upper, faults = load(parent), []
    if not IDENTIFIER.fullmatch(package_id):
        faults.append(Fault(say("scalar.identifier"), path="id", found=package_id))
    if target.exists():
        faults.append(Fault(say("starter.exists"), file=str(target)))
    elif not target.resolve().parent.is_dir():
        faults.append(Fault(say("starter.no_parent"), file=str(target.parent)))
    is_shipped = any(path.resolve() == parent.resolve() for path in shipped())
    if not is_shipped and parent.resolve().parent != target.resolve().parent:
        faults.append(Fault(say("starter.beside"), file=str(target),
                            expected=str(parent.resolve().parent / package_id)))  # fmt: skip
    for word, text in (("name", name), ("jurisdiction", jurisdiction)):
        if any(not letter.isprintable() or letter in "#:{}[]\"'" for letter in text):
            faults.append(Fault(say("starter.name_only"), path=word, found=text))
    if faults:
        raise BadInput(faults)
    target.mkdir()
    text = _TEMPLATE.format(
        id=package_id, parent=parent.resolve().name, name=name or f"{upper.name}细则",
        jurisdiction=jurisdiction or upper.jurisdiction,
    )  # fmt: skip
    try:
        (target / "package.yaml").write_text(text, encoding="utf-8", newline="\n")
        return load(target)
    except BadInput:
        shutil.rmtree(target)
        raise
