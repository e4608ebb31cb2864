"""From a report's records to everything its page and its PDF show, as finished texts.

`compose` runs a constant number of queries; rendering what it returns runs none.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import zip_longest
from typing import Any

from babel.dates import format_interval
from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst

from grantreports.foundation.colours import tint
from grantreports.foundation.models import Branding
from grantreports.reports.blocks import printed
from grantreports.reports.chart import Chart
from grantreports.reports.donor_report import (
    Ask,
    Bar,
    Brand,
    DonorReport,
    Paragraphs,
    Picture,
    PointGroup,
    Quote,
    Story,
    StripItem,
)
from grantreports.reports.looks import NEWEST
from grantreports.reports.models import STRIP_LENGTH, ChosenPhoto, ChosenQuote, Report, StripFigure
from grantreports.reports.reach_parts import reached, reached_note, since_baseline
from grantreports.reports.sections import HEADED
from grantreports.reports.story import chart_of, story_of
from outreach.consent import Consent
from outreach.figures import (
    Amount,
    Figure,
    FigureError,
    Mark,
    Numbers,
    Vocabulary,
    describe,
    for_the_year,
    listed,
    parse,
    problems_in,
    unmarked,
)
from outreach.measures import Entered
from outreach.models import ChosenGroup, PartnerQuote, Photo
from projects.days import today_of
from projects.models import BudgetYear, Target
from projects.money import money
from projects.places import language_name

# Control and text-direction characters: invisible, refused by XML, able to disguise a text.
# The three of the private area mark figures on the desk.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\ue000-\ue002\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
DEFAULT_STRIP = ("events", "attendance", "provinces")


def compose(report: Report, today: date | None = None) -> DonorReport:
    """Everything the report shows; consent is judged as on `today`, the partner's if not given."""
    return Composition(report, today).donor_report()


