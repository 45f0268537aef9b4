from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "linli.apps.evidence"
    label = "evidence"

    def ready(self) -> None:
        from linli.apps.accounts.journal import declare  # noqa: PLC0415
        from linli.apps.evidence.events import EVENTS  # noqa: PLC0415

        declare(EVENTS)
