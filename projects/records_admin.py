"""What the admin pages of all records share: history, and spreadsheets in and out."""

import re
from datetime import datetime

from import_export.admin import ImportExportModelAdmin
from import_export.formats.base_formats import CSV, XLSX
from import_export.resources import ModelResource
from import_export.widgets import CharWidget
from simple_history.admin import SimpleHistoryAdmin

# A text that begins so runs as a formula when the file is opened; an apostrophe stops it. Source:
# OWASP, "CSV Injection".
FORMULA = re.compile(r"[=+\-@\t]")
STOPPED_FORMULA = re.compile(rf"'{FORMULA.pattern}")


class RecordResource(ModelResource):
    """Rows are checked like a form, and all are kept or none; unchanged ones are left alone."""

    # An empty cell of a long text is an empty text, as it is for a short one.
    WIDGETS_MAP = ModelResource.WIDGETS_MAP | {"TextField": CharWidget}

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True

    def export_field(self, field, instance, **kwargs):
        cell = super().export_field(field, instance, **kwargs)
        return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell

    def before_import_row(self, row, **kwargs):
        for name, cell in row.items():
            if isinstance(cell, str) and STOPPED_FORMULA.match(cell):
                row[name] = cell[1:]
            # Spreadsheets know no day without a time, and no record here has a time.
            if isinstance(cell, datetime):
                row[name] = cell.date()


class RecordAdmin(ImportExportModelAdmin, SimpleHistoryAdmin):
    formats = [XLSX, CSV]
    list_per_page = 50
    save_on_top = True
