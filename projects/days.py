"""Days as people write them: in several orders, in English or Thai, with Buddhist years."""

import re
from calendar import monthrange
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.models import Partner

# The Thai Buddhist era counts from 543 BC. No project of ours is from the year 2400.
BUDDHIST_ERA = 543
FIRST_BUDDHIST_YEAR = 2400
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]00:00(?::00)?)?")
DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{4})")
NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([^\W\d][^\d,]*?),?[\s-]*(\d{4})")
MONTH_FIRST = re.compile(r"([^\W\d][^\d,]*?)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
# Longer texts are refused unread: patterns take long to fail on them.
LONGEST = 60
NOT_A_DAY = _("This is not a date. Write it like 14/03/2025 or 14 March 2025.")


def month_names() -> dict[str, int]:
    """Names and short names of the months in English and Thai, without dots, and their numbers."""
    found: dict[str, int] = {}
    for language in ("en", "th"):
        for width in ("wide", "abbreviated"):
            names = Locale(language).months["format"][width]
            found |= {bare(name): number for number, name in names.items()}
    return found | {"sept": 9}


def bare(name: str) -> str:
    return re.sub(r"[.\s]", "", name).casefold()


MONTHS = month_names()


def read_day(text: str) -> date:
    """The day a text names; raises ValueError. Thai digits are digits, 2569 is 2026."""
    if len(text) > LONGEST:
        raise ValueError("This is too long for a date.")
    text = re.sub(r"พ\.?\s?ศ\.?|ค\.?\s?ศ\.?", " ", text).strip()
    if match := ISO.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := DAY_FIRST.fullmatch(text):
        day, month, year = map(int, match.groups())
    elif match := NAMED.fullmatch(text):
        day, month, year = int(match[1]), month_named(match[2]), int(match[3])
    elif match := MONTH_FIRST.fullmatch(text):
        day, month, year = int(match[2]), month_named(match[1]), int(match[3])
    else:
        raise ValueError(text)
    return common_era(year, month, day)


def month_named(name: str) -> int:
    try:
        return MONTHS[bare(name)]
    except KeyError:
        raise ValueError(name) from None


def common_era(year: int, month: int, day: int) -> date:
    """The date, from a year of the common or of the Buddhist era."""
    return date(year - BUDDHIST_ERA if year >= FIRST_BUDDHIST_YEAR else year, month, day)


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_before(first_of_month: date, months: int) -> date:
    # There is nothing before the year 1.
    count = max(12, first_of_month.year * 12 + first_of_month.month - 1 - months)
    return date(count // 12, count % 12 + 1, 1)


def year_earlier(day: date) -> date:
    """The same day a year earlier; the end of February stays its end."""
    year = max(1, day.year - 1)
    end = monthrange(year, day.month)[1]
    return date(year, day.month, end if day == month_end(day) else min(day.day, end))


def today_of(partner: Partner) -> date:
    """The day it is where the partner works."""
    return timezone.localdate(timezone=ZoneInfo(partner.time_zone))


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def format_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value


class DayField(forms.DateField):
    widget = DayInput
    default_error_messages = {"invalid": NOT_A_DAY}

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        try:
            if not isinstance(value, str):
                return common_era(value.year, value.month, value.day)
            return read_day(value)
        except (ValueError, OverflowError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
