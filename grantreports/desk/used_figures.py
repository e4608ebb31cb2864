"""The figures that a draft uses, with where they stand: in texts, large, as targets."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from grantreports.desk.draft import Draft
from grantreports.reports.compose import default_strip
from grantreports.reports.models import STRIP_LENGTH, Report
from grantreports.reports.sections import SECTIONS, ListSection, TextSection
from outreach.figures import Cells, Figure, FigureError, Vocabulary, for_the_year, parse, pieces


@dataclass(frozen=True)
class Used:
    """One figure in one place; `source` is how it is written, without braces."""

    where: str
    source: str
    figure: Figure

    def text(self, cells: Cells) -> str:
        return cells.text(replace(self.figure, as_words=False))


def used_figures(report: Report, draft: Draft, vocabulary: Vocabulary) -> list[Used]:
    """In the order of the page; what cannot be read is left to the checks."""
    return [
        *in_strip(draft, vocabulary),
        *in_texts(report, draft, vocabulary),
        *in_targets(report, vocabulary),
    ]


def in_strip(draft: Draft, vocabulary: Vocabulary) -> Iterator[Used]:
    sources = [part["figure"] for part in draft.get("strip", ())][:STRIP_LENGTH]
    for source in sources or [each.figure for each in default_strip(vocabulary)]:
        yield from readable("In numbers", source, vocabulary)


def in_texts(report: Report, draft: Draft, vocabulary: Vocabulary) -> Iterator[Used]:
    for where, text in texts_of(report, draft):
        for piece in pieces(text, vocabulary):
            if piece.figure:
                yield Used(where, piece.source[1:-1].strip(), piece.figure)


def figures_of_draft(draft: Draft, vocabulary: Vocabulary) -> Iterator[Figure]:
    """Those that somebody wrote in a draft; of an earlier schema as far as it has them."""
    for part in draft.get("strip", ()):
        yield from (each.figure for each in readable("", part["figure"], vocabulary))
    for _, text in written_in(draft):
        yield from (piece.figure for piece in pieces(text, vocabulary) if piece.figure)


def texts_of(report: Report, draft: Draft) -> Iterator[tuple[str, str]]:
    yield "The project", report.project.summary
    yield from written_in(draft)


def written_in(draft: Draft) -> Iterator[tuple[str, str]]:
    """What staff wrote, with where it stands."""
    for section in SECTIONS:
        if isinstance(section, TextSection):
            yield section.label, draft.get(section.key, "")
        elif isinstance(section, ListSection) and section.text:
            for order, part in enumerate(draft.get(section.key, ()), start=1):
                where = f"{section.where} {order}" if section.can_join else section.where
                yield where, part[section.text]


def in_targets(report: Report, vocabulary: Vocabulary) -> Iterator[Used]:
    for target in report.budget_year.targets.all():
        for used in readable("Target", target.figure, vocabulary):
            yield Used(used.where, f"{used.source} this year", for_the_year(used.figure))


def readable(where: str, source: str, vocabulary: Vocabulary) -> Iterator[Used]:
    try:
        yield Used(where, source, parse(source, vocabulary))
    except FigureError:
        return
