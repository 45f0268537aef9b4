"""What a configuration, the demo and a workbook of a package are refused for."""

from __future__ import annotations

CONFIG: dict[str, tuple[str, str]] = {
    "config.yes_no": (
        "yes 或 no",
        "yes or no",
    ),
    "config.day": (
        "日期，如 2020-11-20",
        "a date, such as 2020-11-20",
    ),
    "config.count": (
        "整数，如 20",
        "a whole number, such as 20",
    ),
    "config.months": (
        "类别=月数，逗号分隔，如 contact=36",
        "class=months, separated by commas, such as contact=36",
    ),
    "config.level": (
        "DEBUG、INFO、WARNING 或 ERROR",
        "DEBUG, INFO, WARNING or ERROR",
    ),
    "config.setting": (
        "这项设置读不懂",
        "this setting cannot be read",
    ),
    "config.mail_from": (
        "设了 LINLI_MAIL，还要写明发信人 LINLI_MAIL_FROM，如 linli@example.gov.cn",
        "LINLI_MAIL is set: name the sender too, LINLI_MAIL_FROM, such as linli@example.gov.cn",
    ),
    "config.database_url": (
        "LINLI_DATABASE_URL 读不懂：应为 postgresql://用户:密码@主机/库名 或 sqlite:///路径",
        "LINLI_DATABASE_URL cannot be read: expected postgresql://user:password@host/name or sqlite:///path",
    ),
    "config.database_kind": (
        "LINLI_DATABASE_URL 只支持 postgresql:// 和 sqlite:///",
        "LINLI_DATABASE_URL is postgresql:// or sqlite:/// only",
    ),
    "config.sqlite_unsound": (
        "SQLite {version} 在 WAL 模式下有损坏数据的缺陷；请安装 pysqlite3（`uv sync`），或改用 PostgreSQL",
        "SQLite {version} can damage data in WAL mode; install pysqlite3 (`uv sync`) or use PostgreSQL",
    ),
    "config.sqlite_opened": (
        "数据库没有按要求打开（journal_mode={journal}，synchronous={synchronous}）：断电会丢失已确认的记录。请把数据目录放在本机磁盘上，不要放在网络盘",
        (
            "the database did not open as asked (journal_mode={journal}, synchronous={synchronous}): a "
            "power cut would lose confirmed records. Put the data folder on a disk of this machine, "
            "not on a network share"
        ),
    ),
    "config.sqlite_keys": (
        "数据库没有打开外键检查，不能使用",
        "the database does not check foreign keys and cannot be used",
    ),
    "config.no_database": (
        "数据库连不上；请检查 LINLI_DATABASE_URL 和数据库服务",
        "the database does not answer; check LINLI_DATABASE_URL and the database service",
    ),
    "config.no_migrations": (
        "读不到迁移记录",
        "the record of migrations cannot be read",
    ),
    "config.migrations": (
        "有 {count} 个迁移未执行；请运行 linli migrate",
        "{count} migrations have not been run; run linli migrate",
    ),
    "config.no_storage": (
        "数据目录不能写（{why}）；请检查 LINLI_DATA_DIR",
        "the data folder cannot be written ({why}); check LINLI_DATA_DIR",
    ),
    "config.check_debug": (
        "调试页面开着，会把内部情况显示给任何人",
        "debug pages are on and show the inside to anybody",
    ),
    "config.check_debug_hint": (
        "去掉 LINLI_DEBUG，或设为 no",
        "remove LINLI_DEBUG, or set it to no",
    ),
    "config.check_training": (
        "培训模式开着，「今天」可以被改",
        "training mode is on; “today” can be changed",
    ),
    "config.check_training_hint": (
        "去掉 LINLI_TRAINING，或设为 no",
        "remove LINLI_TRAINING, or set it to no",
    ),
    "config.check_today": (
        "设了 LINLI_TODAY，但不在培训模式，不会生效",
        "LINLI_TODAY is set without training mode and has no effect",
    ),
    "config.check_today_hint": (
        "去掉 LINLI_TODAY",
        "remove LINLI_TODAY",
    ),
    "config.check_key": (
        "签名密钥太弱，登录可以被伪造",
        "the signing key is weak; a sign-in could be forged",
    ),
    "config.check_key_hint": (
        "LINLI_SECRET_KEY 用至少 50 个随机字符：openssl rand -base64 48",
        "give LINLI_SECRET_KEY at least 50 random characters: openssl rand -base64 48",
    ),
    "config.check_hosts": (
        "LINLI_HOSTS 接受任何主机名",
        "LINLI_HOSTS accepts any host name",
    ),
    "config.check_hosts_hint": (
        "写明对外的主机名，如 LINLI_HOSTS=linli.example.gov.cn",
        "name the public host, such as LINLI_HOSTS=linli.example.gov.cn",
    ),
    "config.check_plain": (
        "登录信息会不加密地经过网络",
        "sign-ins would cross the network unencrypted",
    ),
    "config.check_plain_hint": (
        "前面放 HTTPS 代理并去掉 LINLI_HTTPS=no",
        "put an HTTPS proxy in front and remove LINLI_HTTPS=no",
    ),
    "config.no_key": (
        "没有 LINLI_SECRET_KEY：正式环境必须给出，例如 `openssl rand -base64 48` 的输出",
        ("LINLI_SECRET_KEY is missing: it must be given here, for example the output of `openssl rand -base64 48`"),
    ),
    "config.weak_key": (
        "LINLI_SECRET_KEY 太弱：请用至少 50 个随机字符，例如 `openssl rand -base64 48` 的输出",
        (
            "LINLI_SECRET_KEY is weak: use at least 50 random characters, for example the output of "
            "`openssl rand -base64 48`"
        ),
    ),
    "config.broken_key": (
        "{path} 里的密钥不完整；确认没有别的进程在用以后，删掉它会重新生成（所有人要重新登录）",
        (
            "the key in {path} is not whole; once no other process uses it, delete it and it is made "
            "anew (everybody signs in again)"
        ),
    ),
    "config.no_folder": (
        "数据目录不能写：{path}（{why}）。请改 LINLI_DATA_DIR 或目录权限",
        ("the data folder cannot be written: {path} ({why}). Change LINLI_DATA_DIR or the folder's permissions"),
    ),
    "demo.being_served": (
        "这个演示正在另一个窗口里运行，不能重建",
        "this demo is being served in another window and cannot be built anew",
    ),
    "demo.being_served_hint": (
        "先在那个窗口按 Ctrl-C 停下，再重建",
        "stop it there with Ctrl-C first",
    ),
    "demo.not_a_demo": (
        "数据库 {name} 里已有记录，而且不是演示数据，linli 不会动它",
        "the database {name} holds records that are not a demo's; linli does not touch it",
    ),
    "demo.not_a_demo_hint": (
        "演示请另用一个目录或数据库：LINLI_DATA_DIR=/tmp/linli-demo linli demo",
        "use another folder or database for the demo: LINLI_DATA_DIR=/tmp/linli-demo linli demo",
    ),
    "book.id_twice": (
        "编号重复，一个编号只能有一条",
        "the same id (“编号”) twice; there is one row to each",
    ),
    "book.id_empty": (
        "编号不能空着",
        "the id (“编号”) cannot be left empty",
    ),
    "demo.loading": (
        "正在载入演示数据……",
        "loading the demo's data …",
    ),
    "demo.cleared": (
        "旧的演示数据已清除",
        "the old demo's data are gone",
    ),
    "demo.older": (
        "演示数据是较早的版本载入的；要换成新的，请加 --reset（会清除在演示里做的练习）",
        ("the demo's data come from an older version; --reset loads the new ones (and removes what was practised)"),
    ),
    "demo.policy_new": (
        "{name}：政策包已更新，改用新的一版",
        "{name}: the policy package is newer and is now used",
    ),
    "demo.compounds": (
        "{name}：{count} 个小区",
        "{name}: {count} compounds",
    ),
    "demo.entered": (
        "{name}：{facts} 条事实、{costs} 行费用、{moneys} 笔资金",
        "{name}: {facts} facts, {costs} cost lines, {moneys} sums of money",
    ),
}
