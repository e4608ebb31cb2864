from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outreach", "0018_what_a_picture_is")]

    operations = [
        migrations.AddField(
            model_name="historicalphoto",
            name="credit",
            field=models.CharField(
                blank=True,
                help_text="Donors read this name below the picture. Never a child's name.",
                max_length=120,
                verbose_name="made by",
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="credit",
            field=models.CharField(
                blank=True,
                help_text="Donors read this name below the picture. Never a child's name.",
                max_length=120,
                verbose_name="made by",
            ),
        ),
    ]
