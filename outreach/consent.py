from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.records import Record

FIELDS = ["consent", "consent_by", "consent_on", "consent_use", "consent_until"]


class Consent(Record):
    """What the people in a quote or photo agreed to."""

    class Status(models.TextChoices):
        GIVEN = "given", _("Given")
        NOT_RECORDED = "not_recorded", _("Not recorded")
        REFUSED = "refused", _("They said no")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        # Last: it is the answer for the fewest.
        NOT_NEEDED = "not_needed", _("Not needed: nobody can be recognised")

        @classmethod
        def noes(cls):
            """Those after which nobody may see the words or the picture."""
            return (cls.REFUSED, cls.WITHDRAWN)

    consent = models.CharField(
        _("consent"),
        max_length=12,
        choices=Status,
        default=Status.NOT_RECORDED,
        help_text=_(
            "Only “not needed” and “given” can be printed. For a child, a parent or "
            "guardian gives consent, and the child agrees too."
        ),
    )
    consent_by = models.CharField(
        _("given by"),
        max_length=200,
        blank=True,
        help_text=_("A role is enough: “mother of the girl on the left”. Never a child's name."),
    )
    consent_on = models.DateField(_("given on"), null=True, blank=True)
    consent_use = models.CharField(
        _("for what use"), max_length=200, blank=True, help_text=_("“Donor reports”, “website”, …")
    )
    consent_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("Empty when no end was agreed.")
    )

    # A survivor is never identified, whatever consent says: a field here, a property there.
    identifies_survivor: Any

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_consent_names_who",
                condition=~Q(consent="given") | ~Q(consent_by=""),
                violation_error_message=_("Say who gave consent."),
                violation_error_code="consent_by",
            ),
            models.CheckConstraint(
                name="%(class)s_consent_has_a_date",
                condition=~Q(consent="given") | Q(consent_on__isnull=False),
                violation_error_message=_("Say on what date consent was given."),
                violation_error_code="consent_on",
            ),
            models.CheckConstraint(
                name="%(class)s_consent_days_in_order",
                condition=Q(consent_until__isnull=True)
                | Q(consent_on__isnull=True)
                | Q(consent_on__lte=F("consent_until")),
                violation_error_message=_("Consent cannot end before it was given."),
                violation_error_code="consent_until",
            ),
        ]

    @property
    def may_be_shown(self):
        """Whether the words or the picture may appear on any page."""
        return not self.is_refused and not self.identifies_survivor

    @property
    def is_refused(self):
        """Whether people said no, at once or later."""
        return self.consent in self.Status.noes()

    def withdraw_consent(self):
        """Possible at any time; saving it blocks it everywhere at once."""
        self.consent = self.Status.WITHDRAWN
        self.save(update_fields=["consent"])

    def lacking_consent(self):
        if self.consent == self.Status.NOT_RECORDED:
            return [gettext("consent is not recorded")]
        return []

    def why_not_printable(self, day):
        """Why this may not stand in a report on `day`, as half a sentence, or ""."""
        if self.identifies_survivor:
            return "a survivor could be identified"
        if self.consent == self.Status.WITHDRAWN:
            return "consent was withdrawn"
        if self.consent == self.Status.REFUSED:
            return "consent was refused"
        if self.consent == self.Status.NOT_RECORDED:
            return "consent is not recorded"
        if self.consent == self.Status.NOT_NEEDED:
            return ""
        if self.consent_on > day:
            return f"consent begins on {self.consent_on:%-d %B %Y}"
        if self.consent_until and self.consent_until < day:
            return f"consent ended on {self.consent_until:%-d %B %Y}"
        return ""
