from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "linli.apps.work"
    label = "work"

    def ready(self) -> None:
        from linli.apps.accounts.journal import declare  # noqa: PLC0415
        from linli.apps.work.events import EVENTS  # noqa: PLC0415
        from linli.apps.work.kinds import declare_jobs  # noqa: PLC0415
        from linli.apps.work.upkeep import UPKEEP  # noqa: PLC0415

        declare(EVENTS)
        declare_jobs(UPKEEP)
