"""What happened: events, who attended them, and the quotes and photos brought home from them."""

from outreach.models.attendance import (
    MOST_PEOPLE,
    TOO_MANY,
    Attendance,
    AudienceGroup,
    ChosenGroup,
)
from outreach.models.events import DAYS_OUT_OF_ORDER, OutreachEvent, Setting
from outreach.models.from_outreach import FromOutreach
from outreach.models.photos import Photo, TakenOut
from outreach.models.quotes import PartnerQuote
from outreach.models.sums import MonthSum
from outreach.models.values import IndicatorValue
from outreach.sheets.models import EventExport, EventImport, KnownWord

__all__ = [
    "DAYS_OUT_OF_ORDER",
    "MOST_PEOPLE",
    "TOO_MANY",
    "Attendance",
    "AudienceGroup",
    "ChosenGroup",
    "EventExport",
    "EventImport",
    "FromOutreach",
    "IndicatorValue",
    "KnownWord",
    "MonthSum",
    "OutreachEvent",
    "PartnerQuote",
    "Photo",
    "Setting",
    "TakenOut",
]
