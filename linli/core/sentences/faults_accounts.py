"""What organisations, posts, people and appointment lists are refused for."""

from __future__ import annotations

ACCOUNTS: dict[str, tuple[str, str]] = {
    "accounts.credit_code": (
        "统一社会信用代码应为 18 位，最后一位是校验码；这个不对",
        "a unified social credit code has 18 places, the last one a check digit; this one is wrong",
    ),
    "roster.doubt_no_space": (
        "姓名和职务之间没有空格，是猜着分开的",
        "no space between name and post; they were parted by guess",
    ),
    "roster.doubt_no_name": ("没有认出姓名", "no name was recognised"),
    "roster.doubt_no_post": ("没有写职务", "no post is given"),
    "roster.doubt_post": (
        "职务的结尾不像一个职务，也许还有一半在别的行",
        "the post does not end like one; part of it may be on another line",
    ),
    "roster.doubt_twice": (
        "同一席位里出现两次同名，请核对是不是两个人",
        "this name stands twice among the same seats; is it two people?",
    ),
    "roster.doubt_phone": ("电话号码没有读入", "a phone number was left out"),
    "roster.old_file": (
        "这种文件读不了：请用 .docx、.xlsx、.csv 或文本文件，或者直接粘贴",
        "files of this kind cannot be read: use .docx, .xlsx, .csv or a text file, or paste the list",
    ),
    "roster.old_file_hint": (
        "在 Word 或 WPS 里另存为 .docx，或全选复制后粘贴",
        "save it as .docx in Word or WPS, or copy and paste it",
    ),
    "roster.broken_word": ("这份 Word 文件打不开", "this Word file cannot be opened"),
}
