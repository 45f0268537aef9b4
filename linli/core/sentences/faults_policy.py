"""What the files of a policy package are refused for: how they are written and put together."""

from __future__ import annotations

POLICY: dict[str, tuple[str, str]] = {
    "scalar.one_kind": (
        "一条证据要写且只写一种：{kinds}",
        "a piece of evidence is of exactly one kind: {kinds}",
    ),
    "scalar.text": (
        "这里要写一段文字",
        "a piece of text is wanted here",
    ),
    "scalar.money": (
        "金额请写单位，如 12.34元 或 946.33万元",
        "write the amount's unit, such as “12.34元” (yuan) or “946.33万元” (10,000 yuan)",
    ),
    "scalar.day": (
        "日期请写成 2018-01-20",
        "write a date as 2018-01-20",
    ),
    "scalar.yes_no": (
        "请写 yes 或 no",
        "write yes or no",
    ),
    "scalar.whole": (
        "请写整数，如 15",
        "write a whole number, such as 15",
    ),
    "scalar.anchor_backwards": (
        "出处的范围倒着写了，请从小到大",
        "the range of this cite runs backwards; write the smaller number first",
    ),
    "scalar.anchor": (
        "出处请写行号或「行.句」，如 83、83.2、33-50、121.2-3，须加引号；引用外部法条则写它的来源编号",
        (
            "write a place as a line or “line.sentence”, such as 83, 83.2 or 33-50, in quotation marks; "
            "for a provision of other law write its source id"
        ),
    ),
    "scalar.identifier": (
        "编号只用英文字母、数字、下划线、连字符和点，并以字母开头",
        "an id has English letters, digits, underscores, hyphens and dots only, and begins with a letter",
    ),
    "package.no_directory": (
        "目录不存在",
        "there is no such directory",
    ),
    "package.is_file": (
        "这是一个文件，请给出政策包所在的目录",
        "this is a file; name the directory that holds the package",
    ),
    "package.needs_head": (
        "政策包至少要有 package.yaml",
        "a package has at least a package.yaml",
    ),
    "package.only_in": (
        "{key} 只写在 {file} 里",
        "{key} is written in {file} only",
    ),
    "package.no_head": (
        "目录里没有 package.yaml，不是政策包",
        "the directory holds no package.yaml, so it is no policy package",
    ),
    "package.unknown_file": (
        "政策包里没有这种文件，它不会被读取",
        "a package has no such file; it will not be read",
    ),
    "package.part_twice": (
        "这一部分在两个文件里都写了",
        "this part is written in two files",
    ),
    "package.none_here": (
        "这里没有政策包目录",
        "there is no package directory here",
    ),
    "package.already": (
        "{file} 第 {line} 行已有，请并到一处",
        "{file} line {line} has it already; put both in one place",
    ),
    "yaml.syntax": (
        "YAML 语法不对，从这里起读不下去",
        "this is not sound YAML; it cannot be read on from here",
    ),
    "yaml.syntax_hint": (
        "多半是缩进、引号、冒号后少了空格，或用了制表符",
        "most likely the indentation, a quotation mark, a blank missing after a colon, or a tab",
    ),
    "yaml.key": (
        "键必须是一个词，不能是列表或映射",
        "a key must be one word, not a list or a mapping",
    ),
    "yaml.depth": (
        "嵌套超过 {most} 层",
        "nested deeper than {most} levels",
    ),
    "yaml.no_value": (
        "这里没有写值",
        "no value is written here",
    ),
    "yaml.key_twice": (
        "同一处写了两次这个键",
        "this key is written twice in one place",
    ),
    "yaml.alias": (
        "不接受 YAML 别名",
        "YAML aliases are not accepted",
    ),
    "yaml.write_out": (
        "请把内容写全",
        "write the content out in full",
    ),
    "yaml.tag": (
        "不接受 YAML 标签",
        "YAML tags are not accepted",
    ),
    "yaml.tag_hint": (
        "所有值都是文字，不必标类型",
        "all values are text; no type need be given",
    ),
    "yaml.nul": (
        "文件里有空字符（NUL），不是文本文件",
        "the file holds NUL characters; it is no text file",
    ),
    "yaml.no_value_hint": (
        '确实没有就删去这一项，或写 ""',
        'if there really is none, leave the key out or write ""',
    ),
    "yaml.first_at": (
        "第一次在第 {line} 行，请只留一个",
        "the first is in line {line}; keep one only",
    ),
    "yaml.anchor": (
        "不接受 YAML 锚",
        "YAML anchors are not accepted",
    ),
    "yaml.outermost": (
        "文件最外层要写「键: 值」",
        "the outermost level of the file is to be “key: value”",
    ),
    "yaml.no_plain_file": (
        "不是普通文件，linli 不读取链接和目录",
        "no ordinary file; linli reads neither links nor directories",
    ),
    "yaml.too_large": (
        "文件过大",
        "the file is too large",
    ),
    "yaml.unreadable": (
        "读不了这个文件（{why}）",
        "this file cannot be read ({why})",
    ),
    "yaml.not_utf8": (
        "文件不是 UTF-8 编码",
        "the file is not in UTF-8",
    ),
    "yaml.no_plain_file_hint": (
        "请把文件本身放进政策包",
        "put the file itself into the package",
    ),
    "yaml.bytes": (
        "{size:,} 字节",
        "{size:,} bytes",
    ),
    "yaml.not_utf8_hint": (
        "请在编辑器里另存为 UTF-8",
        "save it as UTF-8 in your editor",
    ),
    "yaml.one_document": (
        "一个文件里只能有一份内容",
        "one file holds one document only",
    ),
    "yaml.one_document_hint": (
        "请删去多余的 ---",
        "delete the surplus ---",
    ),
    "scalar.factor": (
        "系数请写成 0.8、4/5 或 80%",
        "write a factor as 0.8, 4/5 or 80%",
    ),
    "scalar.from_where": (
        "请写从哪里起算：stage（某阶段完成）或 fact（某项证据）",
        "write from where it is counted: stage (a stage is done) or fact (a piece of evidence)",
    ),
    "scalar.threshold": (
        "at_least（含本数）、more_than（不含）、at_most（不超过，含本数）、less_than（少于）要写且只写一个",
        "write exactly one of at_least (included), more_than (not), at_most (included), less_than (not)",
    ),
    "scalar.score_met": (
        "by: met 要写 need，如 hydrants>=1，且与 measure 是同一指标",
        "by: met needs need, such as hydrants>=1, of the same measure as measure",
    ),
    "scalar.score_steps": (
        "by: steps 要写 steps（从低到高的各级）",
        "by: steps needs steps, from low to high",
    ),
    "scalar.score_ratio": (
        "by: ratio 要写 full（得满分的数），且大于零",
        "by: ratio needs full (the number of full points), more than zero",
    ),
}
