from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0023_text_of_events"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="outreachevent",
            index=models.Index(fields=["count_method", "first_day"], name="event_count_method"),
        ),
    ]
