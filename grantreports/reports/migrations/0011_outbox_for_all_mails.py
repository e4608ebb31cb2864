from datetime import timedelta

from django.db import migrations
from django.utils import timezone

NAME = "Send e-mails that were left"


def hand_over(apps, schema_editor):
    """The outbox sends what is left of all kinds; what failed for days stays with people."""
    schedules = apps.get_model("django_q", "Schedule").objects.filter(name=NAME)
    schedules.update(func="grantreports.reports.outbox.send_left", minutes=5)
    given_up = timezone.now() - timedelta(days=3)
    mailings = apps.get_model("reports", "Mailing").objects
    mailings.filter(sent_at=None, handover__at__lt=given_up).update(next_try=None)


def hand_back(apps, schema_editor):
    schedules = apps.get_model("django_q", "Schedule").objects.filter(name=NAME)
    schedules.update(func="grantreports.reports.mails.send_left", minutes=15)


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0010_next_try_of_mails"),
        ("django_q", "0019_alter_task_options_alter_ormq_key_alter_ormq_lock_and_more"),
    ]

    operations = [migrations.RunPython(hand_over, hand_back)]
