"""What partner and staff write to each other about a period."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grantreports.handover.entries import entries_named, in_order
from grantreports.handover.models import Note
from grantreports.handover.models.handovers import anchor

ON_AN_ITEM = re.compile(r"(event|quote|photo)-\d+")


def text_field(label, rows=2, **kwargs):
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, required=False, max_length=5000, widget=widget, **kwargs)


class ExchangeForm(forms.Form):
    # What is missing is told by the page, in its own words.
    use_required_attribute = False

    def typed(self):
        """The texts in it, whether or not they are valid."""
        values = (self[name].value() for name in self.fields if name != "complete")
        return [value for value in values if value and value.strip()]


class AnswersForm(ExchangeForm):
    """An answer for each note; a field that is empty or was not touched changes nothing."""

    def __init__(self, *args, notes, **kwargs):
        super().__init__(*args, **kwargs)
        self.notes = {name_of(note): note for note in notes}
        for name, note in self.notes.items():
            # The heading stands above it already, but not for who jumps from field to field.
            label = format_html(
                '{}<span class="visually-hidden">: {}</span>', gettext("Your answer"), note.heading
            )
            # Compared with what the page showed, so that a colleague's newer answer stays.
            self.fields[name] = text_field(label, initial=note.answer, show_hidden_initial=True)

    def save_answers(self, *, by, at):
        for name, note in self.notes.items():
            if name in self.changed_data and self.cleaned_data[name]:
                note.give_answer(self.cleaned_data[name], by=by, at=at)


def name_of(note):
    return f"note-{note.pk}"


class SubmitForm(AnswersForm):
    text = text_field(_("Message to the foundation"), rows=3)
    complete = forms.BooleanField(
        label=_("The period is complete"),
        help_text=_("All its outreach events, quotes and photos are entered."),
        error_messages={"required": _("Tick this when the period is complete.")},
    )

    def __init__(self, *args, is_empty, **kwargs):
        super().__init__(*args, **kwargs)
        if is_empty:
            text = self.fields["text"]
            text.required = True
            text.label = _("Why there was no outreach in this period")
            text.error_messages["required"] = _(
                "No outreach event is entered. If nothing happened in this period, say why."
            )

    def clean(self):
        cleaned = super().clean()
        for name, note in self.notes.items():
            if not (cleaned.get(name) or note.answer or self.has_error(name)):
                self.add_error(name, _("Answer this note before you submit."))
        return cleaned


class ReturnForm(ExchangeForm):
    text = text_field(_("Message on the whole period"), rows=3)

    def __init__(self, data=None, *, period, items, initial=None):
        """`items` are on the page of the period that is shown; notes on others come along."""
        super().__init__(data, initial=initial)
        self.items = {anchor(item): item for item in items}
        self.on_other_pages = [name for name in self._noted() if name not in self.items]
        for item in entries_named(period, self.on_other_pages):
            self.items[anchor(item)] = item
        for name, item in self.items.items():
            self.fields[name] = text_field(gettext("Note on %(item)s") % {"item": item})

    def _noted(self):
        """The names of items that a note was written on."""
        texts = self.data or self.initial
        return [name for name in texts if ON_AN_ITEM.fullmatch(name) and texts[name].strip()]

    def notes_from_other_pages(self):
        return [self[name] for name in self.on_other_pages if name in self.fields]

    def clean(self):
        cleaned = super().clean()
        for text in self.notes_on_nothing():
            gone = _("What this note is on is not in the period any more: “%(text)s”")
            self.add_error(None, ValidationError(gone, params={"text": text}))
        if not self.errors and not any(cleaned.values()):
            raise ValidationError(
                _("Write a message or a note, so that the partner knows what to do.")
            )
        return cleaned

    def notes_on_nothing(self):
        """Notes on what somebody removed while they were written."""
        names = [name for name in self.data if ON_AN_ITEM.fullmatch(name)]
        texts = [self.data[name].strip() for name in names if name not in self.fields]
        return [text for text in texts if text]

    def unsaved_notes(self):
        items = in_order(self.items.values())
        texts = ((item, self.cleaned_data[anchor(item)]) for item in items)
        return [Note.on(item, text) for item, text in texts if text]
