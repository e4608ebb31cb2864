"""What goes back and forth between partner and foundation. Nothing of it is ever deleted."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outreach.models import OutreachEvent, PartnerQuote, Photo
from projects.records import Record


class Exchanged(models.Model):
    """How a report goes from partner to foundation and back.

    Each step returns its handover, or None where the report had left that state already: of two
    people at once, one takes the step and the other is told.
    """

    class Meta:
        abstract = True

    @property
    def is_open(self):
        """Whether the partner enters."""
        return self.status == self.Status.COLLECTING

    @property
    def can_be_accepted(self):
        return self.status == self.Status.SUBMITTED

    @property
    def can_be_returned(self):
        return self.status in (self.Status.SUBMITTED, self.Status.DRAFTING)

    def notes_to_answer(self):
        """What was not answered, and the last return's notes: their answers can be changed."""
        last = self.handovers.filter(kind=Handover.Kind.RETURNED).last()
        notes = Note.objects.filter(handover__report=self).with_items()
        return notes.filter(Q(answered_at=None) | Q(handover=last))

    def submit(self, *, by, at, text=""):
        return self._hand_over(
            Handover(kind=Handover.Kind.SUBMITTED, by=by, at=at, text=text),
            before=[self.Status.COLLECTING],
            after=self.Status.SUBMITTED,
        )

    @transaction.atomic
    def send_back(self, *, by, at, text="", notes=()):
        """Open the period again; `notes` are not saved yet."""
        handover = self._hand_over(
            Handover(kind=Handover.Kind.RETURNED, by=by, at=at, text=text),
            before=[self.Status.SUBMITTED, self.Status.DRAFTING],
            after=self.Status.COLLECTING,
        )
        for note in notes if handover else ():
            note.handover = handover
            note.save()
        return handover

    def accept(self, *, by, at):
        return self._hand_over(
            Handover(kind=Handover.Kind.ACCEPTED, by=by, at=at),
            before=[self.Status.SUBMITTED],
            after=self.Status.DRAFTING,
        )

    @transaction.atomic
    def move(self, *, before, after, by, at):
        """Go from one of these states to another; False where the report had left them."""
        reports = type(self).objects.filter(pk=self.pk)
        # One statement looks and changes: nobody else can come in between.
        if not reports.filter(status__in=before).update(status=after):
            return False
        self.status = after
        # An update leaves no history of its own.
        self.history.bulk_history_create(
            [reports.get()], update=True, default_user=by, default_date=at
        )
        return True

    @transaction.atomic
    def _hand_over(self, handover, *, before, after):
        if not self.move(before=before, after=after, by=handover.by, at=handover.at):
            return None
        handover.report = self
        handover.save()
        return handover


class Handover(Record):
    """One step of the exchange: who took it, when, and with what message."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned to the partner")
        ACCEPTED = "accepted", _("Accepted")

    report = models.ForeignKey(
        "reports.Report",
        on_delete=models.PROTECT,
        related_name="handovers",
        verbose_name=_("report"),
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
        return f"{self.report}: {self.get_kind_display()}"

    def says(self, text):
        """Whether the text is its message, one of its notes or one of the answers it brings."""
        if text == self.text or self.notes.filter(text=text).exists():
            return True
        return self.answered_notes().filter(answer=text).exists()

    def answered_notes(self):
        """The notes of the last return, which a submission answers."""
        returns = self.report.handovers.filter(kind=self.Kind.RETURNED, at__lte=self.at)
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
        return self.filter(answered_at=None)


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

    def give_answer(self, text, *, by, at):
        self.answer, self.answered_by, self.answered_at = text, by, at
        self.save(update_fields=["answer", "answered_by", "answered_at"])
