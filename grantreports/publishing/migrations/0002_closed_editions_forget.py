from django.db import migrations

NOBODY: dict[str, object] = {"quotes": [], "stories": [], "lead_picture": None} | {
    "more_pictures": []
}


def forget(apps, schema_editor):
    """Editions closed by a withdrawn consent keep no words and no picture of anybody."""
    Edition = apps.get_model("publishing", "Edition")
    History = apps.get_model("publishing", "HistoricalEdition")
    for edition in Edition.objects.filter(pdf=""):
        edition.data |= NOBODY
        edition.save(update_fields=["data"])
        History.objects.filter(id=edition.pk).update(data=edition.data)


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
