"""What the admin pages of all records share."""

from copy import copy
from typing import Any

from django import forms
from django.contrib import admin
from import_export.admin import ImportExportModelAdmin
from import_export.forms import ExportForm
from simple_history.admin import SimpleHistoryAdmin

from projects.long_lists import KeyedSelect, LongListAdmin
from projects.meanwhile import MeanwhileMixin
from projects.reach import AsksFirst
from projects.spreadsheets import CSV, XLSX


class RecordForm(AsksFirst, MeanwhileMixin, forms.ModelForm):
    """The administration completes it with the model and its fields."""


class KeyedForms:
    """Forms whose fields with a search take whatever is sent for a key."""

    # Of the `ModelAdmin` that it stands before.
    admin_site: Any
    get_autocomplete_fields: Any

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KeyedSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class RecordAdmin(KeyedForms, LongListAdmin, ImportExportModelAdmin, SimpleHistoryAdmin):
    form = RecordForm
    formats = [XLSX, CSV]
    export_form_class = ExportForm
    # Whether a new record is opened again for the parts that need it to be saved first.
    continue_after_add = False

    # Fields of the model that its form sets without having them as fields.
    written_beside: tuple[str, ...] = ()

    def save_model(self, request, obj, form, change):
        """Only what was changed on the page: the rest may be another by now."""
        names = {field.name for field in obj._meta.concrete_fields}
        changed = [name for name in form.changed_data if name in names]
        obj.save(update_fields=[*changed, *self.written_beside] if change else None)

    def get_fields(self, request, obj=None):
        # Its template has that one.
        return [name for name in super().get_fields(request, obj) if name != "seen"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        for name in self.model.fixed if obj else ():
            # Disabled and still listed: constraints can see it.
            if name in form.base_fields:
                form.base_fields[name].disabled = True
        return form

    def response_add(self, request, obj, post_url_continue=None):
        if self.continue_after_add and "_addanother" not in request.POST:
            request.POST = request.POST.copy()
            request.POST["_continue"] = "1"
        return super().response_add(request, obj, post_url_continue)


class OnlyShown:
    """Records that are looked at; they are never made, changed or deleted by hand."""

    actions = None

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class KeptAdmin(OnlyShown, LongListAdmin, SimpleHistoryAdmin):
    pass


class KeptInline(admin.TabularInline):
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class UsedChoicesFilter(admin.ChoicesFieldListFilter):
    """A filter by a field with very many choices; offers those in use."""

    def __init__(self, field, request, params, model, model_admin, field_path):
        super().__init__(field, request, params, model, model_admin, field_path)
        records = model_admin.model._default_manager.order_by()
        used = set(records.values_list(field_path, flat=True).distinct())
        self.field = copy(field)
        self.field.choices = [choice for choice in field.flatchoices if choice[0] in used]

    def has_output(self):
        return len(list(self.field.choices or [])) > 1


def asked_once(field):
    """The form field with its choices read now, and not again for each row of an inline."""
    field.choices = list(field.choices)
    return field
