"""Files from outside: kept by their content, told by their content, looked into only in a process of their own."""

from linli.integrations.files.guarded import Seen, look_into
from linli.integrations.files.store import FileStore, Kept

__all__ = ["FileStore", "Kept", "Seen", "look_into"]
