"""What is said about keys, and about values that were sealed with them."""

from __future__ import annotations

KEYS: dict[str, tuple[str, str]] = {
    "keys.missing": (
        (
            "密钥文件 {file} 不在。没有它，已加密的资料都读不出来，所以不会悄悄新建。"
            "请放回原来的文件；确是新装的，运行 `linli keys make`"
        ),
        (
            "the key file {file} is missing. Without it nothing sealed can be read, so none is made in silence. "
            "Put the file back; on a new installation run `linli keys make`"
        ),
    ),
    "keys.exists": (
        "密钥文件 {file} 已经在了，没有动它",
        "the key file {file} is there already; it was left alone",
    ),
    "keys.open_to_others": (
        "密钥文件 {file} 别的用户也能读，不能使用。请运行 `chmod 600 {file}`",
        "other users can read the key file {file}, so it is not used. Run `chmod 600 {file}`",
    ),
    "keys.not_readable": (
        "读不到密钥文件 {file}（{why}）；请检查 LINLI_KEYS_FILE 和文件的主人",
        "the key file {file} cannot be read ({why}); check LINLI_KEYS_FILE and the file's owner",
    ),
    "keys.not_writable": (
        "密钥文件 {file} 写不进去（{why}）；新密钥没有生效。请检查目录的主人，或在能写的地方运行 `linli keys rotate`",
        (
            "the key file {file} cannot be written ({why}); no new key was made. Check the folder's owner, or run "
            "`linli keys rotate` where it can be written"
        ),
    ),
    "keys.damaged": (
        "密钥文件 {file} 不完整。请从保管人那里取回副本；不要删它，删了就再也读不出已加密的资料",
        (
            "the key file {file} is not whole. Fetch the copy from its custodian; do not delete it, or "
            "what was sealed is lost for good"
        ),
    ),
    "keys.other_form": (
        "密钥文件 {file} 的格式是 {form}，这个版本的 linli 读不了；请升级 linli",
        "the key file {file} has form {form}, which this version of linli cannot read; upgrade linli",
    ),
    "keys.unknown": (
        "没有编号 {id} 的密钥（{file}）：这份资料是用另一个密钥文件加密的，请放回那个文件",
        "there is no key {id} in {file}: this value was sealed with another key file; put that file back",
    ),
    "keys.destroyed": (
        "编号 {id} 的密钥已于 {on} 销毁，用它加密的资料按规定不能再读",
        "key {id} was destroyed at {on}: what it sealed can, as intended, no longer be read",
    ),
    "keys.destroy_current": (
        "编号 {id} 的密钥正在使用，不能销毁；先 `linli keys rotate` 换一把",
        "key {id} is in use and cannot be destroyed; replace it first with `linli keys rotate`",
    ),
    "keys.not_sealed": (
        "{place} 里不是加密的资料",
        "what stands in {place} is not a sealed value",
    ),
    "keys.altered": (
        "{place} 里的加密资料打不开：被改过，或是从别处移来的。请与备份核对，并告诉审计",
        (
            "the sealed value in {place} does not open: it was altered, or moved there from another place. Compare "
            "with a backup and tell the auditor"
        ),
    ),
    "keys.no_ring": (
        "还没有说密钥在哪里",
        "nobody has said where the keys are",
    ),
}
