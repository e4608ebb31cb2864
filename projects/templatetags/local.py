"""Days and numbers as the reader's language writes them."""

from babel.dates import format_date, format_interval, format_time
from babel.numbers import format_decimal, format_percent
from django import template
from django.utils import timezone
from django.utils.translation import get_language, gettext, to_locale

from projects.places import local_country_name, local_province_name

register = template.Library()


def locale():
    """Babel's name of the language of the page."""
    return to_locale(get_language() or "en-gb")


@register.filter
def day(value, style="medium"):
    """`14 Mar 2025`; style is one of Babel's: short, medium, long, full."""
    return format_date(value, style, locale=locale()) if value else ""


@register.filter
def moment(value, style="medium"):
    """`14 Mar 2025, 10:32`, in the time zone of the page."""
    if not value:
        return ""
    # Babel's own medium style has seconds.
    here = timezone.localtime(value)
    return f"{day(here, style)}, {format_time(here, 'short', locale=locale())}"


@register.filter
def number(value):
    """`3,913`; nothing where there is no number."""
    return (
        "" if value is None else format_decimal(value, locale=locale(), decimal_quantization=False)
    )


@register.filter
def people(count):
    """A number of people, or that nobody counted them."""
    return gettext("not counted") if count is None else number(count)


@register.filter
def percent(share):
    return "" if share is None else format_percent(share, locale=locale())


@register.filter
def days_to(first_day, last_day):
    """`1 Jan – 30 Jun 2025`."""
    return format_interval(first_day, last_day, "yMMMd", locale=locale())


@register.filter
def province(code):
    return local_province_name(code)


@register.filter
def country(code):
    return local_country_name(code)
