"""What the page of a period asks of items, notes and their form."""

from django import template

from grantreports.handover.forms import name_of
from grantreports.handover.models import handovers as exchange

register = template.Library()


@register.filter
def note_on(form, item):
    """The field for a note on the item, if the form has one."""
    return field(form, exchange.anchor(item))


@register.filter
def answer_to(form, note):
    """The field for the answer to the note, if the form has one."""
    return field(form, name_of(note))


def field(form, name):
    return form[name] if form and name in form.fields else None
