import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0004_targets_of_indicators"),
    ]

    operations = [
        migrations.AlterField(
            model_name="target",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="targets",
                to="projects.indicator",
            ),
        ),
        migrations.RemoveField(
            model_name="historicaltarget",
            name="figure",
        ),
        migrations.RemoveField(
            model_name="target",
            name="figure",
        ),
        migrations.AlterField(
            model_name="historicaltarget",
            name="value",
            field=models.DecimalField(
                decimal_places=4,
                help_text="The number promised for the whole budget year.",
                max_digits=18,
                validators=[
                    django.core.validators.MinValueValidator(0, "A target is not below 0."),
                    django.core.validators.MaxValueValidator(
                        100000000, "A target is at most 100,000,000."
                    ),
                ],
            ),
        ),
        migrations.AlterField(
            model_name="target",
            name="value",
            field=models.DecimalField(
                decimal_places=4,
                help_text="The number promised for the whole budget year.",
                max_digits=18,
                validators=[
                    django.core.validators.MinValueValidator(0, "A target is not below 0."),
                    django.core.validators.MaxValueValidator(
                        100000000, "A target is at most 100,000,000."
                    ),
                ],
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.UniqueConstraint(
                fields=("budget_year", "indicator", "breakdown"),
                name="one_target_per_figure_and_year",
                violation_error_code="indicator",
                violation_error_message="This year has a target for that figure already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(("value__gte", 0)),
                name="target_value_from_0",
                violation_error_code="value",
                violation_error_message="A target is not below 0.",
            ),
        ),
    ]
