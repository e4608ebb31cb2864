from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalIndicator",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("events", "Events"),
                            ("attendance", "Attendance"),
                            ("provinces", "Provinces"),
                            ("sessions", "Sessions"),
                            ("entered", "Entered as a number"),
                        ],
                        default="entered",
                        editable=False,
                        max_length=12,
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As a figure reads it: “boreholes”, “people with water within 500 m”.",
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[^\\W\\d_]", "A name begins with a letter."
                            ),
                            django.core.validators.RegexValidator(
                                "[{},:]",
                                "Figures cannot read a name with { } , or :",
                                inverse_match=True,
                            ),
                        ],
                    ),
                ),
                (
                    "one",
                    models.CharField(
                        blank=True,
                        help_text="“borehole”.",
                        max_length=80,
                        verbose_name="name of one",
                    ),
                ),
                (
                    "many",
                    models.CharField(
                        blank=True,
                        help_text="As donors read it below a number. Empty: the name.",
                        max_length=80,
                        verbose_name="name of several",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        help_text="“litres”, “%”, “km”. Empty for what is counted in pieces or people.",
                        max_length=20,
                    ),
                ),
                (
                    "decimals",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="How many decimals are entered and printed.",
                        validators=[
                            django.core.validators.MaxValueValidator(4, "At most 4 decimals.")
                        ],
                    ),
                ),
                (
                    "adds_up",
                    models.CharField(
                        choices=[
                            ("sum", "Sum of all values"),
                            ("latest", "The latest value of the period"),
                            ("highest", "The highest value"),
                            ("share", "Share of two other indicators, in per cent"),
                            ("unique", "Different people, where the partner keeps a count"),
                        ],
                        default="sum",
                        max_length=10,
                        verbose_name="how it adds up",
                    ),
                ),
                (
                    "entered_with",
                    models.CharField(
                        choices=[
                            ("event", "Each event"),
                            ("period", "The period, by place (state of things)"),
                        ],
                        default="event",
                        max_length=8,
                    ),
                ),
                (
                    "every_event",
                    models.BooleanField(
                        default=True,
                        help_text="Then an empty one is unknown, and reports say “at least”; else it is none.",
                        verbose_name="every event has one",
                    ),
                ),
                ("counts_people", models.BooleanField(default=False)),
                (
                    "less_is_better",
                    models.BooleanField(
                        default=False, help_text="A target is then the most that there should be."
                    ),
                ),
                (
                    "baseline",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="How it was before the project.",
                        max_digits=18,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                0, "A baseline is not below 0."
                            ),
                            django.core.validators.MaxValueValidator(
                                Decimal("1000000000000"), "A baseline is at most a trillion."
                            ),
                        ],
                    ),
                ),
                (
                    "baseline_on",
                    models.DateField(blank=True, null=True, verbose_name="day of the baseline"),
                ),
                (
                    "baseline_source",
                    models.CharField(
                        blank=True,
                        help_text="“Survey of the county”.",
                        max_length=200,
                        verbose_name="source of the baseline",
                    ),
                ),
                (
                    "verified_by",
                    models.CharField(
                        blank=True,
                        help_text="“Handover certificates”.",
                        max_length=200,
                        verbose_name="how it is verified",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=1, help_text="1 comes first.")),
                (
                    "is_proposed",
                    models.BooleanField(
                        default=False,
                        help_text="The partner enters it already; reports wait until the foundation confirms it.",
                        verbose_name="proposed by the partner",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical indicator",
                "verbose_name_plural": "historical indicators",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("events", "Events"),
                            ("attendance", "Attendance"),
                            ("provinces", "Provinces"),
                            ("sessions", "Sessions"),
                            ("entered", "Entered as a number"),
                        ],
                        default="entered",
                        editable=False,
                        max_length=12,
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As a figure reads it: “boreholes”, “people with water within 500 m”.",
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[^\\W\\d_]", "A name begins with a letter."
                            ),
                            django.core.validators.RegexValidator(
                                "[{},:]",
                                "Figures cannot read a name with { } , or :",
                                inverse_match=True,
                            ),
                        ],
                    ),
                ),
                (
                    "one",
                    models.CharField(
                        blank=True,
                        help_text="“borehole”.",
                        max_length=80,
                        verbose_name="name of one",
                    ),
                ),
                (
                    "many",
                    models.CharField(
                        blank=True,
                        help_text="As donors read it below a number. Empty: the name.",
                        max_length=80,
                        verbose_name="name of several",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        help_text="“litres”, “%”, “km”. Empty for what is counted in pieces or people.",
                        max_length=20,
                    ),
                ),
                (
                    "decimals",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="How many decimals are entered and printed.",
                        validators=[
                            django.core.validators.MaxValueValidator(4, "At most 4 decimals.")
                        ],
                    ),
                ),
                (
                    "adds_up",
                    models.CharField(
                        choices=[
                            ("sum", "Sum of all values"),
                            ("latest", "The latest value of the period"),
                            ("highest", "The highest value"),
                            ("share", "Share of two other indicators, in per cent"),
                            ("unique", "Different people, where the partner keeps a count"),
                        ],
                        default="sum",
                        max_length=10,
                        verbose_name="how it adds up",
                    ),
                ),
                (
                    "entered_with",
                    models.CharField(
                        choices=[
                            ("event", "Each event"),
                            ("period", "The period, by place (state of things)"),
                        ],
                        default="event",
                        max_length=8,
                    ),
                ),
                (
                    "every_event",
                    models.BooleanField(
                        default=True,
                        help_text="Then an empty one is unknown, and reports say “at least”; else it is none.",
                        verbose_name="every event has one",
                    ),
                ),
                ("counts_people", models.BooleanField(default=False)),
                (
                    "less_is_better",
                    models.BooleanField(
                        default=False, help_text="A target is then the most that there should be."
                    ),
                ),
                (
                    "baseline",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="How it was before the project.",
                        max_digits=18,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                0, "A baseline is not below 0."
                            ),
                            django.core.validators.MaxValueValidator(
                                Decimal("1000000000000"), "A baseline is at most a trillion."
                            ),
                        ],
                    ),
                ),
                (
                    "baseline_on",
                    models.DateField(blank=True, null=True, verbose_name="day of the baseline"),
                ),
                (
                    "baseline_source",
                    models.CharField(
                        blank=True,
                        help_text="“Survey of the county”.",
                        max_length=200,
                        verbose_name="source of the baseline",
                    ),
                ),
                (
                    "verified_by",
                    models.CharField(
                        blank=True,
                        help_text="“Handover certificates”.",
                        max_length=200,
                        verbose_name="how it is verified",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=1, help_text="1 comes first.")),
                (
                    "is_proposed",
                    models.BooleanField(
                        default=False,
                        help_text="The partner enters it already; reports wait until the foundation confirms it.",
                        verbose_name="proposed by the partner",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
            },
        ),
        migrations.AddField(
            model_name="historicalindicator",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalindicator",
            name="objective",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="projects.objective",
            ),
        ),
        migrations.AddField(
            model_name="historicalindicator",
            name="project",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Empty: it stands in the list that every project can choose from.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="projects.project",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="objective",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="indicators",
                to="projects.objective",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="part",
            field=models.ForeignKey(
                blank=True,
                help_text="Of a share: what is counted.",
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="projects.indicator",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="project",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: it stands in the list that every project can choose from.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="indicators",
                to="projects.project",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="whole",
            field=models.ForeignKey(
                blank=True,
                help_text="Of a share: of how many.",
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="projects.indicator",
            ),
        ),
        migrations.AddField(
            model_name="historicalindicator",
            name="part",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Of a share: what is counted.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="projects.indicator",
            ),
        ),
        migrations.AddField(
            model_name="historicalindicator",
            name="whole",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Of a share: of how many.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="projects.indicator",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.UniqueConstraint(
                models.F("project"),
                django.db.models.functions.text.Lower("name"),
                name="one_indicator_per_name_and_project",
                violation_error_code="name",
                violation_error_message="The project has an indicator with this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"),
                condition=models.Q(("project", None)),
                name="one_shared_indicator_per_name",
                violation_error_code="name",
                violation_error_message="The list has an indicator with this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source", "entered"), _negated=True),
                fields=("project", "source"),
                name="one_indicator_per_source",
                violation_error_code="source",
                violation_error_message="The project counts this already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("adds_up", "share"), ("part__isnull", False), ("whole__isnull", False)
                    ),
                    models.Q(
                        models.Q(("adds_up", "share"), _negated=True),
                        ("part__isnull", True),
                        ("whole__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="indicator_share_has_two_parts",
                violation_error_code="part",
                violation_error_message="A share has a part and a whole; nothing else has.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("part__isnull", True),
                    models.Q(
                        models.Q(("part", models.F("id")), _negated=True),
                        models.Q(("whole", models.F("id")), _negated=True),
                        models.Q(("part", models.F("whole")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="indicator_no_share_of_itself",
                violation_error_code="part",
                violation_error_message="A share is of two other indicators.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("baseline__isnull", True),
                    models.Q(("baseline__gte", 0), ("baseline__lte", Decimal("1000000000000"))),
                    _connector="OR",
                ),
                name="indicator_baseline_0_to_a_trillion",
                violation_error_code="baseline",
                violation_error_message="A baseline is 0 to a trillion.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(("decimals__gte", 0), ("decimals__lte", 4)),
                name="indicator_at_most_4_decimals",
                violation_error_code="decimals",
                violation_error_message="At most 4 decimals.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("adds_up__in", ["latest", "unique"]), _negated=True),
                    ("entered_with", "period"),
                    _connector="OR",
                ),
                name="indicator_state_is_of_a_period",
                violation_error_code="entered_with",
                violation_error_message="The latest value, and different people, are entered for the period.",
            ),
        ),
    ]
