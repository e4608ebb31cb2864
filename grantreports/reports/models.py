from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from num2words import num2words

from grantreports.reports.report_parts import FIGURES_WORK
from grantreports.reports.report_parts import STRIP_LENGTH as STRIP_LENGTH
from grantreports.reports.report_parts import ChosenPhoto as ChosenPhoto
from grantreports.reports.report_parts import ChosenQuote as ChosenQuote
from grantreports.reports.report_parts import PartOfReport as PartOfReport
from grantreports.reports.report_parts import PlacedSection as PlacedSection
from grantreports.reports.report_parts import ProgressPoint as ProgressPoint
from grantreports.reports.report_parts import StripFigure as StripFigure
from grantreports.reports.sections import TEXTS
from outreach.figures import Period, figure_problems
from projects.models import BudgetYear, ReportingPeriod
from projects.records import Record, ScopedQuerySet


class ReportQuerySet(ScopedQuerySet):
    partner_path = "period__budget_year__project__partner"

    def with_project(self):
        return self.select_related(
            "period__budget_year__project__partner",
            "period__budget_year__project__builds_on",
            "asks_for__project",
        )

    def visible_to(self, user):
        """An outside reader sees what waits for a second person."""
        if getattr(user, "is_reader", False):
            return self.filter(status=Report.Status.IN_REVIEW)
        return super().visible_to(user)

    def writable(self):
        """Drafts whose period is complete: nobody enters any more, and nobody reviews yet."""
        accepted = ReportingPeriod.State.ACCEPTED
        return self.filter(status=Report.Status.DRAFTING, period__state=accepted)

    def open_for(self, period):
        """The report of an accepted period; one that is there already goes on.

        A new one is arranged as the project's report before.
        """
        found = self.filter(period=period).first()
        if found:
            return found
        of_project = self.filter(period__budget_year__project=period.project.pk)
        before = of_project.order_by("-period__first_day", "-pk").first()
        report: Any = self.create(period=period)
        if before:
            report.arrange_as(before)
        return report


