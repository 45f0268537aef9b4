from django.apps import AppConfig


class SigninConfig(AppConfig):
    name = "linli.apps.signin"
    label = "signin"

    def ready(self) -> None:
        from linli.apps.accounts.journal import declare  # noqa: PLC0415
        from linli.apps.signin.events import EVENTS  # noqa: PLC0415
        from linli.apps.signin.sessions import end_with_the_right_to_them  # noqa: PLC0415

        declare(EVENTS)
        end_with_the_right_to_them()
