from django import template

from grantreports.delivery.corrections import readers_before

register = template.Library()


@register.inclusion_tag("delivery/_tell_of_correction.html")
def tell_of_correction(edition):
    """On the page of a corrected edition: who has the one before."""
    is_read = edition.number > 1 and not edition.withdrawn_at
    readers = readers_before(edition) if is_read else []
    mailed = [link for link in readers if link.email]
    return {"edition": edition, "readers": readers, "mailed": mailed}
