"""What outreach counts on in the records below it, which do not know that it exists."""

from django.core.exceptions import ValidationError
from django.db.models import Max, Min

from outreach.figures import FigureError, Vocabulary, figure_problems, parse
from outreach.grammar import RELATIONS
from outreach.models import Attendance, AudienceGroup, ChosenGroup
from outreach.names import key
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
        message = f"Figures use the word “{indicator.name}” themselves. Choose another name."
        raise ValidationError({"name": message})
    if indicator.source != Indicator.Source.ENTERED:
        return
    project = indicator.project
    if project is None:
        return
    others = project.indicators.exclude(pk=indicator.pk)
    names = {key(each.name): each.name for each in others} | {"people": "people"}
    if key(indicator.name) in names:
        message = f"Figures cannot tell this name from “{names[key(indicator.name)]}”."
        raise ValidationError({"name": message})
    groups = AudienceGroup.objects.values_list("name", "pk")
    vocabulary = Vocabulary.of(project, groups, others)
    try:
        parse(indicator.name, vocabulary)
    except FigureError:
        return
    message = "Figures read this as another indicator with a place or a time. Choose another name."
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


def check_deletion(sender, instance, **kwargs):
    """Receives `deletion_considered`."""
    if sender is BudgetYear and events_of(instance).exists():
        raise ValidationError("Events lie in this year.")

    elif sender is Indicator:
        check_indicator_goes(instance)
    elif sender is ChosenGroup:
        check_group_goes(instance)


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


def check_year(year):
    """A year whose days move must keep the events that lay in it."""
    if year._state.adding:
        return
    events = events_of(BudgetYear.objects.get(pk=year.pk))
    days = events.aggregate(first=Min("first_day"), last=Max("first_day"))
    if days["first"] and year.first_day > days["first"]:
        message = f"There is an event on {days['first']:%-d %B %Y}: the year cannot begin later."
        raise ValidationError({"first_day": message})
    if days["last"] and year.last_day < days["last"]:
        message = f"There is an event on {days['last']:%-d %B %Y}: the year cannot end before it."
        raise ValidationError({"last_day": message})
