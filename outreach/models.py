import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Lower
from django.utils.text import Truncator

from outreach.consent import Consent
from outreach.names import key
from projects.models import Project
from projects.places import language_choices, province_name, provinces
from projects.records import Record, ScopedQuerySet


class AudienceGroup(Record):
    name = models.CharField(
        max_length=60,
        unique=True,
        help_text="Small letters and plural, as in “394 teachers”: reports count with this name.",
        error_messages={"unique": "There is a group with this name already."},
        validators=[
            RegexValidator(r"^[^\W\d_]", "A name begins with a letter."),
            RegexValidator(
                r"[{},:]|\b(in|at|as|this)\b",
                "Figures cannot read a name with { } , : or the words in, at, as, this.",
                inverse_match=True,
                flags=re.IGNORECASE,
            ),
        ],
    )
    order = models.PositiveSmallIntegerField(default=1, help_text="1 comes first in lists.")

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="one_audience_group_per_name",
                violation_error_message="There is a group with this name already.",
                violation_error_code="name",
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        columns = {field.name for field in OutreachEvent._meta.get_fields()}
        if key(self.name) in columns:
            raise ValidationError({"name": "Spreadsheets have a column with this name already."})
        for other in AudienceGroup.objects.exclude(pk=self.pk):
            if key(other.name) == key(self.name):
                message = f"Figures cannot tell this name from “{other.name}”."
                raise ValidationError({"name": message})


class Setting(models.TextChoices):
    """Where an outreach event takes place. With an "s" the label is its word in figures."""

    RURAL_SCHOOL = "rural_school", "Rural school"
    URBAN_SCHOOL = "urban_school", "Urban school"
    VILLAGE = "village", "Village"
    PUBLIC_EVENT = "public_event", "Public event"
    WORKPLACE = "workplace", "Workplace"
    FAITH_CENTRE = "faith_centre", "Faith centre"
    ONLINE_SESSION = "online_session", "Online session"
    OTHER_PLACE = "other_place", "Other place"

    @property
    def plural(self):
        return f"{self.label.lower()}s"


class OutreachEventQuerySet(ScopedQuerySet):
    partner_path = "project__partner"

    def in_period(self, first_day, last_day):
        """Events that begin in the period: each belongs to exactly one."""
        return self.filter(first_day__gte=first_day, first_day__lte=last_day)

    def with_attendance(self):
        """Adds `attended`, the sum of all groups, None where nobody was counted."""
        return self.annotate(attended=Sum("attendances__count"))


class OutreachEvent(Record):
    class CountMethod(models.TextChoices):
        COUNTED = "counted", "Counted"
        ESTIMATED = "estimated", "Estimated"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="outreach_events")
    first_day = models.DateField("date", help_text="The first day, if it took several.")
    last_day = models.DateField(
        null=True, blank=True, help_text="Only if the outreach took several days."
    )
    venue = models.CharField(
        max_length=200,
        help_text="The exact place, such as the name of the school. Donors never see it.",
    )
    province = models.CharField(max_length=10, help_text="Donors may read this.")
    setting = models.CharField(max_length=20, choices=Setting)
    activities = models.TextField(
        "what was done", blank=True, help_text="Two or three sentences are enough."
    )
    outcome = models.TextField(
        "what came of it",
        blank=True,
        help_text="What people said, asked for or decided. No names of children.",
    )
    co_hosts = models.CharField(
        "co-hosts",
        max_length=300,
        blank=True,
        help_text="Organisations that held it with you, with commas between them.",
    )
    count_method = models.CharField(
        "counted or estimated",
        max_length=10,
        choices=CountMethod,
        default=CountMethod.COUNTED,
        help_text="Estimated: nobody counted heads. Reports say how many counts are estimates.",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    fixed = ("project",)
    objects = OutreachEventQuerySet.as_manager()

    class Meta:
        ordering = ["-first_day", "-id"]
        indexes = [models.Index(fields=["project", "first_day"], name="event_project_first_day")]
        constraints = [
            models.CheckConstraint(
                name="event_days_in_order",
                condition=Q(last_day__isnull=True) | Q(first_day__lte=F("last_day")),
                violation_error_message="The last day cannot be before the first day.",
                violation_error_code="last_day",
            )
        ]

    def __str__(self):
        return f"{self.first_day:%-d %b %Y}, {self.venue}"

    @property
    def province_name(self):
        return province_name(self.province)

    def clean(self):
        super().clean()
        project = getattr(self, "project", None)
        if project is None:
            return
        problems = {}
        if self.province and self.province not in provinces(project.country):
            message = f"“{self.province_name}” is not a province of {project.country_name}."
            problems["province"] = message
        for field in ("first_day", "last_day"):
            day = getattr(self, field)
            if day and not project.budget_years.holding(day).exists():
                problems[field] = outside_years_message(project)
        if problems:
            raise ValidationError(problems)


def outside_years_message(project):
    """The sentence for a day in none of the project's budget years; it names their days."""
    years = "; ".join(year.days for year in project.budget_years.all())
    if not years:
        return "The project has no budget year yet. An administrator adds one first."
    return f"This day is in none of the project's budget years ({years})."


MOST_PEOPLE = 1_000_000


class Attendance(Record):
    """How many of one group came. Not counted is not zero: then there is no such record."""

    event = models.ForeignKey(OutreachEvent, on_delete=models.CASCADE, related_name="attendances")
    group = models.ForeignKey(AudienceGroup, on_delete=models.PROTECT, related_name="attendances")
    count = models.PositiveIntegerField(
        validators=[MaxValueValidator(MOST_PEOPLE, "At most a million people at one event.")]
    )

    class Meta:
        ordering = ["group__order", "group__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "group"],
                name="one_attendance_per_event_and_group",
                violation_error_message="This group is counted twice for the same event.",
                violation_error_code="group",
            ),
            models.CheckConstraint(
                name="attendance_0_to_a_million",
                condition=Q(count__gte=0, count__lte=MOST_PEOPLE),
                violation_error_message="A number of people is 0 to a million.",
                violation_error_code="count",
            ),
        ]

    def __str__(self):
        return f"{self.count} {self.group}"


