from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outreach.removal import PresentManager, Removable
from projects.days import today_of
from projects.models import Project
from projects.places import known_provinces, province_name
from projects.records import Record, ScopedQuerySet
from projects.templatetags import local


class Setting(models.TextChoices):
    """Where an outreach event takes place. Figures name it by its value."""

    RURAL_SCHOOL = "rural_school", _("Rural school")
    URBAN_SCHOOL = "urban_school", _("Urban school")
    VILLAGE = "village", _("Village")
    PUBLIC_EVENT = "public_event", _("Public event")
    WORKPLACE = "workplace", _("Workplace")
    FAITH_CENTRE = "faith_centre", _("Faith centre")
    ONLINE_SESSION = "online_session", _("Online session")
    OTHER_PLACE = "other_place", _("Other place")

    @property
    def words(self):
        """Its name in figures, which are in English whatever the language of the page."""
        return self.value.replace("_", " ")

    @property
    def plural(self):
        return f"{self.words}s"


class OutreachEventQuerySet(ScopedQuerySet):
    partner_path = "project__partner"

    def in_period(self, first_day, last_day):
        """Events that begin in the period: each belongs to exactly one."""
        return self.filter(first_day__gte=first_day, first_day__lte=last_day)

    def with_attendance(self):
        """Adds `attended`, the sum of all groups, None where nobody was counted.

        Parts of a group are in it already.
        """
        return self.annotate(attended=attended())


def attended():
    """How many came to an event: looked up for each row, after a list is sorted and cut."""
    whole = Sum("attendances__count", filter=Q(attendances__part_of=None))
    event = OutreachEvent.everything.filter(pk=OuterRef("pk")).order_by().values("pk")
    return Subquery(event.annotate(sum=whole).values("sum"))


DAYS_OUT_OF_ORDER = _("The last day cannot be before the first day.")


class OutreachEvent(Removable, Record):
    class CountMethod(models.TextChoices):
        COUNTED = "counted", _("Counted")
        ESTIMATED = "estimated", _("Estimated")

    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        related_name="outreach_events",
        verbose_name=_("project"),
    )
    first_day = models.DateField(_("date"), help_text=_("The first day, if it took several."))
    last_day = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_("Only if the outreach took several days."),
    )
    venue = models.CharField(
        _("venue"),
        max_length=200,
        help_text=_("The exact place, such as the name of the school. Donors never see it."),
    )
    province = models.CharField(_("province"), max_length=10, help_text=_("Donors may read this."))
    setting = models.CharField(
        _("setting"),
        max_length=20,
        choices=Setting,
        blank=True,
        help_text=_("In what kind of place it was."),
    )
    activities = models.TextField(
        _("what was done"), blank=True, help_text=_("Two or three sentences are enough.")
    )
    outcome = models.TextField(
        _("what came of it"),
        blank=True,
        help_text=_("What people said, asked for or decided. No names of children."),
    )
    co_hosts = models.CharField(
        _("co-hosts"),
        max_length=300,
        blank=True,
        help_text=_("Organisations that held it with you, with commas between them."),
    )
    reference = models.CharField(
        _("your own number"),
        max_length=50,
        blank=True,
        help_text=_("By which you find it in your own papers. Donors never see it."),
    )
    count_method = models.CharField(
        _("counted or estimated"),
        max_length=10,
        choices=CountMethod,
        default=CountMethod.COUNTED,
        help_text=_("Estimated: nobody counted heads. Reports say how many counts are estimates."),
    )
    first_visits = models.PositiveIntegerField(
        _("came for the first time"),
        null=True,
        blank=True,
        help_text=_("How many of the people had never come before. Empty if nobody asked."),
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    # What was counted, while it is read and changed: `outreach.counts` fills and keeps it.
    counts: dict[int, int | None]
    counted: dict[int, Any]
    # The same for the project's indicators: `outreach.entered` fills and keeps them.
    entered: dict[int, Any]
    entered_values: dict[int, Any]

    # Of the form it was entered with: sent twice, the form makes one event.
    form_token = models.UUIDField(null=True, unique=True, editable=False)

    fixed = ("project",)
    objects = PresentManager.from_queryset(OutreachEventQuerySet)()
    everything = OutreachEventQuerySet.as_manager()

    class Meta:
        ordering = ["-first_day", "-id"]
        indexes = [
            models.Index(fields=["project", "first_day"], name="event_project_first_day"),
            models.Index(fields=["first_day", "id"], name="event_first_day"),
            models.Index(fields=["count_method", "first_day"], name="event_count_method"),
            models.Index(fields=["setting", "first_day"], name="event_setting"),
        ]
        constraints = [
            models.CheckConstraint(
                name="event_days_in_order",
                condition=Q(last_day__isnull=True) | Q(first_day__lte=F("last_day")),
                violation_error_message=DAYS_OUT_OF_ORDER,
                violation_error_code="last_day",
            )
        ]

    def __str__(self):
        return f"{local.day(self.first_day)}, {self.venue}"

    @property
    def province_name(self):
        return province_name(self.province)

    @property
    def is_estimated(self):
        return self.count_method == self.CountMethod.ESTIMATED

    def clean(self):
        super().clean()
        if getattr(self, "project", None) and (problems := self.problems_in_project()):
            raise ValidationError(problems)

    def problems_in_project(self):
        """What the project does not allow, by field; its budget years may be prefetched."""
        problems = {}
        if self.province and self.province not in known_provinces(self.project.country):
            message = gettext("“%(text)s” is not a province of %(country)s.") % {
                "text": local.province(self.province),
                "country": local.country(self.project.country),
            }
            problems["province"] = message
        if not self.setting and self.project.asks_setting:
            problems["setting"] = gettext("Say in what kind of place it was.")
        for field in ("first_day", "last_day"):
            if (day := getattr(self, field)) and (problem := self.day_problem(day)):
                problems[field] = problem
        return problems

    def day_problem(self, day):
        """Why nothing can have taken place on this day, as a sentence, or ""."""
        return day_problem(self.project, day)


def day_problem(project, day):
    """Why nothing can be entered of this day, as a sentence, or ""."""
    years = project.budget_years.all()
    if not any(year.first_day <= day <= year.last_day for year in years):
        return outside_years_message(project)
    if day > today_of(project.partner):
        return gettext("This day is still to come. Enter what has taken place.")
    return ""


def outside_years_message(project):
    """The sentence for a day in none of the project's budget years; it names their days."""
    years = "; ".join(year.days for year in project.budget_years.all())
    if not years:
        return gettext("The project has no budget year yet. An administrator adds one first.")
    return gettext("This day is in none of the project's budget years (%s).") % years
