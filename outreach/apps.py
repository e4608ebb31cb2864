from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save

from projects.signals import deletion_considered, record_cleaned


class OutreachConfig(AppConfig):
    name = "outreach"

    def ready(self):
        # Models are only importable now.
        from outreach import receivers

        record_cleaned.connect(receivers.refuse_unknown_figures_in_summary)
        record_cleaned.connect(receivers.refuse_unknown_target_figure)
        record_cleaned.connect(receivers.refuse_year_that_loses_events)
        record_cleaned.connect(receivers.refuse_country_that_loses_events)
        deletion_considered.connect(receivers.refuse_deleting_a_year_with_events)
        post_save.connect(receivers.delete_blocked_picture, self.get_model("Photo"))
        post_delete.connect(receivers.delete_picture_files, self.get_model("Photo"))
