from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0014_groups_of_a_project"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicaloutreachevent",
            name="first_visits",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="How many of the people had never come before. Empty if nobody asked.",
                null=True,
                verbose_name="came for the first time",
            ),
        ),
        migrations.AddField(
            model_name="outreachevent",
            name="first_visits",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="How many of the people had never come before. Empty if nobody asked.",
                null=True,
                verbose_name="came for the first time",
            ),
        ),
    ]
