"""Settings of the site. Every environment variable read here stands in the README's table."""

from importlib.resources import files
from pathlib import Path

import environ
from bootstrap_wrapper import get_bootstrap_dir
from csp.constants import NONCE, NONE, SELF
from django.contrib.messages import constants as message_levels
from django.core.exceptions import ImproperlyConfigured

from grantreports.mailing.mailboxes import mailbox_of

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")


def flag(name, default):
    """The variable as a boolean; a misspelt value stops the site instead of meaning False."""
    value = env.str(name, default=str(default))
    if value not in ("True", "False"):
        raise ImproperlyConfigured(f"{name}={value}: use True or False.")
    return value == "True"


DEBUG = flag("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]
# What mails from the background call the site.
named_hosts = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS if host != "*"]
SITE_URL = env.str("SITE_URL", default=[*named_hosts, "http://127.0.0.1:8000"][0]).rstrip("/")
CSRF_FAILURE_VIEW = "grantreports.form_recovery.csrf_failure"

# Files the site writes: the SQLite database, photos and reports.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

INSTALLED_APPS = [
    "grantreports",
    "grantreports.demo",
    "grantreports.delivery",
    "grantreports.publishing",
    "grantreports.desk",
    "grantreports.reports",
    "grantreports.handover",
    "grantreports.foundation",
    "grantreports.mailing",
    "grantreports.accounts",
    "outreach",
    "projects",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_q",
    "heroicons",
    "import_export",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "grantreports.middleware.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "grantreports.form_recovery.LoginRequiredMiddleware",
    "grantreports.accounts.middleware.SecondFactorMiddleware",
    "grantreports.accounts.middleware.UserLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "grantreports.middleware.UnknownDocumentMiddleware",
]

ROOT_URLCONF = "grantreports.urls"
WSGI_APPLICATION = "grantreports.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "grantreports.foundation.models.branding",
            ],
        },
    },
]

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'grantreports.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for a writer, and a second writer waits its turn instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

# Rate limits are counted here, so all processes share it.
CACHES = {"default": env.cache("CACHE_URL", default="dbcache://cache?max_entries=10000")}

# Sets EMAIL_BACKEND, EMAIL_HOST and the like.
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="webmaster@localhost")
EMAIL_TIMEOUT = 10
# Where mail servers tell that an e-mail came back: the mailbox of DEFAULT_FROM_EMAIL.
BOUNCES = mailbox_of("BOUNCES_URL", env.str("BOUNCES_URL", default=""))

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"

# Nobody signs up: an invitation makes the user and proves the address.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "grantreports.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Django's own generator: allauth's would keep a second copy of the address.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"accept_invitation": "20/m/ip"}
# How many proxies of yours add the visitor's address to X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXIES", default=0)

# Foundation staff and administrators open nothing else until they have a second factor.
REQUIRE_SECOND_FACTOR = flag("REQUIRE_SECOND_FACTOR", default=not DEBUG)
MFA_ADAPTER = "grantreports.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Grant reports"
MFA_FORMS = {
    "add_webauthn": "grantreports.accounts.forms.PasskeyForm",
    "edit_webauthn": "grantreports.accounts.forms.PasskeyNameForm",
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("th", "ไทย")]
LOCALE_PATHS = [BASE_DIR / "grantreports" / "locale"]
# Days in spreadsheets; forms also read these, in the order of British English.
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %b %Y", "%d %B %Y"]
TIME_ZONE = "UTC"
USE_TZ = True

# The form that returns a period, and a page of wrong cells, have many fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap", get_bootstrap_dir()),
    ("fonts/sarabun", str(files("fontpkg_sarabun") / "files")),
    ("fonts/spectral", str(files("fontpkg_spectral") / "files")),
]
# The manifest of a deployed site wants Bootstrap's source maps; nobody needs them compressed.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["jpg", "jpeg", "png", "gz", "br", "woff", "woff2", "map"]

MEDIA_URL = "media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "outreach.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "grantreports.static_files.StaticFilesStorage"
    },
}

# HTTPS everywhere unless told otherwise; the demo on 127.0.0.1 has no certificate.
HTTPS = flag("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# A browser that was once told so opens no other site of the domain without HTTPS for a year, and
# one on the list that browsers carry stays there for longer: only the domain's owner can know.
HSTS_WHOLE_DOMAIN = flag("HSTS_WHOLE_DOMAIN", default=False)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS and HSTS_WHOLE_DOMAIN
SILENCED_SYSTEM_CHECKS = [] if HSTS_WHOLE_DOMAIN else ["security.W005", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# The load balancer asks over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Bootstrap's name for the colour of errors.
MESSAGE_TAGS = {message_levels.ERROR: "danger"}

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "change"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"
# A control character would break the spreadsheet.
IMPORT_EXPORT_ESCAPE_ILLEGAL_CHARS_ON_EXPORT = True
IMPORT_EXPORT_SKIP_ADMIN_LOG = True

# Background work waits in the database. A task whose worker died is taken up again after `retry`
# seconds, so no task may take longer than `timeout` and each must be safe to run twice. An export
# of many events names a longer time itself, see `outreach.sheets.exports`.
Q_CLUSTER = {
    "name": "grantreports",
    "orm": "default",
    "workers": env.int("WORKERS", default=1),
    "timeout": 120,
    "retry": 150,
    "max_attempts": 5,
    "catch_up": False,
    "poll": 2,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"hide_tokens": {"()": "grantreports.logs.HideTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["hide_tokens"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # It tells of each message that it cannot parse, at length; we do so in a line.
        "flufl.bounce": {"level": "CRITICAL"},
        # In detail it would tell what stands in messages.
        "imapclient": {"level": "WARNING"},
    },
}
