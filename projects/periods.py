"""Reporting periods: the days that a report tells of, when they are due, and whose turn it is."""

from datetime import MAXYEAR, date, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.months import month_end, months_between, months_later
from projects.records import PeriodQuerySet, Record, protected_by

# The models import this module before there are budget years.
if TYPE_CHECKING:
    from projects.models import BudgetYear

DAY = timedelta(days=1)


class ReportingPeriodQuerySet(PeriodQuerySet):
    partner_path = "budget_year__project__partner"

    def with_project(self):
        return self.select_related("budget_year__project__partner")

    def of_project(self, project):
        return self.filter(budget_year__project=project).with_project()

    def locking(self):
        """Those that can close days to the partner: what is skipped locks nothing."""
        return self.exclude(state=ReportingPeriod.State.SKIPPED)


class ReportingPeriod(Record):
    """The days of one report of a budget year, and how far the partner's part has come.

    `handover/life.py` has the table of its states.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open: the partner enters")
        SUBMITTED = "submitted", _("Submitted by the partner")
        ACCEPTED = "accepted", _("Accepted")
        SKIPPED = "skipped", _("Skipped")

    budget_year = models.ForeignKey(
        "projects.BudgetYear", on_delete=models.CASCADE, related_name="periods"
    )
    number = models.PositiveSmallIntegerField(
        "number in the year",
        default=1,
        validators=[MinValueValidator(1, "Reports count from 1.")],
        help_text="2 for the second report of the year.",
    )
    first_day = models.DateField("period from")
    last_day = models.DateField("period to", help_text="The last day that counts.")
    due_date = models.DateField(help_text="When the partner's part is to be complete.")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN, editable=False)
    skipped_reason = models.CharField(
        "why it is skipped", max_length=300, blank=True, editable=False
    )
    # A year that is added late owes nothing from before that day.
    added_on = models.DateField(default=timezone.localdate, editable=False)

    fixed = ("budget_year",)
    objects = ReportingPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["-first_day", "budget_year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["budget_year", "number"],
                name="one_period_per_number_and_year",
                violation_error_message="This budget year has a report with that number already.",
                violation_error_code="number",
            ),
            models.CheckConstraint(
                name="period_number_from_1",
                condition=Q(number__gte=1),
                violation_error_message="Reports count from 1.",
                violation_error_code="number",
            ),
            models.CheckConstraint(
                name="period_days_in_order",
                condition=Q(first_day__lte=F("last_day")),
                violation_error_message="The period cannot end before it begins.",
                violation_error_code="last_day",
            ),
            models.CheckConstraint(
                name="period_skipped_with_a_reason",
                condition=Q(state="skipped") ^ Q(skipped_reason=""),
                violation_error_message="A period that is skipped needs a reason.",
                violation_error_code="state",
            ),
        ]

    def __str__(self):
        return f"{self.project}: {self.name}"

    @property
    def project(self):
        return self.budget_year.project

    @property
    def name(self):
        """“Report 2, Year 2” in the language of the page."""
        return gettext("Report %(number)s, Year %(year)s") % {
            "number": self.number,
            "year": self.budget_year.number,
        }

    @property
    def is_open(self):
        """Whether the partner enters."""
        return self.state == self.State.OPEN

    @property
    def is_accepted(self):
        return self.state == self.State.ACCEPTED

    @property
    def is_skipped(self):
        return self.state == self.State.SKIPPED

    @property
    def is_owed(self):
        """Whether the partner is asked for it."""
        return self.is_open and self.due_date >= self.added_on

    @property
    def can_be_deleted(self):
        """Whether nothing was done with it: no handover and no report leans on it."""
        return self.state in (self.State.OPEN, self.State.SKIPPED) and not protected_by(self)

    def holds(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def clean(self):
        super().clean()
        year = getattr(self, "budget_year", None)
        if year and self.first_day and self.last_day and (problem := self._problem(year)):
            raise ValidationError({"first_day": problem})
        if self.due_date and self.first_day and self.due_date < self.first_day:
            raise ValidationError({"due_date": "It cannot be due before its period begins."})

    def _problem(self, year):
        if self.first_day < year.first_day or self.last_day > year.last_day:
            return f"The period must lie within Year {year.number} ({year.days})."
        others = year.periods.exclude(pk=self.pk)
        for other in others.overlapping(self.first_day, self.last_day):
            return f"The period overlaps with that of report {other.number}."
        return ""


def make_periods(year: "BudgetYear", *, is_new: bool) -> None:
    """The periods that the project promises for the year; made anew where its days moved.

    Those that somebody worked on stay as they are: `problem_of_year` refuses to leave them out.
    """
    # The calendar ends with the year 9999.
    if year.last_day.year == MAXYEAR:
        return
    inside = {"first_day__gte": year.first_day, "last_day__lte": year.last_day}
    moved = year.periods.exclude(**inside).exists()
    if is_new or (moved and may_follow(year)):
        year.periods.all().delete()
        stretches = stretches_of(year.first_day, year.last_day, year.project.reports_a_year)
        for number, (first_day, last_day) in enumerate(stretches, start=1):
            days = {"first_day": first_day, "last_day": last_day, "due_date": due_after(last_day)}
            ReportingPeriod.objects.create(budget_year=year, number=number, **days)


def may_follow(year: "BudgetYear") -> bool:
    """Whether the periods can be made anew for other days of the year: nobody used them."""
    return all(period.is_open and period.can_be_deleted for period in year.periods.all())


def problem_of_year(year: "BudgetYear") -> dict[str, str]:
    """Why the year cannot have its new days, by field: it must keep the periods in use."""
    if year._state.adding or may_follow(year):
        return {}
    for period in year.periods.all():
        if period.first_day < year.first_day:
            message = f"Report {period.number} begins on {period.first_day:%-d %B %Y}."
            return {"first_day": f"{message} The year cannot begin later."}
        if period.last_day > year.last_day:
            message = f"Report {period.number} runs until {period.last_day:%-d %B %Y}."
            return {"last_day": f"{message} The year cannot end before it."}
    return {}


def stretches_of(first_day: date, last_day: date, parts: int) -> list[tuple[date, date]]:
    """The first and last day of each period: whole months from the day on which the year begins.

    Where the year is not whole months, or has fewer than periods, they are as many days each.
    """
    months = months_between(first_day, last_day + DAY)
    if months >= parts:
        begins = [months_later(first_day, months * part // parts) for part in range(parts)]
    else:
        days = (last_day - first_day).days + 1
        parts = min(parts, days)
        begins = [first_day + days * part // parts * DAY for part in range(parts)]
    ends = [begin - DAY for begin in begins[1:]] + [last_day]
    return list(zip(begins, ends, strict=True))


def due_after(last_day: date) -> date:
    """A month later; after the end of a month, the end of the next."""
    due = months_later(last_day, 1)
    return month_end(due) if last_day == month_end(last_day) else due
