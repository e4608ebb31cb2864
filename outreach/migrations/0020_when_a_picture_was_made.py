from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outreach", "0019_who_made_a_picture")]

    operations = [
        migrations.AddField(
            model_name="historicalphoto",
            name="tells_day",
            field=models.BooleanField(
                default=False,
                help_text="Month and year only.",
                verbose_name="Tell donors when it was made",
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="tells_day",
            field=models.BooleanField(
                default=False,
                help_text="Month and year only.",
                verbose_name="Tell donors when it was made",
            ),
        ),
    ]
