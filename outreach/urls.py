from django.urls import include, path

from outreach.views import events, exports, imports

app_name = "outreach"

# /projects/<slug>/
project_urls = [
    path("events/", events.event_list, name="event-list"),
    path("events.xlsx", exports.event_export, {"file_format": "xlsx"}, name="event-export"),
    path("events.csv", exports.event_export, {"file_format": "csv"}, name="event-export-csv"),
    path("import/", imports.import_start, name="import"),
    path("import/template.xlsx", exports.import_template, name="import-template"),
    path("import/<int:pk>/", imports.import_preview, name="import-preview"),
    path("import/<int:pk>/progress/", imports.import_progress, name="import-progress"),
    path("import/<int:pk>/confirm/", imports.import_confirm, name="import-confirm"),
    path("import/<int:pk>/discard/", imports.import_discard, name="import-discard"),
]

urlpatterns = [
    path("projects/<slug:slug>/", include(project_urls)),
    path("events/<int:pk>/", events.event_detail, name="event"),
]
