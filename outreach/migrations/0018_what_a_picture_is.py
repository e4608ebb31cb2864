from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outreach", "0017_values_of_indicators")]

    operations = [
        migrations.AddField(
            model_name="historicalphoto",
            name="kind",
            field=models.CharField(
                choices=[("photo", "A photo"), ("drawing", "A drawing")],
                default="photo",
                max_length=10,
                verbose_name="kind of picture",
            ),
        ),
        migrations.AddField(
            model_name="historicalphoto",
            name="shows_others",
            field=models.BooleanField(
                default=False,
                help_text="Donors read so below it.",
                verbose_name="The picture shows other children than those of the story",
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="kind",
            field=models.CharField(
                choices=[("photo", "A photo"), ("drawing", "A drawing")],
                default="photo",
                max_length=10,
                verbose_name="kind of picture",
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="shows_others",
            field=models.BooleanField(
                default=False,
                help_text="Donors read so below it.",
                verbose_name="The picture shows other children than those of the story",
            ),
        ),
    ]
