"""Days as people and programs write them, read; what may be two days is refused or asked about.

`tests/outreach/what_is_read.json` is the table of what is read and what is not.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from babel import Locale
from django.utils import timezone as clock
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# The Thai Buddhist era counts from 543 BC. No project of ours is from the year 2400.
BUDDHIST_ERA = 543
FIRST_BUDDHIST_YEAR = 2400
# A year of two digits lies so near to this one, or nobody knows the century.
MOST_YEARS_AGO, MOST_YEARS_AHEAD = 15, 10
# Longer texts are refused unread: patterns take long to fail on them.
LONGEST = 60
NOT_A_DAY = _("This is not a date. Write it like 14/03/2025 or 14 March 2025.")
SEVERAL_DAYS = _("These are several days. Write the first of them here, and the last as last day.")
SHORT_YEAR = _("The year is not clear. Write it in full, like 2025.")

ERA = re.compile(r"พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|\b(?:B\.?E\.?|C\.?E\.?|A\.?D\.?)(?=\s|$)")
WEEKDAY = re.compile(
    r"^(?:วัน\S*?ที่|(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?)\s*",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"(?:T|,?\s+(?:at\s+|เวลา\s*)?)(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?)?(?:\s*น\.?)?"
    r"(?:\s*(?P<zone>Z|(?:GMT|UTC)?\s*[+-]\d{1,2}(?::?\d{2})?|GMT|UTC))?$",
    re.IGNORECASE,
)
YEAR = r"(\d{4}|['’]?\d{2})"
ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
BASIC = re.compile(r"((?:19|20|25)\d{2})(\d{2})(\d{2})")
NUMERIC = re.compile(rf"(\d{{1,2}})(\s*[-/.]\s*|\s+)(\d{{1,2}})\2{YEAR}")
NAMED = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[\s\-/.]*(?:of\s+)?([^\W\d][^\d,/'’-]*?)[\s,\-/]*{YEAR}"
)
MONTH_FIRST = re.compile(rf"([^\W\d][^\d,/'’-]*?)[\s\-]*(\d{{1,2}})(?:st|nd|rd|th)?[\s,\-]+{YEAR}")
YEAR_FIRST = re.compile(r"(\d{4})[\s\-/]+([^\W\d][^\d,/-]*?)[\s\-/]+(\d{1,2})")
NO_YEAR = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?(?:\s*[-–]\s*\d{1,2}(?:st|nd|rd|th)?)?[\s-]+([^\W\d][^\d]*)"
)
BETWEEN = re.compile(r"\s*(?:[-–—/,&]|\bto\b|\band\b|ถึง|และ)\s*(?:วันที่\s*)?", re.IGNORECASE)
MONTH_THEN_DAYS = re.compile(
    r"([^\W\d][^\d,]*?)\s+(\d{1,2})(?:st|nd|rd|th)?\s*(?:[-–—&]|to|and)\s*(\d{1,2})"
    r"(?:st|nd|rd|th)?,?\s+(\d{4})",
    re.IGNORECASE,
)


class Days(NamedTuple):
    """The days of a text; `last` is None for a single day."""

    first: date
    last: date | None = None


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


def read_day(text: str, *, month_first: bool = False, zone: tzinfo | None = None) -> date:
    """The one day that a text names; raises ValueError with a sentence.

    Thai digits are digits, 2569 is 2026. `month_first` is how the writer orders 3/14/2025. A
    point in time that names its zone has to be the same day in `zone`.
    """
    first, last = read_days(text, month_first=month_first, zone=zone)
    if last is not None:
        raise ValueError(str(SEVERAL_DAYS))
    return first


def read_days(text: str, *, month_first: bool = False, zone: tzinfo | None = None) -> Days:
    """The day or the days that a text names, such as “14-15/03/2025”; raises ValueError."""
    if len(text) > LONGEST:
        raise ValueError(str(NOT_A_DAY))
    plain = WEEKDAY.sub("", ERA.sub(" ", text).strip(), count=1)
    plain = re.sub(r"\s+", " ", plain).strip()
    if match := CLOCK.search(plain):
        day = one_day(plain[: match.start()], month_first)
        refuse_other_day(day, match, zone)
        return Days(day)
    try:
        return Days(one_day(plain, month_first))
    except ValueError:
        found = set(possible_ranges(plain, month_first))
        if len(found) == 1:
            return found.pop()
        raise


def one_day(text: str, month_first: bool = False) -> date:
    year, month, day = parts_of(text, month_first)
    try:
        return common_era(year, month, day)
    except (ValueError, OverflowError):
        raise ValueError(str(NOT_A_DAY)) from None


def parts_of(text: str, month_first: bool) -> tuple[int, int, int]:
    """Year, month and day as they stand in a text; the year is in either era."""
    if match := ISO.fullmatch(text):
        return int(match[1]), int(match[3]), int(match[4])
    if match := BASIC.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := NUMERIC.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), full_year(match[4])
        swapped = month_first and order_of(text) is not None
        return (year, first, second) if swapped else (year, second, first)
    if match := NAMED.fullmatch(text):
        return full_year(match[3]), month_named(match[2]), int(match[1])
    if match := YEAR_FIRST.fullmatch(text):
        return int(match[1]), month_named(match[2]), int(match[3])
    if match := MONTH_FIRST.fullmatch(text):
        return full_year(match[3]), month_named(match[1]), int(match[2])
    raise ValueError(str(NOT_A_DAY))


def without_year(text: str) -> bool:
    """Whether it is a day, or several, of a month without a year: “14 March”."""
    match = NO_YEAR.fullmatch(text.strip())
    return match is not None and bare(match[1]) in MONTHS


def order_of(text: str) -> str | None:
    """“day” or “month” if only that can stand first, “either”, or None where nobody can doubt.

    With dots, and with Thai years, the day is first everywhere.
    """
    plain = WEEKDAY.sub("", CLOCK.sub("", text.strip()), count=1)
    match = NUMERIC.fullmatch(plain)
    if not match or not plain.isascii() or match[2].strip() not in ("/", "-"):
        return None
    first, second, year = int(match[1]), int(match[3]), match[4]
    if first == second or (len(year) == 4 and int(year) >= FIRST_BUDDHIST_YEAR):
        return None
    if max(first, second) <= 12:
        return "either"
    return "day" if first > 12 else "month"


def possible_ranges(text: str, month_first: bool) -> Iterator[Days]:
    """“14-15/03/2025”, “28 Feb – 2 March 2025”, “March 14–15, 2025”."""
    if match := MONTH_THEN_DAYS.fullmatch(text):
        month, first, last, year = match.groups()
        yield from ordered(f"{first} {month} {year}", f"{last} {month} {year}", month_first)
    for match in BETWEEN.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        for first in completed(before, after, month_first):
            yield from ordered(first, after, month_first)


def completed(before: str, after: str, month_first: bool) -> Iterator[str]:
    """The first day with what it leaves to the last one: its month, its year."""
    try:
        year, month, _day = parts_of(after, month_first)
    except ValueError:
        return
    if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", before):
        yield f"{year}-{month}-{re.sub(r'[a-z]', '', before)}"
    else:
        yield before
        separator = "/" if re.fullmatch(r"\d{1,2}/\d{1,2}", before) else " "
        yield f"{before}{separator}{year}"


def ordered(first: str, last: str, month_first: bool) -> Iterator[Days]:
    try:
        days = Days(one_day(first, month_first), one_day(last, month_first))
    except ValueError:
        return
    if days.last and days.first < days.last:
        yield days


def refuse_other_day(day: date, match: re.Match[str], zone: tzinfo | None) -> None:
    """Raises ValueError where the time is none, or is of another day where the partner works."""
    hour, minute = int(match["hour"]), int(match["minute"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    try:
        moment = datetime(day.year, day.month, day.day, hour, minute)
    except ValueError:
        raise ValueError(str(NOT_A_DAY)) from None
    if match["zone"] is None or zone is None:
        return
    local = moment.replace(tzinfo=offset(match["zone"])).astimezone(zone).date()
    if local != day:
        raise ValueError(
            gettext(
                "This time is %(there)s in its own time zone and %(here)s in yours: write the day."
            )
            % {"there": day.isoformat(), "here": local.isoformat()}
        )


def offset(zone: str) -> tzinfo:
    match = re.search(r"([+-])(\d{1,2}):?(\d{2})?", zone)
    if not match:
        return UTC
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))


def full_year(year: str) -> int:
    """A year of two digits in the only century that is near; it may be Buddhist."""
    if len(year) == 4:
        return int(year)
    this_year = clock.localdate().year
    short = int(year[-2:])
    # 14/3/68 is of 2568; no year lies near in both eras.
    for candidate in (2000 + short, 2500 + short - BUDDHIST_ERA):
        if -MOST_YEARS_AGO <= candidate - this_year <= MOST_YEARS_AHEAD:
            return candidate
    raise ValueError(str(SHORT_YEAR))


def month_named(name: str) -> int:
    try:
        return MONTHS[bare(name)]
    except KeyError:
        raise ValueError(str(NOT_A_DAY)) from None


def common_era(year: int, month: int, day: int) -> date:
    """The date, from a year of the common or of the Buddhist era."""
    return date(year - BUDDHIST_ERA if year >= FIRST_BUDDHIST_YEAR else year, month, day)
