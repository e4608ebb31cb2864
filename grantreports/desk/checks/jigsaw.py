"""The jigsaw rule: a person, a school and a place below the province lead to a child together."""

import re
from collections.abc import Callable, Iterable, Iterator

from grantreports.desk.checks.findings import ERROR
from grantreports.desk.checks.names import Looked, known_words, title_words, told_venues
from grantreports.desk.checks.registry import Found, check
from grantreports.desk.checks.spelling import fold, stands_in
from grantreports.desk.checks.subject import Text
from grantreports.desk.checks.words import KINDS_OF_PLACE, ordinary
from outreach.models import Setting
from projects.models import ProtectedName
from projects.places import spellings

# Bounded, so that no text takes long.
NAME = r"\b[^\W\d_a-z][^\W\d_]{1,40}(?:['’-][^\W\d_]{1,40})?"
THAI = "[\u0e00-\u0e7f]"
HONORIFICS = (
    "(?:Mr|Mrs|Ms|Miss|Mister|Dr|Khun|Kru|Khru|Ajarn|Teacher|Pastor|Aunt|Uncle|Sister|Brother)"
)
PERSONS = [
    re.compile(rf"\b{HONORIFICS}\.?\s+({NAME})"),
    re.compile(rf"\b(?:named|called|name is|nicknamed)\s+[“\"'‘]?({NAME})"),
    re.compile(rf"((?:นางสาว|นาง|นาย|เด็กชาย|เด็กหญิง|ด\.ช\.|ด\.ญ\.)\s?{THAI}+)"),
]
# “Mali, 14,” and “Mali (14)”.
AGED = re.compile(rf"\b({NAME})(?:,\s+\d{{1,2}}(?=[,.;)]|\s+years)|\s+\(\d{{1,2}}\))")
SCHOOLS = [
    re.compile(rf"((?:{NAME}\s+){{1,6}}(?:School|College|Academy|Kindergarten))\b"),
    re.compile(rf"\b((?:School|College|Academy)\s+of\s+{NAME})"),
    re.compile(f"(โรงเรียน{THAI}+)"),
]
PLACES = [
    re.compile(rf"\b((?:Ban|Baan|Amphoe|Tambon|Mueang|Muang)\s+{NAME}(?:\s+{NAME}){{0,4}})"),
    re.compile(r"\b(Moo\s+\d+)"),
    re.compile(
        rf"((?:{NAME}\s+){{1,6}}(?:[Vv]illages?|[Dd]istrict|[Ss]ub-?district|[Cc]ommune|[Hh]amlet))\b"
    ),
    re.compile(rf"\b((?:[Vv]illage|[Dd]istrict|[Hh]amlet)\s+of\s+{NAME})"),
    re.compile(f"((?:อำเภอ|ตำบล|หมู่บ้าน){THAI}+)"),
]
Finder = Callable[[Text], str]


@check("jigsaw", ERROR)
def nobody_can_be_put_together(subject: Looked) -> Iterator[Found]:
    persons = first_find(subject, person_finder(subject))
    schools = first_find(subject, school_finder(subject))
    places = first_find(subject, place_finder(subject))
    if persons and schools and places:
        (person, told), (school, taught), (place, lives) = persons, schools, places
        yield Found(
            f"Together these may lead to a child: the person “{person}” in {told.name}, the "
            f"school “{school}” in {taught.name} and the place “{place}” in {lives.name}. Take "
            "one of them out.",
            told.where,
        )


def first_find(subject: Looked, find: Finder) -> tuple[str, Text] | None:
    """What stands first in the report, and the text it stands in."""
    return next(((found, text) for text in subject.texts if (found := find(text))), None)


def person_finder(subject: Looked) -> Finder:
    names = protected(subject, ProtectedName.Kind.PERSON)
    known = title_words(subject) | ordinary(subject.project.country)

    def find(text: Text) -> str:
        matches = (match[1] for each in PERSONS for match in each.finditer(text.plain))
        aged = (match[1] for match in AGED.finditer(text.plain))
        written = [name for name in matches if fold(name) not in known]
        # “Chiang Mai (3)” counts something in a province.
        written += [name for name in aged if fold(name) not in known_words(subject)]
        people = (name for name in written if not name.isupper() or not name.isascii())
        return listed_in(names, text) or next(people, "")

    return find


def school_finder(subject: Looked) -> Finder:
    venues = told_venues(subject, (Setting.RURAL_SCHOOL, Setting.URBAN_SCHOOL))
    names = protected(subject, ProtectedName.Kind.SCHOOL)
    return named_finder(subject, names, venues, SCHOOLS, fine=frozenset())


def place_finder(subject: Looked) -> Finder:
    project = subject.project
    venues = told_venues(subject, (Setting.VILLAGE,))
    names = protected(subject, ProtectedName.Kind.PLACE)
    fine = [*(name for name, _ in spellings(project.country)), project.place]
    return named_finder(subject, names, venues, PLACES, frozenset(map(fold, fine)))


def named_finder(
    subject: Looked,
    names: list[list[str]],
    venues: Iterable[tuple[str, Text]],
    patterns: list[re.Pattern[str]],
    fine: frozenset[str],
) -> Finder:
    """Finds protected names, venues, and what the patterns match, but for `fine` names."""
    told = {text: venue for venue, text in venues}
    common = ordinary(subject.project.country)

    def is_name(found: str) -> bool:
        words = [word for word in fold(found).split() if word not in KINDS_OF_PLACE]
        return bool(set(words) - common) and " ".join(words) not in fine

    def find(text: Text) -> str:
        matches = (match for each in patterns for match in each.finditer(text.plain))
        written = (" ".join(match[1].split()) for match in matches if is_name(match[1]))
        return listed_in(names, text) or told.get(text, "") or next(written, "")

    return find


def protected(subject: Looked, kind: str) -> list[list[str]]:
    return [name.spellings for name in subject.protected if name.kind == kind]


def listed_in(names: list[list[str]], text: Text) -> str:
    """The first of the names that stands in the text, in its first spelling."""
    return next((spellings[0] for spellings in names if stands_in(spellings, text.plain)), "")
