"""What outreach counts on in the records below it, which do not know that it exists."""

from django.core.exceptions import ValidationError
from django.db.models import Max, Min
from django.utils.translation import gettext

from outreach.figures import FigureError, Vocabulary, figure_problems, parse
from outreach.models import Attendance, AudienceGroup, ChosenGroup, IndicatorValue
from outreach.names import key
from outreach.vocabulary import RELATIONS
from projects.models import BudgetYear, Indicator, Project, Target
from projects.places import country_name


def check_record(sender, instance, **kwargs):
    """Receives `record_cleaned`."""
    if sender is Project:
        check_summary(instance)
        check_country(instance)
    elif sender is Target:
        check_target(instance)
    elif sender is BudgetYear:
        check_year(instance)
    elif sender is Indicator:
        check_indicator(instance)


def check_summary(project):
    if problems := figure_problems(project, summary=project.summary):
        raise ValidationError(problems)


def check_indicator(indicator):
    """A name that figures can tell from all that they read already."""
    if not indicator.name or key(indicator.name) in RELATIONS:
        message = gettext("Figures use the word “%s” themselves. Choose another name.")
        raise ValidationError({"name": message % indicator.name})
    if indicator.source != Indicator.Source.ENTERED:
        return
    project = indicator.project
    if project is None:
        return
    others = project.indicators.exclude(pk=indicator.pk)
    names = {key(each.name): each.name for each in others} | {"people": "people"}
    if key(indicator.name) in names:
        message = gettext("Figures cannot tell this name from “%s”.")
        raise ValidationError({"name": message % names[key(indicator.name)]})
    groups = AudienceGroup.objects.values_list("name", "pk")
    vocabulary = Vocabulary.of(project, groups, others)
    try:
        parse(indicator.name, vocabulary)
    except FigureError:
        return
    message = gettext(
        "Figures read this as another indicator with a place or a time. Choose another name."
    )
    raise ValidationError({"name": message})


def check_target(target):
    year = getattr(target, "budget_year", None)
    project = getattr(year, "project", None)
    if project is None or not target.figure:
        return
    vocabulary = Vocabulary.for_project(project)
    try:
        figure = parse(target.figure, vocabulary)
    except FigureError as error:
        raise ValidationError({"figure": str(error)}) from None
    for other in year.targets.exclude(pk=target.pk):
        if same_figure(other.figure, figure, vocabulary):
            message = f"This year has a target for that already: “{other.figure}”."
            raise ValidationError({"figure": message})
    if figure.relation:
        message = (
            "A target is the value of an indicator, not one figure put in relation to another."
        )
        raise ValidationError({"figure": message})
    if figure.this_year or figure.as_words or figure.earlier:
        message = "A target is for the whole year: leave out “this year” and the like."
        raise ValidationError({"figure": message})


def same_figure(source, figure, vocabulary):
    try:
        return parse(source, vocabulary) == figure
    except FigureError:
        return False


def check_country(project):
    """The provinces of events are those of the project's country."""
    if project._state.adding:
        return
    country = Project.objects.get(pk=project.pk).country
    if project.country != country and project.outreach_events.exists():
        message = f"The project has events in {country_name(country)} already."
        raise ValidationError({"country": message})
    if project.country != country and values_of(project).exclude(province="").exists():
        message = f"The project has numbers of places in {country_name(country)} already."
        raise ValidationError({"country": message})


def check_deletion(sender, instance, **kwargs):
    """Receives `deletion_considered`."""
    if sender is BudgetYear:
        check_year_goes(instance)
    elif sender is Indicator:
        check_indicator_goes(instance)
    elif sender is ChosenGroup:
        check_group_goes(instance)


def check_year_goes(year):
    if events_of(year).exists():
        raise ValidationError("Events lie in this year.")
    if values_in(year).exists():
        raise ValidationError("Numbers are entered for days of this year.")


def check_indicator_goes(indicator):
    if indicator.source not in (Indicator.Source.ENTERED, Indicator.Source.ATTENDANCE):
        raise ValidationError("Every project has this one.")
    if indicator.values.exists():
        raise ValidationError("Values are entered for this indicator already.")
    attendances = Attendance.objects.filter(event__project=indicator.project_id)
    if indicator.source == Indicator.Source.ATTENDANCE and attendances.exists():
        raise ValidationError("People were counted at the project's events already.")


def check_group_goes(choice):
    counted = Attendance.objects.filter(event__project=choice.project_id, group=choice.group_id)
    if counted.exists():
        raise ValidationError("It was counted at the project's events already.")
    parts = ChosenGroup.objects.filter(project=choice.project_id, part_of=choice.group_id)
    if first := parts.select_related("group").first():
        raise ValidationError(f"“{first}” is a part of it. Take that away first.")


def events_of(year):
    return year.project.outreach_events.in_period(year.first_day, year.last_day)


def values_of(project):
    """What is entered of a project for a day and a place."""
    return IndicatorValue.objects.filter(indicator__project=project, event=None)


def values_in(year):
    return values_of(year.project).filter(day__range=(year.first_day, year.last_day))


def check_year(year):
    """A year whose days move must keep the events and the numbers that lay in it."""
    if year._state.adding:
        return
    before = BudgetYear.objects.get(pk=year.pk)
    refuse_to_leave(year, "an event", events_of(before), "first_day")
    refuse_to_leave(year, "a number", values_in(before), "day")


def refuse_to_leave(year, what, records, field):
    days = records.aggregate(first=Min(field), last=Max(field))
    if days["first"] and year.first_day > days["first"]:
        message = f"There is {what} on {days['first']:%-d %B %Y}: the year cannot begin later."
        raise ValidationError({"first_day": message})
    if days["last"] and year.last_day < days["last"]:
        message = f"There is {what} on {days['last']:%-d %B %Y}: the year cannot end before it."
        raise ValidationError({"last_day": message})
