from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outreach", "0009_they_said_no")]

    operations = [
        migrations.AlterField(
            model_name="historicalpartnerquote",
            name="words",
            field=models.TextField(
                blank=True,
                help_text="In English, without quotation marks. They may stay empty where the original words are there: the foundation translates these.",
                verbose_name="words",
            ),
        ),
        migrations.AlterField(
            model_name="partnerquote",
            name="words",
            field=models.TextField(
                blank=True,
                help_text="In English, without quotation marks. They may stay empty where the original words are there: the foundation translates these.",
                verbose_name="words",
            ),
        ),
        migrations.AddConstraint(
            model_name="partnerquote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("words", ""), _negated=True),
                    models.Q(("original_words", ""), _negated=True),
                    _connector="OR",
                ),
                name="quote_says_something",
                violation_error_code="words",
                violation_error_message="Write what was said, in English or as it was said.",
            ),
        ),
    ]
