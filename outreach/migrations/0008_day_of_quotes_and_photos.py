from django.db import migrations, models
from django.utils import timezone


def fill_days(apps, schema_editor):
    """Of what belongs to an event the day of that; of others the day on which it was entered."""
    for name in ("PartnerQuote", "Photo"):
        model = apps.get_model("outreach", name)
        entries = apps.get_model("outreach", f"Historical{name}").objects
        for item in model.objects.filter(day=None).select_related("event").iterator():
            first = entries.filter(id=item.pk).order_by("history_date").first()
            entered = first.history_date if first else timezone.now()
            day = item.event.first_day if item.event else entered.date()
            model.objects.filter(pk=item.pk).update(day=day)


class Migration(migrations.Migration):
    dependencies = [("outreach", "0007_known_words")]

    operations = [
        migrations.AddField(
            model_name="historicalpartnerquote",
            name="day",
            field=models.DateField(
                blank=True,
                help_text="When it was said or taken. Only if it is of no outreach.",
                null=True,
                verbose_name="date",
            ),
        ),
        migrations.AddField(
            model_name="historicalphoto",
            name="day",
            field=models.DateField(
                blank=True,
                help_text="When it was said or taken. Only if it is of no outreach.",
                null=True,
                verbose_name="date",
            ),
        ),
        migrations.AddField(
            model_name="partnerquote",
            name="day",
            field=models.DateField(
                blank=True,
                help_text="When it was said or taken. Only if it is of no outreach.",
                null=True,
                verbose_name="date",
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="day",
            field=models.DateField(
                blank=True,
                help_text="When it was said or taken. Only if it is of no outreach.",
                null=True,
                verbose_name="date",
            ),
        ),
        migrations.RunPython(fill_days, migrations.RunPython.noop),
    ]
