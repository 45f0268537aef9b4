"""What the audit of the record finds: which place is broken, and how."""

from __future__ import annotations

AUDIT: dict[str, tuple[str, str]] = {
    "audit.hole": (
        "序号不连续：这里应为第 {expected} 条",
        "the numbers have a hole: number {expected} is missing here",
    ),
    "audit.prev": (
        "与前一条接不上：有事件被删除、插入、调换或改动",
        "does not continue the event before it",
    ),
    "audit.leaf": (
        "内容与杂凑值不符：原文、算法或杂凑值被改过",
        "the content does not give its hash: it was altered",
    ),
    "audit.column": (
        "这一列与原文不符",
        "this column differs from the hashed original",
    ),
    "audit.unreadable": (
        "原文读不出来",
        "the hashed original cannot be read",
    ),
    "audit.index": (
        "“写了哪些行”的索引与原文不符",
        "the index of rows written differs from the hashed originals",
    ),
    "audit.value": (
        "数据与记录不符：没有经过任何办理就被改动",
        "the data differ from the record: changed without an act",
    ),
    "audit.missing": (
        "记录里有的一行不见了：没有经过任何办理就被删除",
        "a row on record is gone: deleted without an act",
    ),
    "audit.extra": (
        "多出一行：没有任何办理写过它",
        "a row too many: no act wrote it",
    ),
    "audit.trigger": (
        "守护这张表的触发器不在或被改过（{name}）",
        "a trigger that keeps this table is gone or altered ({name})",
    ),
    "audit.waiting": (
        "有写入的行没有归入任何事件",
        "rows were written that no event tells",
    ),
    "audit.checkpoint_number": (
        "存证点的编号不连续：应为 {expected}",
        "checkpoints have a hole: number {expected} is missing",
    ),
    "audit.checkpoint_note": (
        "存证点的文本与各列不符",
        "the checkpoint's text differs from its columns",
    ),
    "audit.checkpoint_signature": (
        "签名不对，或不是本机的密钥签的",
        "the signature is wrong, or not by a key of this place",
    ),
    "audit.root": (
        "前 {size} 条的根与存证点不符：存证之后有人改动过当时的记录",
        "the root of the first {size} events is another: the record was altered after the checkpoint",
    ),
    "audit.cut": (
        "存证时有 {size} 条，现在只有 {events} 条：末尾被截掉",
        "there were {size} events at the checkpoint, there are {events} now: the tail was cut off",
    ),
    "audit.origin": (
        "这份存证点出自「{origin}」，不是这里",
        "this checkpoint is of “{origin}”, not of this place",
    ),
    "audit.receipt": (
        "回执所指的事件不在记录里，或已不是原来的内容",
        "the receipt's event is not in the record, or another",
    ),
    "audit.bad_receipt": (
        "这不是一份回执",
        "this is no receipt",
    ),
    "audit.folder_in_use": (
        "目录里已有文件，请换一个空目录",
        "the folder holds files already; name an empty one",
    ),
    "audit.bad_size": (
        "没有这样的事件数",
        "the record has no such number of events",
    ),
    "audit.table": (
        "这张表读不出来（{why}）",
        "this table cannot be read ({why})",
    ),
}
