from django.contrib import admin
from django.utils.html import format_html

from grantreports.foundation.forms import BrandingForm
from grantreports.foundation.models import Branding
from projects.records_admin import RecordAdmin


@admin.register(Branding)
class BrandingAdmin(RecordAdmin):
    form = BrandingForm
    list_display = ["foundation_name", "contact", "primary_colour", "accent_colour"]
    fieldsets = [
        ("Names", {"fields": ["foundation_name", "contact", "foot", "thank_you"]}),
        ("Whom donors can ask", {"fields": [("person", "person_link")]}),
        ("Colours", {"fields": ["primary_colour", "accent_colour"]}),
        ("Consent", {"fields": ["when_consent_ends"]}),
        ("Logo", {"fields": ["logo_now"]}),
    ]
    readonly_fields = ["logo_now"]
    written_beside = ("logo",)

    def get_fieldsets(self, request, obj=None):
        if not self.has_change_permission(request, obj):
            return self.fieldsets
        return [*self.fieldsets[:-1], ("Logo", {"fields": ["logo_now", "new_logo", "no_logo"]})]

    @admin.display(description="logo now")
    def logo_now(self, branding):
        if not branding.logo:
            return "None: the foundation's name stands alone."
        return format_html('<img class="logo" src="{}" alt="">', branding.logo.url)

    def has_add_permission(self, request):
        """There is one; it can be added where it is missing."""
        return super().has_add_permission(request) and not Branding.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def has_import_permission(self, request):
        return False

    def has_export_permission(self, request):
        return False
