"""Names that must not stand in what donors read, and venues that should not."""

import re
from collections.abc import Collection, Iterator

from grantreports.desk.checks.findings import ERROR, WARNING
from grantreports.desk.checks.registry import Found, check
from grantreports.desk.checks.spelling import WITHOUT_SPACES, fold, stands_in
from grantreports.desk.checks.subject import Subject, Text
from grantreports.desk.checks.words import KINDS_OF_VENUE, not_names, words_of
from outreach.models import Setting
from projects.models import ProtectedName

INSTEAD = {
    ProtectedName.Kind.PERSON: "Write a role, such as “a student” or “a mother”.",
    ProtectedName.Kind.SCHOOL: "Write what kind of place it is, such as “a rural school”.",
    ProtectedName.Kind.PLACE: "Write the province.",
}
CAPITALISED = re.compile(r"[^\W\d_][^\W\d_'’-]*")


@check("protected-name", ERROR)
def no_protected_name_is_told(subject: Subject) -> Iterator[Found]:
    for text in subject.texts:
        for name in subject.protected:
            if stands_in(name.spellings, text.plain):
                sentence = (
                    f"“{name}” must not be told, and stands in {text.name}. "
                    f"{INSTEAD[ProtectedName.Kind(name.kind)]}"
                )
                yield Found(sentence, text.where, detail=name.name)


@check("venue", WARNING)
def no_venue_is_told(subject: Subject) -> Iterator[Found]:
    for venue, text in told_venues(subject, Setting.values):
        sentence = (
            f"“{venue}” is where an outreach took place, and stands in {text.name}. Write the "
            "province, or what kind of place it is."
        )
        yield Found(sentence, text.where, detail=venue)


def told_venues(subject: Subject, settings: Collection[str]) -> Iterator[tuple[str, Text]]:
    """The venues of events in these settings that stand in a text, with that text."""
    named = [venue for venue, setting in subject.venues if setting in settings]
    venues = {fold(venue): venue for venue in named if tells_where(venue)}
    everything = folded(" ".join(text.plain for text in subject.texts))
    # Most venues stand nowhere: one look is enough for them.
    told = {key: venue for key, venue in venues.items() if venue_in(key, everything)}
    for text in subject.texts if told else ():
        here = folded(text.plain)
        yield from ((venue, text) for key, venue in told.items() if venue_in(key, here))


def tells_where(venue: str) -> bool:
    words = fold(venue).split()
    return bool(set(words) - KINDS_OF_VENUE) and len(fold(venue)) > 3


def folded(text: str) -> str:
    return f" {fold(text)} "


def venue_in(key: str, text: str) -> bool:
    return (key if WITHOUT_SPACES.search(key) else f" {key} ") in text


@check("changed-name", ERROR)
def changed_names_stand_nowhere_else(subject: Subject) -> Iterator[Found]:
    """Whoever reads an invented name twice takes it for a person."""
    for chosen in subject.quotes:
        if not chosen.quote.name_changed:
            continue
        where = f"quotes:{chosen.quote_id}"
        own = [text for text in subject.texts if text.where == where and not text.is_written]
        others = [text for text in subject.texts if text not in own]
        for text in others:
            for name in repeated_names(own, text, known_words(subject)):
                sentence = (
                    f"“{name}” is an invented name in {own[0].name}, and stands in {text.name} "
                    "too. Leave it out there."
                )
                yield Found(sentence, text.where, detail=name)


def known_words(subject: Subject) -> frozenset[str]:
    """What has a capital letter in this report and is no person."""
    return title_words(subject) | not_names(subject.project.country)


def title_words(subject: Subject) -> frozenset[str]:
    project = subject.project
    foundation = subject.composition.branding.foundation_name
    return words_of([project.title, project.place, foundation])


def repeated_names(own: list[Text], other: Text, known: frozenset[str]) -> list[str]:
    """Names of a quote that another text repeats; a word that is also written small is none.

    At the beginning of a sentence every word has a capital letter, so it counts as a name there
    only where the other text has it in the middle of one.
    """
    here = [name_words(text.plain) for text in own]
    inside = set().union(*(found for found, _, _ in here))
    first = set().union(*(found for _, found, _ in here))
    small = set().union(*(found for _, _, found in here))
    other_inside, other_first, other_small = name_words(other.plain)
    names = (inside & (other_inside | other_first)) | (first & other_inside)
    small |= other_small
    return sorted(
        name
        for name in names
        if fold(name) not in known and name.casefold() not in small and not name.isupper()
    )


def name_words(text: str) -> tuple[set[str], set[str], set[str]]:
    """Words with a capital inside sentences, those at their beginning, and small ones."""
    inside, first, small = set(), set(), set()
    for match in CAPITALISED.finditer(text):
        word = re.sub(r"['’]s?$", "", match.group())
        before = text[: match.start()].rstrip(" \t“”\"'‘(")
        if not word[0].isupper():
            small.add(word.casefold())
        elif not before or before[-1] in ".!?:\n…":
            first.add(word)
        else:
            inside.add(word)
    return inside, first, small
