from django import forms


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="Why it is withdrawn",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only the foundation's people read this.",
        error_messages={"required": "Say why it is withdrawn."},
    )
