from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outreach.consent import Consent
from outreach.models.from_outreach import FromOutreach, FromOutreachQuerySet
from outreach.removal import PresentManager
from projects.places import language_choices


class PartnerQuoteQuerySet(FromOutreachQuerySet):
    def showable(self):
        """Quotes whose words may appear on a page; the same rule as `may_be_shown`."""
        return self.exclude(Q(consent__in=Consent.Status.noes()) | Q(identifies_survivor=True))

    def to_translate(self):
        """Quotes that say something in their own language only."""
        return self.showable().filter(words="")


class PartnerQuote(FromOutreach):
    words = models.TextField(
        _("words"),
        blank=True,
        help_text=_(
            "In English, without quotation marks. They may stay empty where the original words "
            "are there: the foundation translates these."
        ),
    )
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

    objects = PresentManager.from_queryset(PartnerQuoteQuerySet)()
    everything = PartnerQuoteQuerySet.as_manager()

    class Meta(FromOutreach.Meta):
        constraints = [
            *Consent.Meta.constraints,
            models.CheckConstraint(
                name="quote_says_something",
                condition=~Q(words="") | ~Q(original_words=""),
                violation_error_message=_("Write what was said, in English or as it was said."),
                violation_error_code="words",
            ),
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
        return f"“{Truncator(self.shown_words).chars(60)}”"

    @property
    def lacks(self):
        """What still has to be said before donors may read this."""
        found = [] if self.words else [gettext("not translated yet")]
        return found + self.lacking_consent()

    def why_not_printable(self, day):
        return super().why_not_printable(day) or ("" if self.words else "it is not translated yet")

    @property
    def shown_words(self):
        """The words, or while nobody has translated them, the original ones."""
        return self.bare_words or self.original_words

    @property
    def bare_words(self):
        """The words without the quotation marks that somebody may have typed around them."""
        return self.words.strip(' \n"“”„«»')
