import secrets
from datetime import timedelta
from hashlib import sha256

from django.apps import apps
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from projects.models import Partner
from projects.records import RefusesOnField

ROLE_MATCHES_PARTNER = Q(role="partner", partner__isnull=False) | Q(
    role__in=["staff", "admin", "reader"], partner__isnull=True
)
LAST_ADMINISTRATOR = _(
    "This is the only administrator who may log in. Make somebody else administrator first."
)
PARTNER_BY_ROLE = _("Partner staff need a partner; all others have none.")


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def foundation_staff(self):
        """Whom news for the foundation goes to; its administrators where it has no staff."""
        active = self.filter(is_active=True)
        return active.filter(role=User.Role.STAFF) or active.filter(role=User.Role.ADMIN)

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, role=User.Role.ADMIN, **fields)


class User(RefusesOnField, AbstractBaseUser):
    """Somebody who logs in with an e-mail address; the role says what they may do."""

    class Role(models.TextChoices):
        PARTNER = "partner", _("Partner staff")
        STAFF = "staff", _("Foundation staff")
        ADMIN = "admin", _("Administrator")
        READER = "reader", _("Outside reader: signs off reports")

    # Who may sign a report off, if it is not their own.
    REVIEWING = (Role.STAFF, Role.ADMIN, Role.READER)

    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        help_text="Used to log in.",
        error_messages={"unique": _("A user with this e-mail address exists already.")},
    )
    name = models.CharField(
        _("name"), max_length=150, help_text=_("As colleagues know the person.")
    )
    role = models.CharField(max_length=10, choices=Role)
    partner = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        help_text="The organisation of partner staff. Empty for the foundation's own people.",
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=[("", _("As the browser asks")), *settings.LANGUAGES],
        blank=True,
    )
    is_active = models.BooleanField(
        "may log in", default=True, help_text="Untick instead of deleting: the history stays."
    )
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_user_per_email",
                violation_error_message="A user with this e-mail address exists already.",
                violation_error_code="email",
            ),
            models.CheckConstraint(
                name="user_role_matches_partner",
                condition=ROLE_MATCHES_PARTNER,
                violation_error_message=PARTNER_BY_ROLE,
                violation_error_code="partner",
            ),
        ]

    @cached_property
    def stands_in_history(self) -> bool:
        """Whether a record's history says that this person changed something."""
        models_with_history = (each for each in apps.get_models() if hasattr(each, "history"))
        return any(
            model.history.filter(history_user=self).exists() for model in models_with_history
        )

    def __str__(self):
        return self.name or self.email

    def clean(self):
        super().clean()
        self.refuse_to_leave_nobody()

    @transaction.atomic
    def save(self, *args, **kwargs):
        # Log-in looks for small letters.
        self.email = self.email.lower()
        # Nobody asks of a log-in, which saves its time alone.
        if {"role", "is_active"} & set(kwargs.get("update_fields") or ["role"]):
            self.refuse_to_leave_nobody()
        super().save(*args, **kwargs)

    @property
    def administers(self):
        return self.is_active and self.is_superuser

    def refuse_to_leave_nobody(self):
        """Raises ValidationError where no administrator would be left.

        Inside a transaction it locks the administrators, so that of two who take the right away
        from each other, one is refused.
        """
        if self._state.adding or self.administers:
            return
        active = User.objects.filter(role=User.Role.ADMIN, is_active=True).order_by("pk")
        if transaction.get_connection().in_atomic_block:
            active = active.select_for_update()
        if {user.pk for user in active} == {self.pk}:
            field = "role" if self.is_active else "is_active"
            raise ValidationError({field: LAST_ADMINISTRATOR})

    # The names Django's admin and its helpers ask for.
    @property
    def is_staff(self):
        return self.role in (self.Role.STAFF, self.Role.ADMIN)

    @property
    def is_reader(self):
        """Whether they see what waits for a second person, and nothing else."""
        return self.role == self.Role.READER

    @property
    def may_review(self):
        return self.role in self.REVIEWING

    @property
    def is_superuser(self):
        return self.role == self.Role.ADMIN

    def has_perm(self, perm, obj=None):
        """Whether the role allows `app.action_model`; see `staff_may`."""
        if not self.is_active:
            return False
        return self.is_superuser or (self.is_staff and staff_may(perm))

    def has_perms(self, perms, obj=None):
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label):
        return self.has_perm(f"{app_label}.view_any")


