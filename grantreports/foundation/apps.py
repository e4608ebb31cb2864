from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "grantreports.foundation"
    label = "foundation"
    verbose_name = "The foundation"
