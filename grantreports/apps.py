from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class SiteConfig(AppConfig):
    name = "grantreports"

    def ready(self):
        # Models are only importable now.
        from grantreports.schedules import put_right

        # Only apps with models of their own send it: the queue, whose table is written to.
        post_migrate.connect(put_right, sender=apps.get_app_config("django_q"))
