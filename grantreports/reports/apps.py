from django.apps import AppConfig

from projects.signals import record_cleaned


class ReportsConfig(AppConfig):
    name = "grantreports.reports"
    label = "reports"
    verbose_name = "Donor reports"

    def ready(self):
        # Models are only importable now.
        from grantreports.reports.receivers import refuse_year_that_loses_reports

        record_cleaned.connect(refuse_year_that_loses_reports)
