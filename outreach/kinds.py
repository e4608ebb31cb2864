"""The three kinds of record that partner staff enter, as addresses name them."""

from typing import Any

from outreach.models import OutreachEvent, PartnerQuote, Photo

MODELS: dict[str, Any] = {"events": OutreachEvent, "quotes": PartnerQuote, "photos": Photo}
KINDS = {model: kind for kind, model in MODELS.items()}
LISTS = {
    "events": "outreach:event-list",
    "quotes": "outreach:quote-list",
    "photos": "outreach:photo-list",
}


class KindConverter:
    regex = "|".join(MODELS)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class ItemConverter(KindConverter):
    """The kinds that need consent."""

    regex = "quotes|photos"
