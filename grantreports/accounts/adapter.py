import logging
from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Log-in as allauth does it, with the address of the user as the only one."""

    def is_open_for_signup(self, request):
        return False

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Wrong passwords count for who sends them: others cannot shut somebody out."""
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{self.get_client_ip(request)}"

    def reauthenticate(self, user, password):
        return self.authenticate(self.request, email=user.email, password=password) == user

    def get_password_change_redirect_url(self, request):
        return reverse("account")

    def send_password_reset_mail(self, user, email, context):
        try:
            with override(user.language or get_language()):
                super().send_password_reset_mail(user, email, context)
        except (SMTPException, OSError) as error:
            # Without the address, which the error may name.
            logger.error("A mail for a new password was not sent: %s", type(error).__name__)
            messages.error(self.request, _("The mail could not be sent. Try again later."))


class SecondFactorAdapter(DefaultMFAAdapter):
    def generate_authenticator_name(self, user, kind):
        number = user.authenticator_set.filter(type=kind).count() + 1
        return _("Passkey %(number)d") % {"number": number}
