"""The forms in which partner staff enter quotes and photos, alone or beside an event."""

import uuid
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from outreach import consent, consent_fields
from outreach.consent import Consent
from outreach.consent_fields import ConsentFieldsMixin, consent_layout
from outreach.forms import PhotoForm
from outreach.idempotency import TokenField, usable_token
from outreach.models import FromOutreach, OutreachEvent, PartnerQuote, Photo
from outreach.scripts import is_of_another_script
from projects.days import DayField, today_of
from projects.meanwhile import MeanwhileMixin
from projects.places import local_language_choices, main_language
from projects.widgets import LongSelect

# More events than this are not offered in a list; a link on the event itself leads to its form.
OFFERED_EVENTS = 200


MEANWHILE = _(
    "Meanwhile this was blocked: consent was withdrawn, or a survivor could be identified. Load "
    "the page anew if it is to change all the same."
)


NOT_ENGLISH = _(
    "This is not in English. Write it below as the original words: the foundation translates "
    "them, and this may stay empty."
)


# What tells of people, by whichever of the two.
WORDS = (
    "words",
    "original_words",
    "original_language",
    "speaker",
    "name_changed",
    "caption",
    "alternative_text",
    "credit",
)


# What donors read below a picture, after its caption.
PRINTED_BELOW = ("kind", "credit", "tells_day", "shows_others")


class ItemFormMixin(MeanwhileMixin, ConsentFieldsMixin):
    """What forms of quotes and photos share: a token, and the event they come from."""

    form_token = TokenField()
    knows_it_is_blocked = forms.BooleanField(required=False, widget=forms.HiddenInput)
    day = DayField(
        label=_("Date"),
        help_text=FromOutreach._meta.get_field("day").help_text,
        required=False,
    )
    # What the form is called where errors of several are listed.
    block: Any = ""
    # The fields that are empty in a form nobody used.
    telling: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form_token"].initial = uuid.uuid4()
        # What is of a locked period cannot leave it either.
        self.day_before = self.instance.its_day
        self.was_blocked = bool(self.instance.pk) and not self.instance.may_be_shown
        self.fields["knows_it_is_blocked"].initial = self.was_blocked
        self.fields["project"].disabled = True
        if self.instance._state.adding and not self.instance.event:
            self.initial["day"] = today_of(self.instance.project.partner)
        if self.was_blocked and self.instance.is_refused:
            # Nobody reads its words here either, until somebody agrees anew.
            for name in WORDS:
                self.fields.pop(name, None)
        if "event" in self.fields:
            events = OutreachEvent.objects.filter(project=self.instance.project)
            chosen = self.instance.event_id
            latest = list(events.values_list("pk", flat=True)[:OFFERED_EVENTS])
            # Its own event may be removed, and put back one day.
            offered = OutreachEvent.everything.filter(pk__in=[*latest, chosen])
            self.fields["event"].queryset = offered
            self.fields["event"].empty_label = _("None of them")

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        # The page has the token already; in the address of a filter it has no place.
        helper.disable_csrf = True
        helper.layout = self.layout()
        return helper

    def present(self, *names):
        """Those of the fields that this form has."""
        return [name for name in names if name in self.fields]

    @property
    def is_filled(self):
        """Whether anything was entered; on the page of an event the form may stay empty."""
        names = [self.add_prefix(name) for name in self.telling]
        return any(self.data.get(name) or self.files.get(name) for name in names)

    def clean_day(self):
        """A form without the field, or with nothing in it, leaves the day as it is."""
        return self.cleaned_data["day"] or self.instance.day

    def clean(self):
        cleaned = super().clean()
        if self.was_blocked and not (cleaned.get("knows_it_is_blocked") or self.blocks()):
            # A page from before must not open what was blocked since.
            self.add_error("consent", MEANWHILE)
        return cleaned

    def blocks(self):
        """Whether what is sent blocks the item too, as the form that blocked it does."""
        sent = self.cleaned_data
        return (
            sent.get("consent") in Consent.Status.noes()
            or sent.get("recognisable") == Photo.Recognisable.SURVIVOR
            or sent.get("identifies_survivor", False)
        )

    def save(self, commit=True):
        item = self.instance
        if item._state.adding:
            item.form_token = usable_token(item, self.cleaned_data["form_token"])
            return super().save(commit)
        # Not what somebody may have changed meanwhile, such as its removal.
        item.save(update_fields=self._meta.fields)
        return item


class QuoteEntryForm(ItemFormMixin):
    block = _("Quote")
    telling = ("words", "original_words")

    class Meta:
        model = PartnerQuote
        fields = [
            "project",
            "event",
            "day",
            "words",
            "speaker",
            "name_changed",
            "identifies_survivor",
            "original_words",
            "original_language",
            *consent.FIELDS,
        ]
        widgets = {
            "project": forms.HiddenInput,
            "words": forms.Textarea(attrs={"rows": 3}),
            "original_words": forms.Textarea(attrs={"rows": 3}),
            "original_language": LongSelect,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        languages = [("", _("Choose")), *local_language_choices()]
        if "original_language" in self.fields:
            self.fields["original_language"].choices = languages
            if self.instance._state.adding:
                language = main_language(self.instance.project.country)
                self.initial["original_language"] = self.initial["original_language"] or language

    def clean_words(self):
        words = self.cleaned_data["words"]
        if is_of_another_script(words):
            raise forms.ValidationError(NOT_ENGLISH)
        return words

    def clean(self):
        cleaned = super().clean()
        # The language of the country is offered, and says nothing where nothing was said in it.
        if "original_words" in self.fields and not cleaned.get("original_words"):
            cleaned["original_language"] = ""
        return cleaned

    def clean_identifies_survivor(self):
        identifies = self.cleaned_data["identifies_survivor"]
        if identifies and self.instance._state.adding:
            raise forms.ValidationError(consent_fields.BLOCKED)
        return identifies

    def original(self):
        if "original_words" not in self.fields:
            return []
        words = Div("original_words", css_class="col-sm-8")
        return [Div(words, Div("original_language", css_class="col-sm-4"), css_class="row")]

    def layout(self):
        return Layout(
            *self.present("project", "form_token", "seen", "knows_it_is_blocked", "event", "day"),
            *self.present("words", "speaker", "name_changed", "identifies_survivor"),
            *self.original(),
            consent_layout(self.add_prefix("")),
        )


class PhotoEntryForm(ItemFormMixin, PhotoForm):
    block = _("Photo")
    telling = ("picture", "receipt", "caption", "alternative_text")

    class Meta:
        model = Photo
        fields = [
            "project",
            "event",
            "day",
            "caption",
            "alternative_text",
            "recognisable",
            *PRINTED_BELOW,
            *consent.FIELDS,
        ]
        widgets = {"project": forms.HiddenInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recognisable"].required = True
        self.fields["recognisable"].choices = [("", _("Choose")), *Photo.Recognisable.choices]

    def clean_recognisable(self):
        """A picture that shows a survivor is refused, and not kept for a second try."""
        recognisable = self.cleaned_data["recognisable"]
        if recognisable == Photo.Recognisable.SURVIVOR and self.instance._state.adding:
            self.may_be_kept = False
            raise forms.ValidationError(consent_fields.BLOCKED)
        return recognisable

    def layout(self):
        return Layout(
            *self.present("project", "form_token", "seen", "knows_it_is_blocked"),
            *self.present("picture", "receipt", "event", "day"),
            *self.present("caption", "alternative_text", "recognisable"),
            consent_layout(self.add_prefix("")),
            *self.present(*PRINTED_BELOW),
        )
