from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "grantreports.desk"
    label = "desk"
    verbose_name = "The desk"
