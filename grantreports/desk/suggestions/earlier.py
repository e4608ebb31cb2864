"""What changed since the period before, and since a year before.

A time is only compared with one that is about as long and had events, and numbers of people only
where everybody was counted in both.
"""

from collections.abc import Iterator

from grantreports.desk.suggestions.facts import Facts, Suggestion, capital
from outreach.figures import Figure
from outreach.models import Setting

# A share that moved by less has not moved.
SHIFT = 0.1
FEWEST = 3


def shifts(facts: Facts) -> Iterator[Suggestion]:
    """The setting whose share of the programs changed most; its number must change with it."""
    now, before = facts.count("events"), facts.count("events", earlier="before")
    if min(now, before) < FEWEST:
        return
    moved = {
        value: facts.count("events", settings=(value,)) / now
        - facts.count("events", settings=(value,), earlier="before") / before
        for value in Setting.values
    }
    # Of two settings that change places, the one that grew.
    value = max(moved, key=lambda each: (round(abs(moved[each]), 6), moved[each]))
    new = Figure("events", settings=(value,))
    old = Figure("events", settings=(value,), earlier="before")
    new_count, old_count = facts.value(new) or 0, facts.value(old) or 0
    grows = new_count > old_count
    # What is new or gone altogether is no shift.
    if abs(moved[value]) < SHIFT or not (new_count and old_count) or new_count == old_count:
        return
    if grows != (moved[value] > 0):
        return
    text = (
        f"{capital(Setting(value).plural)} have {'more' if grows else 'less'} weight: "
        f"{facts.live(new)} of {facts.live(Figure('events'))} {facts.many_programs} took place "
        f"there, {'up' if grows else 'down'} from {facts.live(old)} of "
        f"{facts.live(Figure('events', earlier='before'))} in the period before."
    )
    yield Suggestion("shift", text, about=value)


def people_before(facts: Facts) -> Iterator[Suggestion]:
    if not comparable(facts, "before"):
        return
    now, before = Figure("attendance"), Figure("attendance", earlier="before")
    new, old = facts.value(now), facts.value(before)
    if not new or not old or new == old:
        return
    text = (
        f"{facts.people()} took part, {'more' if new > old else 'fewer'} than the "
        f"{facts.live(before)} of the period before."
    )
    yield Suggestion("people-before", text)


def programs_before(facts: Facts) -> Iterator[Suggestion]:
    now, before = facts.count("events"), facts.count("events", earlier="before")
    if not now or not before or now == before or not facts.is_alike("in_before"):
        return
    text = (
        f"{facts.programs()} took place, {'more' if now > before else 'fewer'} than the "
        f"{facts.number(Figure('events', earlier='before'))} of the period before."
    )
    yield Suggestion("programs-before", text)


def provinces_before(facts: Facts) -> Iterator[Suggestion]:
    now, before = facts.count("provinces"), facts.count("provinces", earlier="before")
    if not before or now <= before or not facts.is_alike("in_before"):
        return
    earlier = facts.number(Figure("provinces", earlier="before"))
    text = f"The work reached {facts.number(Figure('provinces'))} provinces, up from {earlier}."
    yield Suggestion("provinces-before", text)


def year_before(facts: Facts) -> Iterator[Suggestion]:
    """The same days a year earlier, where that is not the period before anyway."""
    same = facts.spans["in_year_before"] == facts.spans["in_before"]
    now, earlier = facts.count("events"), facts.count("events", earlier="year_before")
    if same or not now or not earlier or not facts.is_alike("in_year_before"):
        return
    before, this_time = there_were(facts, earlier="year_before"), there_were(facts)
    if not comparable(facts, "year_before"):
        before, this_time = (text.partition(" with ")[0] for text in (before, this_time))
    text = f"At the same time a year before {before}; this time {this_time}."
    yield Suggestion("year-before", text)


def there_were(facts: Facts, **where: str) -> str:
    """“there were six outreach programs with 841 people”."""
    verb = "was" if facts.count("events", **where) == 1 else "were"
    text = f"there {verb} {facts.programs(**where)}"
    people = facts.people(**where)
    return f"{text} with {people}" if people else text


def comparable(facts: Facts, earlier: str) -> bool:
    """Whether numbers of people can be compared with those of that time."""
    span = f"in_{earlier}"
    return facts.is_alike(span) and facts.is_counted("in_period") and facts.is_counted(span)
