from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "grantreports.delivery"
    label = "delivery"
    verbose_name = "Delivery to donors"
