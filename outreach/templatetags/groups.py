from django import template

from outreach.names import group_label

register = template.Library()
register.filter("group_label", group_label)
