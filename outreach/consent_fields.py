"""How forms ask for consent, with a plain explanation of each choice."""

from crispy_forms.layout import Div, Layout
from django import forms
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from outreach.consent import Consent
from projects.days import DayField

MEANINGS = {
    Consent.Status.GIVEN: _(
        "You asked, they understood what it is for, and they said yes. For a child a parent or "
        "guardian says yes, and the child agrees too."
    ),
    Consent.Status.NOT_RECORDED: _(
        "You have not asked yet, or you do not know. Donors do not see it until you change this."
    ),
    Consent.Status.REFUSED: _(
        "You asked, and they do not want it. It is blocked everywhere; a picture is deleted for "
        "good."
    ),
    Consent.Status.WITHDRAWN: _(
        "They said yes and changed their mind. It is blocked everywhere; a picture is deleted for "
        "good."
    ),
    Consent.Status.NOT_NEEDED: _(
        "Even somebody who knows the people could not tell who they are: backs, hands, a crowd "
        "from far away. A face, a name on a shirt or a known place can tell it."
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
    meaning = format_html("<b>{}</b> <small>{}</small>", status.label, MEANINGS[status])
    return meaning + examples() if status == Consent.Status.NOT_NEEDED else meaning


def examples():
    """Two small drawings: people nobody knows, and people that somebody knows."""
    pictures = [
        ("img/nobody-recognisable.svg", _("Seen from behind: not needed")),
        ("img/somebody-recognisable.svg", _("Faces: ask first")),
    ]
    return format_html(
        '<span class="consent-examples">{}</span>',
        format_html_join(
            "",
            '<span><img src="{}" alt="" width="96" height="64"> <small>{}</small></span>',
            ((static(path), told) for path, told in pictures),
        ),
    )


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
