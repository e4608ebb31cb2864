"""Figures: numbers in a report's text that are computed from what was entered and never typed.

A figure stands in braces. Its grammar, with names in capitals and optional parts in brackets:

    { MEASURE [: GROUP, …] [at SETTING, …] [in PLACE, …] [SPAN] [as words] }
    { baseline: MEASURE }   { target: FIGURE }      { change: FIGURE }
    { share: FIGURE of FIGURE }                     { ratio: FIGURE to FIGURE }
    { difference: FIGURE and FIGURE }               { average: FIGURE [per FIGURE] }

MEASURE is one of `outreach/measures.py`, such as `events`, or an indicator of the project; the
longest known name is read, whatever words it holds. Some are counted by group. Without a SPAN a
figure counts the report's period. `this year` is the budget year up to the period's end, `the
period before` the period of the report before, `a year before` the same days a year earlier.
Names are read whatever their case, accents and spaces. `{{` and `}}` are plain braces.

`change` compares with the period before, `average` without “per” is per event;
`outreach/relations.py` says how each is computed and rounded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from outreach.measures import Entered, Measure
from outreach.names import key
from outreach.vocabulary import (
    EARLIER,
    JOINED,
    RELATIONS,
    SPANS,
    Figure,
    FigureError,
    Listed,
    Names,
    Spelled,
    Vocabulary,
    meanings_of,
    nearest,
)
from projects.models import Project
from projects.names import known_at_start

# Longer ones are refused unread; the grammar tries every cut between two names.
MAX_LENGTH = 200

END = re.compile(rf"(?:\s+(?P<span>{SPANS}))?(?P<as_words>\s+as\s+words)?\s*", re.IGNORECASE)
RELATION = re.compile(rf"({'|'.join(RELATIONS)})\s*:\s*", re.IGNORECASE)
BRACES = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]")


def parse(source: str, vocabulary: Vocabulary, position: int = 1) -> Figure:
    """The figure written in `source`, without its braces; raises only `FigureError`.

    `position` is where `source` begins in its text, so that errors can point there.
    """
    if len(source) > MAX_LENGTH:
        raise FigureError(f"a figure has at most {MAX_LENGTH} characters.", position)
    body = source.strip()
    start = position + source.index(body)
    if match := RELATION.match(body):
        figure = in_relation(
            match[1].casefold(), body[match.end() :], vocabulary, start + match.end()
        )
    else:
        figure = plain_figure(body, vocabulary, start)
    return with_spelled(figure, -position)


def with_spelled(figure: Figure, shift: int) -> Figure:
    """Its names, and those of the other figure in it, in the characters of its source."""
    names = {*figure.spelled, *(figure.other.spelled if figure.other else ())}
    moved = [replace(each, start=each.start + shift, end=each.end + shift) for each in names]
    return replace(figure, spelled=tuple(sorted(moved, key=lambda each: each.start)))


def in_relation(relation: str, body: str, vocabulary: Vocabulary, start: int) -> Figure:
    if RELATION.match(body):
        raise FigureError("a figure of a figure cannot be computed: name one directly.", start)
    if relation not in JOINED:
        return alone(relation, plain_figure(body, vocabulary, start), vocabulary, start)
    problem: FigureError | None = None
    for match in re.finditer(rf"\s+{JOINED[relation]}\s+", body, re.IGNORECASE):
        try:
            one = plain_figure(body[: match.start()], vocabulary, start)
            other = plain_figure(body[match.end() :], vocabulary, start + match.end())
        except FigureError as error:
            problem = problem or error
        else:
            if other == one:
                raise FigureError("both figures are the same one.", start + match.end())
            return replace(one, relation=relation, other=other)
    if problem is None and relation == "average":
        one = plain_figure(body, vocabulary, start)
        events = replace(one, measure="events", groups=(), entered=None)
        return replace(one, relation=relation, other=events)
    raise problem or FigureError(
        f"“{relation}” needs two figures with “{JOINED[relation]}” between them.", start
    )


def alone(relation: str, figure: Figure, vocabulary: Vocabulary, start: int) -> Figure:
    if relation == "baseline":
        if figure != vocabulary.figure(vocabulary.measure_of(figure)):
            raise FigureError("a baseline is that of the whole indicator.", start)
        constant = vocabulary.baselines.get(figure.measure)
        if constant is None:
            problem = f"“{figure.measure}” has no baseline. An administrator can enter it."
            raise FigureError(problem, start)
        return replace(figure, relation=relation, constant=constant)
    if relation == "change" and figure.earlier:
        raise FigureError("a change is one since the period before.", start)
    return replace(figure, relation=relation)


def plain_figure(body: str, vocabulary: Vocabulary, start: int) -> Figure:
    """The longest name of a measure after which the rest can be read."""
    problem: FigureError | None = None
    for name, rest in known_at_start(body, vocabulary.measures):
        try:
            return of_measure(vocabulary.measures[name], body, rest, vocabulary, start)
        except FigureError as error:
            problem = problem or error
    if problem is None:
        first = re.split(r"[\s:]", body, maxsplit=1)[0]
        names = {key(each.name): each.name for each in vocabulary.measures.values()}
        suggestion = names.get(nearest(key(first), names), "")
        problem = FigureError(f"“{body}” is no figure.", start, suggestion, "figure", body)
    raise problem


def of_measure(
    measure: Measure, body: str, rest: str, vocabulary: Vocabulary, start: int
) -> Figure:
    """`rest` is what comes after the name of the measure."""

    def read(sign: str, rest: str, names: Names) -> tuple[list[Listed], str]:
        match = re.match(sign, rest, re.IGNORECASE)
        if match is None:
            return [], rest
        return names.read(rest[match.end() :], start + len(body) - len(rest) + match.end())

    if (match := re.match(r"\s*:\s*", rest)) and not measure.is_by_group:
        by_group = next((each for each in vocabulary.measures.values() if each.is_by_group), None)
        suggestion = f"{by_group.name}: {rest[match.end() :]}" if by_group else ""
        counted = by_group.name if by_group else "nothing"
        raise FigureError(f"only {counted} is counted by group.", start, suggestion)
    after_name = start + len(body) - len(rest)
    groups, rest = read(r"\s*:\s*", rest, vocabulary.groups)
    settings, rest = read(r"\s+at\s+", rest, vocabulary.settings)
    places, rest = read(r"\s+in\s+", rest, vocabulary.places)
    match = END.fullmatch(rest)
    if match is None:
        raise FigureError(
            f"after “{measure.name}” a figure goes on with “: groups”, “at settings”, "
            "“in places”, “this year”, “the period before”, “a year before” or “as words”, in "
            "this order.",
            after_name,
        )
    span = " ".join((match["span"] or "").casefold().split())
    spelled = [Spelled(each.start, each.end, group=each.meanings[0]) for each in groups]
    if isinstance(measure, Entered):
        spelled.append(Spelled(start, after_name, indicator=measure.pk))
    return vocabulary.figure(
        measure,
        spelled=tuple(spelled),
        groups=meanings_of(groups),
        settings=meanings_of(settings),
        provinces=meanings_of(places),
        this_year=span == "this year",
        as_words=match["as_words"] is not None,
        earlier=next((name for name, words in EARLIER.items() if words == span), ""),
    )


@dataclass(frozen=True)
class Piece:
    """A stretch of a text: plain, or a figure, or a figure that cannot be read."""

    source: str
    figure: Figure | None = None
    error: FigureError | None = None


def pieces(text: str, vocabulary: Vocabulary) -> Iterator[Piece]:
    """The text in order, cut at its figures; their errors are handed out, never raised."""
    end = 0
    for match in BRACES.finditer(text):
        if match.start() > end:
            yield Piece(text[end : match.start()])
        end = match.end()
        yield _brace_piece(match.group(), match.start() + 1, vocabulary)
    if end < len(text):
        yield Piece(text[end:])


def _brace_piece(found: str, position: int, vocabulary: Vocabulary) -> Piece:
    if found in ("{{", "}}"):
        return Piece(found[0])
    if found in ("{", "}"):
        other = "}" if found == "{" else "{"
        problem = f"this “{found}” has no “{other}”. For a plain brace type it twice."
        return Piece(found, error=FigureError(problem, position))
    try:
        return Piece(found, figure=parse(found[1:-1], vocabulary, position + 1))
    except FigureError as error:
        return Piece(found, error=error)


def problems_in(text: str, vocabulary: Vocabulary) -> list[str]:
    """A sentence for each figure of the text that cannot be read."""
    return [str(piece.error) for piece in pieces(text, vocabulary) if piece.error]


def figure_problems(project: Project, **texts: str) -> dict[str, list[str]]:
    """The names of the texts that have such figures, with their sentences; for `Model.clean`."""
    if not any(BRACES.search(text) for text in texts.values()):
        return {}
    vocabulary = Vocabulary.for_project(project)
    found = {name: problems_in(text, vocabulary) for name, text in texts.items()}
    return {name: sentences for name, sentences in found.items() if sentences}
