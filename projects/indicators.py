"""What projects count: their indicators, with where they began and what was promised.

The words are those of IATI (https://iatistandard.org): an indicator has a baseline, targets and
actual values. `outreach/measures.py` says how each kind adds up.
"""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.records import Named, ScopedQuerySet
from projects.signals import record_cleaned

# The models import this module before there are budget years.
if TYPE_CHECKING:
    from projects.models import Project

LONGEST_NAME = 80
READABLE = [
    RegexValidator(r"^[^\W\d_]", _("A name begins with a letter.")),
    RegexValidator(r"[{},:]", _("Figures cannot read a name with { } , or :"), inverse_match=True),
]
# Up to a trillion, with the decimals that an indicator may have.
DIGITS, MOST_DECIMALS = 18, 4
LARGEST = Decimal(10) ** 12


class IndicatorQuerySet(ScopedQuerySet):
    partner_path = "project__partner"

    def shared(self):
        """The list that projects choose from."""
        return self.filter(project=None)

    def state(self):
        """Those that are entered for the period by place, see `Indicator.is_state`."""
        of_period = self.filter(source="entered", entered_with="period")
        return of_period.exclude(adds_up="share")


class Indicator(Named):
    """Something that a project counts; one without a project is in the list to choose from."""

    class Source(models.TextChoices):
        """Where its values come from: the first four are what events are anyway."""

        EVENTS = "events", "Events"
        ATTENDANCE = "attendance", "Attendance"
        PROVINCES = "provinces", "Provinces"
        SESSIONS = "sessions", "Sessions"
        ENTERED = "entered", "Entered as a number"

    class AddsUp(models.TextChoices):
        SUM = "sum", "Sum of all values"
        LATEST = "latest", "The latest value of the period"
        HIGHEST = "highest", "The highest value"
        SHARE = "share", "Share of two other indicators, in per cent"
        UNIQUE = "unique", "Different people, where the partner keeps a count"

    class EnteredWith(models.TextChoices):
        EVENT = "event", "Each event"
        PERIOD = "period", "The period, by place (state of things)"

    project = models.ForeignKey(
        "projects.Project",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="indicators",
        help_text="Empty: it stands in the list that every project can choose from.",
    )
    source = models.CharField(
        max_length=12, choices=Source, default=Source.ENTERED, editable=False
    )
    name = models.CharField(
        max_length=LONGEST_NAME,
        validators=READABLE,
        help_text="As a figure reads it: “boreholes”, “people with water within 500 m”.",
    )
    one = models.CharField(
        "name of one", max_length=LONGEST_NAME, blank=True, help_text="“borehole”."
    )
    many = models.CharField(
        "name of several",
        max_length=LONGEST_NAME,
        blank=True,
        help_text="As donors read it below a number. Empty: the name.",
    )
    unit = models.CharField(
        max_length=20,
        blank=True,
        help_text="“litres”, “%”, “km”. Empty for what is counted in pieces or people.",
    )
    decimals = models.PositiveSmallIntegerField(
        default=0,
        validators=[MaxValueValidator(MOST_DECIMALS, "At most 4 decimals.")],
        help_text="How many decimals are entered and printed.",
    )
    adds_up = models.CharField("how it adds up", max_length=10, choices=AddsUp, default=AddsUp.SUM)
    part = models.ForeignKey(
        "self",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Of a share: what is counted.",
    )
    whole = models.ForeignKey(
        "self",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Of a share: of how many.",
    )
    entered_with = models.CharField(max_length=8, choices=EnteredWith, default=EnteredWith.EVENT)
    every_event = models.BooleanField(
        "every event has one",
        default=True,
        help_text="Then an empty one is unknown, and reports say “at least”; else it is none.",
    )
    counts_people = models.BooleanField(default=False)
    less_is_better = models.BooleanField(
        default=False, help_text="A target is then the most that there should be."
    )
    baseline = models.DecimalField(
        max_digits=DIGITS,
        decimal_places=MOST_DECIMALS,
        null=True,
        blank=True,
        validators=[
            MinValueValidator(0, "A baseline is not below 0."),
            MaxValueValidator(LARGEST, "A baseline is at most a trillion."),
        ],
        help_text="How it was before the project.",
    )
    baseline_on = models.DateField("day of the baseline", null=True, blank=True)
    baseline_source = models.CharField(
        "source of the baseline", max_length=200, blank=True, help_text="“Survey of the county”."
    )
    verified_by = models.CharField(
        "how it is verified", max_length=200, blank=True, help_text="“Handover certificates”."
    )
    objective = models.ForeignKey(
        "projects.Objective",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="indicators",
    )
    order = models.PositiveSmallIntegerField(default=1, help_text="1 comes first.")
    is_proposed = models.BooleanField(
        "proposed by the partner",
        default=False,
        help_text="The partner enters it already; reports wait until the foundation confirms it.",
    )

    fixed = ("project",)
    protects = "An indicator is the share of this one."
    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                "project",
                Lower("name"),
                name="one_indicator_per_name_and_project",
                violation_error_message=_("The project has an indicator with this name already."),
                violation_error_code="name",
            ),
            models.UniqueConstraint(
                Lower("name"),
                condition=Q(project=None),
                name="one_shared_indicator_per_name",
                violation_error_message="The list has an indicator with this name already.",
                violation_error_code="name",
            ),
            models.UniqueConstraint(
                fields=["project", "source"],
                condition=~Q(source="entered"),
                name="one_indicator_per_source",
                violation_error_message="The project counts this already.",
                violation_error_code="source",
            ),
            models.CheckConstraint(
                name="indicator_share_has_two_parts",
                condition=Q(adds_up="share", part__isnull=False, whole__isnull=False)
                | (~Q(adds_up="share") & Q(part__isnull=True, whole__isnull=True)),
                violation_error_message="A share has a part and a whole; nothing else has.",
                violation_error_code="part",
            ),
            models.CheckConstraint(
                name="indicator_no_share_of_itself",
                condition=Q(part__isnull=True)
                | (~Q(part=F("id")) & ~Q(whole=F("id")) & ~Q(part=F("whole"))),
                violation_error_message="A share is of two other indicators.",
                violation_error_code="part",
            ),
            models.CheckConstraint(
                name="indicator_baseline_0_to_a_trillion",
                condition=Q(baseline__isnull=True) | Q(baseline__gte=0, baseline__lte=LARGEST),
                violation_error_message="A baseline is 0 to a trillion.",
                violation_error_code="baseline",
            ),
            models.CheckConstraint(
                name="indicator_at_most_4_decimals",
                condition=Q(decimals__gte=0, decimals__lte=MOST_DECIMALS),
                violation_error_message="At most 4 decimals.",
                violation_error_code="decimals",
            ),
            models.CheckConstraint(
                name="indicator_state_is_of_a_period",
                condition=~Q(adds_up__in=["latest", "unique"]) | Q(entered_with="period"),
                violation_error_message="The latest value, and different people, are entered for "
                "the period.",
                violation_error_code="entered_with",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_entered(self):
        """Whether somebody types its values: not those of events, and not a share."""
        return self.source == self.Source.ENTERED and self.adds_up != self.AddsUp.SHARE

    @property
    def is_state(self):
        return self.is_entered and self.entered_with == self.EnteredWith.PERIOD

    def clean(self):
        super().clean()
        if problems := dict(self._problems()):
            raise ValidationError(problems)
        record_cleaned.send(Indicator, instance=self)

    def _problems(self):
        if self.adds_up == self.AddsUp.SHARE:
            yield from self._problems_of_share()
        elif self.unit == "%" and self.adds_up in (self.AddsUp.SUM, self.AddsUp.UNIQUE):
            message = gettext("Per cents cannot be added up: make it a share of two indicators.")
            yield "unit", message
        if self.unit and self.counts_people:
            yield "unit", gettext("People are counted without a unit.")
        if self.adds_up == self.AddsUp.UNIQUE and not self.counts_people:
            yield "counts_people", "Different people are people: tick this."
        if self.counts_people and self.decimals:
            yield "decimals", "People are counted in whole numbers."
        if self.baseline is None and self.baseline_on:
            yield "baseline", "This day has no baseline."
        if self.baseline is not None and not self.baseline_on:
            yield "baseline_on", "Say of which day the baseline is."

    def _problems_of_share(self):
        for name in ("part", "whole"):
            other = getattr(self, name)
            if other is None:
                yield name, "A share needs both: what is counted, and of how many."
            elif other.adds_up == self.AddsUp.SHARE:
                yield name, "This is a share itself: choose what it is counted from."
            elif other.project_id != self.project_id:
                yield name, "This is an indicator of another project."
        if self.part_id and self.part_id in (self.whole_id, self.pk):
            yield "part", "A share is of two other indicators."
        if self.unit not in ("", "%"):
            yield "unit", "A share is in per cent: leave the unit empty."


# What every project counts from the start, as donors read it.
FROM_THE_START = (
    (Indicator.Source.EVENTS, "outreach event", "outreach events", False),
    (Indicator.Source.ATTENDANCE, "person attended", "people attended", True),
    (Indicator.Source.PROVINCES, "province", "provinces", False),
    (Indicator.Source.SESSIONS, "session held", "sessions held", False),
)


def from_the_start(project: "Project") -> list[Indicator]:
    """The indicators of a new project, which are not saved yet."""
    return [
        Indicator(
            project=project,
            source=source,
            name=source.value,
            one=one,
            many=many,
            counts_people=counts_people,
            order=order,
        )
        for order, (source, one, many, counts_people) in enumerate(FROM_THE_START, start=1)
    ]
