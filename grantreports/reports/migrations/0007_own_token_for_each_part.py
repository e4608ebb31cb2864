from uuid import uuid4

from django.db import migrations


def give_tokens(apps, schema_editor):
    """The column came with one value for all rows."""
    for name in ("ProgressPoint", "StripFigure"):
        for part in apps.get_model("reports", name).objects.all():
            part.token = uuid4()
            part.save(update_fields=["token"])


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_desk")]

    operations = [migrations.RunPython(give_tokens, migrations.RunPython.noop)]
