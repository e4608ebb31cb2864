"""Days on forms, and what the calendar makes of them."""

from calendar import monthrange
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from projects.models import Partner
from projects.written_days import common_era, read_day


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

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if not isinstance(value, str):
            return common_era(value.year, value.month, value.day)
        try:
            return read_day(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None
