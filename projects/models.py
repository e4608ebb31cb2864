import zoneinfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Case, F, Q, When
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.utils import bulk_create_with_history

from projects.divisions import division_choices, older_divisions
from projects.indicators import FROM_THE_START, from_the_start
from projects.indicators import Indicator as Indicator
from projects.money import MoneyField, money
from projects.periods import ReportingPeriod as ReportingPeriod
from projects.periods import make_periods, problem_of_year
from projects.places import (
    country_choices,
    country_name,
    currency_choices,
    main_currency,
    main_time_zone,
)
from projects.protected_names import ProtectedName as ProtectedName
from projects.records import PeriodQuerySet, Record, ScopedQuerySet
from projects.signals import record_cleaned
from projects.targets import Target as Target
from projects.templatetags.local import day


def time_zone_choices():
    return [(name, name) for name in sorted(zoneinfo.available_timezones()) if "/" in name]


# What events are called until a project calls them otherwise.
EVERYBODYS_WORDS = {word for _, *words, _ in FROM_THE_START for word in words}


class PartnerQuerySet(ScopedQuerySet):
    partner_path = "pk"


class Partner(Record):
    name = models.CharField(
        max_length=200,
        unique=True,
        help_text="The organisation's real name. Donors never see it.",
        error_messages={"unique": "There is a partner with this name already."},
    )
    country = models.CharField(max_length=2, choices=country_choices)
    public_name = models.CharField(
        "name donors read",
        max_length=200,
        default="our partner",
        help_text="Many partners must not be named. “Our partner” is safe.",
    )
    contact_email = models.EmailField(
        "contact e-mail", blank=True, help_text="Where questions about a report go."
    )
    time_zone = models.CharField(
        max_length=64,
        choices=time_zone_choices,
        blank=True,
        help_text="Decides which day “today” is for the partner. Left empty, it is the zone in "
        "which most people of the country live.",
    )

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.follow_country()
        super().save(*args, **kwargs)

    def follow_country(self):
        self.time_zone = self.time_zone or main_time_zone(self.country)

    def clean(self):
        super().clean()
        self.follow_country()


class ProjectQuerySet(ScopedQuerySet):
    partner_path = "partner"

    def running_first(self):
        """Active projects, planned ones, then those that have ended; by title."""
        order = ["active", "planned", "completed", "cancelled"]
        places = [When(status=status, then=place) for place, status in enumerate(order)]
        return self.order_by(Case(*places), "title", "pk")


class Project(Record):
    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        ACTIVE = "active", _("Active")
        COMPLETED = "completed", _("Completed")
        CANCELLED = "cancelled", _("Cancelled")

    class ReportsAYear(models.IntegerChoices):
        ONE = 1, "1: every year"
        TWO = 2, "2: every half-year"
        FOUR = 4, "4: every quarter"

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="projects")
    title = models.CharField(max_length=300, help_text="As it stands at the top of the report.")
    slug = models.SlugField(
        "short name",
        max_length=80,
        unique=True,
        help_text="Part of the web address: small letters, numbers and hyphens.",
        error_messages={"unique": "Another project has this short name."},
    )
    country = models.CharField(max_length=2, choices=country_choices)
    division = models.CharField(
        "provinces",
        max_length=10,
        blank=True,
        choices=older_divisions,
        help_text="Into which the country was divided when the project took place.",
    )
    place = models.CharField(
        max_length=200,
        blank=True,
        help_text="Where in the country, as donors read it: “Mae Hong Son Province”.",
    )
    summary = models.TextField(
        help_text="The report's “The project”: what it does, where, for whom. Figures work too."
    )
    builds_on = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        help_text="An earlier project that this one continues.",
    )
    number_of_years = models.PositiveSmallIntegerField(
        default=1,
        validators=[
            MinValueValidator(1, "A project lasts at least 1 year."),
            MaxValueValidator(20, "A project lasts at most 20 years."),
        ],
    )
    currency = models.CharField(
        max_length=3,
        choices=currency_choices,
        blank=True,
        help_text="Left empty, it is that of the country.",
    )
    reports_a_year = models.PositiveSmallIntegerField(
        choices=ReportsAYear, default=ReportsAYear.TWO
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    asks_setting = models.BooleanField(
        "ask in what kind of place",
        default=True,
        help_text="School, village, workplace …: each event has one, and figures can name it.",
    )
    asks_first_visits = models.BooleanField(
        "ask how many came for the first time",
        default=False,
        help_text="Reports can then say between how many and how many different people came.",
    )

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(
                name="project_lasts_1_to_20_years",
                condition=Q(number_of_years__gte=1, number_of_years__lte=20),
                violation_error_message="A project lasts 1 to 20 years.",
                violation_error_code="number_of_years",
            ),
            models.CheckConstraint(
                name="project_reports_1_2_or_4_a_year",
                condition=Q(reports_a_year__in=[1, 2, 4]),
                violation_error_message="A project has 1, 2 or 4 reports a year.",
                violation_error_code="reports_a_year",
            ),
            models.CheckConstraint(
                name="project_builds_on_another",
                condition=Q(builds_on__isnull=True) | ~Q(builds_on=F("id")),
                violation_error_message="A project cannot build on itself.",
                violation_error_code="builds_on",
            ),
        ]

    def __str__(self):
        return self.title

    def follow_country(self):
        self.currency = self.currency or main_currency(self.country)

    @property
    def country_name(self):
        return country_name(self.country)

    @transaction.atomic
    def save(self, *args, **kwargs):
        """What every project counts comes with it; a dump brings its own along, past this."""
        is_new = self._state.adding
        self.follow_country()
        super().save(*args, **kwargs)
        if is_new:
            bulk_create_with_history(from_the_start(self), Indicator)

    @cached_property
    def counted(self):
        """Its indicators, asked for once."""
        return list(self.indicators.all())

    @property
    def counts_state(self):
        """Whether something is entered for its periods by place."""
        return any(each.is_state for each in self.counted)

    @property
    def counts_people(self):
        """Whether it counts who came to its events."""
        return any(each.source == Indicator.Source.ATTENDANCE for each in self.counted)

    @property
    def event_called(self):
        """Its own word for one of its events, or ""."""
        return self._own_word(Indicator.Source.EVENTS, "one")

    @property
    def events_called(self):
        return self._own_word(Indicator.Source.EVENTS, "many")

    @property
    def people_called(self):
        """Its own word for those who came: “patients seen”."""
        return self._own_word(Indicator.Source.ATTENDANCE, "many")

    def _own_word(self, source, number):
        found = [each for each in self.counted if each.source == source]
        word = getattr(found[0], number) if found else ""
        return "" if word in EVERYBODYS_WORDS else word

    def reached_by(self, changed):
        """What a change of these fields reaches beside the project."""
        years = self.budget_years.count()
        told = f"{years} budget year{'s' if years != 1 else ''}"
        if "currency" in changed and years:
            sentence = f"The amounts of {told} stay as numbers and become {self.currency}."
            yield "currency", f"{sentence} Drafts tell them so; published editions do not change."
        if "reports_a_year" in changed and years:
            yield (
                "reports_a_year",
                f"The periods of {told} stay as they are; only years that are added from now on "
                f"have {self.reports_a_year}.",
            )
        if "partner" in changed:
            yield (
                "partner",
                f"All that was entered for the project would be open to the people of "
                f"{self.partner}, and closed to those who entered it.",
            )

    def clean(self):
        super().clean()
        self.follow_country()
        if self.division and self.division not in dict(division_choices(self.country)):
            message = f"This is no division of {self.country_name}: leave it empty."
            raise ValidationError({"division": message})
        if self.pk and self.number_of_years:
            for year in self.budget_years.filter(number__gt=self.number_of_years):
                message = f"The project has a Year {year.number} already. Delete that year first."
                raise ValidationError({"number_of_years": message})
        record_cleaned.send(Project, instance=self)


