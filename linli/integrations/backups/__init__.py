"""The one file of a backup: members in a zip, a manifest that names every one of them, and a checksum over all."""

from linli.integrations.backups.envelope import BackupReader, BackupWriter, DamagedBackupError

__all__ = ["BackupReader", "BackupWriter", "DamagedBackupError"]
