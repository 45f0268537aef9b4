from django.apps import AppConfig


class PersonalConfig(AppConfig):
    name = "linli.apps.personal"
    label = "personal"

    def ready(self) -> None:
        from linli.apps.accounts.journal import declare  # noqa: PLC0415
        from linli.apps.personal.contacts import CONTACTS  # noqa: PLC0415
        from linli.apps.personal.events import EVENTS  # noqa: PLC0415
        from linli.apps.personal.holdings import hold  # noqa: PLC0415

        declare(EVENTS)
        hold(CONTACTS)
