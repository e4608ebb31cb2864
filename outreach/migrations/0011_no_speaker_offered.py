from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outreach", "0010_quotes_to_translate")]

    operations = [
        migrations.AlterField(
            model_name="historicalpartnerquote",
            name="speaker",
            field=models.CharField(
                help_text="A role: “a teacher in Chiang Mai”. Never a child's name.",
                max_length=200,
                verbose_name="who is speaking",
            ),
        ),
        migrations.AlterField(
            model_name="partnerquote",
            name="speaker",
            field=models.CharField(
                help_text="A role: “a teacher in Chiang Mai”. Never a child's name.",
                max_length=200,
                verbose_name="who is speaking",
            ),
        ),
    ]
