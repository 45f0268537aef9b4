"""Wires the checks, the jobs of the stages and the promises asked of the database when Django starts."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class HouseConfig(AppConfig):
    name = "linli.config"
    label = "house"
    verbose_name = "linli"

    def ready(self) -> None:
        from linli.config import checks  # noqa: F401, PLC0415 -- registers them
        from linli.config.durability import refuse_unsound_connection  # noqa: PLC0415
        from linli.config.secrets import key_ring  # noqa: PLC0415
        from linli.integrations.crypto import set_keys  # noqa: PLC0415
        from linli.stages.jobs import declare_stage_jobs  # noqa: PLC0415

        set_keys(key_ring)
        declare_stage_jobs()
        connection_created.connect(refuse_unsound_connection, dispatch_uid="linli.sound_connection")
