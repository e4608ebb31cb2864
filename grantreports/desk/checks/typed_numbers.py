"""Numbers that somebody typed into a text, and the figures that could stand for them.

Years, dates, times, money, ordinals, ages, “Year 2”, marks of lists and addresses are set aside.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from num2words import num2words

from outreach.figures import BRACES
from projects.money import number
from projects.places import currency_choices
from projects.written_days import MONTHS

# What takes the place of characters that are set aside.
BLANK = "\ufffc"
GROUPED = r"\d{1,3}(?:[,.\u00a0\u202f\u2009 ]\d{3})+(?!\d)"
DIGITS = re.compile(rf"(?<!\d)(?:{GROUPED}|\d+(?:[.,]\d+)?)")
# Within other patterns; bounded, so that no text takes long.
NUMBER = rf"(?:{GROUPED}|\d{{1,15}}(?:[.,]\d{{1,15}})?)"
MONTH = f"(?:{'|'.join(name for name in MONTHS if name.isascii() and len(name) > 2)})\\b\\.?"
CODE = f"(?:{'|'.join(code for code, _ in currency_choices())})"
SIGN = "[$€£¥฿₫₹₱₩₦]"
MORE = r"(?:\s*(?:–|-|to|and|or|&|,)\s*\d{1,3}){0,6}"
COUNTED = (
    "programs?|programmes?|events?|outreach|people|persons|students|teachers|parents|sessions"
)
LABELS = (
    "year|grade|class|phase|step|objective|stage|module|unit|level|part|term|quarter|no|number|"
    "edition|report|route|highway|moo|article|section|chapter|page|room|week|day"
)
SET_ASIDE = [
    # Addresses, and hours as clocks show them.
    re.compile(r"[^\s@]{1,64}@\S+|https?://\S+|www\.\S+"),
    re.compile(r"\d{1,2}[:.]\d{2}\s?(?:am|pm|a\.m\.|p\.m\.)|\d{1,2}:\d{2}", re.IGNORECASE),
    re.compile(r"\d{1,2}\s?(?:am\b|pm\b|a\.m\.|p\.m\.)|\b24/7\b", re.IGNORECASE),
    # Dates.
    re.compile(r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}([/.-])\d{1,2}\1\d{2,4}\b"),
    re.compile(
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?{MORE}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}(?:,?\s+\d{{4}})?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!,\d)(?!\s+(?:{COUNTED}))"
        r"(?:\s*(?:–|-|to)\s*\d{1,2})?(?:,?\s+\d{4})?",
        re.IGNORECASE,
    ),
    # Money.
    re.compile(
        rf"(?:[A-Z]{{0,3}}{SIGN}|\b{CODE})\s?{NUMBER}(?:\s?[–-]\s?{NUMBER})?"
        r"(?:\s?(?:million|billion|thousand|m|k)\b)?"
    ),
    re.compile(
        rf"{NUMBER}\s?(?:(?:million|billion|thousand)\s)?(?:{SIGN}|{CODE}\b|(?i:dollars?|baht|"
        r"euros?|pounds?|(?:US|Kenyan|Thai)\s\w+|shillings?|dong|cents?|rupees?|pesos?)\b)"
    ),
    # Ages.
    re.compile(
        rf"\b(?:aged?|ages|age\s+of|ages\s+of)\s+(?:between\s+|from\s+)?\d{{1,3}}{MORE}",
        re.IGNORECASE,
    ),
    re.compile(rf"\b\d{{1,3}}{MORE}[\s-]*years?[\s-]+(?:olds?\b|of\s+age\b)", re.IGNORECASE),
    re.compile(r"\b(?:under|over)[\s-]\d{1,2}s\b", re.IGNORECASE),
    re.compile(r"\b[A-Z][^\W\d_]+(?:,\s+\d{1,2}(?=[,.;])|\s+\(\d{1,2}\))"),
    # “Year 2 (of 3)”, “Grades 4 to 6”, “School 4”.
    re.compile(
        rf"\b(?:{LABELS})(?:s|es)?\.?\s+\d{{1,4}}{MORE}(?:\s*\(?of\s+\d+\)?)?(?!\d)", re.IGNORECASE
    ),
    re.compile(r"\b(?:Schools?|Districts?|Wards?|Targets?|Goals?|Figures?)\s+\d{1,3}\b"),
    # Ordinals; what is part of a word, such as COVID-19; marks of lists.
    re.compile(r"\b\d+(?:st|nd|rd|th)\b", re.IGNORECASE),
    re.compile(r"[A-Za-z]-?\d[\w-]*"),
    re.compile(r"^[ \t]*\(?\d{1,2}[.)](?=\s)", re.MULTILINE),
    # Years.
    re.compile(
        r"(?<![\d.,])(?:19\d\d|20\d\d|2100)s?\b(?:\s?[/–-]\s?(?:\d{4}|\d{2})\b)?(?![,.]\d)"
    ),
]
# “3 months”, “a 45-minute session”, “2 to 3 weeks”.
DURATION = re.compile(
    rf"{NUMBER}{MORE}[\s-]{{0,3}}(?:minutes?|hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE
)
MOST_WORDS = 100
WORDS = {num2words(value): value for value in range(2, MOST_WORDS + 1)}
LONGEST_FIRST = "|".join(sorted(WORDS, key=len, reverse=True))
IN_WORDS = re.compile(rf"\b(?:{LONGEST_FIRST})\b(?!-)", re.IGNORECASE)
# Longer numbers are none that anybody counted.
MOST_DIGITS = 12
# How far the words around a number are looked for, in characters and in words.
FARTHEST, MOST_AFTER = 200, 8
FEWEST_FOR_TYPOS, CLOSE, FEWEST_FOR_SHARES = 3, 0.05, 20


@dataclass(frozen=True)
class TypedNumber:
    """A number as it stands in a text; `value` is None for one that counts nothing whole."""

    start: int
    source: str
    value: int | None
    # The words that follow it in its sentence, in small letters.
    after: tuple[str, ...] = ()
    in_words: bool = False
    is_duration: bool = False

    @property
    def may_be_chance(self) -> bool:
        """Whether it says something only where a figure counts what is named after it."""
        return self.in_words or self.is_duration


@dataclass(frozen=True)
class Known:
    """A figure with its value, and the nouns that can follow a number that it makes."""

    source: str
    value: int
    nouns: frozenset[str]
    # Words that narrow it down: those of its settings and provinces.
    narrowed: frozenset[str] = frozenset()


def typed_numbers(text: str) -> Iterator[TypedNumber]:
    """The numbers in a text as it was typed, in their order, figures in braces apart."""
    rest = BRACES.sub(lambda found: BLANK * len(found.group()), text)
    for pattern in SET_ASIDE:
        rest = pattern.sub(lambda found: BLANK * len(found.group()), rest)
    durations = [match.span() for match in DURATION.finditer(rest)]
    found = [
        replace(
            typed(match, rest, value_of(match.group())),
            is_duration=any(start <= match.start() < end for start, end in durations),
        )
        for match in DIGITS.finditer(rest)
    ]
    found += [
        typed(match, rest, WORDS[match.group().casefold()], in_words=True)
        for match in IN_WORDS.finditer(rest)
    ]
    return iter(sorted(found, key=lambda each: each.start))


def typed(
    match: re.Match[str], text: str, value: int | None, in_words: bool = False
) -> TypedNumber:
    rest = text[match.end() : match.end() + FARTHEST]
    sentence = re.split(r"[.!?;:\n]", rest, maxsplit=1)[0]
    after = tuple(re.findall(r"[^\W\d_]+", sentence.casefold())[:12])
    return TypedNumber(match.start(), match.group(), value, after, in_words)


def value_of(source: str) -> int | None:
    if re.fullmatch(r"\d+|\d{1,3}(?:\D\d{3})+", source):
        digits = re.sub(r"\D", "", source)
        return int(digits) if len(digits) <= MOST_DIGITS else None
    return None


def best_figure(typed: TypedNumber, known: Iterable[Known]) -> Known | None:
    """The figure that the number most likely is, by its value and the words around it."""
    equal = [each for each in known if each.value == typed.value]
    if typed.may_be_chance:
        # “The three staff members” and “3 months” equal some figure by chance.
        equal = [each for each in equal if fits(typed, each)]
    return max(equal, key=lambda each: fitness(typed, each), default=None)


def fits(typed: TypedNumber, known: Known) -> int:
    """2 where what it counts is named right after the number, 1 with an adjective between them."""
    named = [word in known.nouns for word in typed.after[:2]]
    return 2 - named.index(True) if any(named) else 0


def fitness(typed: TypedNumber, known: Known) -> tuple[int, int, bool]:
    named = known.narrowed.intersection(typed.after)
    return fits(typed, known), len(named), not known.narrowed


def nearest_figure(typed: TypedNumber, known: Iterable[Known]) -> Known | None:
    """A figure that the number was probably meant to be: a slip of the keys, or a little off."""
    if typed.value is None or typed.may_be_chance:
        return None
    slips = [each for each in known if is_slip(str(typed.value), str(each.value))]
    if slips:
        return max(slips, key=lambda each: fitness(typed, each))
    close = [each for each in known if is_close(typed.value, each.value)]
    return min(close, key=lambda each: abs(each.value - (typed.value or 0)), default=None)


def is_slip(typed: str, meant: str) -> bool:
    """One digit wrong, missing, too many, or two changed over; short numbers are too alike."""
    if min(len(typed), len(meant)) < FEWEST_FOR_TYPOS or typed == meant:
        return False
    shorter, longer = sorted((typed, meant), key=len)
    if len(longer) == len(shorter) + 1:
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    if len(longer) != len(shorter):
        return False
    wrong = [at for at in range(len(typed)) if typed[at] != meant[at]]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        return typed[wrong[0]] == meant[wrong[1]] and typed[wrong[1]] == meant[wrong[0]]
    return len(wrong) == 1


def is_close(typed: int, meant: int) -> bool:
    return meant >= FEWEST_FOR_SHARES and abs(typed - meant) <= meant * CLOSE


def unmistakable(text: str, start: int, source: str) -> tuple[str, str, str]:
    """The source with as much around it as tells it apart: what is before, itself, and after.

    Replacing the first place where the three stand together then replaces the right one.
    """
    after = ""
    for _ in range(MOST_AFTER):
        if text.find(source + after) == start:
            return "", source, after
        more = re.compile(r"\s*\S+").match(text, start + len(source) + len(after))
        after += more.group() if more else ""
    return text[:start], source, ""


def shown(value: int) -> str:
    return number(value)
