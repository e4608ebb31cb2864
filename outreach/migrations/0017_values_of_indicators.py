from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0016_projects_without_settings"),
        ("projects", "0005_targets_without_a_figure"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalIndicatorValue",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(blank=True, null=True, verbose_name="day")),
                ("province", models.CharField(blank=True, max_length=10, verbose_name="province")),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=4,
                        max_digits=18,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(
                                Decimal("1000000000000"), "A value is at most a trillion."
                            ),
                        ],
                        verbose_name="value",
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
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="outreach.outreachevent",
                        verbose_name="outreach",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="projects.indicator",
                        verbose_name="indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical indicator value",
                "verbose_name_plural": "historical indicator values",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="IndicatorValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(blank=True, null=True, verbose_name="day")),
                ("province", models.CharField(blank=True, max_length=10, verbose_name="province")),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=4,
                        max_digits=18,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(
                                Decimal("1000000000000"), "A value is at most a trillion."
                            ),
                        ],
                        verbose_name="value",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicator_values",
                        to="outreach.outreachevent",
                        verbose_name="outreach",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="values",
                        to="projects.indicator",
                        verbose_name="indicator",
                    ),
                ),
            ],
            options={
                "ordering": ["day", "province", "indicator__order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "indicator"),
                        name="one_value_per_event_and_indicator",
                        violation_error_code="indicator",
                        violation_error_message="This is entered for the event already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("event", None)),
                        fields=("indicator", "day", "province"),
                        name="one_value_per_day_and_place",
                        violation_error_code="day",
                        violation_error_message="This is entered for the day and place already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("day", None), ("event__isnull", False), ("province", "")),
                            models.Q(("day__isnull", False), ("event", None)),
                            _connector="OR",
                        ),
                        name="value_of_an_event_or_a_day",
                        violation_error_code="day",
                        violation_error_message="A value is of an event, or of a day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__gte", 0), ("value__lte", Decimal("1000000000000"))
                        ),
                        name="value_0_to_a_trillion",
                        violation_error_code="value",
                        violation_error_message="A value is 0 to a trillion.",
                    ),
                ],
            },
        ),
    ]
