from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0024_events_by_count_method"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="outreachevent",
            index=models.Index(fields=["setting", "first_day"], name="event_setting"),
        ),
    ]
