"""Two parts of a report that are all numbers: change since the baseline, and who was reached."""

from typing import TYPE_CHECKING

from babel.dates import format_date
from django.utils.text import capfirst

from grantreports.reports.donor_report import Reached, Since
from outreach.figures import NOT_COUNTED, Figure, describe
from outreach.names import key
from projects.money import number

# The composition asks for these parts.
if TYPE_CHECKING:
    from grantreports.reports.compose import Composition


def since_baseline(composition: "Composition") -> tuple[Since, ...]:
    """Each indicator that has a baseline; the indicators are asked for once."""
    vocabulary, numbers = composition.vocabulary, composition.numbers
    if not vocabulary.baselines:
        return ()
    indicators = composition.project.indicators.exclude(baseline=None)
    found = []
    for indicator in indicators:
        measure = vocabulary.measures[key(indicator.name)]
        figure = vocabulary.figure(measure)
        now = numbers.value(figure)
        source = format_date(indicator.baseline_on, "MMMM yyyy", locale="en_GB")
        if indicator.baseline_source:
            source = f"{indicator.baseline_source}, {source}"
        change = None if now is None else now - indicator.baseline
        sign = "" if not change else "+" if change > 0 else "\N{MINUS SIGN}"
        amount = "" if change is None else measure.written(abs(change))
        # From 71% to 84% is no growth by 13%.
        amount = f"{amount.removesuffix('%')} points" if amount.endswith("%") else amount
        found.append(
            Since(
                label=capfirst(describe(figure, vocabulary)),
                began=measure.written(indicator.baseline),
                now=composition.mark(measure.name, numbers.text(figure)),
                change=f"{sign}{amount}" if amount else NOT_COUNTED,
                source=source,
            )
        )
    return tuple(found)


def reached(composition: "Composition") -> tuple[Reached, ...]:
    """The groups as a tree, each followed by its parts and by what nobody split."""
    vocabulary, numbers, tree = (
        composition.vocabulary,
        composition.numbers,
        composition.vocabulary.tree,
    )
    if "attendance" not in vocabulary.measures:
        return ()
    counted = set(numbers.groups)
    everybody = int(numbers.value(Figure("attendance")) or 0)
    found: list[Reached] = []

    def add(group: int, level: int) -> None:
        figure = Figure("attendance", groups=(group,))
        people = int(numbers.value(figure) or 0)
        name = capfirst(vocabulary.group_names([group])[0])
        text = composition.mark(vocabulary.write(figure), numbers.text(figure))
        found.append(Reached(name, text, level, percent_of(people, everybody)))
        for split, parts in tree.splits_of(group).items():
            known = [part for part in parts if part in counted]
            for part in known:
                add(part, level + 1)
            of_parts = sum(
                int(numbers.value(Figure("attendance", groups=(part,))) or 0) for part in known
            )
            if known and (rest := people - of_parts) > 0:
                label = f"Not counted by {split}"
                found.append(Reached(label, number(rest), level + 1, percent_of(rest, everybody)))

    wholes = [group for group in counted if tree.part_of(group) is None]
    for group in sorted(wholes, key=lambda each: -int(numbers.value(groups_of(each)) or 0)):
        add(group, 0)
    return tuple(found)


def groups_of(group: int) -> Figure:
    return Figure("attendance", groups=(group,))


def percent_of(people: int, everybody: int) -> int:
    return round(100 * people / everybody) if everybody else 0


def reached_note(composition: "Composition") -> str:
    """How many different people they were, where the partner asked."""
    people = Figure("people")
    if "people" not in composition.vocabulary.measures:
        return ""
    if composition.numbers.value(people) is None:
        return ""
    text = composition.mark("people", composition.numbers.text(people))
    return f"These are attendances of {text} different people."
