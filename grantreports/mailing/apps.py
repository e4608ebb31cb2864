from django.apps import AppConfig


class MailingConfig(AppConfig):
    name = "grantreports.mailing"
    label = "mailing"
    verbose_name = "E-mails"
