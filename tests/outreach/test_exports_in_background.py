"""Many events go out through the background worker: asked for, made, fetched, taken back."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ, Schedule
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from outreach.models import EventExport, OutreachEvent
from outreach.sheets import exports, writing
from outreach.views import exports as views
from tests.factories import make_event, make_events, make_export, make_user
from tests.sheets import read_back

LONG_AGO = timedelta(hours=2)


@pytest.fixture(autouse=True)
def many(monkeypatch):
    """Three events are more than go out while the page loads."""
    monkeypatch.setattr(views, "AT_ONCE", 2)
    monkeypatch.setattr(writing, "CHUNK", 2)


@pytest.fixture(autouse=True)
def temporary(monkeypatch, tmp_path):
    """The folder for temporary files, of this test alone."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture
def events(bees):
    make_events(bees, 5)
    return OutreachEvent.objects.all()


@pytest.fixture
def ask(as_alice, events, django_capture_on_commit_callbacks):
    """Presses the button of the page; returns the export."""

    def press(query="", file_format="xlsx"):
        with django_capture_on_commit_callbacks(execute=True):
            as_alice.post(page(file_format, query))
        return EventExport.objects.latest("pk")

    return press


@pytest.fixture
def ready(ask):
    export = ask()
    exports.make(export.pk)
    export.refresh_from_db()
    return export


def page(file_format="xlsx", query=""):
    return reverse(f"outreach:export-{file_format}", args=["bees"]) + query


def address(name, export):
    return reverse(f"outreach:export-{name}", args=["bees", export.pk])


def progress(client, export, state="making"):
    return client.get(f"{address('progress', export)}?state={state}").json()


def files():
    """What exports have left in the media storage and in the folder for temporary files."""
    stored = Path(settings.MEDIA_ROOT, "exports")
    folders = [each for each in (stored, Path(tempfile.gettempdir())) if each.exists()]
    return sorted(file for folder in folders for file in folder.iterdir())


def test_many_events_lead_to_the_page_with_the_filter_of_the_list(as_alice, events):
    query = "?setting=village&page=3"

    response = as_alice.get(reverse("outreach:event-export", args=["bees"]) + query)

    assertRedirects(response, page(query="?setting=village"))
    shown = as_alice.get(response.url)
    assertContains(shown, "The file will have 5 rows")
    assertContains(shown, reverse("outreach:event-list", args=["bees"]) + "?setting=village")
    assert not EventExport.objects.exists()


def test_few_events_go_out_at_once(as_alice, bees):
    event = make_event(bees)

    response = as_alice.post(page(), follow=True)

    assert [row["Record"] for row in read_back(response.getvalue())] == [event.pk]
    assert not EventExport.objects.exists()


@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_it_is_asked_for_made_and_fetched(as_alice, events, ask, file_format):
    before = files()
    export = ask(file_format=file_format)
    waiting = as_alice.get(page(file_format))
    exports.make(export.pk)
    over = progress(as_alice, export)
    fetched = as_alice.get(address("file", export))

    assert OrmQ.objects.count() == 1
    assertContains(waiting, "Rows written")
    assert over == {"done": 5, "is_over": True}
    assertContains(as_alice.get(page(file_format)), address("file", export))
    assert fetched["Content-Disposition"] == f'attachment; filename="bees.{file_format}"'
    assert fetched["Content-Type"] == views.TYPES[file_format]
    content = fetched.getvalue()
    if file_format == "xlsx":
        assert [row["Record"] for row in read_back(content)] == [each.pk for each in events]
    else:
        assert len(content.decode("utf-8-sig").splitlines()) == 6
    assert len(files()) == len(before) + 1


def test_only_what_passes_the_filter_is_in_it(bees, ask, as_alice):
    shown = [make_event(bees, setting="urban_school", venue=f"โรงเรียน {n}") for n in range(3)]
    export = ask("?text=โรงเรียน&setting=urban_school")

    exports.make(export.pk)

    rows = read_back(as_alice.get(address("file", export)).getvalue())
    assert {row["Record"] for row in rows} == {each.pk for each in shown}


