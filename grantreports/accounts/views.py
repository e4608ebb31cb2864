from allauth.account.utils import perform_login
from allauth.decorators import rate_limit
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from grantreports.accounts.forms import AccountForm, InvitationForm, NewAccountForm
from grantreports.accounts.invitations import invite, invite_again
from grantreports.accounts.middleware import lacks_second_factor, speak
from grantreports.accounts.models import Invitation, User
from projects.text_filter import TextFilter

IN_SESSION = "invitation"
ON_A_PAGE = 50

may_invite = permission_required("accounts.add_invitation", raise_exception=True)


def account(request):
    """The user's own page; before a second factor that is required, only how to set it up."""
    # Another copy of the user: a refused name must not show in the navigation.
    user = User.objects.get(pk=request.user.pk)
    data = request.POST if request.method == "POST" else None
    form = AccountForm(data, instance=user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your account was saved."))
        return redirect("account")
    context = {
        "form": form,
        "authenticators": {each.type: each for each in Authenticator.objects.filter(user=user)},
        "set_up_only": lacks_second_factor(user),
    }
    return render(request, "accounts/account.html", context)


@login_not_required
@require_POST
def language(request):
    """The buttons in the foot of every page; a user finds the choice on every device."""
    chosen = request.POST.get("language")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    return set_language(request)


@may_invite
def people(request):
    invitations = Invitation.objects.open().manageable_by(request.user)
    names = ("name", "email", "partner__name")
    named = TextFilter(request.GET, *names, label=_("Name, e-mail address or partner"))
    found = named.passing(User.objects.select_related("partner").order_by("name", "pk"))
    context = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "filter": named,
        "invitations": invitations.select_related("partner", "invited_by"),
    }
    return render(request, "accounts/people.html", context)


@may_invite
def invitation_add(request):
    data = request.POST if request.method == "POST" else None
    form = InvitationForm(data, instance=Invitation(invited_by=request.user))
    if form.is_valid():
        invite(form.save(commit=False), request)
        return redirect("people")
    return render(request, "accounts/invitation_form.html", {"form": form})


def open_invitation(request, pk):
    invitations = Invitation.objects.open().manageable_by(request.user)
    return get_object_or_404(invitations, pk=pk)


@may_invite
@require_POST
def invitation_send(request, pk):
    invite_again(open_invitation(request, pk), request)
    return redirect("people")


@may_invite
@require_POST
def invitation_withdraw(request, pk):
    invitation = open_invitation(request, pk)
    invitation.withdraw()
    sentence = _("The invitation to %(email)s was withdrawn.")
    messages.success(request, sentence % {"email": invitation.email})
    return redirect("people")


@login_not_required
def invitation_open(request, token):
    """Take the secret out of the address, which error logs and other pages could learn."""
    request.session[IN_SESSION] = token
    return redirect("invitation")


@rate_limit(action="accept_invitation")
@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
def invitation_accept(request):
    invitations = Invitation.objects.valid().with_token(request.session.get(IN_SESSION, ""))
    invitation = invitations.select_related("partner").first()
    if invitation is None:
        return invitation_gone(request)
    if invitation.language and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        speak(request, invitation.language)
    data = request.POST if request.method == "POST" else None
    user = User(email=invitation.email, name=invitation.name)
    form = NewAccountForm(data, instance=user)
    if form.is_valid():
        if not invitation.accept(form.save(commit=False)):
            return invitation_gone(request)
        return perform_login(request, user)
    return render(request, "accounts/invitation.html", {"form": form, "invitation": invitation})


def invitation_gone(request):
    """Used, expired, withdrawn and wrong links look the same."""
    return render(request, "accounts/invitation_gone.html", status=410)
