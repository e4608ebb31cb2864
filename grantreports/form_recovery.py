"""A form sent after its log-in or its token ran out comes back with what was typed."""

from django.contrib import messages
from django.contrib.auth import middleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from outreach.form_recovery import keep_posted


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    """Django's, which also holds what was typed until its author is back."""

    def handle_no_permission(self, request, view_func):
        if request.headers.get("HX-Request"):
            # The page stays open, with all that was typed, and says so itself.
            return HttpResponse(status=401)
        if request.method == "POST" and (page := keep_posted(request)):
            return ask_to_log_in(request, page)
        return super().handle_no_permission(request, view_func)


def ask_to_log_in(request, page):
    messages.warning(request, _("You were logged out. Log in, and your text is back."))
    return redirect_to_login(page)


def csrf_failure(request, reason=""):
    """Nothing is saved, because the form may not be ours; a form that is comes back."""
    page = keep_posted(request)
    if page is None:
        return render(request, "403_csrf.html", status=403)
    if not request.user.is_authenticated:
        return ask_to_log_in(request, page)
    messages.warning(
        request, _("The page had become too old to be sent. Look over your text and save again.")
    )
    return redirect(page)
