"""What is typed survives a lost answer, a log-in that ran out, an impatient finger."""

from time import sleep

import pytest
from django.urls import reverse
from playwright.sync_api import Error

from outreach import sent_photos
from outreach.models import OutreachEvent, PartnerQuote, Photo
from tests.e2e.people import fill_event, log_in, press


@pytest.fixture
def form(schools):
    return reverse("outreach:event-add", args=[schools.slug])


@pytest.fixture
def page(nok, telephone):
    page = telephone()
    log_in(page, nok)
    return page


def drafts(page):
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:'))")


def test_the_answer_gets_lost_after_the_server_has_saved(page, form):
    page.goto(form)
    fill_event(page)

    def lose_the_answer(route):
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.continue_()

    page.route(f"**{form}*", lose_the_answer)
    press(page, "Save")
    page.wait_for_url("chrome-error://**")
    page.unroute(f"**{form}*")
    page.goto(form)

    page.get_by_text("The outreach is saved.").wait_for()
    assert OutreachEvent.objects.count() == 1
    assert drafts(page) == []


def test_a_button_pressed_twice_saves_once(page, form):
    page.goto(form)
    fill_event(page)

    page.evaluate("['', ''].forEach(() => document.querySelector('[name=save]').click())")
    page.get_by_text("The outreach is saved.").wait_for()

    assert OutreachEvent.objects.count() == 1


def test_after_the_log_in_ran_out_the_text_is_back(page, nok, form):
    page.goto(form)
    fill_event(page)
    page.context.clear_cookies(name="sessionid")

    press(page, "Save")
    page.locator("[name=login]").fill(nok.email)
    page.locator("[name=password]").fill("correct horse")
    press(page, "Log in")
    page.get_by_text("This is what you typed.").wait_for()
    press(page, "Save")
    page.get_by_text("The outreach is saved.").wait_for()

    assert OutreachEvent.objects.get().venue == "Ban Mai School"


def test_a_draft_is_gone_after_the_log_out(page, form):
    page.goto(form)
    fill_event(page)
    page.wait_for_timeout(400)
    kept = drafts(page)

    press(page, "Log out")
    page.wait_for_url("**/log-in/**")

    assert len(kept) == 1
    assert drafts(page) == []


def test_a_draft_can_be_thrown_away(page, form):
    page.goto(form)
    fill_event(page)
    page.wait_for_timeout(400)
    page.goto(form)

    press(page, "Throw it away")
    page.goto(form)

    assert page.get_by_role("button", name="Put it back").count() == 0


def test_photos_wait_for_the_connection_and_the_form_does_not(page, form, picture):
    page.route("**/photos/upload/", lambda route: route.abort())
    page.goto(form)
    fill_event(page)
    page.locator("#choose-photos").set_input_files([picture, picture])
    page.get_by_text("Waiting for the connection.").first.wait_for()
    page.get_by_label("Caption").first.fill("A morning at school.")
    page.wait_for_timeout(400)

    press(page, "Save")
    page.get_by_text("The outreach is saved.").wait_for()
    photos_before = Photo.objects.count()
    page.unroute("**/photos/upload/")
    page.reload()
    page.get_by_text("All photos are received.").wait_for()

    assert photos_before == 0
    event = OutreachEvent.objects.get()
    assert sorted(event.photos.values_list("caption", flat=True)) == ["", "A morning at school."]


def test_what_is_no_picture_is_told_on_its_card(page, form, tmp_path):
    path = tmp_path / "letter.jpg"
    path.write_text("no picture")
    page.goto(form)

    page.locator("#choose-photos").set_input_files(path)

    page.get_by_text("This file is not a picture we can read.").wait_for()
    assert page.locator("[name=sent_photo]").count() == 0
    with pytest.raises(Error):
        page.get_by_label("Caption").first.fill("Hidden", timeout=300)


def test_an_error_far_down_is_told_on_top_and_found(page, form):
    page.goto(form)
    fill_event(page)
    page.get_by_text("Add a quote").click()
    page.locator("[name=quote-words]").fill("They ask good questions.")
    page.locator("[name=quote-speaker]").fill("A teacher")
    page.locator("[name=quote-consent][value=given]").check()
    page.locator("[name=quote-consent_on]").fill("2025-01-01")

    press(page, "Save")

    page.get_by_role("alert").get_by_text("Say who gave consent.").wait_for()
    assert page.evaluate("document.activeElement.name") == "quote-consent_by"
    assert OutreachEvent.objects.count() == 0


def test_back_and_saved_again_there_is_still_one_of_each(page, form, picture):
    page.goto(form)
    fill_event(page)
    add_photo_and_quote(page, picture)
    press(page, "Save")
    page.get_by_text("The outreach is saved.").wait_for()

    page.go_back()
    page.get_by_label("Venue").fill("Wat Doi Kham")
    press(page, "Save")
    page.get_by_text("The outreach is saved.").wait_for()

    event = OutreachEvent.objects.get()
    assert event.venue == "Wat Doi Kham"
    assert (event.photos.count(), event.partnerquotes.count()) == (1, 1)
    assert (Photo.objects.count(), PartnerQuote.objects.count()) == (1, 1)


