from django.contrib import admin
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from simple_history.admin import SimpleHistoryAdmin

from grantreports.reports.compose import compose
from grantreports.reports.editions.models import Edition
from grantreports.reports.exchange import Handover, Note
from grantreports.reports.forms import BrandingForm
from grantreports.reports.mails import Mailing
from grantreports.reports.models import (
    STRIP_LENGTH,
    Branding,
    ChosenPhoto,
    ChosenQuote,
    ProgressPoint,
    Report,
    StripFigure,
)
from grantreports.reports.resources import ReportResource
from outreach.admin import thumbnail
from outreach.figures import Numbers, Vocabulary, parse
from projects.forms import OrderedFormSet
from projects.records_admin import RecordAdmin, asked_once

USEFUL_FIGURES = [
    "events",
    "events this year",
    "attendance",
    "attendance this year",
    "provinces",
    "events at rural schools",
    "events at urban schools",
    "events at villages",
]


@admin.register(Branding)
class BrandingAdmin(RecordAdmin):
    form = BrandingForm
    list_display = ["foundation_name", "contact", "primary_colour", "accent_colour"]
    fieldsets = [
        ("Names", {"fields": ["foundation_name", "contact", "foot", "thank_you"]}),
        ("Colours", {"fields": ["primary_colour", "accent_colour"]}),
        ("Logo", {"fields": ["logo_now"]}),
    ]
    readonly_fields = ["logo_now"]

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


class PartInline(admin.TabularInline):
    """Parts of a report; what they point to is of the report's project."""

    formset = OrderedFormSet
    extra = 0

    def get_formset(self, request, obj=None, **kwargs):
        self.report = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name != self.model.from_project:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        kwargs["queryset"] = db_field.related_model.objects.filter(project=self.report.project)
        return asked_once(super().formfield_for_foreignkey(db_field, request, **kwargs))

    def get_queryset(self, request):
        parts = super().get_queryset(request)
        related = self.model.from_project
        return parts.select_related(related) if related else parts


class ProgressPointInline(PartInline):
    model = ProgressPoint
    extra = 1


class StripFigureInline(PartInline):
    model = StripFigure
    verbose_name_plural = "strip of figures: three or four, or none for the usual ones"
    max_num = STRIP_LENGTH


class ChosenQuoteInline(PartInline):
    model = ChosenQuote


class ChosenPhotoInline(PartInline):
    model = ChosenPhoto
    fields = ["thumbnail", "order", "photo", "place"]
    readonly_fields = ["thumbnail"]

    @admin.display(description="picture")
    def thumbnail(self, chosen):
        return thumbnail(chosen.photo) if chosen.photo_id else ""


@admin.register(Report)
class ReportAdmin(RecordAdmin):
    resource_classes = [ReportResource]
    list_display = ["name", "project", "period_days", "due_date", "status", "points", "links"]
    list_filter = ["status", "budget_year__project", "budget_year__project__partner"]
    search_fields = ["budget_year__project__title", "budget_year__label", "introduction"]
    autocomplete_fields = ["budget_year", "asks_for"]
    continue_after_add = True
    date_hierarchy = "last_day"
    inlines = [ProgressPointInline, StripFigureInline, ChosenQuoteInline, ChosenPhotoInline]
    readonly_fields = ["links", "state", "figures"]
    fieldsets = [
        (None, {"fields": [("budget_year", "number"), "links", "state"]}),
        ("When", {"fields": [("first_day", "last_day"), ("due_date", "status")]}),
        ("Text", {"fields": ["figures", "introduction", "comes_next", "thank_you"]}),
        ("Print", {"fields": ["asks_for", ("page_budget", "method_note")]}),
    ]

    def get_queryset(self, request):
        reports = super().get_queryset(request).with_project()
        return reports.annotate(point_count=Count("progresspoints"))

    def get_inlines(self, request, obj):
        """What a report can hold depends on its project, so it is saved first."""
        return self.inlines if obj else []

    def get_fieldsets(self, request, obj=None):
        if obj:
            return self.fieldsets
        shown = [("budget_year", "number"), ("first_day", "last_day"), "due_date", "asks_for"]
        return [(None, {"fields": shown})]

    @admin.display(description="report", ordering="number")
    def name(self, report):
        return report.name

    @admin.display(ordering="budget_year__project__title")
    def project(self, report):
        return report.project

    @admin.display(description="period", ordering="first_day")
    def period_days(self, report):
        return f"{report.first_day:%-d %b %Y} to {report.last_day:%-d %b %Y}"

    @admin.display(description="points", ordering="point_count")
    def points(self, report):
        return report.point_count

    @admin.display(description="look at it")
    def links(self, report):
        return format_html(
            '<a href="{}">Page</a> · <a href="{}">PDF</a>',
            reverse("reports:preview", args=[report.pk]),
            reverse("reports:pdf", args=[report.pk]),
        )

    @admin.display(description="to do")
    def state(self, report):
        donor_report = compose(report)
        sentences = [*donor_report.problems, *donor_report.left_out]
        if not sentences:
            return "Every figure can be read, and nothing chosen lacks consent."
        rows = format_html_join("", "<li>{}</li>", ((sentence,) for sentence in sentences))
        return format_html('<ul class="to-do">{}</ul>', rows)

    @admin.display(description="figures now")
    def figures(self, report):
        numbers = Numbers(report.project, report.period)
        vocabulary = Vocabulary.for_project(report.project)
        rows = (
            (f"{{{source}}}", numbers.text(parse(source, vocabulary))) for source in USEFUL_FIGURES
        )
        cells = format_html_join("", "<tr><td><code>{}</code></td><td>{}</td></tr>", rows)
        return format_html('<table class="figures">{}</table>', cells)


class KeptAdmin(SimpleHistoryAdmin):
    """Records that are looked at; they are never made, changed or deleted by hand."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Edition)
class EditionAdmin(KeptAdmin):
    list_display = ["report", "number", "published_at", "published_by", "withdrawn_at"]
    list_filter = ["report__budget_year__project", "withdrawn_at"]
    list_select_related = ["report__budget_year__project", "published_by"]
    date_hierarchy = "published_at"
    search_fields = ["report__budget_year__project__title", "sha256", "reason"]


class KeptInline(admin.TabularInline):
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class NoteInline(KeptInline):
    model = Note
    fields = ["about", "text", "answer", "answered_by", "answered_at"]


class MailingInline(KeptInline):
    model = Mailing
    fields = ["to", "sent_at", "tries", "problem", "next_try"]
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
