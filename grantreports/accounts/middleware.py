from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.shortcuts import redirect
from django.utils import translation


def lacks_second_factor(user):
    """Whether the user must set up a second factor before anything else."""
    return (
        settings.REQUIRE_SECOND_FACTOR
        and user.is_authenticated
        and user.may_review
        and not is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
    )


class SecondFactorMiddleware:
    """Shows all but partner staff their account until it has a second factor."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        # Pages that need no log-in carry this mark of Django's.
        is_open = not getattr(view, "login_required", True)
        if is_open or is_set_up_page(request.resolver_match.view_name):
            return None
        return redirect("account") if lacks_second_factor(request.user) else None


def is_set_up_page(name):
    return name in ("account", "account_reauthenticate") or name.startswith("mfa_")


def speak(request, language):
    """Show this page in that language."""
    translation.activate(language)
    request.LANGUAGE_CODE = translation.get_language()


class UserLanguageMiddleware:
    """The language a user has chosen wins over that of the browser."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = getattr(request.user, "language", "")
        if language:
            speak(request, language)
        return self.get_response(request)
