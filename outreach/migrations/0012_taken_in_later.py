from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outreach", "0011_no_speaker_offered")]

    operations = [
        migrations.AlterField(
            model_name="eventimport",
            name="status",
            field=models.CharField(
                choices=[
                    ("checking", "Checking"),
                    ("ready", "Ready"),
                    ("taking", "Taking"),
                    ("confirmed", "Confirmed"),
                    ("failed", "Failed"),
                ],
                default="checking",
                max_length=10,
            ),
        ),
    ]
