from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import Group
from simple_history.admin import SimpleHistoryAdmin

from grantreports.accounts.models import User

# What somebody may do follows from the role alone.
admin.site.unregister(Group)


class NewUserForm(BaseUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name", "role", "partner"]


@admin.register(User)
class UserAdmin(SimpleHistoryAdmin, DjangoUserAdmin):
    add_form = NewUserForm
    list_display = ["name", "email", "role", "partner", "is_active", "last_login"]
    list_display_links = ["name", "email"]
    list_filter = ["role", "is_active", "partner"]
    list_select_related = ["partner"]
    search_fields = ["name", "email", "partner__name"]
    ordering = ["name"]
    filter_horizontal = []
    autocomplete_fields = ["partner"]
    readonly_fields = ["last_login", "joined_at"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        ("What they may do", {"fields": ["role", "partner", "is_active"]}),
        ("When", {"fields": ["joined_at", "last_login"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": [
                    "email",
                    "name",
                    "role",
                    "partner",
                    "password1",
                    "password2",
                ]
            },
        )
    ]
