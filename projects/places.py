"""Countries, provinces, currencies, languages: ISO codes, English names as donors know them."""

import gettext
import re
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

import pycountry
from babel import Locale
from babel.languages import get_official_languages
from babel.numbers import get_territory_currencies
from django.utils.translation import get_language

from projects.divisions import NOT_IN_ISO, codes_of
from projects.place_names import ALSO_WRITTEN, KNOWN_AS, WITHOUT_MARKS

ENGLISH = Locale("en")
# ISO's remark on what lies in Western Sahara.
REMARK = re.compile(r" \(EH.*\)$")
# Where CLDR has a neighbour's currency first, or one that has gone.
OWN_CURRENCY = {"BG": "EUR", "BT": "BTN", "LS": "LSL", "NA": "NAD"}
# Where the first zone in the list of a country is not the one with the most people.
MOST_LIVE_IN = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "PS": "Asia/Hebron",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "UM": "Pacific/Wake",
    "UZ": "Asia/Tashkent",
}
# ISO 639 codes of no one people's language: several, unknown, no content, invented.
NO_LANGUAGES = {"mul", "und", "zxx", "tlh", "tok", "jbo"}
# What the lists of names lack, by the language of the page.
MISSING_NAMES = {
    "th": {
        "TH-10": "กรุงเทพมหานคร",
        "TH-38": "บึงกาฬ",
        "blt": "ไทดำ",
        "cic": "ชิกคาซอว์",
        "hnj": "ม้งเขียว",
        "trw": "โทร์วาลี",
    }
}
VOWEL_IN_FRONT = re.compile("([เแโใไ])([ก-ฮ])")


@cache
def country_choices() -> list[tuple[str, str]]:
    """ISO 3166-1 alpha-2 codes with the common name ("Vietnam", not "Viet Nam"), by name."""
    codes = (country.alpha_2 for country in pycountry.countries)
    return sorted(((code, country_name(code)) for code in codes), key=lambda choice: choice[1])


def country_name(code: str) -> str:
    return ENGLISH.territories.get(code, code)


@cache
def currency_choices() -> list[tuple[str, str]]:
    """ISO 4217 codes with their names, by code."""
    codes = sorted(currency.alpha_3 for currency in pycountry.currencies)
    return [(code, f"{code} – {ENGLISH.currencies.get(code, code)}") for code in codes]


@cache
def provinces(country: str, division: str = "") -> dict[str, str]:
    """The codes and names of a country's provinces at the level that people use, by name.

    These are offered. `division` is an older division of the country, see `projects.divisions`.
    """
    known = known_provinces(country)
    # A country that ISO does not divide is its own only province.
    return by_name({code: known[code] for code in codes_of(country, division) or known})


@cache
def known_provinces(country: str) -> dict[str, str]:
    """The codes and names of all levels and of older divisions: records may have them."""
    divisions = pycountry.subdivisions.get(country_code=country) or []
    named = {each.code: english_name(each.code, iso_name(each)) for each in divisions}
    used = set(codes_of(country))
    shared = Counter(named[code] for code in used if code in named)
    for each in divisions:
        if each.code in used and shared[named[each.code]] > 1:
            named[each.code] += f" {each.type}"
    named |= NOT_IN_ISO.get(country, {})
    return by_name(named or {country: country_name(country)})


def iso_name(division: pycountry.db.Data) -> str:
    """Some carry a second language with its own code: “Wales [Cymru GB-CYM]”."""
    return division.name.partition(" [")[0]


def english_name(code: str, name: str) -> str:
    if code in KNOWN_AS:
        return KNOWN_AS[code]
    name = REMARK.sub("", name)
    return plain(name) if code[:2] in WITHOUT_MARKS else name


def plain(name: str) -> str:
    """A name in the letters of English: “Đắk Lắk” is Dak Lak."""
    letters = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(each for each in letters if not unicodedata.combining(each))


def by_name(named: dict[str, str]) -> dict[str, str]:
    return dict(sorted(named.items(), key=lambda division: division[1]))


