from django import forms

from grantreports.desk.checks.spelling import stands_in
from grantreports.publishing.review_points import POINTS

LONG = forms.Textarea(attrs={"rows": 3})


class HandOverForm(forms.Form):
    message = forms.CharField(
        label="Message",
        required=False,
        max_length=2000,
        widget=LONG,
        help_text="What the second person should look at, if anything.",
    )


class SignOffForm(forms.Form):
    """One box for each point, all of which a signature needs; to return it, a note instead."""

    content = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, returns=False, **kwargs):
        super().__init__(*args, **kwargs)
        for number, sentence in enumerate(POINTS, start=1):
            self.fields[f"point_{number}"] = forms.BooleanField(
                label=sentence,
                required=not returns,
                error_messages={"required": "Tick this, or return the report with a note."},
            )
        self.fields["text"] = forms.CharField(
            label="Notes",
            required=returns,
            max_length=2000,
            widget=LONG,
            help_text="If you return it: what has to change.",
            error_messages={"required": "Say what has to change."},
        )
        # The browser would ask for the ticks also where the report is returned.
        self.use_required_attribute = False


class PublishForm(forms.Form):
    reason = forms.CharField(
        label="Why there is a new edition",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Donors read this above the report: “It corrects the number of students.”",
        error_messages={"required": "Say why there is a new edition: donors read it."},
    )

    def __init__(self, *args, is_first, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.project = project
        if is_first:
            del self.fields["reason"]

    def clean_reason(self):
        """The second person has not read it, so it is held against the project's list here."""
        reason = self.cleaned_data["reason"]
        for name in self.project.protected_names.all():
            if stands_in(name.spellings, reason):
                raise forms.ValidationError(f"“{name}” must not be told: donors read this.")
        return reason
