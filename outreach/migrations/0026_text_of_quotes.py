from django.db import migrations

from outreach.text_indexes import text_index


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0025_events_by_setting"),
    ]

    operations = [
        text_index(
            "quote_text",
            "outreach_partnerquote",
            ("words", "original_words", "speaker"),
            before="0025",
        ),
    ]
