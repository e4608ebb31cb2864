from django.apps import AppConfig

from projects.signals import deletion_considered, record_cleaned


class OutreachConfig(AppConfig):
    name = "outreach"

    def ready(self):
        # Models are only importable now.
        from outreach import rules

        record_cleaned.connect(rules.check_record)
        deletion_considered.connect(rules.check_deletion)
