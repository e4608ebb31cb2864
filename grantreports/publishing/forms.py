from django import forms

from grantreports.desk.checks.outside import problems_beside

# What a second person looks for before donors read a report.
POINTS = (
    "Nobody in the text or the pictures can be recognised who has not agreed to it.",
    "No survivor is named, shown or described so that somebody could know them.",
    "No child is named, and no picture of a child says who or where the child is.",
    "Names of people are changed where that was promised, and the report says so.",
    "No school, village or house can be found from what the report says; places are provinces.",
    "The pictures show people with dignity: nobody is shamed, and nothing is staged as if real.",
    "Nothing in it could put the partner, its staff or the families they visit in danger.",
    "The figures are plausible, and the texts say no more than they do.",
)
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
    """Asks why there is a new edition, and why warnings without an answer may stand."""

    reason = forms.CharField(
        label="Why there is a new edition",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Donors read this above the report: “It corrects the number of students.”",
        error_messages={"required": "Say why there is a new edition: donors read it."},
    )

    standing = forms.CharField(
        label="Why the warnings may stand",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept with your name beside each of those below that has no answer yet.",
        error_messages={"required": "Say why they may stand, or mend what they are about."},
    )
    # Those that were on the page: of others nobody has said anything.
    warnings = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, report, composed, is_first, unanswered, **kwargs):
        super().__init__(*args, **kwargs)
        self.report, self.composed = report, composed
        self.use_required_attribute = False
        if is_first:
            del self.fields["reason"]
        if unanswered:
            self.initial["warnings"] = " ".join(finding.key for finding in unanswered)
        else:
            del self.fields["standing"], self.fields["warnings"]

    def clean_warnings(self):
        return self.cleaned_data["warnings"].split()

    def clean_reason(self):
        """The second person has not read it, so it is looked at here as the report was."""
        reason = self.cleaned_data["reason"]
        typed = {"this reason": reason}
        if problems := problems_beside(self.report, self.composed, typed, printed=True):
            raise forms.ValidationError(problems)
        return reason


class KeepForm(forms.Form):
    kept_reason = forms.CharField(
        label="Why it is kept",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept with your name: what allows donors to read on.",
        error_messages={"required": "Say why donors may read on."},
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="Why it is withdrawn",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only the foundation's people read this.",
        error_messages={"required": "Say why it is withdrawn."},
    )
