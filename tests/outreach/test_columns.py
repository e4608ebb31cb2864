"""Each column of an event is there wherever an event is entered, shown, sent out or brought in."""

import io
from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import escape
from openpyxl import Workbook
from pytest_django.asserts import assertContains

from outreach.changes import changes_of
from outreach.column_kinds import ChoiceColumn, DayColumn, NumberColumn, ProvinceColumn
from outreach.columns import COLUMNS, TEXTS, Columns
from outreach.models import OutreachEvent
from tests.admin_pages import url
from tests.factories import make_event
from tests.sheets import HEADINGS, ROW, read_back, take_in, workbook

ALL = pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)


def another(column, event):
    """A value that the event does not have, and how people write it."""
    if isinstance(column, DayColumn):
        return date(2025, 3, 20), "20 March 2025"
    if isinstance(column, ProvinceColumn):
        return "TH-10", "Bangkok"
    if isinstance(column, ChoiceColumn):
        old = column.value(event)
        return next((value, label) for value, label in column.choices() if value != old)
    if isinstance(column, NumberColumn):
        return 7, "7"
    return "Tamarind", "Tamarind"


@pytest.fixture(autouse=True)
def asks_everything(bees):
    bees.asks_first_visits = True
    bees.save()


@pytest.fixture
def event(bees):
    return make_event(bees, {"students": 30}, last_day=date(2025, 3, 25))


@pytest.fixture
def page(client, alice):
    client.force_login(alice)
    return client


@ALL
def test_the_form_asks_for_it_and_the_page_shows_it(page, event, column):
    value, _ = another(column, event)
    OutreachEvent.objects.filter(pk=event.pk).update(**{column.name: value})

    form = page.get(reverse("outreach:event-edit", args=[event.pk]))
    detail = page.get(reverse("outreach:event", args=[event.pk]))

    assert column.name in form.context["forms"]["event"].fields
    assertContains(form, f'name="{column.name}"')
    shown = "estimates" if column.name == "count_method" else column.text(value)
    told = "20" if column.name == "first_day" else shown.replace("20 Mar 2025", "20")
    assertContains(detail, escape(told))


@ALL
def test_a_sheet_brings_it_under_its_label_and_takes_it_out_again(page, bees, event, column):
    value, text = another(column, event)
    record = {"Record": event.pk}
    sheet = dict(zip(HEADINGS[:4], ROW[:4], strict=True)) | record | {column.label: text}
    OutreachEvent.objects.filter(pk=event.pk).update(venue=ROW[1])

    take_in(page, bees, workbook([list(sheet), list(sheet.values())]))
    exported = page.get(reverse("outreach:event-export", args=["bees"])).getvalue()

    event.refresh_from_db()
    assert column.value(event) == value
    [row] = read_back(exported)
    cell = row[column.label]
    assert (cell.date() if isinstance(value, date) else cell) == column.cell(value, "TH")


@ALL
def test_every_word_for_it_is_known_in_sheets(bees, column):
    known = Columns.of(bees)
    words = [word for word in (*column.words.split(", "), column.label, column.name) if word]

    assert {word: known.called(word) for word in words} == dict.fromkeys(words, column.name)
    assert known.called(f"  {words[0].upper()} (of all)") == column.name


@ALL
def test_the_administration_reads_it_from_a_sheet(client, sam, event, column):
    value, text = another(column, event)
    book = Workbook()
    book.active.append(["id", "project", column.label])
    book.active.append([event.pk, "bees", text])
    file = io.BytesIO()
    book.save(file)
    file.name = "events.xlsx"
    file.seek(0)
    client.force_login(sam)

    previewed = client.post(url(OutreachEvent, "import"), {"import_file": file, "format": "0"})
    form = previewed.context["confirm_form"]
    client.post(url(OutreachEvent, "process_import"), form.initial)

    event.refresh_from_db()
    assert column.value(event) == value


@ALL
def test_the_history_tells_how_it_changed(event, column):
    value, _ = another(column, event)
    old = column.text(column.value(event))
    column.write(event, value)
    event.save()

    latest = changes_of(event)[0]

    [told] = [each for each in latest.details if each.label == column.label.lower()]
    assert (told.old, told.new) == (old or "–", column.text(value))


@pytest.mark.parametrize("name", TEXTS)
def test_a_search_of_the_list_looks_into_texts(page, bees, name):
    make_event(bees, venue="Ban Mai", **({name: "Tamarind"} if name != "venue" else {}))
    make_event(bees, venue="Tamarind" if name == "venue" else "Wat Pa")

    listed = page.get(reverse("outreach:event-list", args=["bees"]) + "?text=tamar")

    assert len(listed.context["page"].object_list) == 1
