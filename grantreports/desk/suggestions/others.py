"""Who helped, and how far the targets of the year are reached."""

import re
from collections.abc import Iterator

from grantreports.desk.checks.spelling import fold
from grantreports.desk.suggestions.facts import Facts, Suggestion, capital
from outreach.figures import Amount, Figure, FigureError, describe, listed, parse
from projects.models import Target

# A year counts as behind where less than this share of what its days promise is reached.
BEHIND = 0.8
MOST_CO_HOSTS = 4


def new_co_hosts(facts: Facts) -> Iterator[Suggestion]:
    """Those who had never held an event with the partner, where there were events before."""
    if not facts.has_earlier_events:
        return
    known = {fold(name) for text in facts.hosts_before for name in names(text)}
    new: dict[str, str] = {}
    programs = 0
    for text, count in facts.hosts_now:
        hosts = {fold(name): name for name in names(text) if fold(name) not in known}
        if hosts:
            new |= {key: name for key, name in hosts.items() if key not in new}
            programs += count
    if new and len(new) <= MOST_CO_HOSTS:
        article = "an" if facts.program[0] in "aeiou" else "a"
        what = f"{article} {facts.program}" if programs == 1 else facts.many_programs
        partner = facts.project.partner.public_name
        text = f"{listed(new.values())} held {what} together with {partner}, for the first time."
        yield Suggestion("co-hosts", capital(text))


def names(text: str) -> list[str]:
    return [name.strip() for name in re.split(r"[,;\n]", text) if fold(name)]


def targets_reached(facts: Facts) -> Iterator[Suggestion]:
    for target, figure, value in measured(facts):
        if target.indicator.less_is_better:
            continue
        if value >= target.value:
            word = "reached" if value == target.value else "passed"
            text = f"The year’s target for {label(facts, figure)} is {word}: the total is "
            text += f"{facts.live(figure)}."
            yield Suggestion("target-reached", text, about=str(target.pk))


def targets_behind(facts: Facts) -> Iterator[Suggestion]:
    """At the end of the year what is not reached, before it what is far from it."""
    year, last_day = facts.report.budget_year, facts.report.last_day
    days = (year.last_day - year.first_day).days + 1
    share = ((last_day - year.first_day).days + 1) / days
    for target, figure, value in measured(facts):
        is_over = last_day == year.last_day
        if target.indicator.less_is_better:
            if value > target.value:
                text = f"There were more {label(facts, figure)} than the year’s limit: the total "
                yield Suggestion(
                    "target-behind", f"{text}is {facts.live(figure)}.", about=str(target.pk)
                )
            continue
        if value >= float(target.value) * (1 if is_over else share * BEHIND):
            continue
        text = f"The year’s target for {label(facts, figure)} "
        text += "was not reached" if is_over else "is still far off"
        text += f": the total is {facts.live(figure)}."
        yield Suggestion("target-behind", text, about=str(target.pk))


def measured(facts: Facts) -> Iterator[tuple[Target, Figure, Amount]]:
    """The targets whose figure can be read and was counted."""
    for target in facts.targets:
        try:
            source = parse(f"{target.figure} this year", facts.vocabulary)
        except FigureError:
            continue
        if (value := facts.value(source)) is not None:
            yield target, source, value


def label(facts: Facts, figure: Figure) -> str:
    measure = facts.vocabulary.measure_of(figure)
    # Where the project has words of its own for what everybody counts, these say it.
    own = measure.many if measure.many != figure.counts.many else measure.aim
    return describe(figure, facts.vocabulary).replace(measure.many, own)
