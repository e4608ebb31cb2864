from django.db import migrations

from outreach.text_indexes import text_index


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0022_events_by_day"),
    ]

    operations = [
        text_index(
            "event_text",
            "outreach_outreachevent",
            ("venue", "activities", "outcome", "co_hosts", "reference"),
            before="0022",
        ),
    ]
