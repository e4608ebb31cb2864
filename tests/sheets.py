"""Sheets of events, as files to send and as pages to look at."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from outreach.models import EventImport

HEADINGS = ["Date", "Venue", "Province", "Setting", "Students"]
ROW = ["2025-03-14", "Ban Mai School", "Mae Hong Son", "Rural school", 30]


def workbook(*sheets):
    """An XLSX file; each sheet is a list of rows."""
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def text(*rows, delimiter=","):
    return "\n".join(delimiter.join(map(str, row)) for row in rows).encode()


def read_back(content):
    """The rows of an XLSX file's first sheet, as dictionaries."""
    headings, *rows = load_workbook(io.BytesIO(content)).worksheets[0].values
    return [dict(zip(headings, row, strict=True)) for row in rows]


def address(name, event_import):
    return reverse(f"outreach:{name}", args=[event_import.project.slug, event_import.pk])


def send(client, project, content, name="events.xlsx"):
    """What the page of the upload answers."""
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("outreach:import", args=[project.slug]), {"file": file})


def sent(client, project, content):
    """The import that a file became."""
    response = send(client, project, content)
    assert response.status_code == 302, response.context["form"].errors
    return EventImport.objects.latest("pk")


def confirm(client, event_import):
    event_import.refresh_from_db()
    form = {"version": event_import.version}
    return client.post(address("import-confirm", event_import), form, follow=True)


def take_in(client, project, content):
    return confirm(client, sent(client, project, content))


def statuses(event_import):
    event_import.refresh_from_db()
    return [found["status"] for found in event_import.outcome]


def errors(event_import):
    """The sentences of all rows, by column; a group is called “group”."""
    event_import.refresh_from_db()
    return {
        column.partition("-")[0]: " ".join(sentences)
        for found in event_import.outcome
        for column, sentences in found.get("errors", {}).items()
    }
