"""What is promised for a budget year: values of indicators, or of a part of what they count."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from projects.indicators import DIGITS, MOST_DECIMALS, Indicator
from projects.names import key, known_at_start
from projects.records import Record
from projects.signals import record_cleaned

# The models import this module before there are budget years.
if TYPE_CHECKING:
    from projects.models import BudgetYear


class TargetManager(models.Manager):
    """A target is told by the name of its indicator."""

    def get_queryset(self):
        return super().get_queryset().select_related("indicator")


class Target(Record):
    """The value of an indicator that is promised for a budget year."""

    budget_year = models.ForeignKey(
        "projects.BudgetYear", on_delete=models.CASCADE, related_name="targets"
    )
    indicator = models.ForeignKey(Indicator, on_delete=models.RESTRICT, related_name="targets")
    breakdown = models.CharField(
        max_length=200,
        blank=True,
        help_text="Of what it is the value, as figures say it: “: students”, “at urban schools”.",
    )
    value = models.DecimalField(
        max_digits=DIGITS,
        decimal_places=MOST_DECIMALS,
        validators=[
            MinValueValidator(0, "A target is not below 0."),
            MaxValueValidator(100_000_000, "A target is at most 100,000,000."),
        ],
        help_text="The number promised for the whole budget year.",
    )

    protects = "A target counts on this. Delete the target first."
    objects = TargetManager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["budget_year", "indicator", "breakdown"],
                name="one_target_per_figure_and_year",
                violation_error_message="This year has a target for that figure already.",
                violation_error_code="indicator",
            ),
            models.CheckConstraint(
                name="target_value_from_0",
                condition=Q(value__gte=0),
                violation_error_message="A target is not below 0.",
                violation_error_code="value",
            ),
        ]

    def __str__(self):
        return f"{self.figure}: {self.value.normalize():f}"

    @property
    def figure(self) -> str:
        """What is counted, as figures write it: “attendance: students”."""
        if not self.indicator_id:
            return getattr(self, "_unread", "")
        sign = "" if self.breakdown.startswith(":") or not self.breakdown else " "
        return f"{self.indicator.name}{sign}{self.breakdown}"

    @figure.setter
    def figure(self, text: str) -> None:
        """Looked up among the indicators of the project once that is known."""
        self._unread = text.strip()
        self.indicator_id = None  # type: ignore[assignment]

    def read(self) -> None:
        """Find the indicator that the figure begins with; without one it stays as it was typed."""
        year: BudgetYear | None = getattr(self, "budget_year", None)
        text = getattr(self, "_unread", "")
        if self.indicator_id or not text or year is None:
            return
        if found := indicator_in(text, year.project.indicators.all()):
            self.indicator, self.breakdown = found

    def clean_fields(self, exclude=None):
        """Of a figure that begins with no indicator, `clean` says which one is nearest."""
        self.read()
        super().clean_fields(exclude={*(exclude or ()), "indicator"})

    def clean(self):
        super().clean()
        self.read()
        record_cleaned.send(Target, instance=self)
        if self.value == 0 and self.indicator_id and not self.indicator.less_is_better:
            raise ValidationError({"value": "A target is more than 0."})

    def save(self, *args, **kwargs):
        self.read()
        super().save(*args, **kwargs)


def indicator_in(text: str, indicators: Iterable[Indicator]) -> tuple[Indicator, str] | None:
    """The indicator whose name the text begins with, the longest of them, and the rest."""
    known = {key(each.name): each for each in indicators}
    for name, rest in known_at_start(text.strip(), known):
        return known[name], " ".join(rest.split())
    return None
