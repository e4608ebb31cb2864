from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("handover", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="handover",
            name="kind",
            field=models.CharField(
                choices=[
                    ("submitted", "Submitted"),
                    ("returned", "Returned to the partner"),
                    ("accepted", "Accepted"),
                    ("taken_over", "Taken over by the foundation"),
                    ("error", "Error reported"),
                ],
                max_length=10,
                verbose_name="step",
            ),
        ),
        migrations.AlterField(
            model_name="historicalhandover",
            name="kind",
            field=models.CharField(
                choices=[
                    ("submitted", "Submitted"),
                    ("returned", "Returned to the partner"),
                    ("accepted", "Accepted"),
                    ("taken_over", "Taken over by the foundation"),
                    ("error", "Error reported"),
                ],
                max_length=10,
                verbose_name="step",
            ),
        ),
    ]
