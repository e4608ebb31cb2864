import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0013_what_is_done_with_a_survivors_picture"),
        ("projects", "0005_targets_without_a_figure"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="audiencegroup",
            name="name",
            field=models.CharField(
                error_messages={"unique": "There is a group with this name already."},
                help_text="Small letters and plural, as in “394 teachers”: reports count with this name.",
                max_length=60,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[^\\W\\d_]", "A name begins with a letter."
                    ),
                    django.core.validators.RegexValidator(
                        "[{},:]", "Figures cannot read a name with { } , or :", inverse_match=True
                    ),
                ],
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="historicalaudiencegroup",
            name="name",
            field=models.CharField(
                db_index=True,
                error_messages={"unique": "There is a group with this name already."},
                help_text="Small letters and plural, as in “394 teachers”: reports count with this name.",
                max_length=60,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[^\\W\\d_]", "A name begins with a letter."
                    ),
                    django.core.validators.RegexValidator(
                        "[{},:]", "Figures cannot read a name with { } , or :", inverse_match=True
                    ),
                ],
                verbose_name="name",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="part_of",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="outreach.audiencegroup",
                verbose_name="part of",
            ),
        ),
        migrations.AddField(
            model_name="audiencegroup",
            name="is_proposed",
            field=models.BooleanField(
                default=False,
                help_text="Counted already; reports wait until the foundation confirms it.",
                verbose_name="proposed by the partner",
            ),
        ),
        migrations.AddField(
            model_name="historicalattendance",
            name="part_of",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="outreach.audiencegroup",
                verbose_name="part of",
            ),
        ),
        migrations.AddField(
            model_name="historicalaudiencegroup",
            name="is_proposed",
            field=models.BooleanField(
                default=False,
                help_text="Counted already; reports wait until the foundation confirms it.",
                verbose_name="proposed by the partner",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalChosenGroup",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "split",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sex", "sex"),
                            ("age", "age"),
                            ("disability", "disability"),
                            ("kind", "kind"),
                        ],
                        help_text="Of a part.",
                        max_length=10,
                        verbose_name="split by",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
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
                    "group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="outreach.audiencegroup",
                        verbose_name="group",
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
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Girls are a part of students. Empty for a group that stands for itself.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="outreach.audiencegroup",
                        verbose_name="part of",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical chosen group",
                "verbose_name_plural": "historical chosen groups",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ChosenGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "split",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sex", "sex"),
                            ("age", "age"),
                            ("disability", "disability"),
                            ("kind", "kind"),
                        ],
                        help_text="Of a part.",
                        max_length=10,
                        verbose_name="split by",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices",
                        to="outreach.audiencegroup",
                        verbose_name="group",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="Girls are a part of students. Empty for a group that stands for itself.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outreach.audiencegroup",
                        verbose_name="part of",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chosen_groups",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "group"),
                        name="group_once_in_a_project",
                        violation_error_code="group",
                        violation_error_message="The project counts this group already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("part_of", None), ("split", "")),
                            models.Q(
                                ("part_of__isnull", False), models.Q(("split", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="part_of_a_group_has_a_split",
                        violation_error_code="split",
                        violation_error_message="Say by what the group is split; only parts have that.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part_of", None),
                            models.Q(("part_of", models.F("group")), _negated=True),
                            _connector="OR",
                        ),
                        name="group_is_no_part_of_itself",
                        violation_error_code="part_of",
                        violation_error_message="A group is no part of itself.",
                    ),
                ],
            },
        ),
    ]
