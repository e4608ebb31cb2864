import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalPlacedSection",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=1, help_text="1 comes first.")),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("opening", "The project"),
                            ("figures", "In numbers"),
                            ("progress", "Progress against objectives"),
                            ("ask", "What is asked for"),
                            ("since_baseline", "Change since the beginning"),
                            ("reached", "Who was reached"),
                            ("learned", "What was hard, and what we learned"),
                            ("chart", "The story so far"),
                            ("quotes", "Quotes"),
                            ("stories", "Stories"),
                            ("photos", "Further photos"),
                            ("comes_next", "What comes next"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "shown",
                    models.CharField(
                        choices=[
                            ("shown", "Printed"),
                            ("page", "Printed, on a new page"),
                            ("hidden", "Left out"),
                        ],
                        default="shown",
                        max_length=8,
                    ),
                ),
                (
                    "heading",
                    models.CharField(
                        blank=True,
                        help_text="As donors read it. Empty for the usual one.",
                        max_length=120,
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical placed section",
                "verbose_name_plural": "historical placed sections",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PlacedSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=1, help_text="1 comes first.")),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("opening", "The project"),
                            ("figures", "In numbers"),
                            ("progress", "Progress against objectives"),
                            ("ask", "What is asked for"),
                            ("since_baseline", "Change since the beginning"),
                            ("reached", "Who was reached"),
                            ("learned", "What was hard, and what we learned"),
                            ("chart", "The story so far"),
                            ("quotes", "Quotes"),
                            ("stories", "Stories"),
                            ("photos", "Further photos"),
                            ("comes_next", "What comes next"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "shown",
                    models.CharField(
                        choices=[
                            ("shown", "Printed"),
                            ("page", "Printed, on a new page"),
                            ("hidden", "Left out"),
                        ],
                        default="shown",
                        max_length=8,
                    ),
                ),
                (
                    "heading",
                    models.CharField(
                        blank=True,
                        help_text="As donors read it. Empty for the usual one.",
                        max_length=120,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "section"),
                        name="section_once_in_a_report",
                        violation_error_code="section",
                        violation_error_message="This part is in the report already.",
                    )
                ],
            },
        ),
    ]
