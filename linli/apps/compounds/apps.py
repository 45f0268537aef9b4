from django.apps import AppConfig


class CompoundsConfig(AppConfig):
    name = "linli.apps.compounds"
    label = "compounds"

    def ready(self) -> None:
        from linli.apps.accounts.journal import declare  # noqa: PLC0415
        from linli.apps.compounds.events import EVENTS  # noqa: PLC0415

        declare(EVENTS)
