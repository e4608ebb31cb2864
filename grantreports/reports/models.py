from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from num2words import num2words

from grantreports.reports.branding import Branding as Branding
from grantreports.reports.checks.models import Acknowledgement as Acknowledgement
from grantreports.reports.delivery.models import DonorLink as DonorLink
from grantreports.reports.desk.models import Revision as Revision
from grantreports.reports.editions.models import Edition as Edition
from grantreports.reports.editions.notices import WithdrawalNotice as WithdrawalNotice
from grantreports.reports.exchange import Exchanged
from grantreports.reports.mails import Mailing as Mailing
from grantreports.reports.review.models import Review as Review
from grantreports.reports.schedule.models import Reminder as Reminder
from grantreports.reports.schedule.steps import Scheduled
from outreach.figures import FigureError, Period, Vocabulary, figure_problems, parse
from outreach.models import PartnerQuote, Photo
from projects.models import BudgetYear, Objective
from projects.records import PeriodQuerySet, Record

FIGURES_WORK = "Figures in braces are computed: “{attendance: students}”."


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
        return reverse("reports:desk", args=[self.pk])

    def get_period_url(self):
        """Where partner and foundation exchange it."""
        return reverse("reports:period", args=[self.pk])

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


class PartOfReport(Record):
    """Something that stands in a report, in an order that staff choose."""

    # The field, if any, whose record must be of the report's project.
    from_project = ""
    # The fields whose texts may hold figures.
    texts: tuple[str, ...] = ()

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="%(class)ss")
    order = models.PositiveSmallIntegerField(default=1, help_text="1 comes first.")

    class Meta:
        abstract = True
        ordering = ["order", "id"]

    @property
    def parent_project(self):
        """The report's project, or None while the report itself is not valid."""
        year = getattr(getattr(self, "report", None), "budget_year", None)
        return year.project if year else None

    def clean(self):
        super().clean()
        if (project := self.parent_project) and (problems := self.problems(project)):
            raise ValidationError(problems)

    def problems(self, project):
        """Fields and what is wrong in them, for a report of that project."""
        found = figure_problems(project, **{name: getattr(self, name) for name in self.texts})
        item = getattr(self, self.from_project, None) if self.from_project else None
        if item and item.project_id != project.pk:
            found[self.from_project] = f"This {self.from_project} belongs to another project."
        return found


class TypedPart(PartOfReport):
    """A part that staff write; the desk knows it by its token."""

    token = models.UUIDField(default=uuid4, editable=False)

    class Meta(PartOfReport.Meta):
        abstract = True


class ProgressPoint(TypedPart):
    from_project = "objective"
    texts = ("text",)

    text = models.TextField(help_text=FIGURES_WORK)
    objective = models.ForeignKey(
        Objective,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Points of one objective stand together under it.",
    )

    def __str__(self):
        return self.text


# More large numbers than this do not fit beside each other.
STRIP_LENGTH = 4


class StripFigure(TypedPart):
    """One of the large numbers below the introduction."""

    texts = ("label",)

    figure = models.CharField(
        max_length=200, help_text="Without braces: “events”, “attendance: teachers, parents”."
    )
    label = models.CharField(
        max_length=80, blank=True, help_text="Below the number. Empty: made from the figure."
    )

    def __str__(self):
        return self.label or self.figure

    def problems(self, project):
        found = super().problems(project)
        if self.figure:
            try:
                parse(self.figure, Vocabulary.for_project(project))
            except FigureError as error:
                found["figure"] = str(error)
        return found


class ChosenQuote(PartOfReport):
    class Place(models.TextChoices):
        QUOTE = "quote", "Quote"
        STORY = "story", "Story"

    from_project = "quote"
    texts = ("heading",)

    quote = models.ForeignKey(PartnerQuote, on_delete=models.PROTECT, related_name="chosen_in")
    place = models.CharField(max_length=10, choices=Place, default=Place.QUOTE)
    heading = models.CharField(max_length=120, blank=True, help_text="Above a story.")

    class Meta(PartOfReport.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["report", "quote"],
                name="quote_once_in_a_report",
                violation_error_message="This quote is in the report already.",
                violation_error_code="quote",
            )
        ]

    def __str__(self):
        return str(self.quote)


class ChosenPhoto(PartOfReport):
    class Place(models.TextChoices):
        LEAD = "lead", "Beside the project"
        STORY = "story", "With the story"
        MORE = "more", "Among further photos"

    class Shape(models.TextChoices):
        WHOLE = "whole", "The whole picture"
        LANDSCAPE = "landscape", "Cut to landscape"
        SQUARE = "square", "Cut to a square"
        PORTRAIT = "portrait", "Cut to portrait"

    from_project = "photo"

    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="chosen_in")
    place = models.CharField(max_length=10, choices=Place, default=Place.LEAD)
    shape = models.CharField(max_length=10, choices=Shape, default=Shape.WHOLE)
    # Where to look at the picture when it is cut, in tenths from the left and from the top.
    focus_x = models.PositiveSmallIntegerField(default=5, validators=[MaxValueValidator(10)])
    focus_y = models.PositiveSmallIntegerField(default=5, validators=[MaxValueValidator(10)])

    class Meta(PartOfReport.Meta):
        constraints = [
            models.CheckConstraint(
                name="photo_focus_in_tenths",
                condition=Q(focus_x__gte=0, focus_x__lte=10, focus_y__gte=0, focus_y__lte=10),
                violation_error_message="The point to look at lies inside the picture.",
                violation_error_code="focus_x",
            ),
            models.UniqueConstraint(
                fields=["report", "photo"],
                name="photo_once_in_a_report",
                violation_error_message="This photo is in the report already.",
                violation_error_code="photo",
            ),
        ]

    def __str__(self):
        return str(self.photo)
