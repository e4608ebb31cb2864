"""Numbers that staff typed, beside the figures that could stand for them."""

from collections.abc import Iterator
from itertools import combinations, islice

from grantreports.desk.checks.findings import WARNING
from grantreports.desk.checks.registry import Found, check
from grantreports.desk.checks.subject import SUMMARY, Subject, Text
from grantreports.desk.checks.typed_numbers import (
    Known,
    TypedNumber,
    best_figure,
    nearest_figure,
    shown,
    typed_numbers,
    unmistakable,
)
from grantreports.desk.checks.words import words_of
from grantreports.desk.offers import sources
from grantreports.reports.compose import Composition
from outreach.figures import Figure, parse
from outreach.models import Setting
from projects.places import province_name

# More numbers of one text help nobody.
MOST_OF_A_TEXT = 20
# More figures than this do not make a better match.
MOST = 600


@check("typed-number", WARNING)
def numbers_are_computed(subject: Subject) -> Iterator[Found]:
    known: list[Known] = []
    for text in subject.texts:
        for typed in islice(typed_numbers(text.source), MOST_OF_A_TEXT) if text.is_written else ():
            # Only where somebody typed a number is anything computed.
            known = known or known_figures(subject.composition)
            yield from finding_for(typed, text, known)


def finding_for(typed: TypedNumber, text: Text, known: list[Known]) -> Iterator[Found]:
    place = f"“{typed.source}” is typed in {text.name}"
    # The summary is the project's own text: the desk cannot change it.
    can_mend = text.name != SUMMARY
    if figure := best_figure(typed, known):
        source = f"{{{figure.source} as words}}" if typed.in_words else f"{{{figure.source}}}"
        before, number, after = unmistakable(text.source, typed.start, typed.source)
        yield Found(
            f"{place}; {{{figure.source}}} is {shown(figure.value)} too. Make the number live.",
            text.where,
            detail=before + number + after,
            replacement=before + source + after if can_mend else "",
        )
    elif typed.may_be_chance:
        return
    elif near := nearest_figure(typed, known):
        sentence = (
            f"{place}; {{{near.source}}} is {shown(near.value)}. Write the figure, or look the "
            "number up."
        )
        yield Found(sentence, text.where, detail=f"{typed.source} at {typed.start}")
    else:
        sentence = f"{place}, and no figure is behind it. Look it up, or leave it out."
        yield Found(sentence, text.where, detail=f"{typed.source} at {typed.start}")


def known_figures(composition: Composition) -> list[Known]:
    """What a typed number could mean, the plainest figures first."""
    found = {}
    for source in islice(all_sources(composition), MOST):
        figure = parse(source, composition.vocabulary)
        value = composition.numbers.value(figure)
        if value and value == int(value) and not figure.as_words and not figure.relation:
            found[source] = Known(
                source, int(value), nouns_of(figure, composition), narrowed(figure)
            )
    return list(found.values())


def all_sources(composition: Composition) -> Iterator[str]:
    groups = composition.vocabulary.group_names(composition.numbers.groups)
    yield from (f"attendance: {', '.join(pair)}" for pair in combinations(groups, 2))
    yield from (f"attendance: {', '.join(three)}" for three in combinations(groups[:6], 3))
    yield from sources(composition)


def nouns_of(figure: Figure, composition: Composition) -> frozenset[str]:
    if figure.groups:
        return words_of(composition.vocabulary.group_names(figure.groups))
    settings = figure.settings if figure.counts.is_named_by_setting else ()
    return words_of([figure.counts.nouns, *(Setting(value).plural for value in settings)])


def narrowed(figure: Figure) -> frozenset[str]:
    """Words of what the figure is narrowed down to."""
    places = [province_name(code) for code in figure.provinces]
    return words_of([*places, *(Setting(value).plural for value in figure.settings)])
