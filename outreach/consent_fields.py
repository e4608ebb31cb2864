"""How forms ask for consent, with a plain explanation of each choice."""

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from outreach.consent import Consent
from projects.days import DayField

MEANINGS = {
    Consent.Status.NOT_NEEDED: _("Nobody can be recognised, so nobody has to be asked."),
    Consent.Status.GIVEN: _(
        "You asked, they understood what it is for, and they said yes. For a child a parent or "
        "guardian says yes, and the child agrees too."
    ),
    Consent.Status.NOT_RECORDED: _(
        "You have not asked yet, or you do not know. Donors do not see it until you change this."
    ),
    Consent.Status.WITHDRAWN: _(
        "They said no, or changed their mind. It is blocked everywhere; a picture is deleted for "
        "good."
    ),
}
BLOCKED = _(
    "A survivor must never be identified, whatever consent says. Do not send this. Choose another "
    "one in which nobody can tell who it is."
)


class ConsentFieldsMixin(forms.ModelForm):
    consent_on = DayField(label=_("Given on"), required=False)
    consent_until = DayField(
        label=_("Valid until"), required=False, help_text=_("Empty when no end was agreed.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["consent"]
        field.widget = forms.RadioSelect()
        field.choices = [(status.value, explained(status)) for status in Consent.Status]
        field.help_text = ""


def explained(status):
    return format_html("<b>{}</b> <small>{}</small>", status.label, MEANINGS[status])


def consent_layout(prefix=""):
    """The fields of consent; those about given consent show with JavaScript when it is given."""
    given = Div(
        Div("consent_by", css_class="col-sm-6"),
        Div("consent_on", css_class="col-sm-6"),
        Div("consent_use", css_class="col-sm-6"),
        Div("consent_until", css_class="col-sm-6"),
        css_class="row",
        data_only_when=format_lazy("{}consent=given", prefix),
    )
    return Layout("consent", given)
