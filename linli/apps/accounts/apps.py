from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "linli.apps.accounts"
    label = "accounts"
