from django.db import migrations, models

import projects.divisions


def keep_what_was_offered(apps, schema_editor):
    """Until now the 63 provinces of Vietnam were offered: projects that are there keep them."""
    Project = apps.get_model("projects", "Project")
    Project.objects.filter(country="VN").update(division="vn63")


class Migration(migrations.Migration):
    dependencies = [("projects", "0005_targets_without_a_figure")]

    operations = [
        *(
            migrations.AddField(
                model_name=model,
                name="division",
                field=models.CharField(
                    blank=True,
                    choices=projects.divisions.older_divisions,
                    help_text="Into which the country was divided when the project took place.",
                    max_length=10,
                    verbose_name="provinces",
                ),
            )
            for model in ("project", "historicalproject")
        ),
        migrations.RunPython(keep_what_was_offered, migrations.RunPython.noop, elidable=True),
    ]
