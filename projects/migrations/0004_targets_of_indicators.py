import re

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.core.exceptions import ObjectDoesNotExist
from django.db import migrations, models
from django.utils import timezone

SOURCES = (
    ("events", "outreach event", "outreach events", False),
    ("attendance", "person attended", "people attended", True),
    ("provinces", "province", "provinces", False),
    ("sessions", "session held", "sessions held", False),
)


def name_indicators(apps, schema_editor):
    """Every project counts what events are; its targets become values of these indicators."""
    Project, Indicator = (apps.get_model("projects", each) for each in ("Project", "Indicator"))
    History = apps.get_model("projects", "HistoricalIndicator")
    now = timezone.now()
    for project in Project.objects.all():
        for order, (source, one, many, people) in enumerate(SOURCES, start=1):
            fields = {
                "project": project,
                "source": source,
                "name": source,
                "one": one,
                "many": many,
                "counts_people": people,
                "order": order,
            }
            made = Indicator.objects.create(**fields)
            History.objects.create(id=made.pk, history_date=now, history_type="+", **fields)
    for name in ("Target", "HistoricalTarget"):
        for target in apps.get_model("projects", name).objects.all():
            split_figure(target, Indicator)


def split_figure(target, Indicator):
    text = " ".join(target.figure.split())
    measure = re.split(r"[\s:]", text, maxsplit=1)[0]
    try:
        project = target.budget_year.project_id
    except ObjectDoesNotExist:
        # The year of an earlier version of a target may be gone.
        return
    known = Indicator.objects.filter(project=project, source=measure.casefold()).first()
    # Nothing else could be written before.
    target.indicator = known or Indicator.objects.get(project=project, source="events")
    target.breakdown = text[len(measure) :].strip() if known else f": {text}"
    target.save()


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0003_what_projects_ask"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="target",
            name="one_target_per_figure_and_year",
        ),
        migrations.RemoveConstraint(
            model_name="target",
            name="target_value_from_1",
        ),
        migrations.AddField(
            model_name="historicaltarget",
            name="breakdown",
            field=models.CharField(
                blank=True,
                help_text="Of what it is the value, as figures say it: “: students”, “at urban schools”.",
                max_length=200,
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="breakdown",
            field=models.CharField(
                blank=True,
                help_text="Of what it is the value, as figures say it: “: students”, “at urban schools”.",
                max_length=200,
            ),
        ),
        migrations.AddField(
            model_name="historicaltarget",
            name="indicator",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="projects.indicator",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="indicator",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="targets",
                to="projects.indicator",
            ),
        ),
        migrations.RunPython(name_indicators),
    ]
