from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "linli.apps.funding"
    label = "funding"

    def ready(self) -> None:
        from linli.apps.accounts.journal import declare  # noqa: PLC0415
        from linli.apps.funding.events import EVENTS  # noqa: PLC0415

        declare(EVENTS)
