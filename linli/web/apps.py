from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "linli.web"
    label = "web"

    def ready(self) -> None:
        from linli.web.doors import watch_sign_ins  # noqa: PLC0415

        watch_sign_ins()
