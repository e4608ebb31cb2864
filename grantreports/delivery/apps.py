from django.apps import AppConfig

from grantreports.publishing.signals import edition_closed


class DeliveryConfig(AppConfig):
    name = "grantreports.delivery"
    label = "delivery"
    verbose_name = "Delivery to donors"

    def ready(self):
        # Models are only importable now.
        from grantreports.delivery import batches

        edition_closed.connect(batches.forget_zips)
