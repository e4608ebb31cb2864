"""What the admin pages of all records share: history, and spreadsheets in and out."""

from import_export.admin import ImportExportModelAdmin
from import_export.formats.base_formats import CSV, XLSX
from import_export.resources import ModelResource
from simple_history.admin import SimpleHistoryAdmin


class RecordResource(ModelResource):
    """Rows are checked like a form, and all are kept or none; unchanged ones are left alone."""

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True


class RecordAdmin(ImportExportModelAdmin, SimpleHistoryAdmin):
    formats = [XLSX, CSV]
    list_per_page = 50
    save_on_top = True
