from django import template
from django.utils.html import format_html

from outreach.form_recovery import OWNER, seal
from outreach.names import group_label, indicator_label

register = template.Library()
register.filter("group_label", group_label)
register.filter("indicator_label", indicator_label)


@register.filter
def told(event, column):
    """What an event says in a column, as people read it."""
    return column.text(column.value(event))


@register.simple_tag(takes_context=True)
def form_owner(context, page=""):
    """The hidden field that lets a form come back to its page after its log-in ran out."""
    request = context["request"]
    sealed = seal(request.user, page or request.path)
    return format_html('<input type="hidden" name="{}" value="{}">', OWNER, sealed)
