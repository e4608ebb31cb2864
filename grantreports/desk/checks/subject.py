"""A report as its checks see it: loaded once, in a constant number of queries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from grantreports.desk.checks.spelling import fold
from grantreports.desk.checks.venues import first_word
from grantreports.desk.used_figures import Used, used_figures
from grantreports.reports.compose import Composition, note_of, tidy
from grantreports.reports.donor_report import DonorReport
from grantreports.reports.leaving import Leaving, leaving
from grantreports.reports.models import (
    ChosenPhoto,
    ChosenQuote,
    ProgressPoint,
    Report,
    StripFigure,
)
from grantreports.reports.sections import SECTIONS, TEXTS, TextSection
from outreach.models import OutreachEvent, PartnerQuote, Photo
from projects.models import Objective, Project, ProtectedName

# How the desk marks figures: the source, and what stands for it.
UNMARKED = re.compile("\ue000(.*?)\ue001(.*?)\ue002", re.DOTALL)
SUMMARY = "the project's summary"


@dataclass(frozen=True)
class Text:
    """One text that donors read.

    `where` is the part of the draft it belongs to, `name` how sentences call it. `source` is the
    text as it was typed, `plain` the text as donors read it.
    """

    where: str
    name: str
    source: str
    plain: str
    # Whether staff write it: figures and typed numbers only matter there.
    is_written: bool = True


class Subject:
    """What a report holds, and what its texts are compared with.

    `pages` is the number of pages of its PDF and `size` the size of its text in points, or None
    where nobody has laid it out.
    """

    def __init__(
        self, composition: Composition, pages: int | None = None, size: float | None = None
    ):
        self.composition = composition
        self.report = composition.report
        self.project = composition.project
        self.pages, self.size = pages, size
        self.strip: list[StripFigure] = list(self.report.stripfigures.all())
        self.points: list[ProgressPoint] = list(
            self.report.progresspoints.select_related("objective")
        )
        self.quotes: list[ChosenQuote] = list(
            self.report.chosenquotes.select_related("quote__event")
        )
        self.photos: list[ChosenPhoto] = list(
            self.report.chosenphotos.select_related("photo__event")
        )
        self.objectives: list[Objective] = list(self.project.objectives.all())
        self.targets = list(self.report.budget_year.targets.all())
        self.protected: list[ProtectedName] = list(self.project.protected_names.all())
        self.foundation_name = composition.branding.foundation_name

    @cached_property
    def venues(self) -> list[tuple[str, str]]:
        return venues_near(self.project, self.texts)

    def children_at(self, venue: str) -> str:
        """A photo or quote of a child that is of an event there, as sentences call it; or ""."""
        for photo in self.photos:
            event = photo.photo.event
            is_child = photo.photo.recognisable == Photo.Recognisable.CHILDREN
            if is_child and event and event.venue == venue:
                return title_of(photo.photo)
        for chosen in self.quotes:
            event = chosen.quote.event
            if event and event.venue == venue and is_of_a_child(chosen.quote):
                return f"the quote {chosen.quote}"
        return ""

    @cached_property
    def used(self) -> list[Used]:
        """The figures in all texts, in the strip and in the targets."""
        draft = {each.key: getattr(self.report, each.key) for each in TEXTS} | {
            "strip": [{"figure": each.figure, "label": each.label} for each in self.strip],
            "points": [{"text": each.text} for each in self.points],
            "quotes": [{"heading": each.heading} for each in self.quotes],
        }
        return used_figures(self.report, draft, self.composition.vocabulary)

    @cached_property
    def texts(self) -> list[Text]:
        """Every text that donors read, in their order; first those that the desk can point to."""
        known = [text for text in (*self.written_texts(), *self.sent_texts()) if text.plain]
        return [*known, *self.other_texts(known)]

    def other_texts(self, known: list[Text]) -> Iterator[Text]:
        """What else leaves the house, such as the foot or the name of a file."""
        told = {" ".join(text.plain.split()) for text in known}
        everything = "\n".join(told)
        for each in leaving(self.report, self.composition.donor_report()):
            plain = UNMARKED.sub(r"\2", each.text)
            if " ".join(plain.split()) not in everything:
                yield self.sent("", each.name, plain)

    def written_texts(self) -> Iterator[Text]:
        """What staff write; figures in it are computed."""
        yield self.written("", SUMMARY, self.project.summary)
        lists = {"strip": self.strip_texts, "points": self.point_texts, "quotes": self.headings}
        for section in SECTIONS:
            if isinstance(section, TextSection):
                text = getattr(self.report, section.key)
                yield self.written(section.key, section.name, text)
            elif section.key in lists:
                yield from lists[section.key]()

    def strip_texts(self) -> Iterator[Text]:
        for number, figure in enumerate(self.strip, start=1):
            name = f"the label of figure {number}"
            yield self.written(f"strip:{figure.token}", name, figure.label)

    def point_texts(self) -> Iterator[Text]:
        for number, point in enumerate(self.points, start=1):
            yield self.written(f"points:{point.token}", f"point {number}", point.text)

    def headings(self) -> Iterator[Text]:
        for chosen in self.quotes:
            name = f"the heading of the story {chosen.quote}"
            yield self.written(f"quotes:{chosen.quote_id}", name, chosen.heading)

    def sent_texts(self) -> Iterator[Text]:
        """What was entered elsewhere, and is printed as it stands."""
        yield self.sent("", "the project's title", self.project.title)
        yield self.sent("", "the partner's public name", self.project.partner.public_name)
        for objective in dict.fromkeys(point.objective for point in self.points):
            if objective is None:
                continue
            yield self.sent("", f"objective {objective.order}", objective.text)
        for quote in self.quotes:
            where = f"quotes:{quote.quote_id}"
            yield self.sent(where, f"the quote {quote}", quote.quote.words)
            yield self.sent(where, f"the speaker of {quote}", quote.quote.speaker)
        for chosen in self.photos:
            where, photo = f"photos:{chosen.photo_id}", chosen.photo
            yield self.sent(where, f"the caption of {title_of(photo)}", photo.caption)
            name = f"the alternative text of {title_of(photo)}"
            yield self.sent(where, name, photo.alternative_text)
            yield self.sent(where, f"the note below {title_of(photo)}", note_of(photo))

    def written(self, where: str, name: str, source: str) -> Text:
        numbers, vocabulary = self.composition.numbers, self.composition.vocabulary
        return Text(where, name, source, numbers.fill(tidy(source), vocabulary))

    def sent(self, where: str, name: str, source: str) -> Text:
        return Text(where, name, source, tidy(source), is_written=False)


class Outside:
    """What is typed beside a report, such as a mail with it, and the report that it goes with.

    `typed` has each text by how sentences call it.
    """

    def __init__(self, report: Report, composed: DonorReport, typed: dict[str, str]):
        self.project = report.project
        self.protected: list[ProtectedName] = list(self.project.protected_names.all())
        self.foundation_name = composed.brand.name
        own = [Leaving(name, text) for name, text in typed.items() if text]
        self.texts = [
            Text("", each.name, each.text, tidy(each.text), is_written=False)
            for each in (*own, *leaving(report, composed))
        ]
        self.venues = venues_near(self.project, self.texts)

    def children_at(self, venue: str) -> str:
        """Nobody asks here: a venue is refused whoever is from there."""
        return ""


def venues_near(project: Project, texts: list[Text]) -> list[tuple[str, str]]:
    """Each venue of the project that one of the texts may tell of, with its setting."""
    events = OutreachEvent.objects.filter(project=project).order_by()
    everything = fold(" ".join(text.plain for text in texts))
    venues = events.values_list("venue", "setting").distinct()
    return [(venue, setting) for venue, setting in venues if first_word(venue) in everything]


# Who a quote says is speaking, or who agreed to it.
CHILD = re.compile(
    r"\b(?:child(?:ren)?|kid|girl|boy|student|pupil|daughter|son|teen|teenager|youth|youngster|novice"
    r"|mother|father|parent|guardian|grandmother|grandfather|year[- ]old|aged? \d+)s?\b"
    r"|เด็ก|นักเรียน|ลูก|ผู้ปกครอง|เยาวชน|สามเณร",
    re.IGNORECASE,
)


def is_of_a_child(quote: PartnerQuote) -> bool:
    """Whether it may be: its speaker, or who gave consent, says so."""
    return bool(CHILD.search(f"{quote.speaker} {quote.consent_by}"))


def title_of(photo: Photo) -> str:
    return f"the photo “{photo}”"
