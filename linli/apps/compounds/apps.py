from django.apps import AppConfig


class CompoundsConfig(AppConfig):
    name = "linli.apps.compounds"
    label = "compounds"
