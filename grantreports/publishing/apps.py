from django.apps import AppConfig

from outreach.signals import item_blocked


class PublishingConfig(AppConfig):
    name = "grantreports.publishing"
    label = "publishing"
    verbose_name = "Published reports"

    def ready(self):
        # Models are only importable now.
        from grantreports.publishing import withdrawal

        item_blocked.connect(withdrawal.close_what_shows)
