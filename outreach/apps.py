from django.apps import AppConfig
from django.db.models.signals import post_migrate

from projects.signals import becomes_another, deletion_considered, record_cleaned, set_used


class OutreachConfig(AppConfig):
    name = "outreach"

    def ready(self):
        # Models are only importable now.
        from outreach import proposals, ready_groups, rules, sums

        record_cleaned.connect(rules.check_record)
        deletion_considered.connect(rules.check_deletion)
        set_used.connect(ready_groups.add_groups)
        becomes_another.connect(proposals.move_counts)
        post_migrate.connect(sums.watch, sender=self)
