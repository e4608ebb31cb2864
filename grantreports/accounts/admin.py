from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from simple_history.admin import SimpleHistoryAdmin

from grantreports.accounts.models import User
from projects.long_lists import LongListAdmin, SearchedFilter
from projects.meanwhile import MeanwhileMixin
from projects.records_admin import KeyedForms

# What somebody may do follows from the role alone.
admin.site.unregister(Group)
# The only address of a user is the one to log in with, and secrets are nobody's to read.
admin.site.unregister([EmailAddress, Authenticator])


class NewUserForm(BaseUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name", "role", "partner"]


class UserForm(MeanwhileMixin, UserChangeForm):
    pass


@admin.register(User)
class UserAdmin(KeyedForms, LongListAdmin, SimpleHistoryAdmin, DjangoUserAdmin):
    form = UserForm
    add_form = NewUserForm
    list_display = ["name", "email", "role", "partner", "is_active", "last_login"]
    list_display_links = ["name", "email"]
    list_filter = ["role", "is_active", ("partner", SearchedFilter)]
    list_select_related = ["partner"]
    search_fields = ["name", "email", "partner__name"]
    ordering = ["name"]
    filter_horizontal = []
    autocomplete_fields = ["partner"]
    readonly_fields = ["last_login", "joined_at"]
    actions = ["remove_second_factor"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        ("What they may do", {"fields": ["role", "partner", "is_active"]}),
        ("How they see the site", {"fields": ["language"]}),
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

    def has_delete_permission(self, request, obj=None):
        """Whoever did something stays, so that the history keeps the name: untick “may log in”.

        Nor is an administrator deleted; the last one cannot be unticked either.
        """
        stays = obj is not None and (obj.administers or obj.stands_in_history)
        return super().has_delete_permission(request, obj) and not stays

    @admin.action(description="Remove the second factor, of people who lost theirs")
    def remove_second_factor(self, request, users):
        for user in users:
            user.authenticator_set.all().delete()
            self.log_change(request, user, "Removed the second factor.")
        names = ", ".join(user.name for user in users)
        self.message_user(request, f"The password alone opens the account of {names} now.")
