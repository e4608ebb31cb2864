"""Months of the calendar, which are not all as long."""

from calendar import monthrange
from datetime import date


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


def months_between(first_day: date, day_after: date) -> int:
    """How many months it is from the one to the other, 0 where it is not whole months."""
    months = (day_after.year - first_day.year) * 12 + day_after.month - first_day.month
    return months if months_later(first_day, months) == day_after else 0


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last one where it is shorter."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
