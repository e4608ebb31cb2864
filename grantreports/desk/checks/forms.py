from django import forms
from django.core.exceptions import ValidationError

from grantreports.desk.checks.spelling import fold
from grantreports.desk.models import Acknowledgement
from projects.models import ProtectedName


class ReasonForm(forms.ModelForm):
    class Meta:
        model = Acknowledgement
        fields = ["reason"]
        labels = {"reason": "Why it may stand"}
        error_messages = {"reason": {"required": "Say why this may stand."}}


class NameForm(forms.ModelForm):
    class Meta:
        model = ProtectedName
        fields = ["project", "name", "also", "kind"]
        widgets = {"project": forms.HiddenInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Disabled: never read from the POST. Listed: constraints can see it.
        self.fields["project"].disabled = True

    def clean_name(self):
        name = self.cleaned_data["name"]
        others = self.instance.project.protected_names.exclude(pk=self.instance.pk)
        for other in others:
            if fold(other.name) == fold(name):
                raise ValidationError(f"“{other}” is on the list already.")
        return name
