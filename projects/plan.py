"""Which periods a budget year has, and when their reports are due."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

DAY = timedelta(days=1)


def periods_of(first_day: date, last_day: date, parts: int) -> list[tuple[date, date]]:
    """The first and last day of each period: whole months, or where the year has none, days."""
    months = list(month_starts(first_day, last_day))
    if first_day.day == 1 and is_month_end(last_day) and len(months) >= parts:
        begins = [months[len(months) * part // parts] for part in range(parts)]
    else:
        days = (last_day - first_day).days + 1
        parts = min(parts, days)
        begins = [first_day + days * part // parts * DAY for part in range(parts)]
    ends = [begin - DAY for begin in begins[1:]] + [last_day]
    return list(zip(begins, ends, strict=True))


def due_after(last_day: date) -> date:
    """A month later; after the end of a month, the end of the next."""
    year, month = month_after(last_day)
    length = monthrange(year, month)[1]
    day = length if is_month_end(last_day) else min(last_day.day, length)
    return date(year, month, day)


def month_starts(first_day: date, last_day: date) -> Iterator[date]:
    start = first_day.replace(day=1)
    while start <= last_day:
        yield start
        start = date(*month_after(start), 1)


def month_after(day: date) -> tuple[int, int]:
    return (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)


def is_month_end(day: date) -> bool:
    return (day + DAY).day == 1
