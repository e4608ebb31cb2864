from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db import models
from simple_history.models import HistoricalRecords


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
        placed = {}
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

    def clean(self):
        super().clean()
        if self._state.adding or not self.fixed:
            return
        saved = type(self)._base_manager.filter(pk=self.pk).values(*self.fixed).get()
        for name, value in saved.items():
            if getattr(self, self._meta.get_field(name).attname) != value:
                message = f"The {self._meta.get_field(name).verbose_name} cannot be changed."
                raise ValidationError({name: f"{message} Delete this and enter it anew."})