def test_its_words_are_in_the_language_of_who_asked(alice, ask, as_alice):
    alice.language = "th"
    alice.save()
    export = ask()

    exports.make(export.pk)

    assert "วันที่" in read_back(as_alice.get(address("file", export)).getvalue())[0]


def test_who_asks_again_is_shown_the_one_that_is_made(ask):
    first = ask()

    assert ask("?page=2") == first
    assert OrmQ.objects.count() == 1
    assert ask("?setting=village") != first
    assert ask(file_format="csv") != first


def test_each_person_has_an_export_of_their_own(client, sam, ask):
    first = ask()
    client.force_login(sam)

    assertContains(client.get(page()), "Make the file")
    assert ask().user == sam
    assert EventExport.objects.filter(pk=first.pk).exists()


@pytest.mark.parametrize("role", ["partner", "staff", "admin"])
def test_nobody_else_sees_it(client, partner, ready, role):
    colleague = {"partner": partner} if role == "partner" else {}
    client.force_login(make_user(role, **colleague))

    for name in ("file", "progress"):
        assert client.get(address(name, ready)).status_code == 404
    assert client.post(address("discard", ready)).status_code == 404
    assert default_storage.exists(ready.file.name)


def test_who_may_not_see_the_project_any_more_does_not_get_the_file(client, alice, ready):
    alice.partner = make_user("partner").partner
    alice.save()

    assert client.get(address("file", ready)).status_code == 404


def test_progress_is_told_by_chunk(as_alice, ask, monkeypatch):
    export, told = ask(), []
    tell = EventExport.tell_progress

    def listen(self, **rows):
        found = tell(self, **rows)
        told.append(progress(as_alice, export))
        return found

    monkeypatch.setattr(EventExport, "tell_progress", listen)
    exports.make(export.pk)

    assert [each["done"] for each in told] == [0, 2, 4, 5]
    assert not any(each["is_over"] for each in told)


@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_what_is_cancelled_leaves_nothing(as_alice, ask, monkeypatch, file_format):
    before, export = files(), ask(file_format=file_format)
    tell = EventExport.tell_progress

    def cancel(self, **rows):
        if rows.get("rows_done") == 2:
            as_alice.post(address("discard", export))
        return tell(self, **rows)

    monkeypatch.setattr(EventExport, "tell_progress", cancel)
    exports.make(export.pk)

    assert not EventExport.objects.exists()
    assert files() == before
    assertContains(as_alice.get(page(file_format)), "Make the file")


def test_what_is_cancelled_at_the_last_moment_leaves_nothing_either(as_alice, ask, monkeypatch):
    before, export = files(), ask()
    end = EventExport.end

    def cancel(self, status, **fields):
        as_alice.post(address("discard", export))
        return end(self, status, **fields)

    monkeypatch.setattr(EventExport, "end", cancel)
    exports.make(export.pk)

    assert not EventExport.objects.exists()
    assert files() == before


def test_a_cancelled_export_is_not_begun(as_alice, ask):
    before, export = files(), ask()

    response = as_alice.post(address("discard", export), follow=True)
    exports.make(export.pk)

    assertContains(response, "Nothing of it is kept.")
    assert files() == before


