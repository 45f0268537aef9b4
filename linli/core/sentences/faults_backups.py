"""What backing up and restoring refuses."""

from __future__ import annotations

BACKUPS: dict[str, tuple[str, str]] = {
    "backup.not_one": (
        "{file} 不是 linli 的备份文件，什么也没有动",
        "{file} is no backup made by linli; nothing was touched",
    ),
    "backup.damaged": (
        "{file} 不完整或被改过（校验和不符），什么也没有动。请用另一份备份",
        "{file} is damaged or was altered (its checksum does not agree); nothing was touched. Use another backup",
    ),
    "backup.other_form": (
        "{file} 的格式是 {form}，这个版本的 linli 读不了；请用更新的 linli",
        "{file} has form {form}, which this version of linli cannot read; use a newer linli",
    ),
    "backup.newer": (
        "{file} 是更新的 linli（{version}）做的，这里没有它的 {migrations}；请升级 linli 再恢复",
        "{file} was made by a newer linli ({version}); {migrations} are not known here. Upgrade linli, then restore",
    ),
    "backup.exists": (
        "{file} 已经在了，又不是 linli 的备份，没有覆盖它；请换个名字",
        "{file} is there already and is no backup of linli's, so it was not overwritten; choose another name",
    ),
    "backup.no_folder": (
        "没有目录 {folder}；请先建好",
        "there is no folder {folder}; make it first",
    ),
    "backup.target_not_empty": (
        (
            "这个数据库里已有资料（{found}），恢复从不覆盖。"
            "请用空的数据库：另设 LINLI_DATA_DIR，或新建一个 PostgreSQL 库"
        ),
        (
            "this database holds data already ({found}); restoring never overwrites. "
            "Use an empty one: another LINLI_DATA_DIR, or a new PostgreSQL database"
        ),
    ),
    "backup.file_differs": (
        "{file} 已经在了而内容不同，恢复从不覆盖。请用空的数据目录",
        "{file} is there already with other content; restoring never overwrites. Use an empty data folder",
    ),
    "backup.not_the_same": (
        "恢复出来的表 {tables} 与备份不一致，已全部撤回，数据库还是空的。请把这件事报给维护者",
        "the restored tables {tables} do not equal the backup; everything was taken back. Please report this",
    ),
    "backup.anchor": (
        "{file} 不是检查点：第二行应是记录数",
        "{file} is no checkpoint: its second line should be the number of events",
    ),
}
