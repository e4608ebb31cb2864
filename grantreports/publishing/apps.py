from django.apps import AppConfig

from outreach.signals import item_blocked, told_to_donors
from projects.signals import change_considered, deletion_considered


class PublishingConfig(AppConfig):
    name = "grantreports.publishing"
    label = "publishing"
    verbose_name = "Published reports"

    def ready(self):
        # Models are only importable now.
        from grantreports.publishing import reach, told, withdrawal

        item_blocked.connect(withdrawal.close_what_shows)
        told_to_donors.connect(told.is_told)
        change_considered.connect(reach.what_goes_back)
        deletion_considered.connect(reach.check_deletion)
