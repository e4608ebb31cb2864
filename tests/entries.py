"""What a browser sends of a filled form; a prefix tells a form beside an event from its own."""

import uuid

from tests.factories import picture_file


def event_fields(**fields):
    return {
        "form_token": str(uuid.uuid4()),
        "first_day": "2025-03-14",
        "venue": "Ban Mai School",
        "province": "TH-58",
        "setting": "rural_school",
        "count_method": "counted",
    } | fields


def quote_fields(prefix="", **fields):
    sent = {
        "form_token": str(uuid.uuid4()),
        "words": "They ask good questions.",
        "speaker": "A teacher",
        "consent": "given",
        "consent_by": "the teacher",
        "consent_on": "14/03/2568",
    }
    return prefixed(prefix, sent | fields)


def photo_fields(prefix="", **fields):
    sent = {
        "form_token": str(uuid.uuid4()),
        "picture": picture_file(),
        "caption": "A morning at school.",
        "alternative_text": "Pupils on the grass.",
        "recognisable": "nobody",
        "consent": "not_needed",
    }
    return prefixed(prefix, sent | fields)


def prefixed(prefix, fields):
    return {f"{prefix}{name}": value for name, value in fields.items()}
