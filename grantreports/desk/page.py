"""Everything the desk shows of a report: the draft in rows, and what stands beside each part."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from grantreports.desk.checks.findings import Finding
from grantreports.desk.checks.run import findings_of
from grantreports.desk.draft import Draft, draft_of
from grantreports.desk.offers import offers
from grantreports.desk.posted import Posted, fields_of
from grantreports.desk.preview import figure_url, mark, marked_sheet
from grantreports.desk.saving import Steps
from grantreports.desk.suggestions.suggest import suggestions_for
from grantreports.reports.blocks import BY_KEY, Block, Shown
from grantreports.reports.compose import Composition, brand_of
from grantreports.reports.donor_report import Brand
from grantreports.reports.models import STRIP_LENGTH, ChosenPhoto, ChosenQuote, Report
from grantreports.reports.sections import LISTS, SECTIONS, TEXTS, Section, TextSection
from outreach.figures import FigureError, parse, pieces
from outreach.models import PartnerQuote, Photo


@dataclass
class Beside:
    """What stands beside a part: what is wrong with it, and the figures in it."""

    where: str
    problems: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    figures: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return self.where.replace(":", "-") or "report"

    @property
    def is_wrong(self) -> bool:
        return bool(self.problems) or any(each.is_error for each in self.findings)


@dataclass
class PartRow:
    """One part of a list: its values as in the draft, and its record where it points to one."""

    where: str
    values: Draft
    beside: Beside
    item: Any = None
    # What a figure of the strip says now, or "".
    value: str = ""

    @property
    def key(self) -> str:
        return self.where.partition(":")[2]


@dataclass(frozen=True)
class Editor:
    """Where one section is written; `beside` stands beside a text."""

    section: Section
    value: Any
    beside: Beside | None
    help: str


class DeskPage:
    """Runs a constant number of queries, whatever the amount of data."""

    def __init__(self, report: Report, posted: Posted | None = None):
        self.report = report
        self.steps = Steps(report)
        self.draft = draft_of(report)
        if posted:
            self.draft = posted.shown(self.draft)
        self.composition = Composition(report, mark=mark)
        self.sheet = marked_sheet(self.composition)
        self.findings = findings_of(report, self.composition)
        own, lists = fields_of(report)
        self.years = own["asks_for"].choices  # type: ignore[attr-defined]
        self.objectives = lists["points"]["objective"].choices  # type: ignore[attr-defined]
        texts = self.texts()
        # A part that somebody took out has no problem any more.
        problems = posted.problems if posted else {}
        self.problems = {where: each for where, each in problems.items() if where in texts}
        # What concerns no part of the form stands with the report as a whole.
        self.places = {each: each.where if each.where in texts else "" for each in self.findings}
        self.beside = {name: self.beside_part(name, text) for name, text in texts.items()}
        self.find_items()

    def texts(self) -> dict[str, str]:
        """The parts of the draft, by where they stand, with the text of each."""
        draft = self.draft
        found = {"": "", "asks_for": "", "page_budget": ""}
        found |= {each.key: draft[each.key] for each in TEXTS}
        for name, section in LISTS.items():
            found |= {
                f"{name}:{part[section.part_key]}": part.get(section.text, "")
                for part in draft[name]
            }
        return found

    def beside_part(self, where: str, text: str) -> Beside:
        findings = [each for each in self.findings if self.places[each] == where]
        return Beside(where, self.problems.get(where, []), findings, list(self.figures_in(text)))

    def figures_in(self, text: str) -> Iterable[tuple[str, str, str]]:
        """The figures of a text: how each is written, its value, where its events are."""
        seen = set()
        for piece in pieces(text, self.composition.vocabulary):
            if piece.figure and piece.source not in seen:
                seen.add(piece.source)
                url = figure_url(self.report, piece.source[1:-1])
                yield piece.source, self.composition.numbers.text(piece.figure), url

    def find_items(self) -> None:
        """Quotes and photos: those that are chosen, and those of the period that could be."""
        report = self.report
        days = (report.first_day, report.last_day)
        there = Q(event__first_day__range=days) | Q(event=None, day__range=days)
        chosen_quotes = Q(pk__in=report.chosenquotes.values("quote"))
        chosen_photos = Q(pk__in=report.chosenphotos.values("photo"))
        quotes = PartnerQuote.objects.filter(there | chosen_quotes, project=report.project)
        photos = Photo.objects.filter(there | chosen_photos, project=report.project)
        beside = ("event", "blocked_by")
        self.quotes_by_key = {quote.pk: quote for quote in quotes.select_related(*beside)}
        self.photos_by_key = {photo.pk: photo for photo in photos.select_related(*beside)}

    @property
    def editors(self) -> list[Editor]:
        """In the order of the page; options stand together at the end."""
        house_line = self.composition.branding.thank_you
        return [
            Editor(
                each,
                self.draft[each.key],
                self.beside.get(each.key),
                each.help.replace("{house_line}", house_line)
                if isinstance(each, TextSection)
                else "",
            )
            for each in SECTIONS
            if each.editor
        ]

    @property
    def strip(self) -> list[PartRow]:
        rows = [self.row("strip", each, each["token"]) for each in self.draft["strip"]]
        for row in rows:
            row.value = self.value_of(row.values["figure"])
        return rows

    @property
    def strip_is_full(self) -> bool:
        return len(self.draft["strip"]) >= STRIP_LENGTH

    @property
    def points(self) -> list[PartRow]:
        return [self.row("points", each, each["token"]) for each in self.draft["points"]]

    @property
    def layout(self) -> list[tuple[PartRow, Block]]:
        """The parts of the page in their order."""
        rows = [self.row("layout", each, each["section"]) for each in self.draft["layout"]]
        return [(row, BY_KEY[row.key]) for row in rows]

    @property
    def quotes(self) -> list[PartRow]:
        rows = ((each, each["quote"]) for each in self.draft["quotes"])
        return [self.row("quotes", each, key, self.quotes_by_key[key]) for each, key in rows]

    @property
    def photos(self) -> list[PartRow]:
        rows = ((each, each["photo"]) for each in self.draft["photos"])
        return [self.row("photos", each, key, self.photos_by_key[key]) for each, key in rows]

    def row(self, name: str, values: Draft, key: Any, item: Any = None) -> PartRow:
        where = f"{name}:{key}"
        return PartRow(where, values, self.beside[where], item)

    @property
    def other_quotes(self) -> list[PartnerQuote]:
        chosen = {each["quote"] for each in self.draft["quotes"]}
        return [quote for key, quote in self.quotes_by_key.items() if key not in chosen]

    @property
    def other_photos(self) -> list[Photo]:
        chosen = {each["photo"] for each in self.draft["photos"]}
        return [photo for key, photo in self.photos_by_key.items() if key not in chosen]

    def value_of(self, source: str) -> str:
        try:
            figure = parse(source, self.composition.vocabulary)
        except FigureError:
            return ""
        return self.composition.numbers.text(figure)

    @property
    def offers(self) -> list[dict[str, str]]:
        found = offers(self.composition)
        return [{"source": each.source, "text": each.text} for each in found]

    @property
    def suggestions(self) -> list[tuple[str, str]]:
        """The key of each suggested point, and what it would say."""
        fill, vocabulary = self.composition.numbers.fill, self.composition.vocabulary
        found = suggestions_for(self.composition)
        return [(each.key, fill(each.text, vocabulary)) for each in found]

    @property
    def brand(self) -> Brand:
        return brand_of(self.composition.branding)

    @property
    def beside_whole(self) -> Beside:
        return self.beside[""]

    @property
    def all_beside(self) -> list[Beside]:
        """What stands beside the parts; that of the whole report is among the checks."""
        # Nothing is found about the order of the parts.
        told = ((where, each) for where, each in self.beside.items() if where)
        return [each for where, each in told if not where.startswith("layout:")]

    @property
    def elsewhere(self) -> list[tuple[Finding, str]]:
        """Findings that stand beside their part, and where that is."""
        found = [
            each for each in self.findings if self.places[each] and (each.is_error or each.is_open)
        ]
        return [(each, self.beside[each.where].anchor) for each in found]

    @property
    def errors(self) -> list[Finding]:
        return [each for each in self.findings if each.is_error]

    @property
    def warnings(self) -> list[Finding]:
        return [each for each in self.findings if not each.is_error and each.is_open]

    shown_choices = Shown.choices
    ask_places = Report.AskPlace.choices
    ask_choices = Report.AskShows.choices
    quote_places = ChosenQuote.Place.choices
    photo_places = ChosenPhoto.Place.choices
    shapes = ChosenPhoto.Shape.choices
