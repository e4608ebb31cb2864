"""What suggested points are made from, loaded in a constant number of queries."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Min, Sum

from grantreports.desk.checks.spelling import fold, stands_in
from grantreports.reports.compose import Composition
from outreach.figures import MEASURES, Amount, Cells, Days, Figure, cells_of_times
from outreach.models import Attendance, OutreachEvent, Setting
from projects.periods import DAY

# Numbers up to here read better as words.
MOST_IN_WORDS = 10
PLACES = {
    Setting.RURAL_SCHOOL: ("in a rural school", "in rural schools"),
    Setting.URBAN_SCHOOL: ("in an urban school", "in urban schools"),
    Setting.VILLAGE: ("in a village", "in villages"),
    Setting.PUBLIC_EVENT: ("at a public event", "at public events"),
    Setting.WORKPLACE: ("at a workplace", "at workplaces"),
    Setting.FAITH_CENTRE: ("in a faith centre", "in faith centres"),
    Setting.ONLINE_SESSION: ("online", "online"),
    Setting.OTHER_PLACE: ("at another place", "at other places"),
}


@dataclass(frozen=True)
class Suggestion:
    """A progress point that the data carries; its figures are in braces and stay live.

    `key` is the same as long as the suggestion says the same of the same thing.
    """

    kind: str
    text: str
    objective: int | None = None
    about: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}.{self.about}" if self.about else self.kind


class Facts:
    def __init__(self, composition: Composition):
        self.composition = composition
        self.report = composition.report
        self.project = composition.project
        self.numbers = composition.numbers
        self.vocabulary = composition.vocabulary
        self.spans = composition.numbers.period.spans
        earlier = self.cells_before()
        self.earlier_provinces, self.earlier_groups = set(earlier.provinces), set(earlier.groups)
        events = OutreachEvent.objects.filter(project=self.project).order_by()
        hosted = events.exclude(co_hosts="").values_list("co_hosts")
        before = hosted.filter(first_day__lt=self.report.first_day).distinct()
        self.hosts_before: set[str] = {text for (text,) in before}
        days = (self.report.first_day, self.report.last_day)
        now = hosted.filter(first_day__range=days)
        # What events name as their hosts, and how many do: in the order in which it began.
        self.hosts_now: list[tuple[str, int]] = [
            (text, count)
            for text, count, *_ in now.annotate(
                Count("pk"), began=Min("first_day"), first=Min("pk")
            ).order_by("began", "first")
        ]
        # Their sums alone first: with all that an event says, thousands take their time.
        came = Attendance.objects.filter(event__in=events.in_period(*days), part_of=None)
        summed = came.order_by().values_list("event").annotate(attended=Sum("count"))
        largest = summed.filter(attended__gt=0).order_by("-attended", "event")[:2]
        keys = [event for event, _ in largest]
        found = events.filter(pk__in=keys).with_attendance()
        self.largest: list[Any] = list(found.order_by("-attended", "pk"))
        self.targets = list(self.report.budget_year.targets.all())
        self.protected = list(self.project.protected_names.all())
        self.began = self.project.budget_years.aggregate(began=Min("first_day"))["began"]
        texts = self.report.progresspoints.values_list("text", flat=True)
        self.used = {fold(text) for text in texts}

    def cells_before(self) -> Cells:
        """What happened before the period."""
        last_day = self.report.first_day - DAY
        (cells,) = cells_of_times(self.project, [(date.min, last_day)])
        return cells

    @property
    def has_earlier_events(self) -> bool:
        return bool(self.earlier_provinces)

    def value(self, figure: Figure) -> Amount | None:
        return self.numbers.value(figure)

    def count(self, measure: str, **where: Any) -> int:
        """The number, 0 where nobody was counted."""
        return int(self.value(Figure(measure, **where)) or 0)

    def live(self, figure: Figure) -> str:
        return f"{{{self.vocabulary.write(figure)}}}"

    def number(self, figure: Figure) -> str:
        """The live figure, in words where the number is small."""
        small = (self.value(figure) or 0) <= MOST_IN_WORDS
        return self.live(replace(figure, as_words=small))

    def counted(self, figure: Figure, one: str, many: str) -> str:
        """“three outreach programs”, live."""
        return f"{self.number(figure)} {one if self.value(figure) == 1 else many}"

    @property
    def program(self) -> str:
        """What the project calls one of its events: “outreach program”, “clinic day”."""
        word = self.vocabulary.measure_of(Figure("events")).one
        return "outreach program" if word == MEASURES["events"].one else word

    @property
    def many_programs(self) -> str:
        word = self.vocabulary.measure_of(Figure("events")).many
        return "outreach programs" if word == MEASURES["events"].many else word

    @property
    def short_programs(self) -> str:
        """What they are called once they were named."""
        return self.many_programs.removeprefix("outreach ")

    def programs(self, **where: Any) -> str:
        return self.counted(Figure("events", **where), self.program, self.many_programs)

    def people(self, **where: Any) -> str:
        """“3,913 people”, live, or "" where nobody was counted."""
        if "attendance" not in self.vocabulary.measures:
            return ""
        figure = Figure("attendance", **where)
        return self.counted(figure, "person", "people") if self.value(figure) else ""

    def is_counted(self, span: str) -> bool:
        """Whether somebody counted the people of every event of that time."""
        return not self.numbers.uncounted(span)

    def is_alike(self, span: str) -> bool:
        """Whether totals of that time can be compared with those of the period.

        It must be about as long, and the project must have run all through it.
        """
        ours, others = length(self.spans["in_period"]), length(self.spans[span])
        return abs(ours - others) <= ours / 10 and self.spans[span][0] >= self.began

    def may_say(self, text: str) -> bool:
        """Whether it names nobody protected, and no point says it yet."""
        names = (name.spellings for name in self.protected)
        return fold(text) not in self.used and not any(stands_in(each, text) for each in names)


def length(days: Days) -> int:
    return (days[1] - days[0]).days + 1


def place(setting: str, count: int) -> str:
    one, many = PLACES[Setting(setting)]
    return one if count == 1 else many


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
