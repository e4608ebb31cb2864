from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from simple_history.models import HistoricalRecords

from projects.models import Partner
from projects.records import RefusesOnField


class UserManager(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, role=User.Role.ADMIN, **fields)


class User(RefusesOnField, AbstractBaseUser):
    """Somebody who logs in with an e-mail address; the role says what they may do."""

    class Role(models.TextChoices):
        PARTNER = "partner", "Partner staff"
        STAFF = "staff", "Foundation staff"
        ADMIN = "admin", "Administrator"

    email = models.EmailField(
        "e-mail address",
        unique=True,
        help_text="Used to log in.",
        error_messages={"unique": "A user with this e-mail address exists already."},
    )
    name = models.CharField(max_length=150, help_text="As colleagues know the person.")
    role = models.CharField(max_length=10, choices=Role)
    partner = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        help_text="The organisation of partner staff. Empty for the foundation's own people.",
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
                condition=Q(role="partner", partner__isnull=False)
                | Q(role__in=["staff", "admin"], partner__isnull=True),
                violation_error_message=(
                    "Partner staff need a partner; foundation staff and administrators have none."
                ),
                violation_error_code="partner",
            ),
        ]

    def __str__(self):
        return self.name or self.email

    # The names Django's admin and its helpers ask for.
    @property
    def is_staff(self):
        return self.role in (self.Role.STAFF, self.Role.ADMIN)

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


STAFF_APPS = {"projects", "outreach", "reports"}
# Administrators alone change what every project shares.
SHARED_MODELS = {"audiencegroup", "branding"}


def staff_may(perm):
    """Whether foundation staff hold a permission such as `outreach.add_photo`."""
    app_label, _, codename = perm.partition(".")
    action, _, model = codename.partition("_")
    return app_label in STAFF_APPS and (model not in SHARED_MODELS or action == "view")
