"""Inviting somebody: the record, the mail, and what happens when the mail cannot be sent."""

from smtplib import SMTPException

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from grantreports.accounts.models import Invitation


def invite(invitation, request):
    """Send a new invitation; it replaces an open one to the same address."""
    with transaction.atomic():
        for earlier in Invitation.objects.open().filter(email=invitation.email):
            earlier.withdraw()
        token = invitation.renew()
    send_mail(invitation, token, request)


def invite_again(invitation, request):
    send_mail(invitation, invitation.renew(), request)


def send_mail(invitation, token, request):
    """Tell the sender how it went: what was typed is saved in any case."""
    link = request.build_absolute_uri(reverse("invitation-open", args=[token]))
    try:
        with override(invitation.language):
            get_adapter().send_mail(
                "accounts/email/invitation",
                invitation.email,
                {"invitation": invitation, "link": link},
            )
    except (SMTPException, OSError):
        sentence = _(
            "The invitation is saved, but the mail to %(email)s could not be sent. "
            "Try “Send again” later."
        )
        messages.error(request, sentence % {"email": invitation.email})
    else:
        sentence = _("The invitation was sent to %(email)s.")
        messages.success(request, sentence % {"email": invitation.email})
