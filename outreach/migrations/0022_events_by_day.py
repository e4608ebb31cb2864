from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0021_sums_by_month"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="outreachevent",
            index=models.Index(fields=["first_day", "id"], name="event_first_day"),
        ),
    ]
