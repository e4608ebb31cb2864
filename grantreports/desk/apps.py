from django.apps import AppConfig

from projects.signals import (
    becomes_another,
    change_considered,
    deletion_considered,
    name_changed,
    record_cleaned,
)


class DeskConfig(AppConfig):
    name = "grantreports.desk"
    label = "desk"
    verbose_name = "The desk"

    def ready(self):
        # Models are only importable now.
        from grantreports.desk import reach, renaming

        change_considered.connect(reach.what_uses)
        deletion_considered.connect(reach.check_deletion)
        record_cleaned.connect(renaming.check_name)
        name_changed.connect(renaming.write_anew)
        becomes_another.connect(renaming.write_as_another)