STAFF_APPS = {
    *("projects", "outreach", "foundation", "mailing", "handover"),
    *("reports", "desk", "publishing", "delivery"),
}
# Administrators alone change what every project shares.
SHARED_MODELS = {"audiencegroup", "branding"}


def staff_may(perm):
    """Whether foundation staff hold a permission such as `outreach.add_photo`."""
    if perm == "accounts.add_invitation":
        return True
    app_label, _, codename = perm.partition(".")
    action, _, model = codename.partition("_")
    return app_label in STAFF_APPS and (model not in SHARED_MODELS or action == "view")


class InvitationQuerySet(models.QuerySet):
    def manageable_by(self, user):
        """Those this user may send and withdraw: administrators alone make some."""
        return self if user.is_superuser else self.exclude(role__in=MADE_BY_ADMINS)

    def open(self):
        """Neither accepted nor withdrawn; they may have expired."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def valid(self):
        """Those whose link works: open, recent, and nobody has the address yet."""
        users = User.objects.filter(email=OuterRef("email"))
        recent = self.open().filter(invited_at__gt=timezone.now() - Invitation.VALID_FOR)
        return recent.filter(~Exists(users))

    def with_token(self, token):
        return self.filter(token_hash=hash_token(token))


# Who signs reports off is an administrator's decision, as who administers.
MADE_BY_ADMINS = (User.Role.ADMIN, User.Role.READER)


class Invitation(RefusesOnField, models.Model):
    """Asks somebody in by e-mail; accepting it makes a user with this role and partner."""

    VALID_FOR = timedelta(days=7)

    email = models.EmailField(_("e-mail address"), help_text=_("Where the link is sent."))
    name = models.CharField(
        _("name"),
        max_length=150,
        blank=True,
        help_text=_("If you know it. The person can change it."),
    )
    role = models.CharField(_("role"), max_length=10, choices=User.Role, default=User.Role.PARTNER)
    partner = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("partner"),
        help_text=_("The organisation of partner staff. Empty for the foundation's own people."),
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help_text=_("Of the mail, and of the site for this person."),
    )
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    invited_at = models.DateTimeField()
    # Of the secret in the link, which only the mail holds.
    token_hash = models.CharField(max_length=64, unique=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["token_hash"])

    class Meta:
        ordering = ["-invited_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_per_email",
                violation_error_message=_("There is an open invitation to this address."),
                violation_error_code="email",
            ),
            models.CheckConstraint(
                name="invitation_role_matches_partner",
                condition=ROLE_MATCHES_PARTNER,
                violation_error_message=PARTNER_BY_ROLE,
                violation_error_code="partner",
            ),
        ]

    def __str__(self):
        return self.name or self.email

    @property
    def expires_at(self):
        return self.invited_at + self.VALID_FOR

    @property
    def has_expired(self):
        return self.expires_at <= timezone.now()

    def renew(self):
        """Give the link a new secret and seven more days; the link before it no longer works."""
        token = secrets.token_urlsafe(32)
        self.token_hash, self.invited_at = hash_token(token), timezone.now()
        self.save()
        return token

    def withdraw(self):
        self.withdrawn_at = timezone.now()
        self.save(update_fields=["withdrawn_at"])

    @transaction.atomic
    def accept(self, user):
        """Save the user who was invited; False if the link was used or withdrawn meanwhile."""
        now = timezone.now()
        # Of two requests at once only one finds the row still open.
        if not Invitation.objects.valid().filter(pk=self.pk).update(accepted_at=now):
            return False
        self.accepted_at = now
        # For the history, which sees no update of a queryset.
        self.save(update_fields=["accepted_at"])
        user.email, user.language = self.email, self.language
        user.role, user.partner = self.role, self.partner
        user.save()
        return True


def hash_token(token):
    return sha256(token.encode()).hexdigest()
