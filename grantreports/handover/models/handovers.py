"""What goes back and forth between partner and foundation. Nothing of it is ever deleted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outreach.models import OutreachEvent, PartnerQuote, Photo
from projects.models import ReportingPeriod
from projects.records import Record


class Handover(Record):
    """One step of the exchange: who took it, when, and with what message."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned to the partner")
        ACCEPTED = "accepted", _("Accepted")
        TAKEN_OVER = "taken_over", _("Taken over by the foundation")
        # No step of the period: a note of the partner on what it has handed over.
        ERROR = "error", _("Error reported")

    period = models.ForeignKey(
        ReportingPeriod,
        on_delete=models.PROTECT,
        related_name="handovers",
        verbose_name=_("period"),
    )
    kind = models.CharField(_("step"), max_length=10, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"))
    text = models.TextField(_("message"), blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.period}: {self.get_kind_display()}"

    @classmethod
    def last_step(cls, period):
        """The step after which the period stands as it does, or None."""
        steps = period.handovers.exclude(kind=cls.Kind.ERROR)
        return steps.select_related("by").last()

    def says(self, text):
        """Whether the text is its message, one of its notes or one of the answers it brings."""
        if text == self.text or self.notes.filter(text=text).exists():
            return True
        return self.answered_notes().filter(answer=text).exists()

    def answered_notes(self):
        """The notes of the last return, which a submission answers."""
        returns = self.period.handovers.filter(kind=self.Kind.RETURNED, at__lte=self.at)
        last = returns.last()
        return last.notes.with_items() if last else Note.objects.none()


# What a note can be about: the name of its field, and how pages call it.
ITEMS = {
    OutreachEvent: ("event", _("Outreach")),
    PartnerQuote: ("quote", _("Quote")),
    Photo: ("photo", _("Photo")),
}


def anchor(item):
    """`photo-5`: an item of a period in the address of its page, and in forms."""
    return f"{ITEMS[type(item)][0]}-{item.pk}"


def label_of(item):
    """How a note and its mail call an item; not by words that may have to disappear one day."""
    kind = ITEMS[type(item)][1]
    return f"{kind}: {item}" if isinstance(item, OutreachEvent) else f"{kind} {item.pk}"


class NoteQuerySet(models.QuerySet):
    def with_items(self):
        return self.select_related("event", "quote", "photo", "answered_by")

    def unanswered(self):
        """What waits for its partner."""
        return self.filter(answered_at=None).exclude(handover__kind=Handover.Kind.ERROR)

    def errors(self, period):
        """What its partner reported after it was handed over."""
        of_period = self.filter(handover__period=period, handover__kind=Handover.Kind.ERROR)
        return of_period.select_related("handover__by", "event", "answered_by")

    def to_answer(self, period):
        """What was not answered, and the last return's notes: their answers can be changed."""
        last = period.handovers.filter(kind=Handover.Kind.RETURNED).last()
        notes = self.filter(handover__period=period).with_items()
        notes = notes.exclude(handover__kind=Handover.Kind.ERROR)
        return notes.filter(Q(answered_at=None) | Q(handover=last))


class Note(Record):
    """What staff ask about one item of a returned period, or about the whole of it."""

    handover = models.ForeignKey(
        Handover, on_delete=models.PROTECT, related_name="notes", verbose_name=_("handover")
    )
    event = models.ForeignKey(
        OutreachEvent,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("outreach"),
    )
    quote = models.ForeignKey(
        PartnerQuote,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quote"),
    )
    photo = models.ForeignKey(
        Photo,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photo"),
    )
    # As the item read then; the item itself may be gone one day.
    about = models.CharField(_("about"), max_length=300, blank=True)
    text = models.TextField(_("note"))
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="note_is_about_one_item_at_most",
                condition=Q(event=None, quote=None)
                | Q(event=None, photo=None)
                | Q(quote=None, photo=None),
                violation_error_message=_("A note is about one event, quote or photo."),
                violation_error_code="event",
            ),
            models.CheckConstraint(
                name="note_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write what the note is to say."),
                violation_error_code="text",
            ),
            models.CheckConstraint(
                name="note_answer_has_who_and_when",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                violation_error_message=_("An answer needs a text, who gave it, and when."),
                violation_error_code="answer",
            ),
        ]

    def __str__(self):
        return f"{self.heading}: {Truncator(self.text).chars(60)}"

    @classmethod
    def on(cls, item, text):
        """A note that is not saved yet."""
        return cls(**{ITEMS[type(item)][0]: item}, about=label_of(item)[:300], text=text)

    @property
    def item(self):
        return self.event or self.quote or self.photo

    @property
    def heading(self):
        """What the note is about, in the language of the page."""
        if not self.about:
            return gettext("The whole period")
        return label_of(self.item) if self.item else self.about

    @property
    def anchor(self):
        """Where the item stands on the page of the period, or ""."""
        return anchor(self.item) if self.item and not self.item.removed_at else ""

    @property
    def page(self):
        """The item's own page, or ""."""
        if not self.anchor:
            return ""
        return reverse(f"outreach:{ITEMS[type(self.item)][0]}", args=[self.item.pk])

    def give_answer(self, text, *, by, at):
        self.answer, self.answered_by, self.answered_at = text, by, at
        self.save(update_fields=["answer", "answered_by", "answered_at"])
