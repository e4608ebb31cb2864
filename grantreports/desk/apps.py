from django.apps import AppConfig

from projects.signals import change_considered


class DeskConfig(AppConfig):
    name = "grantreports.desk"
    label = "desk"
    verbose_name = "The desk"

    def ready(self):
        # Models are only importable now.
        from grantreports.desk import reach

        change_considered.connect(reach.what_uses)
