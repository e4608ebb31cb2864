from django.urls import include, path, register_converter

from outreach.kinds import ItemConverter, KindConverter
from outreach.views import events, exports, imports, items, records, state, uploads

register_converter(KindConverter, "kind")
register_converter(ItemConverter, "item")

app_name = "outreach"

# /projects/<slug>/
project_urls = [
    path("events/", events.event_list, name="event-list"),
    path("events/add/", events.event_add, name="event-add"),
    path("quotes/", items.quote_list, name="quote-list"),
    path("quotes/add/", items.quote_add, name="quote-add"),
    path("photos/", items.photo_list, name="photo-list"),
    path("photos/add/", items.photo_add, name="photo-add"),
    path("photos/upload/", uploads.photo_upload, name="photo-upload"),
    path("photos/take-out/", uploads.photo_take_out, name="photo-take-out"),
    path("state/", state.state_list, name="state-list"),
    path("state/add/", state.state_add, name="state-add"),
    path("state/propose/", state.state_propose, name="state-propose"),
    path("state/upload/", state.state_upload, name="state-upload"),
    path("state.xlsx", state.state_template, name="state-template"),
    path("<kind:kind>/removed/", records.removed_list, name="removed"),
    path("events.xlsx", exports.event_export, {"file_format": "xlsx"}, name="event-export"),
    path("events.csv", exports.event_export, {"file_format": "csv"}, name="event-export-csv"),
    path("export/xlsx/", exports.export, {"file_format": "xlsx"}, name="export-xlsx"),
    path("export/csv/", exports.export, {"file_format": "csv"}, name="export-csv"),
    path("export/<int:pk>/progress/", exports.export_progress, name="export-progress"),
    path("export/<int:pk>/discard/", exports.export_discard, name="export-discard"),
    path("export/<int:pk>/file/", exports.export_file, name="export-file"),
    path("import/", imports.import_start, name="import"),
    path("import/template.xlsx", exports.import_template, name="import-template"),
    path("import/<int:pk>/", imports.import_preview, name="import-preview"),
    path("import/<int:pk>/progress/", imports.import_progress, name="import-progress"),
    path("import/<int:pk>/confirm/", imports.import_confirm, name="import-confirm"),
    path("import/<int:pk>/discard/", imports.import_discard, name="import-discard"),
]

# /events/<id>/, /quotes/<id>/, /photos/<id>/
record_urls = [
    path("remove/", records.remove, name="remove"),
    path("put-back/", records.put_back, name="put-back"),
    path("history/", records.history, name="history"),
]

urlpatterns = [
    path("projects/<slug:slug>/", include(project_urls)),
    path("events/<int:pk>/", events.event_detail, name="event"),
    path("events/<int:pk>/edit/", events.event_edit, name="event-edit"),
    path("quotes/<int:pk>/", items.quote_edit, name="quote"),
    path("photos/<int:pk>/", items.photo_edit, name="photo"),
    path("<kind:kind>/<int:pk>/", include(record_urls)),
    path("<item:kind>/<int:pk>/withdraw/", records.withdraw, name="withdraw"),
]
