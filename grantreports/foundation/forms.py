from django import forms
from django.db import transaction

from outreach.photos import clean_logo
from projects.meanwhile import MeanwhileMixin
from projects.reach import AsksFirst


# The admin completes it with the model and its fields.
class BrandingForm(AsksFirst, MeanwhileMixin, forms.ModelForm):
    new_logo = forms.FileField(
        label="New logo",
        required=False,
        help_text="JPEG, PNG or WebP; a PNG may be transparent. Stands on white in the masthead.",
    )
    no_logo = forms.BooleanField(label="Remove the logo", required=False)

    class Meta:
        widgets = {
            "primary_colour": forms.TextInput({"type": "color"}),
            "accent_colour": forms.TextInput({"type": "color"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "when_consent_ends" in self.fields:
            # Who does not say it leaves it as it is.
            self.fields["when_consent_ends"].required = False

    def clean_when_consent_ends(self):
        return self.cleaned_data["when_consent_ends"] or self.instance.when_consent_ends

    def clean_new_logo(self):
        upload = self.cleaned_data["new_logo"]
        return clean_logo(upload) if upload else None

    def save(self, commit=True):
        logo, before = self.cleaned_data["new_logo"], self.instance.logo.name
        if before and (logo or self.cleaned_data["no_logo"]):
            transaction.on_commit(lambda: self.instance.logo.storage.delete(before))
            self.instance.logo = ""
        if logo:
            self.instance.logo.save(logo.name, logo, save=False)
        return super().save(commit)