class Objective(Record):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="objectives")
    order = models.PositiveSmallIntegerField(default=1, help_text="1 comes first.")
    text = models.CharField(
        max_length=500, help_text="What the project is to reach, in one sentence."
    )

    class Meta:
        ordering = ["order", "id"]

    def __str__(self):
        return self.text


class BudgetYearQuerySet(PeriodQuerySet):
    partner_path = "project__partner"


class BudgetYear(Record):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="budget_years")
    number = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1, "Years count from 1.")],
        help_text="1 for the project's first year.",
    )
    label = models.CharField(max_length=20, help_text="As donors read it: “2020” or “2020/21”.")
    first_day = models.DateField()
    last_day = models.DateField()
    amount_needed = MoneyField(help_text="In the project's currency.")
    amount_received = MoneyField(default=0)

    fixed = ("project",)
    objects = BudgetYearQuerySet.as_manager()

    class Meta:
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                name="one_budget_year_per_number",
                violation_error_message="This project already has a year with that number.",
                violation_error_code="number",
            ),
            models.CheckConstraint(
                name="budget_year_number_from_1",
                condition=Q(number__gte=1),
                violation_error_message="Years count from 1.",
                violation_error_code="number",
            ),
            models.CheckConstraint(
                name="budget_year_days_in_order",
                condition=Q(first_day__lte=F("last_day")),
                violation_error_message="The last day cannot be before the first day.",
                violation_error_code="last_day",
            ),
            models.CheckConstraint(
                name="budget_year_amounts_not_negative",
                condition=Q(amount_needed__gte=0, amount_received__gte=0),
                violation_error_message="An amount cannot be less than 0.",
                violation_error_code="amount_needed",
            ),
        ]

    def __str__(self):
        return f"{self.project}: Year {self.number} ({self.label})"

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Its reporting periods come with it; a dump brings its own along and saves past this."""
        is_new = self._state.adding
        super().save(*args, **kwargs)
        make_periods(self, is_new=is_new)

    @property
    def days(self):
        return gettext("%(first_day)s to %(last_day)s") % {
            "first_day": day(self.first_day, "long"),
            "last_day": day(self.last_day, "long"),
        }

    @property
    def place_in_project(self):
        return f"Year {self.number} (of {self.project.number_of_years})"

    @property
    def needed(self):
        return money(self.amount_needed, self.project.currency)

    @property
    def budget_name(self):
        return f"Budget: {self.label} - {self.place_in_project}:"

    @property
    def budget_line(self):
        return f"{self.budget_name} {self.needed} needed."

    def clean(self):
        super().clean()
        project = getattr(self, "project", None)
        if project is None or not (self.first_day and self.last_day and self.number):
            return
        if self.number > (project.number_of_years or self.number):
            message = f"The project has only {project.number_of_years} years."
            raise ValidationError({"number": message})
        if project.pk:
            others = project.budget_years.exclude(pk=self.pk)
            for other in others.overlapping(self.first_day, self.last_day):
                raise ValidationError({"first_day": overlap_message(other)})
        if problem := problem_of_year(self):
            raise ValidationError(problem)
        record_cleaned.send(BudgetYear, instance=self)


def overlap_message(year):
    """The sentence for a year whose days run into those of `year`."""
    return f"The days overlap with Year {year.number} ({year.days})."
