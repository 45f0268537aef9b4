from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    name = "linli.apps.residents"
    label = "residents"

    def ready(self) -> None:
        from linli.apps.accounts.journal import declare  # noqa: PLC0415
        from linli.apps.residents.events import EVENTS  # noqa: PLC0415

        declare(EVENTS)
