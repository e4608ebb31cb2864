from django import forms

from grantreports.reports.checks.models import Acknowledgement


class ReasonForm(forms.ModelForm):
    class Meta:
        model = Acknowledgement
        fields = ["reason"]
        labels = {"reason": "Why it may stand"}
        error_messages = {"reason": {"required": "Say why this may stand."}}
