from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "linli.apps.accounts"
    label = "accounts"

    def ready(self) -> None:
        from linli.apps.accounts.events import EVENTS  # noqa: PLC0415
        from linli.apps.accounts.journal import declare  # noqa: PLC0415

        declare(EVENTS)
