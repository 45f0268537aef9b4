"""What is said when a database may lose what it confirmed, or the disk is nearly full."""

from __future__ import annotations

DURABILITY: dict[str, tuple[str, str]] = {
    "durability.patience": (
        "数据库遇忙只等 {milliseconds} 毫秒，两个人同时保存会出错；请检查 LINLI_DATABASE_URL 的参数",
        (
            "the database waits only {milliseconds} ms when busy, so two people saving at once would fail; "
            "check the parameters of LINLI_DATABASE_URL"
        ),
    ),
    "durability.transactions": (
        "数据库的事务方式是 {mode}，应为 IMMEDIATE，否则两个人同时保存会出错；请检查 LINLI_DATABASE_URL 的参数",
        (
            "transactions begin as {mode} instead of IMMEDIATE, so two people saving at once would fail; "
            "check the parameters of LINLI_DATABASE_URL"
        ),
    ),
    "durability.postgresql": (
        (
            "PostgreSQL 的 {name} 是 {value}，断电或坏盘会丢失、损坏已确认的记录。{what_to_do}；"
            "要书面承担这个风险，设 LINLI_WAIVE_DURABILITY=yes"
        ),
        (
            "PostgreSQL has {name} {value}: a power cut or a bad disk could lose or damage confirmed records. "
            "{what_to_do}; to accept that risk in writing, set LINLI_WAIVE_DURABILITY=yes"
        ),
    ),
    "durability.fsync": (
        "在 postgresql.conf 里设 fsync = on，重启 PostgreSQL",
        "Set fsync = on in postgresql.conf and restart PostgreSQL",
    ),
    "durability.full_page_writes": (
        "在 postgresql.conf 里设 full_page_writes = on，重新加载",
        "Set full_page_writes = on in postgresql.conf and reload",
    ),
    "durability.synchronous_commit": (
        "在 postgresql.conf 里设 synchronous_commit = on，或 ALTER ROLE … RESET synchronous_commit",
        "Set synchronous_commit = on in postgresql.conf, or ALTER ROLE … RESET synchronous_commit",
    ),
    "durability.data_checksums": (
        "停下 PostgreSQL，运行 pg_checksums --enable -D 数据目录，再启动",
        "Stop PostgreSQL, run pg_checksums --enable -D (its data directory), start it again",
    ),
    "durability.space": (
        (
            "数据目录所在的磁盘只剩 {free} MB，低于要留的 {needed} MB：暂停一切写入，查看照常。"
            "请腾出空间，或换大一点的磁盘"
        ),
        (
            "the data folder's disk has {free} MB left, below the {needed} MB to keep free: nothing is written, "
            "reading goes on. Make room, or use a larger disk"
        ),
    ),
    "config.check_waived": (
        "断电后已确认的记录可能丢失，风险由设置承担了",
        "confirmed records may be lost in a power cut; a setting accepts that risk",
    ),
    "config.check_waived_hint": (
        "改好数据库，去掉 LINLI_WAIVE_DURABILITY",
        "mend the database and remove LINLI_WAIVE_DURABILITY",
    ),
}
