from django.db import migrations

from outreach.text_indexes import text_index


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0026_text_of_quotes"),
    ]

    operations = [
        text_index(
            "photo_text",
            "outreach_photo",
            ("caption", "alternative_text"),
            before="0026",
        ),
    ]