class Report(Record):
    """What donors are told of a reporting period. `publishing/life.py` has its states."""

    class Status(models.TextChoices):
        DRAFTING = "drafting", _("Drafting")
        IN_REVIEW = "in_review", _("In review")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class AskPlace(models.TextChoices):
        AFTER = "after", "After the results"
        MASTHEAD = "masthead", "In the masthead"

    class AskShows(models.TextChoices):
        NEEDED = "needed", "What is needed"
        STILL = "still", "What is still needed"
        ALL = "all", "What is still needed, of how much, and what is in"

    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="reports")
    status = models.CharField(
        max_length=10, choices=Status, default=Status.DRAFTING, editable=False
    )
    asks_for = models.ForeignKey(
        BudgetYear,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="asked_for_by",
        help_text="The budget year that donors are asked for. Empty if none.",
    )
    in_brief = models.CharField(
        "in one sentence",
        max_length=200,
        blank=True,
        help_text=f"At the top of the report. {FIGURES_WORK}",
    )
    introduction = models.TextField(
        blank=True, help_text=f"Follows the project's summary. {FIGURES_WORK}"
    )
    learned = models.TextField(
        "what was hard, and what we learned", blank=True, help_text=FIGURES_WORK
    )
    comes_next = models.TextField("what comes next", blank=True, help_text=FIGURES_WORK)
    thank_you = models.CharField(
        "thank-you line", max_length=200, blank=True, help_text="Empty for the house line."
    )
    ask_place = models.CharField(
        "where the ask stands",
        max_length=10,
        choices=AskPlace,
        default=AskPlace.AFTER,
    )
    ask_shows = models.CharField(
        "what the ask says", max_length=10, choices=AskShows, default=AskShows.NEEDED
    )
    page_budget = models.PositiveSmallIntegerField(
        default=2,
        validators=[
            MinValueValidator(1, "A report has at least 1 page."),
            MaxValueValidator(10, "A page budget is at most 10 pages."),
        ],
        help_text="How many pages the PDF may have.",
    )
    method_note = models.BooleanField(
        "print how people were counted",
        default=True,
        help_text="One line: attendances are not unique people, and how many are estimates.",
    )
    story_so_far = models.BooleanField(
        "print the story so far",
        default=False,
        help_text="A chart of attendance in all periods of the project.",
    )
    # Counts what the desk has saved; two people who save at once cannot both count on.
    version = models.PositiveIntegerField(default=0, editable=False)
    last_edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    last_edited_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-period__first_day", "period__budget_year", "-period__number", "pk"]
        constraints = [
            models.CheckConstraint(
                name="report_page_budget_1_to_10",
                condition=Q(page_budget__gte=1, page_budget__lte=10),
                violation_error_message="A page budget is 1 to 10 pages.",
                violation_error_code="page_budget",
            ),
        ]

    def __str__(self):
        return f"{self.project}: {self.name}"

    def get_absolute_url(self):
        return reverse("reports:preview", args=[self.pk])

    @property
    def budget_year(self):
        return self.period.budget_year

    @property
    def project(self):
        return self.period.budget_year.project

    @property
    def number(self):
        """In its budget year, as donors count."""
        return self.period.number

    @property
    def first_day(self):
        return self.period.first_day

    @property
    def last_day(self):
        return self.period.last_day

    @property
    def can_be_written(self):
        return self.status == self.Status.DRAFTING and self.period.is_accepted

    @property
    def name(self):
        """“Second report, Year 2”, as donors read it: in English whatever the page's language."""
        return f"{self.ordinal.capitalize()} report, Year {self.budget_year.number}"

    @property
    def ordinal(self):
        return num2words(self.number, to="ordinal")

    @property
    def file_name(self):
        """What its copies are called, without an ending."""
        year = self.budget_year.number
        return slugify(f"{self.project.slug}-year-{year}-report-{self.number}")

    def arrange_as(self, other):
        """The same parts in the same order, and the same choices about the whole."""
        for name in ("ask_place", "ask_shows", "page_budget", "method_note", "story_so_far"):
            setattr(self, name, getattr(other, name))
        self.save()
        for placed in other.placedsections.all():
            fields = {name: getattr(placed, name) for name in ("order", "section", "shown")}
            PlacedSection.objects.create(report=self, heading=placed.heading, **fields)

    @property
    def times(self):
        """The times that its figures count. Runs a query, for the period before."""
        return times_of(self.period)

    def latest_edition(self):
        """The edition that donors read, or None.

        Where the last one was withdrawn, they do not read again what it had corrected.
        """
        last = self.editions.first()
        return last if last and not last.withdrawn_at else None

    def clean(self):
        super().clean()
        period = getattr(self, "period", None)
        if period is None:
            return
        problems = figure_problems(
            self.project, **{each.key: getattr(self, each.key) for each in TEXTS}
        )
        if self.asks_for and self.asks_for.project_id != self.project.pk:
            problems["asks_for"] = ["This budget year belongs to another project."]
        if problems:
            raise ValidationError(problems)


def times_of(period):
    """The times that figures of the period count. Runs a query, for the period before."""
    periods = ReportingPeriod.objects.filter(budget_year__project=period.project.pk)
    earlier = periods.filter(last_day__lt=period.first_day).order_by("-last_day")
    before = earlier.values_list("first_day", "last_day").first()
    return Period(period.first_day, period.last_day, period.budget_year.first_day, before)


def standing_of(period):
    """How far a period and its report have come, as one word or two for pages.

    Its reports may be prefetched.
    """
    reports = list(period.reports.all()) if period.is_accepted else []
    return reports[-1].get_status_display() if reports else period.get_state_display()


# The states of a report that donors have seen.
PUBLIC = (Report.Status.PUBLISHED, Report.Status.WITHDRAWN)
