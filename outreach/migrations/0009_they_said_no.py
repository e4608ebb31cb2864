from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outreach", "0008_day_of_quotes_and_photos")]

    operations = [
        migrations.AlterField(
            model_name="historicalpartnerquote",
            name="consent",
            field=models.CharField(
                choices=[
                    ("given", "Given"),
                    ("not_recorded", "Not recorded"),
                    ("refused", "They said no"),
                    ("withdrawn", "Withdrawn"),
                    ("not_needed", "Not needed: nobody can be recognised"),
                ],
                default="not_recorded",
                help_text="Only “not needed” and “given” can be printed. For a child, a parent or guardian gives consent, and the child agrees too.",
                max_length=12,
                verbose_name="consent",
            ),
        ),
        migrations.AlterField(
            model_name="historicalphoto",
            name="consent",
            field=models.CharField(
                choices=[
                    ("given", "Given"),
                    ("not_recorded", "Not recorded"),
                    ("refused", "They said no"),
                    ("withdrawn", "Withdrawn"),
                    ("not_needed", "Not needed: nobody can be recognised"),
                ],
                default="not_recorded",
                help_text="Only “not needed” and “given” can be printed. For a child, a parent or guardian gives consent, and the child agrees too.",
                max_length=12,
                verbose_name="consent",
            ),
        ),
        migrations.AlterField(
            model_name="partnerquote",
            name="consent",
            field=models.CharField(
                choices=[
                    ("given", "Given"),
                    ("not_recorded", "Not recorded"),
                    ("refused", "They said no"),
                    ("withdrawn", "Withdrawn"),
                    ("not_needed", "Not needed: nobody can be recognised"),
                ],
                default="not_recorded",
                help_text="Only “not needed” and “given” can be printed. For a child, a parent or guardian gives consent, and the child agrees too.",
                max_length=12,
                verbose_name="consent",
            ),
        ),
        migrations.AlterField(
            model_name="photo",
            name="consent",
            field=models.CharField(
                choices=[
                    ("given", "Given"),
                    ("not_recorded", "Not recorded"),
                    ("refused", "They said no"),
                    ("withdrawn", "Withdrawn"),
                    ("not_needed", "Not needed: nobody can be recognised"),
                ],
                default="not_recorded",
                help_text="Only “not needed” and “given” can be printed. For a child, a parent or guardian gives consent, and the child agrees too.",
                max_length=12,
                verbose_name="consent",
            ),
        ),
    ]
