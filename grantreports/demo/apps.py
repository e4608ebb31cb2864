from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "grantreports.demo"
    label = "demo"
    verbose_name = "Demonstration"
