from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outreach.models.events import OutreachEvent, day_problem
from projects.indicators import DIGITS, LARGEST, MOST_DECIMALS
from projects.models import Indicator
from projects.places import province_name
from projects.records import Record, ScopedQuerySet
from projects.templatetags import local

TOO_LARGE = _("A value is at most a trillion.")


class IndicatorValueQuerySet(ScopedQuerySet):
    partner_path = "indicator__project__partner"

    def present(self):
        """Without those of events that were removed."""
        return self.filter(event__removed_at=None)


class IndicatorValue(Record):
    """What was counted of an indicator: with an event, or as things stand on a day in a place.

    Not counted is not zero: then there is no such record.
    """

    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.RESTRICT,
        related_name="values",
        verbose_name=_("indicator"),
    )
    event = models.ForeignKey(
        OutreachEvent,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="indicator_values",
        verbose_name=_("outreach"),
    )
    day = models.DateField(_("day"), null=True, blank=True)
    province = models.CharField(_("province"), max_length=10, blank=True)
    value = models.DecimalField(
        _("value"),
        max_digits=DIGITS,
        decimal_places=MOST_DECIMALS,
        validators=[MinValueValidator(0), MaxValueValidator(LARGEST, TOO_LARGE)],
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    protects = "Values are entered for this indicator already."
    fixed = ("indicator",)
    objects = IndicatorValueQuerySet.as_manager()

    class Meta:
        ordering = ["day", "province", "indicator__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "indicator"],
                name="one_value_per_event_and_indicator",
                violation_error_message=_("This is entered for the event already."),
                violation_error_code="indicator",
            ),
            models.UniqueConstraint(
                fields=["indicator", "day", "province"],
                condition=Q(event=None),
                name="one_value_per_day_and_place",
                violation_error_message=_("This is entered for the day and place already."),
                violation_error_code="day",
            ),
            models.CheckConstraint(
                name="value_of_an_event_or_a_day",
                condition=Q(event__isnull=False, day=None, province="")
                | Q(event=None, day__isnull=False),
                violation_error_message=_("A value is of an event, or of a day."),
                violation_error_code="day",
            ),
            models.CheckConstraint(
                name="value_0_to_a_trillion",
                condition=Q(value__gte=0, value__lte=LARGEST),
                violation_error_message=_("A value is 0 to a trillion."),
                violation_error_code="value",
            ),
        ]

    def __str__(self):
        place = province_name(self.province) if self.province else ""
        when = self.event or ", ".join(each for each in (local.day(self.day), place) if each)
        return f"{self.indicator}: {local.number(self.value)} ({when})"

    @property
    def project(self):
        return self.indicator.project

    def clean(self):
        super().clean()
        indicator = getattr(self, "indicator", None)
        if indicator is None or not indicator.project_id:
            return
        if self.event and self.event.project_id != indicator.project_id:
            raise ValidationError({"event": gettext("This event belongs to another project.")})
        if self.day and (problem := day_problem(indicator.project, self.day)):
            raise ValidationError({"day": problem})
