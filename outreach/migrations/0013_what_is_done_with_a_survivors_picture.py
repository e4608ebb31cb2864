from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outreach", "0012_taken_in_later")]

    operations = [
        migrations.AlterField(
            model_name="historicalphoto",
            name="recognisable",
            field=models.CharField(
                blank=True,
                choices=[
                    ("nobody", "Nobody"),
                    ("adults", "Adults"),
                    ("children", "Children, alone or with adults"),
                    ("survivor", "A survivor"),
                ],
                help_text="Recognisable: somebody who knows the person would know them in this picture. A survivor must never be recognisable: such a picture is refused and not kept, and of a photo that is here already the picture is deleted for good.",
                max_length=10,
                verbose_name="who is recognisable",
            ),
        ),
        migrations.AlterField(
            model_name="photo",
            name="recognisable",
            field=models.CharField(
                blank=True,
                choices=[
                    ("nobody", "Nobody"),
                    ("adults", "Adults"),
                    ("children", "Children, alone or with adults"),
                    ("survivor", "A survivor"),
                ],
                help_text="Recognisable: somebody who knows the person would know them in this picture. A survivor must never be recognisable: such a picture is refused and not kept, and of a photo that is here already the picture is deleted for good.",
                max_length=10,
                verbose_name="who is recognisable",
            ),
        ),
    ]