class FromOutreachQuerySet(ScopedQuerySet):
    partner_path = "project__partner"


class FromOutreach(Consent):
    """What a partner brings home from its work: a quote or a photo, of an event or of none."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="%(class)ss")
    event = models.ForeignKey(
        OutreachEvent,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)ss",
        help_text="The outreach it comes from. May stay empty.",
    )

    fixed = ("project",)
    objects = FromOutreachQuerySet.as_manager()

    class Meta(Consent.Meta):
        abstract = True
        ordering = ["-id"]

    def clean(self):
        super().clean()
        project = getattr(self, "project", None)
        if project and self.event and self.event.project_id != project.pk:
            raise ValidationError({"event": "This event belongs to another project."})


class PartnerQuote(FromOutreach):
    words = models.TextField(help_text="In English, without quotation marks.")
    original_words = models.TextField(
        blank=True, help_text="If translated: what was said, in the original language."
    )
    original_language = models.CharField(
        max_length=3,
        blank=True,
        choices=language_choices,
        help_text="The language of the original words.",
    )
    speaker = models.CharField(
        "who is speaking",
        max_length=200,
        default="Our partner",
        help_text="A role: “a teacher in Chiang Mai”. Never a child's name.",
    )
    name_changed = models.BooleanField(
        default=False, help_text="A name in the words is not the real one."
    )

    class Meta(FromOutreach.Meta):
        constraints = [
            *Consent.Meta.constraints,
            models.CheckConstraint(
                name="quote_original_words_have_a_language",
                condition=Q(original_words="") | ~Q(original_language=""),
                violation_error_message="Say in which language the original words are.",
                violation_error_code="original_language",
            ),
        ]

    def __str__(self):
        return f"“{Truncator(self.bare_words).chars(60)}”"

    @property
    def bare_words(self):
        """The words without the quotation marks that somebody may have typed around them."""
        return self.words.strip(' \n"“”„«»')


class PhotoQuerySet(FromOutreachQuerySet):
    def with_file(self, name):
        """The photo that a file in the media storage is a rendition of."""
        return self.filter(Q(web_image=name) | Q(print_image=name))


class Photo(FromOutreach):
    """A cleaned picture in two sizes; what was uploaded is not kept."""

    class Recognisable(models.TextChoices):
        NOBODY = "nobody", "Nobody"
        ADULTS = "adults", "Adults"
        CHILDREN = "children", "Children, alone or with adults"

    web_image = models.FileField(upload_to="photos", editable=False)
    print_image = models.FileField(upload_to="photos", editable=False)
    print_width = models.PositiveIntegerField(editable=False)
    print_height = models.PositiveIntegerField(editable=False)
    caption = models.CharField(
        max_length=300,
        blank=True,
        help_text="What a reader should know, in one sentence. No names.",
    )
    alternative_text = models.CharField(
        max_length=300,
        blank=True,
        help_text="What can be seen, for readers who cannot see it.",
    )
    recognisable = models.CharField(
        "who is recognisable",
        max_length=10,
        choices=Recognisable,
        help_text="Recognisable: somebody who knows the person would know them in this picture. "
        "A survivor must never be recognisable: do not send such a picture.",
    )

    objects = PhotoQuerySet.as_manager()

    class Meta(FromOutreach.Meta):
        constraints = [
            *Consent.Meta.constraints,
            models.CheckConstraint(
                name="photo_with_people_needs_consent",
                condition=Q(recognisable="nobody") | ~Q(consent="not_needed"),
                violation_error_message="Consent is needed when somebody is recognisable.",
                violation_error_code="consent",
            ),
        ]

    def __str__(self):
        return self.caption or f"Photo {self.pk}"

    def hold(self, picture):
        """Keep the two sizes of a `CleanPicture`; the record is not saved yet.

        A photo keeps its picture for life, because reports may show it: for another picture, add
        another photo.
        """
        self.web_image.save(picture.name_of("web"), picture.web, save=False)
        self.print_image.save(picture.name_of("print"), picture.print, save=False)
        self.print_width, self.print_height = picture.print_size
