from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "linli.apps.records"
    label = "records"