def add_photo_and_quote(page, picture):
    page.locator("#choose-photos").set_input_files(picture)
    page.get_by_text("Received", exact=True).wait_for()
    page.get_by_text("Add a quote").click()
    page.locator("[name=quote-words]").fill("They ask good questions.")
    page.locator("[name=quote-speaker]").fill("A teacher")


def test_photos_are_added_and_described_without_an_event(page, schools, picture):
    page.goto(reverse("outreach:photo-add", args=[schools.slug]))
    page.locator("#choose-photos").set_input_files([picture, picture])
    page.locator(".receipt").nth(1).get_by_text("Received", exact=True).wait_for()
    page.get_by_label("Caption").nth(0).fill("First.")
    page.get_by_label("Caption").nth(1).fill("Second.")

    press(page, "Save")
    page.get_by_text("The photo is saved.").wait_for()

    assert sorted(Photo.objects.values_list("caption", flat=True)) == ["First.", "Second."]
    assert drafts(page) == []


def test_a_photo_on_its_way_keeps_its_card_when_the_form_comes_back(page, nok, form, picture):
    page.goto(form)
    fill_event(page)
    page.context.clear_cookies(name="sessionid")
    page.locator("#choose-photos").set_input_files(picture)
    page.get_by_text("Waiting for the connection.").wait_for()
    page.locator("[data-token]").get_by_label("Caption").fill("A morning at school.")
    page.wait_for_timeout(400)

    press(page, "Save")
    page.locator("[name=login]").fill(nok.email)
    page.locator("[name=password]").fill("correct horse")
    press(page, "Log in")
    page.get_by_text("Received", exact=True).wait_for()
    press(page, "Save")
    page.get_by_text("The outreach is saved.").wait_for()

    photo = Photo.objects.get()
    assert (photo.event, photo.caption) == (OutreachEvent.objects.get(), "A morning at school.")


def choose(page, form, picture):
    page.goto(form)
    fill_event(page)
    page.locator("#choose-photos").set_input_files([picture])


def save(page):
    press(page, "Save")
    page.get_by_text("The outreach is saved.").wait_for()


@pytest.fixture
def slow_server(monkeypatch):
    """It has the picture long before the browser has its answer."""
    real = sent_photos.clean_photo
    monkeypatch.setattr(sent_photos, "clean_photo", lambda file: (sleep(1), real(file))[1])


@pytest.mark.usefixtures("slow_server")
def test_a_photo_taken_out_while_it_is_sent_does_not_arrive(page, form, picture):
    with page.expect_request("**/photos/upload/"):
        choose(page, form, picture)
    with page.expect_response("**/photos/take-out/"):
        press(page, "Take out")
    save(page)
    # By now the server has cleaned it.
    page.wait_for_timeout(1500)

    assert not Photo.objects.exists()
    assert page.locator("#photo-tray").is_hidden()


def test_a_photo_taken_out_without_connection_goes_when_it_is_back(page, form, picture):
    choose(page, form, picture)
    page.get_by_text("Received").first.wait_for()
    page.route("**/photos/take-out/", lambda route: route.abort())
    press(page, "Take out")
    page.wait_for_timeout(300)
    assert Photo.objects.exists()
    page.unroute("**/photos/take-out/")

    with page.expect_response("**/photos/take-out/"):
        save(page)

    assert not Photo.objects.exists()


@pytest.mark.parametrize("status", [404, 413])
def test_a_picture_that_a_proxy_refuses_is_kept_and_sent_later(page, form, picture, status):
    page.route("**/photos/upload/", lambda route: route.fulfill(status=status, body="Too large"))
    choose(page, form, picture)
    page.get_by_text(f"could not be sent ({status})").wait_for()
    page.unroute("**/photos/upload/")

    with page.expect_response("**/photos/upload/"):
        save(page)
    page.get_by_text("All photos are received.").wait_for()

    assert Photo.objects.get().event == OutreachEvent.objects.get()


def test_a_picture_that_the_server_refuses_is_kept_until_it_is_thrown_away(page, form, tmp_path):
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    choose(page, form, broken)
    page.get_by_text("not a picture we can read").first.wait_for()
    save(page)
    line = page.locator("[data-refusals] li")
    line.wait_for()

    with page.expect_response("**/photos/take-out/"):
        press(page, "Throw it away")

    line.wait_for(state="detached")
    page.reload()
    assert page.locator("#photo-tray").is_hidden()


def test_photos_of_a_form_that_is_cancelled_are_gone(page, form, picture):
    choose(page, form, picture)
    page.get_by_text("Received").first.wait_for()

    with page.expect_response("**/photos/take-out/"):
        page.get_by_role("link", name="Cancel").click()
    page.wait_for_url("**/events/")

    assert not Photo.objects.exists()
    assert page.locator("#photo-tray").is_hidden()
