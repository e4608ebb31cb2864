"""What stands in a report in an order that staff choose: points, figures, quotes and photos."""

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grantreports.reports.blocks import BLOCKS, Shown
from outreach.figures import FigureError, Vocabulary, figure_problems, parse
from outreach.models import PartnerQuote, Photo
from projects.models import Objective
from projects.records import Record

FIGURES_WORK = "Figures in braces are computed: “{attendance: students}”."


class PartOfReport(Record):
    """Something that stands in a report, in an order that staff choose."""

    # The field, if any, whose record must be of the report's project.
    from_project = ""
    # Why what it shows cannot go.
    protects = _("A report shows this. Ask the foundation to take it out.")
    # The fields whose texts may hold figures.
    texts: tuple[str, ...] = ()

    report = models.ForeignKey(
        "reports.Report", on_delete=models.CASCADE, related_name="%(class)ss"
    )
    order = models.PositiveSmallIntegerField(default=1, help_text="1 comes first.")

    class Meta:
        abstract = True
        ordering = ["order", "id"]

    @property
    def parent_project(self):
        """The report's project, or None while the report itself is not valid."""
        report = getattr(self, "report", None)
        return report.project if report and report.period_id else None

    def clean(self):
        super().clean()
        if (project := self.parent_project) and (problems := self.problems(project)):
            raise ValidationError(problems)

    def problems(self, project):
        """Fields and what is wrong in them, for a report of that project."""
        found = figure_problems(project, **{name: getattr(self, name) for name in self.texts})
        item = getattr(self, self.from_project, None) if self.from_project else None
        if item and item.project_id != project.pk:
            found[self.from_project] = [f"This {self.from_project} belongs to another project."]
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


class PlacedSection(PartOfReport):
    """Where a part of the page stands, whether it is printed, and how it is called."""

    section = models.CharField(max_length=20, choices=[(b.key, b.label) for b in BLOCKS])
    shown = models.CharField(max_length=8, choices=Shown, default=Shown.SHOWN)
    heading = models.CharField(
        max_length=120, blank=True, help_text="As donors read it. Empty for the usual one."
    )

    class Meta(PartOfReport.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["report", "section"],
                name="section_once_in_a_report",
                violation_error_message="This part is in the report already.",
                violation_error_code="section",
            )
        ]

    def __str__(self):
        return self.get_section_display()
