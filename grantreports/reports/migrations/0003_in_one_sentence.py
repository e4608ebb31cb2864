from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0002_order_of_the_parts"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalreport",
            name="in_brief",
            field=models.CharField(
                blank=True,
                help_text="At the top of the report. Figures in braces are computed: “{attendance: students}”.",
                max_length=200,
                verbose_name="in one sentence",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="in_brief",
            field=models.CharField(
                blank=True,
                help_text="At the top of the report. Figures in braces are computed: “{attendance: students}”.",
                max_length=200,
                verbose_name="in one sentence",
            ),
        ),
    ]
