"""Provinces and settings as people write them in a file."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from django.utils.translation import get_language, gettext, override
from rapidfuzz import fuzz, process

from outreach.names import key, whole_key
from outreach.reading.counts import short
from projects.places import (
    known_provinces,
    local_country_name,
    local_known,
    local_province_name,
    local_provinces,
    provinces,
    spellings,
)

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
        offered: Collection[str] = (),
    ) -> None:
        """`labels` are called in each language, because they are in the language of the page.

        Where a name means several values and some of them are `offered`, it means those.
        """
        self.offered = frozenset(offered)
        self.whole: dict[str, set[str]] = {}
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
        self.whole.setdefault(whole_key(str(name)), set()).add(str(value))
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
        found = (
            self.whole.get(whole_key(text))
            or self.names.get(choice_key(text))
            or self.words.get(words_in(text))
        )
        if found:
            return self._best(found)
        # A spelling that sounds like one name only is that name, written by other rules.
        if len(found := self._best(self.sounds.get(sound_key(text), set()))) == 1:
            return found
        parts = [
            part for part in re.split(r"[,;(){}\[\]/]|(?=จ\.)|(?=จังหวัด)", text) if part.strip()
        ]
        if len(parts) > 1:
            known = (self.names.get(choice_key(part), set()) for part in parts)
            return self._best(set().union(*known))
        return set()

    def _best(self, values: set[str]) -> set[str]:
        return values & self.offered or values

    def nearest(self, text: str) -> str | None:
        """The value whose name sounds most like the text, or None where none is near."""
        sounds = {sound: self._best(values) for sound, values in self.sounds.items()}
        if self.offered:
            sounds = {sound: best for sound, best in sounds.items() if best <= self.offered}
        near = process.extractOne(
            sound_key(text), list(sounds), scorer=fuzz.ratio, score_cutoff=NEAR
        )
        return next(iter(sorted(sounds[near[0]]))) if near else None


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


def places(country: str, division: str = "") -> Choices:
    """The provinces of a country, by the names that people give them.

    All that records may have are read: a file that was exported comes back as it was.
    """

    def labels() -> list[tuple[str, str]]:
        known = known_provinces(country)
        labelled = ((code, province_label(code, division)) for code in known)
        codes = ((code, code) for code in known)
        spelt = ((code, name) for name, code in spellings(country))
        return [*local_known(country).items(), *codes, *labelled, *spelt]

    def unknown(text: str) -> str:
        message = gettext("“%(text)s” is not a province of %(country)s.") % {
            "text": short(text),
            "country": local_country_name(country),
        }
        if near := found.nearest(text):
            message += " " + gettext("Did you mean “%s”?") % local_province_name(near)
        return message

    words = PROVINCE_WORDS if country == "TH" else {}
    found = Choices(labels, words, unknown, offered=provinces(country, division))
    return found


def province_labels(country: str, division: str = "") -> dict[str, str]:
    """The provinces that are offered, each with a label of its own."""
    return {code: province_label(code, division) for code in local_provinces(country, division)}


def province_label(code: str, division: str = "") -> str:
    """The name of a province; with its code where one that is offered has the same name."""
    known, offered = local_known(code[:2]), provinces(code[:2], division)
    rivals = [
        each
        for each, name in known.items()
        if name == known.get(code) and (each in offered or code not in offered)
    ]
    name = known.get(code, code)
    return f"{name} ({code})" if len(rivals) > 1 else name
