"""The foundation's house style: its record, and how pages come by it."""

from django.core.validators import EmailValidator, RegexValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.functional import SimpleLazyObject

from grantreports.foundation.colours import validate_colour, validate_dark_colour
from projects.records import Record


def validate_link(value):
    if not value.startswith("https://"):
        EmailValidator("Write an e-mail address, or a web address that begins with https://.")(
            value
        )
    else:
        URLValidator(schemes=["https"])(value)


class Branding(Record):
    """How the foundation's reports look; there is one."""

    class WhenConsentEnds(models.TextChoices):
        CLOSE = "close", "Close the edition, as if consent was withdrawn"
        ASK = "ask", "Let it rest until somebody keeps it, with a reason"

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    foundation_name = models.CharField(max_length=100, default="Our foundation")
    contact = models.CharField(
        max_length=200, blank=True, help_text="At the foot: e-mail, telephone or web address."
    )
    foot = models.CharField(
        max_length=200, blank=True, help_text="At the foot, such as the charity number."
    )
    person = models.CharField(
        "whom donors can ask", max_length=100, blank=True, help_text="At the foot, with a link."
    )
    person_link = models.CharField(
        "link of that person",
        max_length=200,
        blank=True,
        validators=[validate_link],
        help_text="An e-mail address, or a web address that begins with https://.",
    )
    thank_you = models.CharField(
        "thank-you line",
        max_length=200,
        default="Thank you for making this work possible.",
        validators=[RegexValidator(r"[{}]", "The house line has no figures.", inverse_match=True)],
        help_text="Where a report has no thank-you of its own.",
    )
    primary_colour = models.CharField(
        max_length=7,
        default="#12404f",
        validators=[validate_dark_colour],
        help_text="Masthead, headings and bars. Dark enough for white text on it.",
    )
    accent_colour = models.CharField(
        max_length=7,
        default="#d8843f",
        validators=[validate_colour],
        help_text="Lines and bullets; a light tint of it lies behind the story.",
    )
    when_consent_ends = models.CharField(
        "when the consent of somebody in it ends",
        max_length=5,
        choices=WhenConsentEnds,
        default=WhenConsentEnds.CLOSE,
        help_text="Of an edition, on the day after; donors read on only where it is kept.",
    )
    logo = models.FileField(upload_to="branding", blank=True, editable=False)

    class Meta:
        verbose_name_plural = "branding"
        constraints = [
            models.CheckConstraint(
                name="one_branding",
                condition=Q(id=1),
                violation_error_message="There is one branding record: change that one.",
            )
        ]

    def __str__(self):
        return self.foundation_name

    @property
    def link_of_person(self):
        """As an address that a page can lead to."""
        return f"mailto:{self.person_link}" if "@" in self.person_link else self.person_link

    @classmethod
    def current(cls):
        """The record, or an unsaved one with the defaults on a new site."""
        return cls.objects.first() or cls()


def branding(request):
    """Context processor: the house style, read only by pages that show it."""
    return {"branding": SimpleLazyObject(Branding.current)}
