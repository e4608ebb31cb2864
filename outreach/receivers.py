"""What outreach refuses when a project's records change, and what goes with a deleted photo."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Min

from outreach.figures import FigureError, Vocabulary, figure_problems, parse
from projects.models import BudgetYear, Project, Target
from projects.places import country_name


def refuse_unknown_figures_in_summary(sender, instance, **kwargs):
    if sender is Project and (problems := figure_problems(instance, summary=instance.summary)):
        raise ValidationError(problems)


def refuse_unknown_target_figure(sender, instance, **kwargs):
    if sender is not Target or not instance.figure:
        return
    year = getattr(instance, "budget_year", None)
    project = getattr(year, "project", None)
    if project is None:
        return
    vocabulary = Vocabulary.for_project(project)
    try:
        figure = parse(instance.figure, vocabulary)
    except FigureError as error:
        raise ValidationError({"figure": str(error)}) from None
    for other in year.targets.exclude(pk=instance.pk):
        if same_figure(other.figure, figure, vocabulary):
            message = f"This year has a target for that already: “{other.figure}”."
            raise ValidationError({"figure": message})
    if figure.this_year or figure.as_words or figure.earlier:
        message = "A target is for the whole year: leave out “this year” and the like."
        raise ValidationError({"figure": message})


def same_figure(source, figure, vocabulary):
    try:
        return parse(source, vocabulary) == figure
    except FigureError:
        return False


def refuse_country_that_loses_events(sender, instance, **kwargs):
    """The provinces of events are those of the project's country."""
    if sender is not Project or instance._state.adding:
        return
    country = Project.objects.get(pk=instance.pk).country
    if instance.country != country and instance.outreach_events.exists():
        message = f"The project has events in {country_name(country)} already."
        raise ValidationError({"country": message})


def refuse_deleting_a_year_with_events(sender, instance, **kwargs):
    if sender is BudgetYear and events_of(instance).exists():
        raise ValidationError("Events lie in this year.")


def events_of(year):
    return year.project.outreach_events.in_period(year.first_day, year.last_day)


def refuse_year_that_loses_events(sender, instance, **kwargs):
    """A year whose days move must keep the events that lay in it."""
    if sender is not BudgetYear or instance._state.adding:
        return
    events = events_of(BudgetYear.objects.get(pk=instance.pk))
    days = events.aggregate(first=Min("first_day"), last=Max("first_day"))
    if days["first"] and instance.first_day > days["first"]:
        message = f"There is an event on {days['first']:%-d %B %Y}: the year cannot begin later."
        raise ValidationError({"first_day": message})
    if days["last"] and instance.last_day < days["last"]:
        message = f"There is an event on {days['last']:%-d %B %Y}: the year cannot end before it."
        raise ValidationError({"last_day": message})


def delete_picture_files(sender, instance, **kwargs):
    """The files go when it is certain that the record is gone."""
    storage = instance.web_image.storage
    names = [file.name for file in (instance.web_image, instance.print_image) if file]
    transaction.on_commit(lambda: [storage.delete(name) for name in names])


def delete_blocked_picture(sender, instance, raw=False, **kwargs):
    """A picture that may not be shown is not kept either; its record says that there was one."""
    if raw or instance.may_be_shown or not instance.web_image:
        return
    delete_picture_files(sender, instance)
    instance.web_image = instance.print_image = ""
    instance.save(update_fields=["web_image", "print_image"])
