from django.db import migrations
from django.utils import timezone

from projects.ready_sets import READY_SETS


def fill_the_list(apps, schema_editor):
    """The list that projects choose from has what the ready sets count; what is there stays."""
    Indicator = apps.get_model("projects", "Indicator")
    History = apps.get_model("projects", "HistoricalIndicator")
    shared = Indicator.objects.filter(project=None)
    by_name = {each.name.casefold(): each for each in shared}
    order = max((each.order for each in by_name.values()), default=0)
    for ready in READY_SETS.values():
        for fields in ready.indicators:
            if fields["name"].casefold() in by_name:
                continue
            order += 1
            others = {each: by_name[fields[each]] for each in ("part", "whole") if each in fields}
            made = Indicator.objects.create(**fields | others | {"order": order})
            by_name[made.name.casefold()] = made
            told = {"id": made.pk, "history_date": timezone.now(), "history_type": "+"}
            History.objects.create(**fields | others | {"order": order} | told)


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0007_follow_country"),
    ]

    operations = [
        migrations.RunPython(fill_the_list, migrations.RunPython.noop),
    ]
