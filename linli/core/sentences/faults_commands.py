"""What the command line refuses."""

from __future__ import annotations

COMMANDS: dict[str, tuple[str, str]] = {
    "command.no_key_purpose": (
        "没有这个用途的密钥",
        "there is no key for this purpose",
    ),
    "command.language": (
        "不认识这种语言",
        "unknown language",
    ),
    "command.invited": (
        "账号「{account}」的登录链接，只能用一次，{until} 前有效：\n{link}",
        "Link for account “{account}”, good once and until {until}:\n{link}",
    ),
    "command.no_account": (
        "还没有这个账号；第一个系统管理员请用 --area 写明辖区",
        "there is no such account; for the first administrator name the area with --area",
    ),
    "command.port_range": (
        "端口应为 1 至 {most}，读到「{found}」",
        "a port is 1 to {most}; found “{found}”",
    ),
    "command.adopted_away": (
        "项目「{slug}」采用的政策包（{hash}）不在这里",
        "the policy package ({hash}) that programme “{slug}” has adopted is not here",
    ),
    "command.adopted_away_hint": (
        "把当时的政策包目录放进数据目录的 policies/ 里",
        "put the folder of that package into policies/ of the data folder",
    ),
    "command.environment": (
        "环境变量",
        "environment",
    ),
    "command.io": (
        "读写文件时出错：{why}",
        "a file could not be read or written: {why}",
    ),
    "command.sorry": (
        (
            "对不起，linli 自己出了错（{kind}: {why}）。没有写入任何东西。\n"
            "请把命令和输入报给维护者；设 LINLI_DEBUG=1 再运行一次可看到细节。"
        ),
        (
            "Sorry, linli itself has failed ({kind}: {why}). Nothing was written.\n"
            "Please report the command and its input to the maintainers; run it again with LINLI_DEBUG=1 for details."
        ),
    ),
    "command.needs_pg": (
        "PostgreSQL 需要安装 linli[pg]",
        "PostgreSQL needs linli[pg] to be installed",
    ),
    "command.package": (
        "{name}（{id}，{hash}）",
        "{name} ({id}, {hash})",
    ),
    "command.contents": (
        "  阶段 {stages}，职责 {duties}，项目 {items}，资金规则 {rules}，表决 {votes}，解释 {readings}",
        "  stages {stages}, duties {duties}, items {items}, money rules {rules}, votes {votes}, readings {readings}",
    ),
    "command.coverage": (
        "  原文 {sentences} 句：引用 {cited}，声明非规则 {declared}，遗漏 {missing}",
        "  {sentences} sentences of the text: cited {cited}, declared no rules {declared}, missing {missing}",
    ),
    "command.missing": (
        "  遗漏：{anchor}",
        "  missing: {anchor}",
    ),
    "command.moved": (
        "  原文（{source}）从第 {line} 行起移动了 {by:+} 行：后面引用的 {count} 处都还在，字句未改，行号要跟着改",
        (
            "  the text ({source}) has moved by {by:+} lines from line {line} on: all {count} places cited there are "
            "still found, word for word; their line numbers need changing"
        ),
    ),
    "command.reread": (
        "  原文有改动：{clause}（{anchor}），请重读：",
        "  the text has changed: {clause} ({anchor}); read again:",
    ),
    "command.reminder": (
        "  提醒：{fault}",
        "  reminder: {fault}",
    ),
    "command.passes": (
        "通过",
        "passed",
    ),
    "command.fails": (
        "不通过",
        "not passed",
    ),
    "command.sheet_sound": (
        "{file}：{rows:,} 行，没有问题",
        "{file}: {rows:,} rows, nothing wrong",
    ),
    "command.summary": (
        "  {label}：{value}",
        "  {label}: {value}",
    ),
    "command.written": (
        "已写入",
        "written",
    ),
    "command.rehearsed": (
        "这是预演，没有写入；加 --commit 写入",
        "this was a rehearsal, nothing was written; add --commit to write",
    ),
    "command.compound_twice": (
        "小区重复，一个小区只写一行",
        "the same compound is listed twice; a compound has one row only",
    ),
    "command.port_hint": (
        "换一个端口，或不写 --port 让 linli 自己找",
        "use another port, or leave --port out and linli finds one",
    ),
    "command.database_hint": (
        "换一个目录（LINLI_DATA_DIR）或核对 LINLI_DATABASE_URL；linli 没有动原来的文件",
        "use another folder (LINLI_DATA_DIR) or check LINLI_DATABASE_URL; linli has not touched the old file",
    ),
    "command.port": (
        "端口已被占用",
        "the port is taken",
    ),
    "command.database": (
        "数据库打不开或不能用：{why}",
        "the database cannot be opened or used: {why}",
    ),
    "command.a_day": (
        "日期，如 2020-12-10",
        "a date, such as 2020-12-10",
    ),
    "determination.no_folder": (
        "这里没有文件夹",
        "there is no such folder",
    ),
    "determination.exists": (
        "文件已经存在，决定书不覆盖任何文件",
        "the file exists already; a determination never overwrites a file",
    ),
    "determination.too_large": (
        "文件过大，不是决定书",
        "the file is too large to be a determination",
    ),
    "determination.unreadable": (
        "读不了决定书（{why}）",
        "the determination cannot be read ({why})",
    ),
    "command.not_yet": (
        "「{title}」自 {since} 起施行，{day} 尚未施行",
        "“{title}” is in force from {since}; on {day} it was not yet",
    ),
    "command.no_longer": (
        "「{title}」施行到 {until} 为止，{day} 已失效",
        "“{title}” was in force until {until}; on {day} no longer",
    ),
    "command.share_negative": (
        "分摊金额不能为负",
        "the amount to share cannot be negative",
    ),
    "command.text_too_large": (
        "原文文件过大",
        "the text is too large",
    ),
    "command.text_unreadable": (
        "读不了原文（{why}）",
        "the text cannot be read ({why})",
    ),
    "command.bytes": (
        "不超过 {most:,} 字节",
        "at most {most:,} bytes",
    ),
    "command.no_column": (
        "{file} 没有「{column}」一列，这一项分不出先后",
        "{file} has no column “{column}”; all stand alike in this criterion",
    ),
    "command.no_scoring": ("这份政策没有评分表（evaluation）", "this policy has no scoring table (evaluation)"),
    "command.which_table": ("要写明用哪一张评分表", "say which scoring table"),
    "command.no_selection": (
        "这份政策没有选取规则（selection、priorities、quotas）",
        "this policy has no rules of selection (selection, priorities, quotas)",
    ),
    "command.other_port": (
        "换一个端口：--port 8001",
        "use another port: --port 8001",
    ),
    "command.check_host": (
        "请核对 --host",
        "check --host",
    ),
    "command.cannot_listen": (
        "不能在 {host}:{port} 上监听（{why}）",
        "cannot listen on {host}:{port} ({why})",
    ),
    "command.no_programme": (
        "没有这个项目",
        "there is no such programme",
    ),
    "command.no_package": (
        "没有这个政策包",
        "there is no such policy package",
    ),
    "command.exports_xlsx": (
        "导出的是 Excel 工作簿",
        "an Excel workbook is written",
    ),
    "command.no_file": (
        "没有这个文件",
        "there is no such file",
    ),
    "command.file_too_large": (
        "文件超过 {size} MB，请拆开或去掉图片",
        "the file is larger than {size} MB; split it or take out the pictures",
    ),
    "command.package_away": (
        "项目采用的政策包不在这里",
        "the policy package that the programme has adopted is not here",
    ),
    "command.ends_xlsx": (
        "以 .xlsx 结尾的文件名",
        "a file name that ends in .xlsx",
    ),
    "command.no_day": (
        "没有写日期",
        "no date is given",
    ),
    "command.due_unknown": (
        "{stage} 的期限：{why}",
        "deadline of {stage}: {why}",
    ),
    "command.no_stages": (
        "这个政策包没有阶段",
        "this policy package has no stages",
    ),
    "command.passed_form": (
        "请写成 事项=日期",
        "write it as matter=date",
    ),
    "determination.no_kind": (
        "没有这一种决定",
        "there is no such kind of determination",
    ),
    "determination.incomplete": (
        "这份决定书的输入不完整",
        "the inputs of this determination are not complete",
    ),
    "determination.inputs": (
        "这份决定书的输入读不出来",
        "the inputs of this determination cannot be read",
    ),
    "determination.step_gone": (
        "当时的这条修订不见了",
        "this amendment, known then, is gone",
    ),
    "determination.step_changed": (
        "当时的这条修订被改过",
        "this amendment, known then, has been changed",
    ),
    "determination.not_ours": (
        "不是 linli 的决定书",
        "this is no determination of linli",
    ),
    "command.no_amendments": (
        "这个政策包没有修订",
        "this package has no amendments",
    ),
    "command.no_amendment": (
        "这一天没有修订施行",
        "no amendment comes into force on this day",
    ),
}
