from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "grantreports.handover"
    label = "handover"
    verbose_name = "Handovers"
