from django.db import migrations

NAME = "Read which e-mails came back"


def schedule(apps, schema_editor):
    Schedule = apps.get_model("django_q", "Schedule")
    defaults = {
        "func": "grantreports.reports.bounces.reading.read_bounces",
        "schedule_type": "I",
        "minutes": 15,
    }
    Schedule.objects.get_or_create(name=NAME, defaults=defaults)


def unschedule(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0019_bounces"),
        ("django_q", "0019_alter_task_options_alter_ormq_key_alter_ormq_lock_and_more"),
    ]

    operations = [migrations.RunPython(schedule, unschedule)]
