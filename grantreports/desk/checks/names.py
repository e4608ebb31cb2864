"""Names that must not stand in what donors read, and venues that should not."""

import re
from collections.abc import Collection, Iterator

from grantreports.desk.checks.findings import ERROR, WARNING
from grantreports.desk.checks.registry import Found, check
from grantreports.desk.checks.spelling import WITHOUT_SPACES, fold, stands_in
from grantreports.desk.checks.subject import Outside, Subject, Text
from grantreports.desk.checks.venues import own_words
from grantreports.desk.checks.words import KINDS_OF_VENUE, not_names, words_of
from outreach.models import Setting
from projects.models import ProtectedName

INSTEAD = {
    ProtectedName.Kind.PERSON: "Write a role, such as “a student” or “a mother”.",
    ProtectedName.Kind.SCHOOL: "Write what kind of place it is, such as “a rural school”.",
    ProtectedName.Kind.PLACE: "Write the province.",
}
Looked = Subject | Outside
CAPITALISED = re.compile(r"[^\W\d_][^\W\d_'’-]*")


@check("protected-name", ERROR)
def no_protected_name_is_told(subject: Looked) -> Iterator[Found]:
    for text in subject.texts:
        for name in subject.protected:
            if stands_in(name.spellings, text.plain):
                sentence = (
                    f"“{name}” must not be told, and stands in {text.name}. "
                    f"{INSTEAD[ProtectedName.Kind(name.kind)]}"
                )
                yield Found(sentence, text.where, detail=name.name)


@check("venue-of-a-child", ERROR)
def no_child_is_found_by_a_venue(subject: Looked) -> Iterator[Found]:
    """A child in a photo or a quote, and where that was: who knows the place knows the child."""
    for told, venue, text in all_told_venues(subject):
        if who := subject.children_at(venue):
            sentence = (
                f"“{told}” stands in {text.name}, and {who} is from there: a child could be "
                "found. Write the province, or take one of them out."
            )
            yield Found(sentence, text.where, detail=told)


@check("venue", WARNING)
def no_venue_is_told(subject: Looked) -> Iterator[Found]:
    for told, venue, text in all_told_venues(subject):
        if subject.children_at(venue):
            continue
        begins = f", the venue “{venue}” begins so" if told != venue else ""
        sentence = (
            f"“{told}” is where an outreach took place{begins}, and stands in {text.name}. Write "
            "the province, or what kind of place it is."
        )
        yield Found(sentence, text.where, detail=told)


def all_told_venues(subject: Looked) -> Iterator[tuple[str, str, Text]]:
    """What is told of a venue in a text: its name, or the words that it begins with.

    “At Dwambazi” tells of “Dwambazi village well” what the whole name tells.
    """
    whole = list(told_venues(subject, Setting.values))
    yield from ((venue, venue, text) for venue, text in whole)
    known = known_words(subject)
    begins = {begin: venue for venue, _ in subject.venues if (begin := own_words(venue, known))}
    everything = folded(" ".join(text.plain for text in subject.texts))
    told = {begin: venue for begin, venue in begins.items() if venue_in(begin, everything)}
    for text in subject.texts if told else ():
        for begin, venue in told.items():
            is_whole = any(text == other and venue_in(begin, folded(v)) for v, other in whole)
            if not is_whole and begin_in(begin, text.plain):
                yield begin.title(), venue, text


# A word as long as this tells a place without a capital letter too.
LONG = 7


def begin_in(begin: str, text: str) -> bool:
    """Whether the words stand in the text: with a capital letter, unless they are long."""
    if not venue_in(begin, folded(text)):
        return False
    if WITHOUT_SPACES.search(begin) or len(begin) >= LONG:
        return True
    words = (match.group() for match in CAPITALISED.finditer(text))
    return any(fold(word) == begin.split()[0] and not word[0].islower() for word in words)


def told_venues(subject: Looked, settings: Collection[str]) -> Iterator[tuple[str, Text]]:
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


def known_words(subject: Looked) -> frozenset[str]:
    """What has a capital letter in this report and is no person."""
    return title_words(subject) | not_names(subject.project.country)


def title_words(subject: Looked) -> frozenset[str]:
    project = subject.project
    return words_of([project.title, project.place, subject.foundation_name])


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
