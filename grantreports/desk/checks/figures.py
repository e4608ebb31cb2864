"""Figures that cannot be read, each with the nearest word that is known."""

from collections.abc import Iterator

from grantreports.desk.checks.findings import ERROR
from grantreports.desk.checks.registry import Found, check
from grantreports.desk.checks.subject import Subject
from outreach.figures import FigureError, parse, pieces
from outreach.models import AudienceGroup
from outreach.names import key


@check("figure", ERROR)
def figures_can_be_read(subject: Subject) -> Iterator[Found]:
    vocabulary = subject.composition.vocabulary
    for text in subject.texts:
        for piece in pieces(text.source, vocabulary) if text.is_written else ():
            if piece.error:
                sentence = f"In {text.name}: {explain(piece.source, piece.error)}"
                yield Found(sentence, text.where, detail=piece.source)
    for number, strip in enumerate(subject.strip, start=1):
        if error := error_in(strip.figure, subject):
            sentence = f"Figure {number} of the strip: {explain(strip.figure, error)}"
            yield Found(sentence, f"strip:{strip.token}", detail=strip.figure)
    for target in subject.targets:
        if error := error_in(target.figure, subject):
            yield Found(f"A target of the year: {explain(target.figure, error)}")


def error_in(source: str, subject: Subject) -> FigureError | None:
    try:
        parse(source, subject.composition.vocabulary)
    except FigureError as error:
        return error
    return None


def explain(source: str, error: FigureError) -> str:
    """What is wrong, with what became of a group that there was, else the nearest known word."""
    sentence = f"“{source}” cannot be read: {error.problem}"
    if error.kind == "audience group" and (fate := fate_of_group(error.name)):
        return f"{sentence} {fate}"
    hint = f"Did you mean “{error.suggestion}”?" if error.suggestion else ""
    return " ".join(each for each in (sentence, hint, error.where) if each)


def fate_of_group(name: str) -> str:
    """Where a group had this name once: its name of today, or that it was removed."""
    once = AudienceGroup.history.values_list("id", "name").distinct().order_by("id", "name")
    keys = [pk for pk, earlier in once if key(earlier) == key(name)]
    if not keys:
        return ""
    now = AudienceGroup.objects.filter(pk__in=keys).first()
    return f"It is called “{now}” now." if now else "That group was removed."
