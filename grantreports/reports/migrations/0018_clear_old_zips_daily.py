from django.db import migrations

NAME = "Clear old ZIPs of reports"


def schedule(apps, schema_editor):
    Schedule = apps.get_model("django_q", "Schedule")
    defaults = {"func": "grantreports.reports.delivery.old_zips.clear", "schedule_type": "D"}
    Schedule.objects.get_or_create(name=NAME, defaults=defaults)


def unschedule(apps, schema_editor):
    apps.get_model("django_q", "Schedule").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0017_file_of_a_batch_deleted"),
        ("django_q", "0019_alter_task_options_alter_ormq_key_alter_ormq_lock_and_more"),
    ]

    operations = [migrations.RunPython(schedule, unschedule)]
