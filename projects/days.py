"""Days on forms, and what the calendar makes of them."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from projects.models import Partner
from projects.written_days import common_era, read_day


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
        try:
            if not isinstance(value, str):
                return common_era(value.year, value.month, value.day)
            return read_day(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None
