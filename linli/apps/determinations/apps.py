from django.apps import AppConfig


class DeterminationsConfig(AppConfig):
    name = "linli.apps.determinations"
    label = "determinations"

    def ready(self) -> None:
        from linli.apps.accounts.journal import declare  # noqa: PLC0415
        from linli.apps.determinations.events import EVENTS  # noqa: PLC0415

        declare(EVENTS)
