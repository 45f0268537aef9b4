from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "linli.apps.programme"
    label = "programme"
