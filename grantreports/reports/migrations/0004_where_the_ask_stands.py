from django.db import migrations, models


def stays_in_the_masthead(apps, schema_editor):
    """Where it stood before there was a choice."""
    apps.get_model("reports", "Report").objects.update(ask_place="masthead")


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0003_in_one_sentence"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalreport",
            name="ask_place",
            field=models.CharField(
                choices=[("after", "After the results"), ("masthead", "In the masthead")],
                default="after",
                max_length=10,
                verbose_name="where the ask stands",
            ),
        ),
        migrations.AddField(
            model_name="historicalreport",
            name="ask_shows",
            field=models.CharField(
                choices=[
                    ("needed", "What is needed"),
                    ("still", "What is still needed"),
                    ("all", "What is still needed, of how much, and what is in"),
                ],
                default="needed",
                max_length=10,
                verbose_name="what the ask says",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="ask_place",
            field=models.CharField(
                choices=[("after", "After the results"), ("masthead", "In the masthead")],
                default="after",
                max_length=10,
                verbose_name="where the ask stands",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="ask_shows",
            field=models.CharField(
                choices=[
                    ("needed", "What is needed"),
                    ("still", "What is still needed"),
                    ("all", "What is still needed, of how much, and what is in"),
                ],
                default="needed",
                max_length=10,
                verbose_name="what the ask says",
            ),
        ),
        migrations.RunPython(stays_in_the_masthead, migrations.RunPython.noop),
    ]
