from django.apps import AppConfig
from django.core.checks import register

from grantreports.reports.libraries import check_libraries


class ReportsConfig(AppConfig):
    name = "grantreports.reports"
    label = "reports"
    verbose_name = "Donor reports"

    def ready(self):
        register(check_libraries)
