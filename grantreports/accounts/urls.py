"""Log-in and what belongs to it; names with an underscore are those allauth asks for."""

from allauth.account import views as log_in
from allauth.mfa.base import views as second_factor
from django.urls import include, path, re_path
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView

from grantreports.accounts import views

# /password/
password_urls = [
    path("change/", log_in.password_change, name="account_change_password"),
    path("set/", log_in.password_set, name="account_set_password"),
    path("reset/", log_in.password_reset, name="account_reset_password"),
    path("reset/sent/", log_in.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        log_in.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

# /account/second-factor/
second_factor_urls = [
    path("", RedirectView.as_view(pattern_name="account"), name="mfa_index"),
    path("authenticate/", second_factor.authenticate, name="mfa_authenticate"),
    path("confirm/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("app/", include("allauth.mfa.totp.urls")),
    path("passkeys/", include("allauth.mfa.webauthn.urls")),
    path("recovery-codes/", include("allauth.mfa.recovery_codes.urls")),
]

# /people/
people_urls = [
    path("", views.people, name="people"),
    path("invite/", views.invitation_add, name="invitation-add"),
    path("invitations/<int:pk>/send/", views.invitation_send, name="invitation-send"),
    path("invitations/<int:pk>/withdraw/", views.invitation_withdraw, name="invitation-withdraw"),
]

urlpatterns = [
    path("log-in/", log_in.login, name="account_login"),
    path("log-in/closed/", log_in.account_inactive, name="account_inactive"),
    path("log-out/", require_POST(log_in.logout), name="account_logout"),
    path("password/", include(password_urls)),
    path("account/", views.account, name="account"),
    path("account/confirm/", log_in.reauthenticate, name="account_reauthenticate"),
    path("account/second-factor/", include(second_factor_urls)),
    path("language/", views.language, name="language"),
    path("people/", include(people_urls)),
    path("invitation/", views.invitation_accept, name="invitation"),
    path("invitation/<str:token>/", views.invitation_open, name="invitation-open"),
]
