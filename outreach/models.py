import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Lower
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outreach.consent import Consent
from outreach.names import key
from outreach.removal import PresentManager, Removable
from outreach.sheets.models import EventImport as EventImport
from projects.days import today_of
from projects.models import Partner, Project
from projects.places import language_choices, province_name, provinces
from projects.records import Record, ScopedQuerySet
from projects.templatetags import local


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
        """Adds `attended`, the sum of all groups, None where nobody was counted."""
        return self.annotate(attended=Sum("attendances__count"))


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
    setting = models.CharField(_("setting"), max_length=20, choices=Setting)
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
    count_method = models.CharField(
        _("counted or estimated"),
        max_length=10,
        choices=CountMethod,
        default=CountMethod.COUNTED,
        help_text=_("Estimated: nobody counted heads. Reports say how many counts are estimates."),
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    # Of the form it was entered with: sent twice, the form makes one event.
    form_token = models.UUIDField(null=True, unique=True, editable=False)

    fixed = ("project",)
    objects = PresentManager.from_queryset(OutreachEventQuerySet)()
    everything = OutreachEventQuerySet.as_manager()

    class Meta:
        ordering = ["-first_day", "-id"]
        indexes = [models.Index(fields=["project", "first_day"], name="event_project_first_day")]
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
        if self.province and self.province not in provinces(self.project.country):
            message = gettext("“%(text)s” is not a province of %(country)s.") % {
                "text": local.province(self.province),
                "country": local.country(self.project.country),
            }
            problems["province"] = message
        for field in ("first_day", "last_day"):
            if (day := getattr(self, field)) and (problem := self.day_problem(day)):
                problems[field] = problem
        return problems

    def day_problem(self, day):
        """Why nothing can have taken place on this day, as a sentence, or ""."""
        years = self.project.budget_years.all()
        if not any(year.first_day <= day <= year.last_day for year in years):
            return outside_years_message(self.project)
        if day > today_of(self.project.partner):
            return gettext("This day is still to come. Enter what has taken place.")
        return ""


def outside_years_message(project):
    """The sentence for a day in none of the project's budget years; it names their days."""
    years = "; ".join(year.days for year in project.budget_years.all())
    if not years:
        return gettext("The project has no budget year yet. An administrator adds one first.")
    return gettext("This day is in none of the project's budget years (%s).") % years


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


class FromOutreachQuerySet(ScopedQuerySet):
    partner_path = "project__partner"


class FromOutreach(Removable, Consent):
    """What a partner brings home from its work: a quote or a photo, of an event or of none."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("project")
    )
    event = models.ForeignKey(
        OutreachEvent,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)ss",
        help_text=_("The outreach it comes from. May stay empty."),
        verbose_name=_("outreach"),
    )

    # As on an event.
    form_token = models.UUIDField(null=True, unique=True, editable=False)

    fixed = ("project",)
    objects = PresentManager.from_queryset(FromOutreachQuerySet)()
    everything = FromOutreachQuerySet.as_manager()

    class Meta(Consent.Meta):
        abstract = True
        ordering = ["-id"]

    @property
    def present_event(self):
        """The event it comes from, or None where there is none or it was removed."""
        return self.event if self.event and not self.event.removed_at else None

    def clean(self):
        super().clean()
        project = getattr(self, "project", None)
        if project and self.event and self.event.project_id != project.pk:
            raise ValidationError({"event": _("This event belongs to another project.")})


class PartnerQuote(FromOutreach):
    words = models.TextField(_("words"), help_text=_("In English, without quotation marks."))
    original_words = models.TextField(
        _("original words"),
        blank=True,
        help_text=_("If translated: what was said, in the original language."),
    )
    original_language = models.CharField(
        _("original language"),
        max_length=3,
        blank=True,
        choices=language_choices,
        help_text=_("The language of the original words."),
    )
    speaker = models.CharField(
        _("who is speaking"),
        max_length=200,
        default="Our partner",
        help_text=_("A role: “a teacher in Chiang Mai”. Never a child's name."),
    )
    name_changed = models.BooleanField(
        _("name changed"), default=False, help_text=_("A name in the words is not the real one.")
    )

    identifies_survivor = models.BooleanField(
        _("a survivor could be identified"),
        default=False,
        help_text=_("Somebody who reads this could find out who a survivor is."),
    )

    class Meta(FromOutreach.Meta):
        constraints = [
            *Consent.Meta.constraints,
            models.CheckConstraint(
                name="quote_original_words_have_a_language",
                condition=Q(original_words="") | ~Q(original_language=""),
                violation_error_message=_("Say in which language the original words are."),
                violation_error_code="original_language",
            ),
        ]

    def __str__(self):
        if not self.may_be_shown:
            return gettext("Quote %s") % self.pk
        return f"“{Truncator(self.bare_words).chars(60)}”"

    @property
    def lacks(self):
        """What still has to be said before donors may read this."""
        return self.lacking_consent()

    @property
    def bare_words(self):
        """The words without the quotation marks that somebody may have typed around them."""
        return self.words.strip(' \n"“”„«»')


class PhotoQuerySet(FromOutreachQuerySet):
    def showable(self):
        """Photos whose picture may appear on a page; the same rule as `may_be_shown`."""
        blocked = Q(consent="withdrawn") | Q(recognisable="survivor")
        return self.exclude(blocked)

    def with_file(self, name):
        """The photo that a file in the media storage is a rendition of."""
        return self.filter(Q(web_image=name) | Q(print_image=name))


PICTURE_IS_GONE = _(
    "The picture was deleted when it was blocked. If people agree to it now, add the photo anew."
)


class Photo(FromOutreach):
    """A cleaned picture in two sizes; what was uploaded is not kept."""

    class Recognisable(models.TextChoices):
        NOBODY = "nobody", _("Nobody")
        ADULTS = "adults", _("Adults")
        CHILDREN = "children", _("Children, alone or with adults")
        SURVIVOR = "survivor", _("A survivor")

    web_image = models.FileField(upload_to="photos", editable=False)
    print_image = models.FileField(upload_to="photos", editable=False)
    print_width = models.PositiveIntegerField(editable=False)
    print_height = models.PositiveIntegerField(editable=False)
    caption = models.CharField(
        _("caption"),
        max_length=300,
        blank=True,
        help_text=_("What a reader should know, in one sentence. No names."),
    )
    alternative_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What can be seen, for readers who cannot see it."),
    )
    recognisable = models.CharField(
        _("who is recognisable"),
        max_length=10,
        blank=True,
        choices=Recognisable,
        help_text=_(
            "Recognisable: somebody who knows the person would know them in this picture. "
            "A survivor must never be recognisable: do not send such a picture."
        ),
    )

    objects = PresentManager.from_queryset(PhotoQuerySet)()
    everything = PhotoQuerySet.as_manager()

    class Meta(FromOutreach.Meta):
        constraints = [
            *Consent.Meta.constraints,
            models.CheckConstraint(
                name="photo_with_people_needs_consent",
                condition=Q(recognisable="nobody") | ~Q(consent="not_needed"),
                violation_error_message=_("Consent is needed when somebody is recognisable."),
                violation_error_code="consent",
            ),
        ]

    def __str__(self):
        caption = self.caption if self.may_be_shown else ""
        return caption or gettext("Photo %s") % self.pk

    @property
    def lacks(self):
        """What still has to be said before donors may see this."""
        found = []
        if not self.caption:
            found.append(gettext("no caption"))
        if not self.alternative_text:
            found.append(gettext("no alternative text"))
        if not self.recognisable:
            found.append(gettext("not said who is recognisable"))
        return found + self.lacking_consent()

    @property
    def identifies_survivor(self):
        return self.recognisable == self.Recognisable.SURVIVOR

    def clean(self):
        super().clean()
        if not self._state.adding and not self.web_image and self.may_be_shown:
            raise ValidationError({"consent": PICTURE_IS_GONE})

    def hold(self, picture):
        """Keep the two sizes of a `CleanPicture`; the record is not saved yet.

        A photo keeps its picture for life, because reports may show it: for another picture, add
        another photo.
        """
        self.web_image.save(picture.name_of("web"), picture.web, save=False)
        self.print_image.save(picture.name_of("print"), picture.print, save=False)
        self.print_width, self.print_height = picture.print_size
