"""Provinces and settings as people write them in a file."""

import re
from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import get_language, gettext, override
from rapidfuzz import fuzz, process

from outreach.names import key
from outreach.reading.counts import short
from projects.places import local_country_name, local_province_name, local_provinces, provinces

# Files travel between people who use the site in different languages.
LANGUAGES = ["en", "th"]
PROVINCE_WORD = re.compile(
    r"^(?:จังหวัด|จ\.|changwat\s|province of\s)\s*|\s+(?:province|prov\.?|county|state)$"
)
# The order counts: “khorn” becomes “kon”.
SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"([kptc])h", r"\1"),
        (r"sri", "si"),
        (r"or(?=n)", "o"),
        (r"ur(?=n)", "u"),
        (r"ee", "i"),
        (r"oo", "u"),
        (r"aw", "o"),
        (r"([a-z])\1", r"\1"),
        (r"v", "w"),
        (r"b(?=$)", "p"),
        (r"j", "c"),
    )
]
# Of a hundred; below it two names have too little in common to be one.
NEAR = 70


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
        self.sounds: dict[str, set[str]] = {}
        self.words: dict[tuple[str, ...], set[str]] = {}
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
        self.sounds.setdefault(sound_key(str(name)), set()).add(str(value))
        self.words.setdefault(words_in(str(name)), set()).add(str(value))

    def read(self, text: str) -> str:
        """The value that a text names; raises ValueError."""
        if not text:
            return ""
        values = self.named(text)
        if len(values) > 1:
            raise ValueError(
                gettext("Several places are called “%(name)s”: write one of %(codes)s.")
                % {"name": short(text), "codes": ", ".join(sorted(values))}
            )
        if not values:
            raise ValueError(self.unknown(text))
        return next(iter(values))

    def named(self, text: str) -> set[str]:
        """The values that may be meant: by the name, by its sound, or by a part of an address."""
        # “School (rural)” has the words of Rural school.
        if found := self.names.get(choice_key(text)) or self.words.get(words_in(text)):
            return found
        # A spelling that sounds like one name only is that name, written by other rules.
        if len(found := self.sounds.get(sound_key(text), set())) == 1:
            return found
        parts = [
            part for part in re.split(r"[,;(){}\[\]/]|(?=จ\.)|(?=จังหวัด)", text) if part.strip()
        ]
        if len(parts) > 1:
            known = (self.names.get(choice_key(part), set()) for part in parts)
            return set().union(*known)
        return set()

    def nearest(self, text: str) -> str | None:
        """The value whose name sounds most like the text, or None where none is near."""
        near = process.extractOne(
            sound_key(text), list(self.sounds), scorer=fuzz.ratio, score_cutoff=NEAR
        )
        return next(iter(sorted(self.sounds[near[0]]))) if near else None


def choice_key(text: str) -> str:
    """A name without case, blanks, dots and hyphens: “Chiangmai” is Chiang Mai."""
    plain = PROVINCE_WORD.sub("", key(text))
    return re.sub(r"[\s\-_.’'ๆ]", "", plain)


def words_in(text: str) -> tuple[str, ...]:
    return tuple(sorted(re.findall(r"\w+", key(text))))


def sound_key(text: str) -> str:
    """A name as it sounds: romanisations differ in h, in r and in doubled letters.

    “Nakorn Sri Thammarat” is Nakhon Si Thammarat (Royal Thai General System of Transcription).
    """
    plain = choice_key(text)
    for pattern, sound in SOUNDS:
        plain = pattern.sub(sound, plain)
    return plain


# What people call provinces of Thailand beside their names: short, old and English ones.
PROVINCE_WORDS = {
    "TH-10": "BKK, Krung Thep, Krungthep, Bangkok Metropolis, กรุงเทพ, กรุงเทพฯ, กทม, กทม.",
    "TH-14": "Ayutthaya, Ayuthaya, Ayudhya, Ayudthaya, อยุธยา",
    "TH-30": "Korat, Khorat, โคราช",
    "TH-34": "Ubon, Ubol, อุบล, อุบลฯ",
    "TH-41": "Udon, Udorn, อุดร",
    "TH-72": "Suphan, สุพรรณ",
    "TH-77": "Prachuap, Prachuab, ประจวบ, ประจวบฯ",
    "TH-80": "Nakhon Si, Nakhon Sri, นครศรี, นครศรีฯ",
    "TH-84": "Surat, สุราษฎร์",
}


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