@cache
def spellings(country: str, division: str = "") -> list[tuple[str, str]]:
    """Pairs of a name and a code: all ways to write a province, those that are offered first."""
    names = {**provinces(country, division), **known_provinces(country)}
    pairs = [(name, code) for code, name in names.items()]
    pairs += [
        (iso_name(each), each.code)
        for each in pycountry.subdivisions.get(country_code=country) or []
    ]
    pairs += [
        (name, code) for code in names for name in ALSO_WRITTEN.get(code, "").split(", ") if name
    ]
    return list(dict.fromkeys(pairs))


@cache
def called_in(country: str) -> list[str]:
    """What the people of a country call its provinces, in ISO's words: “District”."""
    offered = provinces(country)
    found = pycountry.subdivisions.get(country_code=country) or []
    return sorted({str(each.type) for each in found if each.code in offered})


def province_name(code: str) -> str:
    return known_provinces(code[:2]).get(code, code)


def local_provinces(country: str, division: str = "") -> dict[str, str]:
    """The provinces that are offered, with their names in the language of the page, by name."""
    offered = provinces(country, division)
    return {code: name for code, name in local_known(country).items() if code in offered}


def local_known(country: str) -> dict[str, str]:
    """All that records may have, with their names in the language of the page, by name."""
    return _translated_provinces(country, (get_language() or "en")[:2])


def local_province_name(code: str) -> str:
    return local_known(code[:2]).get(code, code)


@cache
def _translated_provinces(country: str, language: str) -> dict[str, str]:
    named = known_provinces(country)
    if language == "en":
        return named
    known = gettext.translation(
        "iso3166-2", pycountry.LOCALES_DIR, languages=[language], fallback=True
    )
    # The catalogue knows ISO's name of a province, not the one English readers know.
    iso_names = {
        each.code: iso_name(each)
        for each in pycountry.subdivisions.get(country_code=country) or []
    }
    translated = {code: known.gettext(name) for code, name in iso_names.items()}
    named = named | {code: name for code, name in translated.items() if name != iso_names[code]}
    missing = MISSING_NAMES.get(language, {})
    named |= {code: name for code, name in missing.items() if code in named}
    return dict(sorted(named.items(), key=lambda division: dictionary_order(division[1])))


def dictionary_order(name: str) -> str:
    """Thai dictionaries have เชียงใหม่ under ช, although it is written with เ in front."""
    return VOWEL_IN_FRONT.sub(r"\2\1", name)


def local_country_name(code: str) -> str:
    return Locale((get_language() or "en")[:2]).territories.get(code, code)


@cache
def language_choices() -> list[tuple[str, str]]:
    """ISO 639 codes with their names, by name."""
    named = ((str(code), str(name)) for code, name in ENGLISH.languages.items())
    spoken = (each for each in named if len(each[0]) <= 3 and each[0] not in NO_LANGUAGES)
    return sorted(spoken, key=lambda choice: choice[1])


def language_name(code: str) -> str:
    return ENGLISH.languages.get(code, code)


def local_language_choices() -> list[tuple[str, str]]:
    """The choices with the names in the language of the page, by name."""
    named = [(code, local_language_name(code)) for code, _ in language_choices()]
    return sorted(named, key=lambda choice: dictionary_order(choice[1]))


def local_language_name(code: str) -> str:
    language = (get_language() or "en")[:2]
    missing = MISSING_NAMES.get(language, {})
    return Locale(language).languages.get(code) or missing.get(code) or language_name(code)


@cache
def main_currency(country: str) -> str:
    """The currency that people of a country use, by its ISO 4217 code. Source: Unicode CLDR."""
    used = get_territory_currencies(country)
    return OWN_CURRENCY.get(country) or next(iter(used), "USD")


@cache
def main_time_zone(country: str) -> str:
    """The time zone in which most people of a country live. Source: the list of IANA."""
    listed = (files("tzdata") / "zoneinfo" / "zone.tab").read_text()
    zones = [line.split("\t") for line in listed.splitlines() if not line.startswith("#")]
    first = next((zone[2] for zone in zones if zone[0] == country), "Etc/UTC")
    return MOST_LIVE_IN.get(country, first)


def main_language(country: str) -> str:
    """The language that most people of a country speak, by its ISO 639 code, or "" for English.

    Source: Unicode CLDR, the official languages with their numbers of speakers.
    """
    official = get_official_languages(country, de_facto=True)
    return official[0].partition("_")[0] if official and official[0] != "en" else ""
