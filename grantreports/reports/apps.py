from django.apps import AppConfig
from django.db.models.signals import post_save

from outreach.periods import periods_asked
from outreach.signals import withdrawal_considered
from projects.signals import deletion_considered, record_cleaned


class ReportsConfig(AppConfig):
    name = "grantreports.reports"
    label = "reports"
    verbose_name = "Donor reports"

    def ready(self):
        # Models are only importable now.
        from grantreports.delivery import batches
        from grantreports.publishing import withdrawal
        from grantreports.reports import receivers

        record_cleaned.connect(receivers.refuse_year_that_loses_reports)
        deletion_considered.connect(receivers.refuse_removing_what_a_report_shows)
        deletion_considered.connect(receivers.refuse_deleting_what_donors_read)
        periods_asked.connect(receivers.tell_periods)
        post_save.connect(batches.forget_zips, sender="publishing.Edition")
        post_save.connect(receivers.make_reports_of_year, sender="projects.BudgetYear")
        withdrawal_considered.connect(withdrawal.what_a_withdrawal_takes)
        post_save.connect(withdrawal.block_everywhere, sender="outreach.PartnerQuote")
        post_save.connect(withdrawal.block_everywhere, sender="outreach.Photo")
