from django import forms

from outreach.models import OutreachEvent
from outreach.photos import clean_photo
from projects.models import Project
from projects.places import country_name, provinces


def province_choices():
    """The provinces of all countries with a project, grouped by country."""
    countries = sorted(set(Project.objects.values_list("country", flat=True)), key=country_name)
    grouped = [(country_name(code), list(provinces(code).items())) for code in countries]
    return [("", "---------"), *grouped]


# The admin completes these forms with their model and its fields.
class OutreachEventForm(forms.ModelForm):
    province = forms.ChoiceField(
        choices=province_choices, help_text=OutreachEvent._meta.get_field("province").help_text
    )


class PhotoForm(forms.ModelForm):
    picture = forms.FileField(
        help_text="JPEG, PNG or WebP. Place, time and camera data are removed. A photo keeps its "
        "picture: for another one, add another photo."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["picture"]

    def clean_picture(self):
        return clean_photo(self.cleaned_data["picture"])

    def save(self, commit=True):
        if picture := self.cleaned_data.get("picture"):
            self.instance.hold(picture)
        return super().save(commit)
