from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from simple_history.utils import update_change_reason

from grantreports.accounts.models import User


class Command(BaseCommand):
    help = (
        "Makes somebody an administrator who can log in, where nobody is left who could do it on "
        "the site: the account is opened, its second factor removed, and a link to choose a "
        "password printed. It stands in the history of the account."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", help="The address to log in with, known or new.")
        parser.add_argument("--name", default="", help="The name of somebody new.")

    def handle(self, *, email, name, **options):
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"“{email}” is no e-mail address.") from None
        user = recovered(email, name)
        key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
        address = settings.SITE_URL + path_of(key)
        self.stdout.write(f"{user} ({user.email}) is an administrator and may log in.")
        self.stdout.write(f"A new password is chosen here, once and within three days: {address}")


@transaction.atomic
def recovered(email, name):
    user = User.objects.filter(email__iexact=email).first() or User(email=email)
    user.name = name or user.name or email
    user.role, user.partner, user.is_active = User.Role.ADMIN, None, True
    # Whoever has the old password does not open the account with it.
    user.set_unusable_password()
    user.save()
    update_change_reason(user, "Recovered from the command line.")
    Authenticator.objects.filter(user=user).delete()
    return user


def path_of(key):
    uidb36, _, token = key.partition("-")
    return reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": token})
