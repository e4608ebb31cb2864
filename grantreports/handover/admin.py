from django.contrib import admin

from grantreports.handover.models import Handover, Mailing, Note
from projects.records_admin import KeptAdmin, KeptInline


class NoteInline(KeptInline):
    model = Note
    fields = ["about", "text", "answer", "answered_by", "answered_at"]


class MailingInline(KeptInline):
    model = Mailing
    fields = ["to", "sent_at", "bounced_at", "tries", "problem", "next_try"]
    show_change_link = False


@admin.register(Handover)
class HandoverAdmin(KeptAdmin):
    list_display = ["report", "kind", "by", "at"]
    list_filter = ["kind", "report__budget_year__project"]
    list_select_related = ["report__budget_year__project", "by"]
    date_hierarchy = "at"
    search_fields = ["report__budget_year__project__title", "text", "notes__text"]
    inlines = [NoteInline, MailingInline]


@admin.register(Note)
class NoteAdmin(KeptAdmin):
    list_display = ["heading", "text", "answered_by", "answered_at"]
    list_select_related = ["event", "quote", "photo", "answered_by"]
    search_fields = ["about", "text", "answer"]
