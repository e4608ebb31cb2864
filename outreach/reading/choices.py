"""Provinces and settings as people write them in a file."""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches

from django.utils.translation import get_language, gettext, override

from outreach.names import key
from outreach.reading.counts import short
from projects.places import local_country_name, local_province_name, local_provinces, provinces

# Files travel between people who use the site in different languages.
LANGUAGES = ["en", "th"]
PROVINCE_WORD = re.compile(r"^(?:จังหวัด|จ\.|changwat\s|province of\s)\s*|\s+province$")


class Choices:
    """The values of a column that has a list, by every name that people may give them."""

    def __init__(
        self,
        labels: Callable[[], Iterable[tuple[str, object]]],
        words: Mapping[str, str],
        unknown: Callable[[str], str],
    ) -> None:
        """`labels` are called in each language, because they are in the language of the page."""
        self.names: dict[str, set[str]] = {}
        self.unknown = unknown
        for language in {get_language() or "en", *LANGUAGES}:
            with override(language):
                for value, label in labels():
                    self._add(value, label)
        for value, others in words.items():
            for word in others.split(", "):
                self._add(value, word)

    def _add(self, value: str, name: object) -> None:
        self.names.setdefault(choice_key(str(name)), set()).add(str(value))

    def read(self, text: str) -> str:
        """The value that a text names; raises ValueError."""
        if not text:
            return ""
        values = self.names.get(choice_key(text), set())
        if len(values) > 1:
            raise ValueError(
                gettext("Several places are called “%(name)s”: write one of %(codes)s.")
                % {"name": short(text), "codes": ", ".join(sorted(values))}
            )
        if not values:
            raise ValueError(self.unknown(text))
        return next(iter(values))

    def nearest(self, text: str) -> str | None:
        near = get_close_matches(choice_key(text), self.names, n=1)
        return next(iter(self.names[near[0]])) if near else None


def choice_key(text: str) -> str:
    """A name without case, blanks, dots and hyphens: “Chiangmai” is Chiang Mai."""
    plain = PROVINCE_WORD.sub("", key(text))
    return re.sub(r"[\s\-_.’']", "", plain)


PROVINCE_WORDS = {"TH-10": "BKK, Krung Thep, กรุงเทพ, กรุงเทพฯ, กทม, กทม."}


def places(country: str) -> Choices:
    """The provinces of a country, by the names that people give them."""

    def labels() -> list[tuple[str, str]]:
        named = local_provinces(country).items()
        codes = ((code, code) for code in provinces(country))
        return [*named, *codes, *province_labels(country).items()]

    def unknown(text: str) -> str:
        message = gettext("“%(text)s” is not a province of %(country)s.") % {
            "text": short(text),
            "country": local_country_name(country),
        }
        if near := found.nearest(text):
            message += " " + gettext("Did you mean “%s”?") % local_province_name(near)
        return message

    found = Choices(labels, PROVINCE_WORDS if country == "TH" else {}, unknown)
    return found


def province_labels(country: str) -> dict[str, str]:
    """The provinces by code, each with a name of its own: where two share one, with the code."""
    named = local_provinces(country)
    names = list(named.values())
    return {
        code: f"{name} ({code})" if names.count(name) > 1 else name for code, name in named.items()
    }
