from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.forms import BaseUserCreationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from grantreports.accounts.models import MADE_BY_ADMINS, Invitation, User


class AccountForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "language"]


class InvitationForm(forms.ModelForm):
    class Meta:
        model = Invitation
        fields = ["email", "name", "role", "partner", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        roles = list(User.Role.choices)
        if not self.instance.invited_by.is_superuser:
            roles = [role for role in roles if role[0] not in MADE_BY_ADMINS]
        self.fields["role"].choices = [("", _("Choose")), *roles]
        self.fields["partner"].empty_label = _("None (foundation)")

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exists():
            raise ValidationError(
                _("A user with this e-mail address exists already."), code="user_exists"
            )
        earlier = Invitation.objects.open().filter(email=email)
        if earlier.exclude(pk__in=earlier.manageable_by(self.instance.invited_by)).exists():
            raise ValidationError(
                _("An administrator has invited this address already."), code="invited"
            )
        return email


class NewAccountForm(BaseUserCreationForm):
    """What invited people say of themselves; all else stands in the invitation."""

    class Meta:
        model = User
        fields = ["name"]
        help_texts = {"name": _("As your colleagues know you.")}


class PasskeyForm(AddWebAuthnForm):
    name = forms.CharField(
        label=_("Name"), required=False, help_text=_("To tell it from your other passkeys.")
    )
    passwordless = forms.BooleanField(
        label=_("Log in with this passkey alone"),
        initial=True,
        required=False,
        help_text=_(
            "Without e-mail address and password. It asks for your finger, your face or a PIN. "
            "Take the tick away if your device cannot do that."
        ),
    )


class PasskeyNameForm(EditWebAuthnForm):
    name = forms.CharField(label=_("Name"))
