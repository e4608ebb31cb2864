from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0002_indicators"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalproject",
            name="asks_first_visits",
            field=models.BooleanField(
                default=False,
                help_text="Reports can then say between how many and how many different people came.",
                verbose_name="ask how many came for the first time",
            ),
        ),
        migrations.AddField(
            model_name="historicalproject",
            name="asks_setting",
            field=models.BooleanField(
                default=True,
                help_text="School, village, workplace …: each event has one, and figures can name it.",
                verbose_name="ask in what kind of place",
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="asks_first_visits",
            field=models.BooleanField(
                default=False,
                help_text="Reports can then say between how many and how many different people came.",
                verbose_name="ask how many came for the first time",
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="asks_setting",
            field=models.BooleanField(
                default=True,
                help_text="School, village, workplace …: each event has one, and figures can name it.",
                verbose_name="ask in what kind of place",
            ),
        ),
    ]
