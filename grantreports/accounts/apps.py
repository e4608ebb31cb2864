from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "grantreports.accounts"
    label = "accounts"
    verbose_name = "People"
