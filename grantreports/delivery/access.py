"""Addresses whose access was taken away: typing them again gives it to nobody.

An address is the same in capitals, and as “Name <address>”. Who shall read again is given access
again by name, which is a decision of its own.
"""

from collections.abc import Iterable
from datetime import datetime
from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.db.models.functions import Lower

from grantreports.delivery.models import DonorLink

AGAIN = "Give access again to those whose link was revoked"


def bare(text: str) -> str:
    """The address alone of “Name <address>”; any other text as it is."""
    return parseaddr(text)[1] or text if "<" in text else text.strip()


def revoked_among(addresses: Iterable[str]) -> dict[str, DonorLink]:
    """The last link of each address, in small letters, where that one was revoked; one query."""
    wanted = {address.lower() for address in addresses if address}
    links = DonorLink.objects.annotate(address=Lower("email")).filter(address__in=wanted)
    last = {link.address: link for link in links.order_by("created_at", "pk")}
    return {address: link for address, link in last.items() if link.revoked_at}


def refuse_revoked(addresses: Iterable[str], *, again: bool) -> None:
    """Raises ValidationError that names them and says who took the access away, and when."""
    revoked = {} if again else revoked_among(addresses)
    if revoked:
        told = ", ".join(f"{link.email} ({link.revocation})" for link in revoked.values())
        message = f"Access was revoked: {told}. Take them out, or tick the box below."
        raise ValidationError(message, code="revoked")


def may_get_link(address: str, *, again: bool, decided_at: datetime) -> bool:
    """Whether a decision of that time still gives the address a link: none undoes a later one."""
    revoked = revoked_among([address]).get(address.lower())
    if revoked is None or revoked.revoked_at is None:
        return True
    return again and revoked.revoked_at < decided_at
