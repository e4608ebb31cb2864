"""What outreach refuses when a project's records change, and what goes with a deleted photo."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Min

from outreach.figures import FigureError, Vocabulary, figure_problems, parse
from projects.models import BudgetYear, Project, Target


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
    try:
        figure = parse(instance.figure, Vocabulary.for_project(project))
    except FigureError as error:
        raise ValidationError({"figure": str(error)}) from None
    if figure.this_year or figure.as_words:
        message = "A target is for the whole year: leave out “this year” and “as words”."
        raise ValidationError({"figure": message})


def refuse_year_that_loses_events(sender, instance, **kwargs):
    """A year whose days move must keep the events that lay in it."""
    if sender is not BudgetYear or not instance.pk:
        return
    before = BudgetYear.objects.get(pk=instance.pk)
    events = before.project.outreach_events.in_period(before.first_day, before.last_day)
    days = events.aggregate(first=Min("first_day"), last=Max("first_day"))
    if days["first"] and instance.first_day > days["first"]:
        message = f"There is an event on {days['first']:%-d %B %Y}: the year cannot begin later."
        raise ValidationError({"first_day": message})
    if days["last"] and instance.last_day < days["last"]:
        message = f"There is an event on {days['last']:%-d %B %Y}: the year cannot end before it."
        raise ValidationError({"last_day": message})


def delete_picture_files(sender, instance, **kwargs):
    """The files go when it is certain that the record is gone."""
    names = [instance.web_image.name, instance.print_image.name]
    storage = instance.web_image.storage
    transaction.on_commit(lambda: [storage.delete(name) for name in names])
