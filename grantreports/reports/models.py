from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from num2words import num2words

from grantreports.handover.models.handovers import Exchanged
from grantreports.handover.steps import Scheduled
from grantreports.reports.report_parts import FIGURES_WORK
from grantreports.reports.report_parts import STRIP_LENGTH as STRIP_LENGTH
from grantreports.reports.report_parts import ChosenPhoto as ChosenPhoto
from grantreports.reports.report_parts import ChosenQuote as ChosenQuote
from grantreports.reports.report_parts import PartOfReport as PartOfReport
from grantreports.reports.report_parts import ProgressPoint as ProgressPoint
from grantreports.reports.report_parts import StripFigure as StripFigure
from outreach.figures import Period, figure_problems
from projects.models import BudgetYear
from projects.records import PeriodQuerySet, Record


class ReportQuerySet(PeriodQuerySet):
    partner_path = "budget_year__project__partner"

    def with_project(self):
        return self.select_related(
            "budget_year__project__partner", "budget_year__project__builds_on", "asks_for__project"
        )


class Report(Exchanged, Scheduled, Record):
    """A donor report: one reporting period of one budget year."""

    class Status(models.TextChoices):
        COLLECTING = "collecting", _("Collecting: the partner enters")
        SUBMITTED = "submitted", _("Submitted by the partner")
        DRAFTING = "drafting", _("Drafting")
        IN_REVIEW = "in_review", _("In review")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        SKIPPED = "skipped", _("Skipped")

    budget_year = models.ForeignKey(BudgetYear, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField(
        "number in the year",
        default=1,
        validators=[MinValueValidator(1, "Reports count from 1.")],
        help_text="2 for the second report of the year.",
    )
    first_day = models.DateField("period from")
    last_day = models.DateField("period to", help_text="The last day that counts.")
    due_date = models.DateField(help_text="When the partner's part is to be complete.")
    status = models.CharField(max_length=10, choices=Status, default=Status.COLLECTING)
    asks_for = models.ForeignKey(
        BudgetYear,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="asked_for_by",
        help_text="The budget year that donors are asked for. Empty if none.",
    )
    introduction = models.TextField(
        blank=True, help_text=f"Follows the project's summary. {FIGURES_WORK}"
    )
    comes_next = models.TextField("what comes next", blank=True, help_text=FIGURES_WORK)
    thank_you = models.CharField(
        "thank-you line", max_length=200, blank=True, help_text="Empty for the house line."
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
    skipped_reason = models.CharField(
        "why it is skipped", max_length=300, blank=True, editable=False
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
        ordering = ["-first_day", "budget_year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["budget_year", "number"],
                name="one_report_per_number_and_year",
                violation_error_message="This budget year has a report with that number already.",
                violation_error_code="number",
            ),
            models.CheckConstraint(
                name="report_number_from_1",
                condition=Q(number__gte=1),
                violation_error_message="Reports count from 1.",
                violation_error_code="number",
            ),
            models.CheckConstraint(
                name="report_days_in_order",
                condition=Q(first_day__lte=F("last_day")),
                violation_error_message="The period cannot end before it begins.",
                violation_error_code="last_day",
            ),
            models.CheckConstraint(
                name="report_page_budget_1_to_10",
                condition=Q(page_budget__gte=1, page_budget__lte=10),
                violation_error_message="A page budget is 1 to 10 pages.",
                violation_error_code="page_budget",
            ),
            models.CheckConstraint(
                name="report_skipped_with_a_reason",
                condition=Q(status="skipped") ^ Q(skipped_reason=""),
                violation_error_message="A report that is skipped needs a reason.",
                violation_error_code="status",
            ),
        ]

    def __str__(self):
        return f"{self.project}: {self.name}"

    def get_absolute_url(self):
        return reverse("reports:preview", args=[self.pk])

    def get_desk_url(self):
        """Where staff compose it."""
        return reverse("desk:desk", args=[self.pk])

    def get_period_url(self):
        """Where partner and foundation exchange it."""
        return reverse("handover:period", args=[self.pk])

    @property
    def project(self):
        return self.budget_year.project

    @property
    def name(self):
        """“Second report, Year 2”, as donors read it: in English whatever the page's language."""
        return f"{self.ordinal.capitalize()} report, Year {self.budget_year.number}"

    @property
    def page_name(self):
        """“Report 2, Year 2” in the language of the page."""
        return gettext("Report %(number)s, Year %(year)s") % {
            "number": self.number,
            "year": self.budget_year.number,
        }

    @property
    def ordinal(self):
        return num2words(self.number, to="ordinal")

    @property
    def period(self):
        """Runs a query, for the report before."""
        earlier = Report.objects.filter(budget_year__project=self.budget_year.project_id)
        earlier = earlier.filter(last_day__lt=self.first_day).order_by("-last_day")
        before = earlier.values_list("first_day", "last_day").first()
        return Period(self.first_day, self.last_day, self.budget_year.first_day, before)

    def latest_edition(self):
        """The edition that donors read, or None.

        Where the last one was withdrawn, they do not read again what it had corrected.
        """
        last = self.editions.first()
        return last if last and not last.withdrawn_at else None

    def clean(self):
        super().clean()
        year = getattr(self, "budget_year", None)
        if year is None:
            return
        problems = figure_problems(
            year.project,
            introduction=self.introduction,
            comes_next=self.comes_next,
            thank_you=self.thank_you,
        )
        if self.first_day and self.last_day:
            problems |= self._period_problems(year)
        if self.status in PUBLIC and not (self.pk and self.editions.exists()):
            problems["status"] = "Only publishing sets this: it makes an edition."
        if self.asks_for and self.asks_for.project_id != year.project_id:
            problems["asks_for"] = "This budget year belongs to another project."
        if problems:
            raise ValidationError(problems)

    def _period_problems(self, year):
        if self.first_day < year.first_day or self.last_day > year.last_day:
            return {"first_day": f"The period must lie within Year {year.number} ({year.days})."}
        others = year.reports.exclude(pk=self.pk)
        for other in others.overlapping(self.first_day, self.last_day):
            return {"first_day": f"The period overlaps with that of report {other.number}."}
        return {}


# The states of a report that donors have seen.
PUBLIC = (Report.Status.PUBLISHED, Report.Status.WITHDRAWN)
