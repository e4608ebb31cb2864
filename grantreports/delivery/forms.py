import re
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from grantreports.delivery.access import AGAIN, bare, refuse_revoked, revoked_among
from grantreports.delivery.models import DonorLink
from grantreports.desk.checks.outside import problems_beside
from outreach.idempotency import TokenField
from projects.days import DayField

MOST_ADDRESSES = 1000


class NamedAddressField(forms.EmailField):
    """An e-mail address; “Name <address>” is the address."""

    # The browser's own check would refuse the name.
    widget = forms.TextInput({"inputmode": "email", "autocapitalize": "none"})

    def to_python(self, value):
        return super().to_python(bare(value or ""))


class AddressesField(forms.CharField):
    """E-mail addresses, with commas, semicolons or line breaks between them; none comes twice.

    “Name <address>” is the address.
    """

    widget = forms.Textarea({"rows": 4, "autocomplete": "off", "autocapitalize": "none"})

    def clean(self, value):
        texts = addresses_in(super().clean(value))
        addresses = {text.casefold(): text for text in reversed(texts) if text}
        found = list(reversed(addresses.values()))
        if wrong := [text for text in found if not is_address(text)]:
            named = ", ".join(f"“{text[:60]}”" for text in wrong[:5])
            raise ValidationError(f"Not an e-mail address: {named}.")
        if len(found) > MOST_ADDRESSES:
            raise ValidationError(f"At most {MOST_ADDRESSES} addresses at once.")
        return found


def addresses_in(text):
    """The addresses of a list, of which some may stand as “Name <address>”."""
    found: list[str] = []
    for part in re.split(r"[,;\n]", re.sub(r'"[^"\n]*"\s*(?=<)', " ", text)):
        named = re.findall(r"<\s*([^<>\s]+)\s*>", part)
        # Beside a named address only its name is passed over, never another address.
        rest = re.sub(r"<[^<>]*>", " ", part).split()
        found += [*named, *(word for word in rest if not named or "@" in word)]
    return found


def is_address(text):
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


class SendForm(forms.Form):
    """An e-mail to donors with these editions; each of them gets a link of their own."""

    use_required_attribute = False

    addresses = AddressesField(
        help_text="One on a line, or with commas between them. Each gets a private link.",
        max_length=100_000,
        error_messages={"required": "Enter at least one address."},
    )
    subject = forms.CharField(max_length=200)
    text = forms.CharField(
        label="Message",
        max_length=5000,
        widget=forms.Textarea({"rows": 6}),
        help_text="The link and the foundation's name follow below it.",
    )
    with_pdf = forms.BooleanField(label="Attach the PDF", required=False)
    again = forms.BooleanField(label=AGAIN, required=False, widget=forms.HiddenInput)
    form_token = TokenField()

    def __init__(self, *args, editions, **kwargs):
        super().__init__(*args, **kwargs)
        self.editions = editions
        self.fields["form_token"].initial = uuid4

    def clean(self):
        super().clean()
        refuse_revoked_on(self, "addresses", self.cleaned_data.get("addresses") or [])

    def clean_subject(self):
        return self.looked_at("subject", "this subject")

    def clean_text(self):
        return self.looked_at("text", "this message")

    def looked_at(self, name, called):
        """Donors read it, so the lists of all these projects hold for it too."""
        text = self.cleaned_data[name]
        problems = {
            problem
            for edition in self.editions
            for problem in problems_beside(edition.report, edition.donor_report, {called: text})
        }
        if problems:
            raise ValidationError(sorted(problems))
        return text


class SendManyForm(SendForm):
    """The same for many reports, whose links may have addresses already."""

    to_own_links = forms.BooleanField(
        label="To the addresses of each report's own links", required=False, initial=True
    )
    field_order = ["to_own_links"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["addresses"].required = False
        self.fields["addresses"].label = "And every report to"

    def clean(self):
        super().clean()
        chosen = self.cleaned_data
        if "addresses" in chosen and not (chosen["addresses"] or chosen.get("to_own_links")):
            self.add_error("addresses", "Enter an address, or tick the box above.")


def refuse_revoked_on(form, field, addresses):
    """Asks with a box of its own, which a form shows only then."""
    try:
        refuse_revoked(addresses, again=form.cleaned_data.get("again", False))
    except ValidationError as error:
        form.add_error(field, error)
        form.fields["again"].widget = forms.CheckboxInput()


class LinkForm(forms.ModelForm):
    """A link to an edition; None where there is none to open."""

    email = NamedAddressField(
        label="E-mail", required=False, max_length=254, help_text="Where it is sent, if it is."
    )
    again = forms.BooleanField(label=AGAIN, required=False, widget=forms.HiddenInput)
    expires_on = DayField(
        label="Last day",
        required=False,
        help_text="After it the link opens nothing. Empty: no end.",
    )

    class Meta:
        model = DonorLink
        fields = ["label", "email", "expires_on"]

    def __init__(self, *args, edition, **kwargs):
        super().__init__(*args, **kwargs)
        self.edition = edition

    def clean(self):
        super().clean()
        refuse_revoked_on(self, "email", [self.cleaned_data.get("email") or ""])

    def clean_label(self):
        label = self.cleaned_data["label"]
        if self.edition:
            told = self.edition.report, self.edition.donor_report
            if problems := problems_beside(*told, {"this label": label}):
                raise ValidationError(problems)
        return label

    def clean_expires_on(self):
        day = self.cleaned_data["expires_on"]
        if day and day < timezone.localdate():
            raise ValidationError("This day is over.")
        return day


class AddressForm(forms.Form):
    """The address of an e-mail that was not sent."""

    to = NamedAddressField(label="Address", max_length=254)

    def clean_to(self):
        address = self.cleaned_data["to"]
        if revoked := revoked_among([address]):
            [link] = revoked.values()
            message = f"Access was revoked {link.revocation}. Give it again by a new link first."
            raise ValidationError(message)
        return address
