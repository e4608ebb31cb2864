from django.db import migrations
from django.db.models.functions import Lower


def to_small_letters(apps, schema_editor):
    apps.get_model("accounts", "User").objects.update(email=Lower("email"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_clear_sessions_daily")]

    operations = [migrations.RunPython(to_small_letters, migrations.RunPython.noop)]