def test_the_file_goes_with_the_export(as_alice, ready, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        as_alice.post(address("discard", ready))

    assert not default_storage.exists(ready.file.name)
    assert as_alice.get(address("file", ready)).status_code == 404


def test_one_that_fails_says_so_and_is_tried_again(as_alice, ask, monkeypatch):
    before, export = files(), ask()
    with monkeypatch.context() as patch:
        patch.setattr(exports, "write", no_room)
        with pytest.raises(OSError, match="disk"):
            exports.make(export.pk)

    assert progress(as_alice, export)["is_over"]
    assertContains(as_alice.get(page()), "The file could not be made.")
    assert files() == before
    again = ask()
    exports.make(again.pk)
    assert EventExport.objects.get().status == "done"


def no_room(*args):
    raise OSError("No room on the disk.")


def test_one_whose_worker_was_killed_is_taken_up_again(ask):
    export = ask()
    EventExport.objects.update(told_at=timezone.now() - LONG_AGO, rows_done=2)

    exports.make(export.pk)

    export.refresh_from_db()
    assert (export.status, export.rows_done) == ("done", 5)


def test_one_that_is_being_made_is_left_to_who_makes_it(ask):
    export = ask()
    EventExport.objects.update(told_at=timezone.now(), rows_done=2)

    exports.make(export.pk)

    export.refresh_from_db()
    assert (export.status, export.rows_done) == ("making", 2)


def test_one_that_is_done_is_not_made_twice(ready):
    before = files()

    exports.make(ready.pk)

    assert files() == before


@pytest.mark.parametrize(
    ("told_at", "sentence"),
    [(timezone.now() - LONG_AGO, "may have stopped"), (None, "Waiting for the background")],
)
def test_one_that_nobody_makes_says_so_and_is_tried_again(as_alice, ask, told_at, sentence):
    first = ask()
    EventExport.objects.update(asked_at=timezone.now() - LONG_AGO, told_at=told_at)

    assert progress(as_alice, first)["is_over"]
    assert not progress(as_alice, first, "silent")["is_over"]
    shown = as_alice.get(page())
    assertContains(shown, sentence)
    assertContains(shown, "Try again")
    second = ask()
    assert second != first
    assert EventExport.objects.get() == second


def test_a_ready_one_is_shown_until_a_new_one_is_asked_for(
    as_alice, ready, ask, django_capture_on_commit_callbacks
):
    asked = as_alice.get(reverse("outreach:event-export", args=["bees"]), follow=True)

    assertContains(asked, address("file", ready))
    assertContains(asked, "Make it anew")
    new = ask()
    assert new != ready
    assert not default_storage.exists(ready.file.name)


def test_it_is_deleted_after_a_day(as_alice, ready, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        exports.clear_exports()
    kept = default_storage.exists(ready.file.name)
    EventExport.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    with django_capture_on_commit_callbacks(execute=True):
        exports.clear_exports()

    assert kept
    assert not default_storage.exists(ready.file.name)
    assert as_alice.get(address("file", ready)).status_code == 404
    assertContains(as_alice.get(page()), "Make the file")


def test_files_without_an_export_are_cleared_after_a_day(alice, ready, monkeypatch):
    alice.delete()
    exports.clear_exports()
    kept = default_storage.exists(ready.file.name)
    tomorrow = timezone.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr("outreach.uploads.timezone.now", lambda: tomorrow)
    exports.clear_exports()

    assert kept
    assert not default_storage.exists(ready.file.name)


def test_they_are_cleared_every_day(db):
    function = "outreach.sheets.exports.clear_exports"

    assert Schedule.objects.get(func=function).schedule_type == Schedule.DAILY


def test_a_file_that_is_gone_from_the_disk_is_not_found(as_alice, ready):
    default_storage.delete(ready.file.name)

    assert as_alice.get(address("file", ready)).status_code == 404


def test_more_than_a_sheet_takes_is_offered_as_csv(as_alice, ask, monkeypatch):
    monkeypatch.setattr(views, "MOST_ROWS", 5)
    query = "?setting=village"

    shown = as_alice.get(page(query=query))
    as_alice.post(page(query=query))

    assertContains(shown, "This is more than a sheet takes")
    assertContains(shown, page("csv", query))
    assertNotContains(shown, "Make the file")
    assert not EventExport.objects.exists()
    assertContains(as_alice.get(page("csv", query)), "Make the file")


def test_one_that_becomes_more_than_a_sheet_takes_says_so(as_alice, ask, monkeypatch):
    before, export = files(), ask()
    monkeypatch.setattr(writing, "MOST_BYTES", 10)

    exports.make(export.pk)

    assert progress(as_alice, export)["is_over"]
    assertContains(as_alice.get(page()), "This is more than a sheet takes")
    assert files() == before


def test_what_is_no_filter_makes_no_other_export(as_alice, bees, alice, events):
    make_export(bees, alice)

    for query in ("?since=nonsense", "?group=99999", "?province=", "?setting=moon", "?x=y"):
        assertContains(as_alice.get(page(query=query)), "Rows written")
