from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "linli.apps.programme"
    label = "programme"

    def ready(self) -> None:
        from linli.apps.accounts.journal import declare  # noqa: PLC0415
        from linli.apps.programme.events import EVENTS  # noqa: PLC0415

        declare(EVENTS)
