"""Where the programs took place."""

from collections.abc import Iterator

from grantreports.desk.suggestions.facts import (
    MOST_IN_WORDS,
    Facts,
    Suggestion,
    capital,
    place,
)
from outreach.figures import Figure, listed
from outreach.models import OutreachEvent, Setting
from projects.places import province_name

MOST_PROVINCES = 6
FEWEST_FOR_LARGEST = 3


def settings(facts: Facts) -> Iterator[Suggestion]:
    counts = {value: facts.count("events", settings=(value,)) for value in Setting.values}
    found = sorted((each for each in counts if counts[each]), key=lambda each: -counts[each])
    events = facts.count("events")
    if events < 2:
        return
    if not found or sum(counts.values()) < events:
        # Of some nobody said in what kind of place they were.
        return
    if len(found) == 1:
        text = f"{all_programs(facts)} took place {place(found[0], events)}."
        yield Suggestion("settings", text)
        return
    # Numbers of one sentence are written alike.
    small = events <= MOST_IN_WORDS
    parts = [
        f"{facts.live(Figure('events', settings=(each,), as_words=small))} "
        f"{'took place ' if each == found[0] else ''}{place(each, counts[each])}"
        for each in found
    ]
    yield Suggestion("settings", f"Of the {facts.programs()}, {listed(parts)}.")


def all_programs(facts: Facts) -> str:
    both = facts.count("events") == 2
    return f"Both {facts.many_programs}" if both else f"All {facts.programs()}"


def provinces(facts: Facts) -> Iterator[Suggestion]:
    codes = by_events(facts)
    events = facts.count("events")
    if len(codes) == 1 and events > 1:
        text = f"{all_programs(facts)} took place in {province_name(codes[0])}."
        yield Suggestion("provinces", text)
    elif len(codes) > 1:
        reached = facts.counted(Figure("provinces"), "province", "provinces")
        where = f": {listed(map(province_name, codes))}"
        if len(codes) > MOST_PROVINCES:
            where = mostly(facts, codes)
        text = f"The {facts.short_programs} took place in {reached}{where}."
        yield Suggestion("provinces", text)


def mostly(facts: Facts, codes: list[str]) -> str:
    """The province with the most programs, where there is one such."""
    first, second = (facts.count("events", provinces=(code,)) for code in codes[:2])
    if first == second:
        return ""
    return f", most often in {province_name(codes[0])}"


def first_provinces(facts: Facts) -> Iterator[Suggestion]:
    """Only where there are earlier events: else everything would be the first time."""
    if not facts.has_earlier_events:
        return
    for code in by_events(facts):
        if code in facts.earlier_provinces:
            continue
        text = f"{province_name(code)} was reached for the first time, with "
        text += facts.programs(provinces=(code,))
        if people := people_in(facts, code):
            text += f" and {people}"
        yield Suggestion("first-province", f"{text}.", about=code)


def people_in(facts: Facts, code: str) -> str:
    """“700 students” where only one group was counted there, else “700 people”."""
    where = {"provinces": (code,)}
    counts = {
        pk: count
        for pk in facts.numbers.groups
        if (count := facts.count("attendance", groups=(pk,), **where))
    }
    if len(counts) == 1 and min(counts.values()) > 1:
        (pk,) = counts
        figure = Figure("attendance", groups=(pk,), provinces=(code,))
        return f"{facts.live(figure)} {facts.vocabulary.group_names([pk])[0]}"
    return facts.people(**where)


def largest(facts: Facts) -> Iterator[Suggestion]:
    """The province of the largest program, never its venue; no tie, nothing estimated."""
    if facts.count("events") < FEWEST_FOR_LARGEST or not facts.is_counted("in_period"):
        return
    if not facts.largest or facts.numbers.estimates()[0]:
        return
    first, *others = facts.largest
    if any(each.attended == first.attended for each in others):
        return
    where = f" {place(first.setting, 1)}" if first.setting else ""
    text = f"The largest {facts.program} took place{where} in {province_name(first.province)}"
    if first.setting == Setting.ONLINE_SESSION:
        text = f"The largest {facts.program} was an online session"
    yield Suggestion("largest", f"{text}{with_people(facts, first)}.")


def with_people(facts: Facts, event: OutreachEvent) -> str:
    """Its number of people, where a figure counts this event alone."""
    where = {"provinces": (event.province,)}
    if event.setting:
        where["settings"] = (event.setting,)
    return "" if facts.count("events", **where) > 1 else f", with {facts.people(**where)}"


def new_setting(facts: Facts) -> Iterator[Suggestion]:
    """A setting that the period before did not have, though it had programs."""
    before = facts.count("events", earlier="before")
    for value in facts.numbers.settings if before else ():
        if facts.count("events", settings=(value,), earlier="before"):
            continue
        where = place(value, facts.count("events", settings=(value,)))
        text = f"{facts.programs(settings=(value,))} took place {where}; there was none in the "
        yield Suggestion("new-setting", capital(f"{text}period before."), about=value)


def by_events(facts: Facts) -> list[str]:
    """The period's provinces, those with the most programs first."""
    codes = facts.numbers.provinces
    return sorted(
        codes, key=lambda code: (-facts.count("events", provinces=(code,)), province_name(code))
    )
