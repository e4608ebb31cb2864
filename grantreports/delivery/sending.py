"""E-mails with a report: who gets which link, and corrections of addresses."""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from grantreports.delivery.access import may_get_link
from grantreports.delivery.models import Delivery, DonorLink
from grantreports.mailing.outbox import queue


def link_for(report, address, *, by, at, again=False, decided_at=None):
    """The open link of this address, or a new one that is named after it.

    None where its access was revoked, unless it was decided later to give it again.
    """
    if not may_get_link(address, again=again, decided_at=decided_at or at):
        return None
    links = report.donor_links.open_on(timezone.localdate()).filter(email__iexact=address)
    usable = (link for link in links if link.token)
    return next(usable, None) or DonorLink.for_donor(report, address, email=address, by=by, at=at)


def links_of(batch, report):
    """The link that each address gets, by the address; no address gets a report twice."""
    act = {"by": batch.by, "at": timezone.now()}
    found = {}
    if batch.to_own_links:
        own = report.donor_links.open_on(timezone.localdate()).exclude(email="")
        found = {link.email.casefold(): link for link in own if link.token}
    for address in batch.addresses:
        if address.casefold() not in found:
            decided = {"again": batch.again, "decided_at": batch.at}
            found[address.casefold()] = link_for(report, address, **act, **decided)
    return {link.email: link for link in found.values() if link}


def queue_mails(batch, item):
    """One e-mail to each address; runs inside the transaction that marks the item as done."""
    links = links_of(batch, item.edition.report)
    for to, link in links.items():
        delivery = Delivery.objects.create(
            item=item,
            link=link,
            to=to,
            edition=item.edition,
            by=batch.by,
            at=timezone.now(),
            subject=batch.subject,
            text=batch.text,
            with_pdf=batch.with_pdf,
            site=batch.site,
        )
        queue(delivery)
    return len(links)


def send_to(delivery, address, *, by):
    """Try again, at an address that may be another one; False where that is not possible."""
    failed = Q(sent_at=None, begun_at=None) | Q(bounced_at__isnull=False)
    waiting = Delivery.objects.filter(failed, pk=delivery.pk)
    now = timezone.now()
    changes = {"next_try": now, "tries": 0, "problem": ""}
    if delivery.bounced_at:
        # A new e-mail, which what is told of the one before does not concern.
        changes |= {"sent_at": None, "begun_at": None, "bounced_at": None, "message_id": ""}
    try:
        with transaction.atomic():
            if address != delivery.to:
                link = link_for(delivery.link.report, address, by=by, at=now)
                if link is None:
                    return False
                changes |= {"to": address, "link": link, "message_id": ""}
                # Whoever has the wrong address shall not read what went there.
                if delivery.link.email.lower() == delivery.to.lower():
                    delivery.link.revoke(by=by, at=now)
            changed = waiting.update(**changes)
            # No link is made for an address that gets nothing.
            transaction.set_rollback(not changed)
    except IntegrityError:
        # The same e-mail goes to that address already.
        return False
    if changed:
        queue(delivery)
    return bool(changed)