class Composition:
    """Holds what all parts of one report need: its names, its numbers, what went wrong.

    Checks and suggestions lean on it too, so that a page asks for each of these once.
    """

    def __init__(self, report: Report, today: date | None = None, mark: Mark = unmarked):
        self.report = report
        self.mark = mark
        self.today = today or today_of(report.project.partner)
        self.project = report.project
        self.vocabulary = Vocabulary.for_project(self.project)
        self.numbers = Numbers(self.project, report.times, self.vocabulary)
        self.branding = Branding.current()
        self.problems: list[str] = []
        self.left_out: list[str] = []

    def donor_report(self) -> DonorReport:
        """Composed once, however often it is asked for."""
        return self._composed

    @cached_property
    def _composed(self) -> DonorReport:
        report = self.report
        strip, bars = self.strip_and_bars()
        quotes, told = self.chosen_quotes()
        lead_picture, story_pictures, more_pictures = self.chosen_pictures(len(told))
        blocks = printed(
            {name: getattr(placed, name) for name in ("section", "shown", "heading")}
            for placed in report.placedsections.all()
        )
        shown = {block.key for block in blocks}
        composed = DonorReport(
            brand=brand_of(self.branding),
            title=tidy(self.project.title),
            country=self.project.country_name,
            place=tidy(self.project.place),
            name=report.name,
            period=period_text(report.first_day, report.last_day),
            edition="Draft",
            ask=ask_for(report.asks_for, report.ask_shows) if report.asks_for else None,
            ask_in_masthead=report.ask_place == Report.AskPlace.MASTHEAD,
            in_brief=self.text("In one sentence", report.in_brief),
            blocks=blocks,
            since_baseline=since_baseline(self) if "since_baseline" in shown else (),
            reached=reached(self) if "reached" in shown else (),
            reached_note=reached_note(self) if "reached" in shown else "",
            about=self.about(),
            lead_picture=lead_picture,
            strip=strip,
            groups=self.groups(),
            bars=bars,
            quotes=quotes,
            stories=tuple(Story(*pair) for pair in zip_longest(told, story_pictures)),
            more_pictures=more_pictures,
            thank_you=self.text("Thank-you line", report.thank_you or self.branding.thank_you),
            method_note="",
            page_budget=report.page_budget,
            look=NEWEST,
            problems=(),
            left_out=tuple(self.left_out),
            chart=self.chart() if report.story_so_far else None,
            **self.headed_texts(),
        )
        # Last, when all texts are read and all numbers printed.
        return replace(composed, method_note=self.notes(), problems=tuple(self.problems))

    def notes(self) -> str:
        counts_people = self.report.method_note and "attendance" in self.vocabulary.measures
        counted = self.method_note() if counts_people else ""
        return " ".join(each for each in (counted, self.rounding_note()) if each)

    def text(self, where: str, source: str) -> str:
        """The text with its figures; what cannot be read is noted as a problem of `where`."""
        for sentence in problems_in(source, self.vocabulary):
            self.problems.append(f"{where}: {sentence}")
        return self.numbers.fill(tidy(source), self.vocabulary, self.mark)

    def paragraphs(self, where: str, source: str) -> Paragraphs:
        return split_paragraphs(self.text(where, source))

    def headed_texts(self) -> dict[str, Any]:
        """The texts under headings of their own, by the part of the report that each is."""
        return {
            each.key: self.paragraphs(each.label, getattr(self.report, each.key))
            for each in HEADED
        }

    def about(self) -> Paragraphs:
        """The project, the introduction, and which report of which project this is."""
        closing = (
            f"This is the {self.report.ordinal} report for Year {self.report.budget_year.number}, "
            f"from {tidy(self.project.partner.public_name)}."
        )
        if earlier := self.project.builds_on:
            closing = (
                f"The project builds on an earlier one that {tidy(self.branding.foundation_name)} "
                f"supported, “{tidy(earlier.title)}”. {closing}"
            )
        return (
            *self.paragraphs("The project's summary", self.project.summary),
            *self.paragraphs("Introduction", self.report.introduction),
            closing,
        )

    def strip_and_bars(self) -> tuple[tuple[StripItem, ...], tuple[Bar, ...]]:
        """The large numbers, those with a target above their bar, and the bars of the others."""
        bars = self.bars()
        items = []
        for chosen in self.strip_figures():
            figure = self.figure("Strip", chosen.figure)
            if figure is None:
                continue
            value = self.numbers.value(figure)
            label = self.text("Strip", chosen.label) or describe(figure, self.vocabulary, value)
            if not chosen.label and (split := self.of_those_split(figure)):
                label = f"{label}, {split}"
            # Of another time, or in relation to another figure, it is not what was promised.
            is_own = not (figure.earlier or figure.relation)
            bar = bars.pop(for_the_year(figure), None) if is_own else None
            number = self.mark(chosen.figure, self.numbers.text(figure))
            items.append(StripItem(number, label, bar))
        return tuple(items), tuple(bars.values())

    def of_those_split(self, figure: Figure) -> str:
        """“of those counted by sex”, where a part of the whole was not split."""
        branches = [self.vocabulary.tree.branches.get(group) for group in figure.groups]
        splits = sorted({ChosenGroup.Split(each.split).label for each in branches if each})
        if not splits or figure.relation or not self.numbers.is_partial(figure):
            return ""
        with translation.override(settings.LANGUAGE_CODE):
            return f"of those counted by {listed(map(str, splits))}"

    def strip_figures(self) -> list[StripFigure]:
        chosen = list(self.report.stripfigures.all()[:STRIP_LENGTH])
        return chosen or default_strip(self.vocabulary)

    def bars(self) -> dict[Figure, Bar]:
        """The year's targets by the figure they measure."""
        bars = {}
        for target in self.report.budget_year.targets.all():
            figure = self.figure("Target", target.figure)
            if figure is not None:
                figure = for_the_year(figure)
                bars[figure] = self.bar(figure, target)
        return bars

    def bar(self, figure: Figure, target: Target) -> Bar:
        measure = self.vocabulary.measure_of(figure)
        promised, reached = measure.written(target.value), self.numbers.value(figure)
        limit = "at most " if target.indicator.less_is_better else ""
        if reached is None:
            text = f"not counted yet; the target is {limit}{promised}"
        else:
            now = self.mark(f"{target.figure} this year", self.numbers.text(figure))
            of = "; the target is at most" if limit else " of"
            text = f"{now}{of} {promised} for the year"
        began = self.baseline(figure)
        if began is not None:
            text += f"; {measure.written(began)} before the project"
        return Bar(
            capfirst(describe(figure, self.vocabulary)),
            text,
            percent=share_of(reached, target.value),
            began=None if began is None else share_of(began, target.value),
        )

    def baseline(self, figure: Figure) -> Amount | None:
        """Where the whole of an indicator began; of a part of it nobody knows."""
        is_whole = figure.plain == for_the_year(self.vocabulary.figure(figure.counts))
        return self.vocabulary.baselines.get(figure.measure) if is_whole else None

    def figure(self, where: str, source: str) -> Figure | None:
        try:
            return parse(source, self.vocabulary)
        except FigureError as error:
            self.problems.append(f"{where} “{source}”: {error}")
            return None

    def groups(self) -> tuple[PointGroup, ...]:
        """Points under their objectives, objectives where their first point stands."""
        groups: dict[str, list[str]] = {}
        points = self.report.progresspoints.select_related("objective")
        for index, point in enumerate(points, start=1):
            objective = tidy(point.objective.text) if point.objective else ""
            groups.setdefault(objective, []).append(self.text(f"Point {index}", point.text))
        return tuple(PointGroup(objective, tuple(texts)) for objective, texts in groups.items())

    def chosen_quotes(self) -> tuple[tuple[Quote, ...], list[Quote]]:
        """The quotes that stand alone, and those that are told as stories."""
        alone: list[Quote] = []
        told: list[Quote] = []
        for chosen in self.report.chosenquotes.select_related("quote__event"):
            if self.may_print(chosen.quote, f"The quote {chosen.quote}"):
                is_story = chosen.place == ChosenQuote.Place.STORY
                heading = self.text("Story heading", chosen.heading)
                (told if is_story else alone).append(quote_of(chosen.quote, heading))
        return tuple(alone), told

    def chosen_pictures(
        self, stories: int
    ) -> tuple[Picture | None, list[Picture], tuple[Picture, ...]]:
        """The picture beside the project, one for each story, and all further ones."""
        Place = ChosenPhoto.Place
        by_place: dict[str, list[Picture]] = {place: [] for place in Place.values}
        for chosen in self.report.chosenphotos.select_related("photo__event"):
            if self.may_print(chosen.photo, f"The photo “{chosen.photo}”"):
                by_place[chosen.place].append(picture_of(chosen))
        lead, story = by_place[Place.LEAD], by_place[Place.STORY]
        more = (*lead[1:], *story[stories:], *by_place[Place.MORE])
        return (lead[0] if lead else None, story[:stories], more)

    def may_print(self, item: Consent, name: str) -> bool:
        reason = item.why_not_printable(self.today)
        if reason:
            self.left_out.append(f"{name} is left out: {reason}.")
        return not reason

    def chart(self) -> Chart | None:
        """All periods up to the report's own; donors read English whatever the page's language."""
        with translation.override(settings.LANGUAGE_CODE):
            return chart_of(story_of(self.project, until=self.report.first_day))

    def method_note(self) -> str:
        estimates, counts = self.numbers.estimates()
        note = "Numbers of people are attendances: someone who came twice is counted twice."
        if estimates:
            verb = "is an estimate" if estimates == 1 else "are estimates"
            note += f" {estimates} of {counts} counts {verb}."
        return note

    def rounding_note(self) -> str:
        """Said wherever a printed number is not the exact one."""
        return "Per cents, averages and decimals are rounded." if self.numbers.has_rounded else ""


