from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outreach.columns import Columns
from outreach.sheets.media import add_photos
from outreach.sheets.sheet import FileRefused
from outreach.sheets.tidy import read_table

MOST_BYTES = 20 * 1024 * 1024
MOST_BYTES_OF_PHOTOS = 200 * 1024 * 1024


class UploadForm(forms.Form):
    """Reads the file at once: what comes after it has the table, not the file."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_(
            "XLSX, XLS, ODS or CSV, at most 20 MB and 50,000 rows. Your own layout is read too."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.xlsb,.ods,.csv,.tsv,.txt"}),
    )

    photos = forms.FileField(
        label=_("Photos of KoboToolbox or ODK"),
        required=False,
        help_text=_(
            "The ZIP of the photos, if the file comes from there. They come with its rows."
        ),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.project = project

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise ValidationError(too_large(upload.size, MOST_BYTES))
        try:
            self.table = read_table(upload.read(), Columns.of(self.project))
        except FileRefused as refusal:
            raise ValidationError(str(refusal)) from None
        return upload

    def clean(self):
        """Photos are read when it is known which rows there are."""
        cleaned = super().clean()
        if (photos := self.cleaned_data.get("photos")) and not self.errors:
            try:
                if photos.size > MOST_BYTES_OF_PHOTOS:
                    raise FileRefused(too_large(photos.size, MOST_BYTES_OF_PHOTOS))
                add_photos(self.table, photos)
            except FileRefused as refusal:
                self.add_error("photos", str(refusal))
        return cleaned


def too_large(size, most):
    return gettext("This file has %(size)s; at most %(most)s can be read.") % {
        "size": filesizeformat(size),
        "most": filesizeformat(most),
    }
