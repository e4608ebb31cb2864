from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "grantreports.reports"
    label = "reports"
    verbose_name = "Donor reports"
