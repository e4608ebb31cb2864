from datetime import UTC, datetime

from django.db import migrations

NAME = "Remind of reports that are due"


def schedule(apps, schema_editor):
    Schedule = apps.get_model("django_q", "Schedule")
    # Early in the morning of a European and an Asian day.
    early = datetime.now(UTC).replace(hour=2, minute=0, second=0, microsecond=0)
    defaults = {
        "func": "grantreports.reports.schedule.reminders.remind",
        "schedule_type": "D",
        "next_run": early,
    }
    Schedule.objects.get_or_create(name=NAME, defaults=defaults)


def unschedule(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0011_outbox_for_all_mails"),
        ("django_q", "0019_alter_task_options_alter_ormq_key_alter_ormq_lock_and_more"),
    ]

    operations = [migrations.RunPython(schedule, unschedule)]
