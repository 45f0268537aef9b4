from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "linli.apps.funding"
    label = "funding"