def default_strip(vocabulary: Vocabulary) -> list[StripFigure]:
    """The usual figures, and what the project counts itself where it counts anything."""
    own = [each.name for each in vocabulary.measures.values() if isinstance(each, Entered)]
    usual = [name for name in DEFAULT_STRIP if name in vocabulary.measures]
    names = [*own, *usual][:STRIP_LENGTH] if own else usual
    return [StripFigure(figure=name) for name in names]


def share_of(value: Amount | None, promised: Amount) -> int:
    """In per cent of what was promised, at most 100."""
    if not promised:
        return 100 if value else 0
    return min(100, int(100 * (value or 0) // promised))


def brand_of(branding: Branding) -> Brand:
    return Brand(
        name=tidy(branding.foundation_name),
        contact=tidy(branding.contact),
        foot=tidy(branding.foot),
        primary=branding.primary_colour,
        accent=branding.accent_colour,
        tint=tint(branding.accent_colour, 0.1),
        logo=branding.logo.name or "",
        person=tidy(branding.person),
        person_link=branding.link_of_person,
    )


def ask_for(year: BudgetYear, shows: str = Report.AskShows.NEEDED) -> Ask:
    name = tidy(year.budget_name)
    still = max(year.amount_needed - year.amount_received, Decimal(0))
    if shows == Report.AskShows.NEEDED:
        return Ask(name, year.needed, "needed.")
    if not still:
        return Ask(name, year.needed, "needed, and all of it is in.")
    currency = year.project.currency
    more = f"{money(year.amount_received, currency)} is in of {year.needed}."
    is_all = shows == Report.AskShows.ALL and year.amount_received
    return Ask(name, money(still, currency), "still needed.", more if is_all else "")


def quote_of(quote: PartnerQuote, heading: str) -> Quote:
    notes = []
    if quote.original_words:
        notes.append(f"translated from {language_name(quote.original_language)}")
    if quote.name_changed:
        notes.append("name changed")
    return Quote(
        heading=heading,
        paragraphs=split_paragraphs(tidy(quote.bare_words)),
        speaker=tidy(quote.speaker),
        note=", ".join(notes),
    )


def picture_of(chosen: ChosenPhoto) -> Picture:
    photo = chosen.photo
    return Picture(
        web=photo.web_image.name or "",
        print=photo.print_image.name or "",
        width=photo.print_width,
        height=photo.print_height,
        caption=tidy(photo.caption),
        # A picture without any would make the PDF inaccessible.
        alternative_text=tidy(photo.alternative_text) or tidy(photo.caption) or "Photo",
        cut=chosen.shape,
        focus=(chosen.focus_x, chosen.focus_y),
        note=note_of(photo),
    )


def note_of(photo: Photo) -> str:
    """“Photo: Ann · May 2025”: what donors read below the caption, or ""."""
    is_drawing = photo.kind == Photo.Kind.DRAWING
    kind, credit = "Drawing" if is_drawing else "Photo", tidy(photo.credit)
    parts = [
        f"{kind}: {credit}" if credit else "Drawing" if is_drawing else "",
        f"{photo.its_day:%B %Y}" if photo.tells_day and photo.its_day else "",
        "Shows other children than those told of." if photo.shows_others else "",
    ]
    return " · ".join(filter(None, parts))


def period_text(first_day: date, last_day: date) -> str:
    """“July–December 2019”, with days only where the period does not hold whole months."""
    month_end = monthrange(last_day.year, last_day.month)[1]
    whole_months = first_day.day == 1 and last_day.day == month_end
    if not whole_months:
        return f"{first_day:%-d %B %Y} – {last_day:%-d %B %Y}"
    text = format_interval(first_day, last_day, "yMMMM", locale="en_GB")
    # The locale sets spaces around the dash, which month names do not need.
    return re.sub(r"\s–\s", "–", text)


def tidy(text: str) -> str:
    return unicodedata.normalize("NFC", UNPRINTABLE.sub("", text)).strip()


def split_paragraphs(text: str) -> Paragraphs:
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return tuple(part for part in parts if part)
