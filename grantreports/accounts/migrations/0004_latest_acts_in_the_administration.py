from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_cache_table"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]

    operations = [
        # The table is Django's own; the first page of the administration asks for the latest.
        migrations.RunSQL(
            "CREATE INDEX admin_log_of_user ON django_admin_log (user_id, action_time)",
            "DROP INDEX IF EXISTS admin_log_of_user",
        ),
    ]
