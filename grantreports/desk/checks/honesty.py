"""Whether what went wrong is told, and whether a number says what it can."""

from collections.abc import Iterator

from grantreports.desk.checks.findings import WARNING
from grantreports.desk.checks.registry import Found, check
from grantreports.desk.checks.subject import Subject
from outreach.figures import Amount, Figure, FigureError, for_the_year, parse
from outreach.measures import Entered
from outreach.models import AudienceGroup
from outreach.names import key
from projects.models import Target

# A figure of which more than this share was not counted says little.
MOSTLY = 0.5


@check("mostly-not-counted", WARNING)
def figures_are_mostly_counted(subject: Subject) -> Iterator[Found]:
    composition = subject.composition
    told = set()
    for used in subject.used:
        if used.figure.relation or used.figure in told:
            continue
        told.add(used.figure)
        missing, of = used.figure.counts.missing(composition.numbers.found(used.figure))
        if of and missing / of > MOSTLY:
            yield Found(
                f"{{{used.source}}} was not counted at {missing} of {of} events. Ask the partner, "
                "or leave the figure out.",
                detail=used.source,
            )


@check("missed-target", WARNING)
def missed_targets_have_a_reason(subject: Subject) -> Iterator[Found]:
    """At the end of the year: “what was hard” names the figure, or says what it counts."""
    report = subject.report
    if report.last_day < report.budget_year.last_day:
        return
    vocabulary = subject.composition.vocabulary
    learned = key(report.learned)
    for target in subject.targets:
        try:
            figure = for_the_year(parse(target.figure, vocabulary))
        except FigureError:
            continue
        value = subject.composition.numbers.value(figure)
        if value is None or not is_missed(target, value):
            continue
        measure = vocabulary.measure_of(figure)
        if any(key(word) in learned for word in (measure.name, measure.one, measure.many)):
            continue
        reached, promised = measure.written(value), measure.written(target.value)
        yield Found(
            f"The year’s target for {target.figure} was {promised}, and it is {reached}. Say why "
            f"under “What was hard, and what we learned”, with {{{target.figure} this year}}.",
            "learned",
            detail=target.figure,
        )


def is_missed(target: Target, value: Amount) -> bool:
    return value > target.value if target.indicator.less_is_better else value < target.value


@check("no-setback", WARNING)
def a_setback_is_told_once_a_year(subject: Subject) -> Iterator[Found]:
    """In no report of the year so far, and this is its last one."""
    report = subject.report
    if report.last_day < report.budget_year.last_day or report.learned.strip():
        return
    others = type(report).objects.filter(period__budget_year=report.budget_year)
    if not others.exclude(pk=report.pk).exclude(learned="").exists():
        yield Found(
            "No report of this year tells of anything that was hard. Donors trust those who say "
            "it: write what was hard, and what you learned.",
            "learned",
        )


@check("proposed", WARNING)
def what_the_partner_proposed_is_confirmed(subject: Subject) -> Iterator[Found]:
    """A group or an indicator that figures of the report count, and nobody has confirmed."""
    plain: list[Figure] = [each for used in subject.used for each in used.figure.counted]
    groups = {group for figure in plain for group in figure.groups}
    keys = {
        key for figure in plain if isinstance(figure.counts, Entered) for key in figure.counts.keys
    }
    names = [
        *AudienceGroup.objects.filter(is_proposed=True, pk__in=groups).values_list(
            "name", flat=True
        )
    ]
    names += subject.project.indicators.filter(is_proposed=True, pk__in=keys).values_list(
        "name", flat=True
    )
    for name in names:
        yield Found(
            f"The partner proposed “{name}”, and nobody has confirmed it. Look at it on the "
            "project’s page.",
            detail=name,
        )
