from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0015_first_visits"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicaloutreachevent",
            name="setting",
            field=models.CharField(
                blank=True,
                choices=[
                    ("rural_school", "Rural school"),
                    ("urban_school", "Urban school"),
                    ("village", "Village"),
                    ("public_event", "Public event"),
                    ("workplace", "Workplace"),
                    ("faith_centre", "Faith centre"),
                    ("online_session", "Online session"),
                    ("other_place", "Other place"),
                ],
                help_text="In what kind of place it was.",
                max_length=20,
                verbose_name="setting",
            ),
        ),
        migrations.AlterField(
            model_name="outreachevent",
            name="setting",
            field=models.CharField(
                blank=True,
                choices=[
                    ("rural_school", "Rural school"),
                    ("urban_school", "Urban school"),
                    ("village", "Village"),
                    ("public_event", "Public event"),
                    ("workplace", "Workplace"),
                    ("faith_centre", "Faith centre"),
                    ("online_session", "Online session"),
                    ("other_place", "Other place"),
                ],
                help_text="In what kind of place it was.",
                max_length=20,
                verbose_name="setting",
            ),
        ),
    ]
