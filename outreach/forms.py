from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from outreach.models import OutreachEvent
from outreach.photos import CleanPicture, clean_photo
from outreach.reading.choices import province_label
from outreach.uploads import keep, kept
from projects.meanwhile import MeanwhileMixin
from projects.models import Project
from projects.places import country_name, provinces


def province_choices(own=""):
    """The provinces of all countries with a project, grouped by country; `own` in any case."""
    offered: dict[str, dict[str, str]] = {}
    for country, division in Project.objects.order_by().values_list("country", "division"):
        offered[country] = offered.get(country, {}) | provinces(country, division)
    if own:
        offered[own[:2]] = offered.get(own[:2], {}) | {own: province_label(own)}
    named = sorted((country_name(code), list(offered[code].items())) for code in offered)
    return [("", "---------"), *named]


class OutreachEventForm(MeanwhileMixin, forms.ModelForm):
    """The admin completes this form with its model and its fields."""

    province = forms.ChoiceField(
        choices=province_choices, help_text=OutreachEvent._meta.get_field("province").help_text
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        province: Any = self.fields["province"]
        province.choices = province_choices(self.instance.province)


class PhotoForm(MeanwhileMixin, forms.ModelForm):
    """A photo with its file. A file that could be read is not asked for twice."""

    picture = forms.FileField(
        required=False,
        label=_("Picture"),
        help_text=_(
            "JPEG, PNG or WebP. Place, time and camera data are removed. A photo keeps its "
            "picture: for another one, add another photo."
        ),
    )
    receipt = forms.CharField(required=False, widget=forms.HiddenInput)
    # Whether a picture outlives a form that comes back with an error.
    may_be_kept = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.cleaned: CleanPicture | None = None
        if self.instance.pk:
            del self.fields["picture"], self.fields["receipt"]
        if "kind" in self.fields:
            # A page that was open before it was asked for does not send it.
            self.fields["kind"].required = False

    def clean_kind(self):
        return self.cleaned_data["kind"] or self.instance.kind

    def clean_picture(self):
        upload = self.cleaned_data["picture"]
        self.cleaned = clean_photo(upload) if upload else None

    def clean(self):
        cleaned = super().clean()
        if "picture" in self.fields and not self.cleaned and not self.has_error("picture"):
            self.cleaned = kept(self.cleaned_data["receipt"])
            if not self.cleaned:
                self.add_error("picture", _("Choose a picture."))
        return cleaned

    def full_clean(self):
        super().full_clean()
        if self.errors or self.add_prefix("picture") not in self.files:
            self.keep_picture()

    def keep_picture(self):
        """Hold the picture until this form, or one it was sent with, is sent again."""
        if not self.cleaned or not self.may_be_kept:
            return
        if self.add_prefix("picture") in self.files:
            self.data = self.data.copy()
            self.data[self.add_prefix("receipt")] = keep(self.cleaned)
        self["picture"].help_text = _("Your picture is kept. Choose a file to replace it.")

    def save(self, commit=True):
        if self.cleaned:
            self.instance.hold(self.cleaned)
        return super().save(commit)
