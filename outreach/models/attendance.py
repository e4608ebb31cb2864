import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outreach.models.events import OutreachEvent
from outreach.names import key
from projects.models import Partner
from projects.records import Record


class AudienceGroupQuerySet(models.QuerySet):
    def offered_to(self, partner):
        """The groups of all partners, and those that this one has added itself."""
        return self.filter(Q(partner=None) | Q(partner=partner))


class AudienceGroup(Record):
    name = models.CharField(
        _("name"),
        max_length=60,
        unique=True,
        help_text=_(
            "Small letters and plural, as in “394 teachers”: reports count with this name."
        ),
        error_messages={"unique": _("There is a group with this name already.")},
        validators=[
            RegexValidator(r"^[^\W\d_]", _("A name begins with a letter.")),
            RegexValidator(
                r"[{},:]|\b(in|at|as|this)\b",
                _("Figures cannot read a name with { } , : or the words in, at, as, this."),
                inverse_match=True,
                flags=re.IGNORECASE,
            ),
        ],
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=1, help_text=_("1 comes first in lists.")
    )
    partner = models.ForeignKey(
        Partner,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("partner"),
        help_text=_("Who added it and is offered it. Empty: all partners are."),
    )

    objects = AudienceGroupQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="one_audience_group_per_name",
                violation_error_message=_("There is a group with this name already."),
                violation_error_code="name",
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        columns = {field.name for field in OutreachEvent._meta.get_fields()}
        if key(self.name) in columns:
            raise ValidationError(
                {"name": gettext("Spreadsheets have a column with this name already.")}
            )
        for other in AudienceGroup.objects.exclude(pk=self.pk):
            if key(other.name) == key(self.name):
                message = gettext("Figures cannot tell this name from “%s”.") % other.name
                raise ValidationError({"name": message})


MOST_PEOPLE = 1_000_000
TOO_MANY = _("At most a million people at one event.")


class Attendance(Record):
    """How many of one group came. Not counted is not zero: then there is no such record."""

    event = models.ForeignKey(
        OutreachEvent,
        on_delete=models.CASCADE,
        related_name="attendances",
        verbose_name=_("outreach"),
    )
    group = models.ForeignKey(
        AudienceGroup,
        on_delete=models.PROTECT,
        related_name="attendances",
        verbose_name=_("audience group"),
    )
    count = models.PositiveIntegerField(
        _("number of people"), validators=[MaxValueValidator(MOST_PEOPLE, TOO_MANY)]
    )

    class Meta:
        ordering = ["group__order", "group__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "group"],
                name="one_attendance_per_event_and_group",
                violation_error_message=_("This group is counted twice for the same event."),
                violation_error_code="group",
            ),
            models.CheckConstraint(
                name="attendance_0_to_a_million",
                condition=Q(count__gte=0, count__lte=MOST_PEOPLE),
                violation_error_message=_("A number of people is 0 to a million."),
                violation_error_code="count",
            ),
        ]

    def __str__(self):
        return f"{self.count} {self.group}"
