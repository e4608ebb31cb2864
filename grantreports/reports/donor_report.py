"""What donors read, as finished texts: no HTML, no record, nothing left to look up."""

from dataclasses import dataclass

from grantreports.reports.blocks import USUAL_ORDER, PrintedBlock
from grantreports.reports.chart import Chart
from grantreports.reports.looks import NEWEST

Paragraphs = tuple[str, ...]


@dataclass(frozen=True)
class Brand:
    """The foundation and its house style. `logo` is a name in the media storage, or ""."""

    name: str
    contact: str
    foot: str
    primary: str
    accent: str
    tint: str
    logo: str
    # Whom donors can ask, and the address of their link.
    person: str = ""
    person_link: str = ""


@dataclass(frozen=True)
class Ask:
    """The budget line in the parts it is set in; joined with spaces it is the whole line."""

    year: str
    amount: str
    needed: str
    # What is in, and of how much, where the report says so.
    more: str = ""

    @property
    def line(self) -> str:
        return " ".join(filter(None, (self.year, self.amount, self.needed, self.more)))


@dataclass(frozen=True)
class Picture:
    """A photo. `web` and `print` are names in the media storage; sizes are in pixels."""

    web: str
    print: str
    width: int
    height: int
    caption: str
    alternative_text: str
    # "whole", or the shape it is cut to, around a point in tenths from the left and the top.
    cut: str = "whole"
    focus: tuple[int, int] = (5, 5)
    # Below the caption: what it is, who made it, when, and whom it does not show.
    note: str = ""

    @property
    def shape(self) -> str:
        if self.cut != "whole":
            return self.cut
        ratio = self.width / self.height
        if ratio < 0.9:
            return "portrait"
        return "square" if ratio < 1.2 else "landscape"


@dataclass(frozen=True)
class Bar:
    """A target and how much of it the year has reached; `percent` is at most 100.

    `began` is where the baseline lies on the same scale, if there is one.
    """

    label: str
    text: str
    percent: int
    began: int | None = None


@dataclass(frozen=True)
class StripItem:
    number: str
    label: str
    bar: Bar | None


@dataclass(frozen=True)
class PointGroup:
    objective: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class Quote:
    heading: str
    paragraphs: Paragraphs
    speaker: str
    note: str


@dataclass(frozen=True)
class Story:
    quote: Quote
    picture: Picture | None


@dataclass(frozen=True)
class Since:
    """An indicator from its baseline to now."""

    label: str
    began: str
    now: str
    change: str
    # “Survey of the county, January 2024”.
    source: str


@dataclass(frozen=True)
class Reached:
    """How many of a group were reached; `level` is 1 for a part, 2 for a part of a part."""

    label: str
    number: str
    level: int
    # In per cent of all who were counted, for its bar.
    percent: int


@dataclass(frozen=True)
class DonorReport:
    """What donors read, in reading order.

    `problems` are sentences about figures that cannot be read: such a report must not go out.
    `left_out` are sentences about chosen quotes and photos that lack consent.
    """

    brand: Brand
    title: str
    country: str
    place: str
    name: str
    period: str
    edition: str
    ask: Ask | None
    about: Paragraphs
    lead_picture: Picture | None
    strip: tuple[StripItem, ...]
    groups: tuple[PointGroup, ...]
    bars: tuple[Bar, ...]
    quotes: tuple[Quote, ...]
    stories: tuple[Story, ...]
    more_pictures: tuple[Picture, ...]
    comes_next: Paragraphs
    thank_you: str
    method_note: str
    page_budget: int
    problems: tuple[str, ...]
    left_out: tuple[str, ...]
    # Why there is a new edition, as donors read it.
    correction: str = ""
    # The story so far, where the report shows it.
    chart: Chart | None = None
    # What was hard, and what was learned from it.
    learned: Paragraphs = ()
    # How it is drawn, see `looks.py`.
    look: int = NEWEST
    # The parts in the order in which they are printed.
    blocks: tuple[PrintedBlock, ...] = USUAL_ORDER
    ask_in_masthead: bool = False
    in_brief: str = ""
    since_baseline: tuple[Since, ...] = ()
    reached: tuple[Reached, ...] = ()
    reached_note: str = ""
    # “Published on 3 February 2026”, and whom donors can ask.
    published: str = ""

    def texts_of(self, key: str) -> Paragraphs:
        """The paragraphs of a part that is a text."""
        found: Paragraphs = getattr(self, key)
        return found

    @property
    def pictures(self) -> list[Picture]:
        told = [story.picture for story in self.stories]
        return [each for each in (self.lead_picture, *told, *self.more_pictures) if each]

    @property
    def print_names(self) -> list[str]:
        """The names in the media storage of all that the printed report shows."""
        return [picture.print for picture in self.pictures] + self._logo

    @property
    def web_names(self) -> list[str]:
        """The names in the media storage of all that the page shows."""
        return [picture.web for picture in self.pictures] + self._logo

    @property
    def file_names(self) -> set[str]:
        return {*self.print_names, *self.web_names}

    @property
    def _logo(self) -> list[str]:
        return [self.brand.logo] if self.brand.logo else []
