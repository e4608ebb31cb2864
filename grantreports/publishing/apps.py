from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "grantreports.publishing"
    label = "publishing"
    verbose_name = "Published reports"
