from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outreach.columns import Columns
from outreach.sheets.sheet import FileRefused
from outreach.sheets.tidy import read_table

MOST_BYTES = 5 * 1024 * 1024


class UploadForm(forms.Form):
    """Reads the file at once: what comes after it has the table, not the file."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("XLSX or CSV, at most 5 MB and 5,000 rows. Your own layout is read as well."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.tsv,.txt"}),
    )

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.project = project

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise ValidationError(
                gettext("This file has %(size)s; at most %(most)s can be read.")
                % {"size": filesizeformat(upload.size), "most": filesizeformat(MOST_BYTES)}
            )
        try:
            self.table = read_table(upload.read(), Columns.of(self.project))
        except FileRefused as refusal:
            raise ValidationError(str(refusal)) from None
        return upload
