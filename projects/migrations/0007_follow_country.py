"""A time zone and a currency may be left empty: they follow the country, and have no default."""

from django.db import migrations, models

import projects.models
import projects.places


class Migration(migrations.Migration):
    dependencies = [("projects", "0006_project_division")]

    operations = [
        *(
            migrations.AlterField(
                model_name=model,
                name="time_zone",
                field=models.CharField(
                    blank=True,
                    choices=projects.models.time_zone_choices,
                    help_text="Decides which day “today” is for the partner. Left empty, it is the zone in which most people of the country live.",
                    max_length=64,
                ),
            )
            for model in ("partner", "historicalpartner")
        ),
        *(
            migrations.AlterField(
                model_name=model,
                name="currency",
                field=models.CharField(
                    blank=True,
                    choices=projects.places.currency_choices,
                    help_text="Left empty, it is that of the country.",
                    max_length=3,
                ),
            )
            for model in ("project", "historicalproject")
        ),
    ]
