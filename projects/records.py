from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db import models, router, transaction
from django.db.models import ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from projects.signals import name_changed


class ScopedQuerySet(models.QuerySet):
    """Records that hang on a partner; `partner_path` leads from the record to it."""

    partner_path = ""

    def visible_to(self, user):
        """All for the foundation's people, their partner's own for partner staff, else none."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_staff else self.filter(**{self.partner_path: user.partner_id})


class PeriodQuerySet(ScopedQuerySet):
    """Records with a first and a last day, both of which belong to them."""

    def holding(self, day):
        return self.overlapping(day, day)

    def overlapping(self, first_day, last_day):
        return self.filter(first_day__lte=last_day, last_day__gte=first_day)


class RefusesOnField(models.Model):
    """A constraint names the field that shows its message as `violation_error_code`."""

    class Meta:
        abstract = True

    def validate_constraints(self, exclude=None):
        try:
            super().validate_constraints(exclude=exclude)
        except ValidationError as error:
            raise ValidationError(self._by_field(error)) from None

    def _by_field(self, error):
        placed: dict[str, list[ValidationError]] = {}
        for field, errors in error.error_dict.items():
            for each in errors:
                name = self._field_named(each.code) if field == NON_FIELD_ERRORS else field
                placed.setdefault(name, []).append(each)
        return placed

    def _field_named(self, name):
        try:
            return self._meta.get_field(name or "").name
        except FieldDoesNotExist:
            return NON_FIELD_ERRORS


class Record(RefusesOnField):
    """Base of what users enter: every change is kept."""

    # Fields that keep their value for life, because other records count on it.
    fixed: tuple[str, ...] = ()

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True

    @transaction.atomic
    def change(self, given, *, by, at=None, **fields):
        """Set fields where the database still finds the record as `given`; whether it did.

        One statement looks and changes: of two people at once one takes the step, and the other
        is told. Raises nothing.
        """
        records = type(self)._base_manager.filter(pk=self.pk, **given)
        if not records.update(**fields):
            return False
        for name, value in fields.items():
            setattr(self, name, value)
        # An update leaves no history of its own.
        saved = type(self)._base_manager.get(pk=self.pk)
        self.history.bulk_history_create([saved], update=True, default_user=by, default_date=at)
        return True

    def clean(self):
        super().clean()
        if self._state.adding or not self.fixed:
            return
        saved = type(self)._base_manager.filter(pk=self.pk).values(*self.fixed).get()
        for name, value in saved.items():
            field: Any = self._meta.get_field(name)
            if getattr(self, field.attname) != value:
                message = f"The {field.verbose_name} cannot be changed."
                raise ValidationError({name: f"{message} Delete this and enter it anew."})


class Named(Record):
    """A record that figures name: who reads its name in texts is told of another one."""

    # As the models themselves say it more closely.
    name: Any

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args, update_fields=None, **kwargs):
        saved: Any = type(self)._base_manager.filter(pk=self.pk)
        is_kept = update_fields is not None and "name" not in update_fields
        before = "" if is_kept else saved.values_list("name", flat=True).first() or ""
        super().save(*args, update_fields=update_fields, **kwargs)
        if before not in ("", self.name):
            name_changed.send(type(self), instance=self, before=before)


def protected_by(record):
    """The records that would be lost with it and must not be: foreign keys protect them.

    Nothing is deleted; the database's own rules are asked, as `record.delete()` would.
    """
    try:
        Collector(using=router.db_for_write(type(record), instance=record)).collect([record])
    except ProtectedError as error:
        return set(error.protected_objects)
    except RestrictedError as error:
        return set(error.restricted_objects)
    return set()


def why_protected(record):
    """Why the record cannot go, as a sentence, or ""; what protects it says so in `protects`."""
    for each in protected_by(record):
        return str(getattr(each, "protects", _("Other records count on this, so it stays.")))
    return ""


def as_pk(text):
    """The key that a text names, or None; a database takes 18 digits."""
    return int(text) if text and text.isdecimal() and len(text) < 19 else None


def user_now() -> Any:
    """Whose request this is; None where it is none."""
    request = getattr(HistoricalRecords.context, "request", None)
    user = getattr(request, "user", None)
    return user if user and user.is_authenticated else None
