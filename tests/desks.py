"""What the form of the desk sends."""

from django.urls import reverse

from grantreports.desk.draft import draft_of


def form_of(report, **changes):
    """The fields as the page has them, with some changed; lists repeat their fields."""
    draft = draft_of(report) | changes
    fields = {"version": report.version}
    for name, value in draft.items():
        if isinstance(value, list):
            for part in value:
                for field, each in part.items():
                    fields.setdefault(f"{name}-{field}", []).append("" if each is None else each)
        elif value not in (None, False):
            fields[name] = value
    return fields


def save(client, report, act="", **changes):
    """Send the form of the page as it stood when `report` was loaded."""
    fields = form_of(report, **changes)
    if act:
        fields["act"] = act
    return client.post(reverse("desk:save", args=[report.pk]), fields)
