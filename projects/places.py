"""Countries, provinces, currencies, languages: ISO codes, English names as donors know them."""

import gettext
import re
from functools import cache

import pycountry
from babel import Locale
from babel.languages import get_official_languages
from django.utils.translation import get_language

ENGLISH = Locale("en")
# Where ISO 3166-2 has a name that English readers do not know.
KNOWN_AS = {"TH-10": "Bangkok", "TH-S": "Pattaya"}
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
def provinces(country: str) -> dict[str, str]:
    """The ISO 3166-2 codes of a country's divisions, of every level, and their names, by name."""
    divisions = pycountry.subdivisions.get(country_code=country) or []
    # Some names carry a second language with its own code: "Wales [Cymru GB-CYM]".
    named = {division.code: division.name.partition(" [")[0] for division in divisions}
    named |= {code: name for code, name in KNOWN_AS.items() if code in named}
    # A country that ISO does not divide is its own only province.
    named = named or {country: country_name(country)}
    return dict(sorted(named.items(), key=lambda division: division[1]))


def province_name(code: str) -> str:
    return provinces(code[:2]).get(code, code)


def local_provinces(country: str) -> dict[str, str]:
    """The provinces with their names in the language of the page, by name."""
    return _translated_provinces(country, (get_language() or "en")[:2])


def local_province_name(code: str) -> str:
    return local_provinces(code[:2]).get(code, code)


@cache
def _translated_provinces(country: str, language: str) -> dict[str, str]:
    if language == "en":
        return provinces(country)
    known = gettext.translation(
        "iso3166-2", pycountry.LOCALES_DIR, languages=[language], fallback=True
    )
    iso_names = {
        division.code: division.name.partition(" [")[0]
        for division in pycountry.subdivisions.get(country_code=country) or []
    }
    # The catalogue knows ISO's name of a province, not the one English readers know.
    named = {
        code: known.gettext(iso_names.get(code, name)) for code, name in provinces(country).items()
    }
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


def main_language(country: str) -> str:
    """The language that most people of a country speak, by its ISO 639 code, or "" for English.

    Source: Unicode CLDR, the official languages with their numbers of speakers.
    """
    official = get_official_languages(country, de_facto=True)
    return official[0].partition("_")[0] if official and official[0] != "en" else ""
