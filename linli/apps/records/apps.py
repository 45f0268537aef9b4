from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "linli.apps.records"
    label = "records"

    def ready(self) -> None:
        from linli.apps.accounts.journal import declare  # noqa: PLC0415
        from linli.apps.records.events import EVENTS  # noqa: PLC0415

        declare(EVENTS)
        from linli.apps.accounts.journal import set_recorder  # noqa: PLC0415
        from linli.apps.records.services import record_event  # noqa: PLC0415

        set_recorder(record_event)
        from django.db.models.signals import post_migrate, pre_migrate  # noqa: PLC0415

        from linli.apps.records import capture  # noqa: PLC0415

        pre_migrate.connect(lambda **_: capture.lift(), sender=self, weak=False, dispatch_uid="records.lift")
        post_migrate.connect(lambda **_: capture.install(), sender=self, weak=False, dispatch_uid="records.install")
