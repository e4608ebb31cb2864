"""What changed in the data since an edition was published."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from grantreports.desk.snapshot import events_of
from grantreports.desk.used_figures import Used, used_figures
from grantreports.reports.models import Report
from outreach.cells import KeptEvent, kept_amounts, kept_rows, spans_with
from outreach.figures import Cells, Vocabulary
from outreach.measures import Sum
from outreach.models import OutreachEvent, Setting
from projects.money import number
from projects.places import province_name

ADDED, CHANGED, REMOVED = "added", "changed", "removed"
NOTHING = "–"
SHOWN = 50


class Frozen(Protocol):
    """An edition, of the floor above: what the desk needs of it."""

    number: int

    @property
    def kept_draft(self) -> dict[str, Any]: ...

    @property
    def kept_events(self) -> list[KeptEvent]: ...


@dataclass(frozen=True)
class Detail:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class EventChange:
    """One event: `pk` is None where it has no page, or is not there any more."""

    kind: str
    name: str
    pk: int | None
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True)
class Changes:
    edition: Frozen
    events: list[EventChange]
    # Only the first so many; a longer list helps nobody.
    more: int
    # Figures that the edition prints and that would read otherwise today.
    figures: list[Detail]

    @property
    def count(self) -> int:
        return len(self.events) + self.more

    def __bool__(self) -> bool:
        return bool(self.events or self.figures)


def changes_since(edition: Frozen, report: Report) -> Changes:
    """Runs a constant number of queries, however many events and figures there are."""
    vocabulary = Vocabulary.for_project(report.project)
    used = used_figures(report, edition.kept_draft, vocabulary)
    before, now = edition.kept_events, events_of(report)
    shown = {"in_year", *(each.figure.span for each in used)}
    spans = report.times.spans

    def matter(events: list[KeptEvent]) -> dict[int, KeptEvent]:
        return {each["id"]: each for each in events if shown & spans_with(day_of(each), spans)}

    # What an event adds is told where the edition counts it.
    counted = dict.fromkeys(each.figure.counts for each in used)
    measures = [each for each in counted if isinstance(each, Sum)]
    changed = event_changes(matter(before), matter(now), measures)
    cells = (Cells(kept_rows(events), spans, vocabulary.tree) for events in (before, now))
    return Changes(
        edition=edition,
        events=changed[:SHOWN],
        more=len(changed[SHOWN:]),
        figures=figure_changes(used, *cells),
    )


def event_changes(
    before: dict[int, KeptEvent], now: dict[int, KeptEvent], measures: list[Sum]
) -> list[EventChange]:
    found = []
    for pk, event in now.items():
        if pk not in before:
            found.append(EventChange(ADDED, name_of(event), page_of(pk), counts_of(event)))
        elif before[pk] != event and (details := differences(before[pk], event, measures)):
            found.append(EventChange(CHANGED, name_of(event), page_of(pk), details))
    for pk, event in before.items():
        if pk not in now:
            found.append(EventChange(REMOVED, name_of(event), None))
    return found


def page_of(pk: int) -> int | None:
    """An event has a page of its own; how things stood has none."""
    return pk if pk > 0 else None


def counts_of(event: KeptEvent) -> tuple[Detail, ...]:
    numbers = ((each["name"], number(each["count"])) for each in event["counts"])
    values = ((each["name"], number(Decimal(each["value"]))) for each in event["values"])
    return tuple(Detail(name, NOTHING, text) for name, text in (*numbers, *values))


def differences(before: KeptEvent, now: KeptEvent, measures: list[Sum]) -> tuple[Detail, ...]:
    old, new = words_of(before, measures), words_of(now, measures)
    labels = dict.fromkeys((*old, *new))
    pairs = ((label, old.get(label, NOTHING), new.get(label, NOTHING)) for label in labels)
    return tuple(Detail(*pair) for pair in pairs if pair[1] != pair[2])


def words_of(event: KeptEvent, measures: list[Sum]) -> dict[str, str]:
    """What of an event can change a figure, in words; a venue cannot."""
    fields = {
        "day": f"{day_of(event):%-d %b %Y}",
        "province": province_name(event["province"]),
        "setting": Setting(event["setting"]).label if event["setting"] else NOTHING,
        "counted or estimated": OutreachEvent.CountMethod(event["count_method"]).label,
    }
    adds = {each.many: number(each.of(kept_amounts(event))) for each in measures}
    counts = {each["name"]: number(each["count"]) for each in event["counts"]}
    values = {each["name"]: number(Decimal(each["value"])) for each in event["values"]}
    first = event["first_visits"]
    asked = {} if first is None else {"came for the first time": number(first)}
    everything = fields | adds | counts | values | asked
    return {label: str(word) for label, word in everything.items()}


def day_of(event: KeptEvent) -> date:
    return date.fromisoformat(event["first_day"])


def name_of(event: KeptEvent) -> str:
    return f"{day_of(event):%-d %b %Y}, {event['venue']}"


def figure_changes(used: list[Used], before: Cells, now: Cells) -> list[Detail]:
    details = (
        Detail(f"{each.where}: {{{each.source}}}", each.text(before), each.text(now))
        for each in used
    )
    return list(dict.fromkeys(each for each in details if each.before != each.after))
