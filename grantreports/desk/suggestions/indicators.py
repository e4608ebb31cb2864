"""What the project counts itself: now, since its baseline, since the period before."""

from collections.abc import Iterator
from dataclasses import replace

from grantreports.desk.suggestions.facts import Facts, Suggestion, capital
from outreach.figures import Figure, describe, listed
from outreach.measures import Entered
from projects.models import Indicator

MOST = 4
ADDED = (Indicator.AddsUp.SUM, Indicator.AddsUp.HIGHEST)


def this_time(facts: Facts) -> Iterator[Suggestion]:
    """What was added up in the period, in one sentence."""
    found = [each for each in own_figures(facts) if each.counts.adds_up in ADDED]  # type: ignore[attr-defined]
    told = [with_name(facts, each) for each in found if facts.value(each)][:MOST]
    if told:
        verb = "was" if len(told) == 1 and facts.value(found[0]) == 1 else "were"
        yield Suggestion("indicators", f"In this period there {verb} {listed(told)}.")


def since_the_baseline(facts: Facts) -> Iterator[Suggestion]:
    """From how it was before the project to how it is now."""
    for figure in own_figures(facts):
        began, now = facts.vocabulary.baselines.get(figure.measure), facts.value(figure)
        if began is None or now is None or now == began:
            continue
        baseline = f"{{baseline: {figure.measure}}}"
        up = "up" if now > began else "down"
        text = f"{what_it_is(facts, figure)}, {up} from {baseline} before the project."
        yield Suggestion("since-baseline", text, about=figure.measure)


def since_the_period_before(facts: Facts) -> Iterator[Suggestion]:
    for figure in own_figures(facts):
        before = replace(figure, earlier="before")
        now, earlier = facts.value(figure), facts.value(before)
        if now is None or not earlier or now == earlier or not facts.is_alike("in_before"):
            continue
        if facts.numbers.is_partial(figure) or facts.numbers.is_partial(before):
            continue
        up = "up" if now > earlier else "down"
        text = f"{what_it_is(facts, figure)}, {up} from {facts.live(before)} in the period before."
        yield Suggestion("indicator-before", text, about=figure.measure)


def own_figures(facts: Facts) -> list[Figure]:
    measures = facts.vocabulary.measures.values()
    return [facts.vocabulary.figure(each) for each in measures if isinstance(each, Entered)]


def what_it_is(facts: Facts, figure: Figure) -> str:
    """“The pass rate is 87%”, “There were 12 boreholes”, live."""
    if figure.counts.unit == "%":
        return f"{capital('the ' + figure.measure)} is {facts.live(figure)}"
    verb = "was" if facts.value(figure) == 1 else "were"
    return f"There {verb} {with_name(facts, figure)}"


def with_name(facts: Facts, figure: Figure) -> str:
    value = facts.value(figure)
    number = facts.number(figure) if not figure.counts.decimals else facts.live(figure)
    return f"{number} {describe(figure, facts.vocabulary, value)}"
