"""Two minutes in a school yard: from the log-in to a period that is submitted, on a telephone."""

import pytest
from django.core import mail
from django.urls import reverse

from grantreports.handover.models import Mailing
from grantreports.mailing.outbox import send
from outreach.models import OutreachEvent, PartnerQuote, Photo
from projects.models import ReportingPeriod
from tests.e2e.people import log_in, press


@pytest.mark.parametrize("with_script", [True, False], ids=["with JavaScript", "without"])
def test_the_two_minute_story(nok, sam, picture, telephone, with_script):
    page = telephone(with_script)
    log_in(page, nok)
    assert totals(page) == {"Outreach so far": "0", "People attended": "0"}

    add_event(page, picture, with_script)
    assert "The outreach is saved." in page.inner_text("main")
    page.goto("/")
    assert totals(page) == {"Outreach so far": "1", "People attended": "43"}

    submit(page)
    assert page.get_by_text("Submitted").count()
    page.goto("/")
    assert "Nothing is owed now" in page.inner_text("main")

    other = telephone(with_script)
    log_in(other, sam)
    return_with_notes(other)

    correct(page)
    submit_again(page)

    assert everything_is_there()
    assert subjects_of_mails() == [
        ("nok@example.org", "Safe Schools: Report 1, Year 1 is returned to you"),
        ("sam@example.org", "Safe Schools: Report 1, Year 1 is complete"),
        ("sam@example.org", "Safe Schools: Report 1, Year 1 is complete"),
    ]


def everything_is_there():
    event = OutreachEvent.objects.get()
    photo, quote = Photo.objects.get(), PartnerQuote.objects.get()
    counts = sorted(str(each) for each in event.attendances.all())
    return (
        counts == ["4 teachers", "40 students"]
        and photo.event == quote.event == event
        and not photo.lacks
        and not quote.lacks
        and ReportingPeriod.objects.get().state == "submitted"
    )


def subjects_of_mails():
    """What the background worker sends."""
    for mailing in Mailing.objects.all():
        send("handover.mailing", mailing.pk)
    return sorted((message.to[0], message.subject) for message in mail.outbox)


def totals(page):
    """The figures at the head of the home page."""
    names = page.locator(".home-period .totals dt").all_inner_texts()
    return dict(zip(names, page.locator(".home-period .totals dd").all_inner_texts(), strict=True))


def add_event(page, picture, with_script):
    page.get_by_role("link", name="Add outreach").first.click()
    page.get_by_label("Venue").fill("Ban Mai School")
    page.get_by_label("Province").select_option("Mae Hong Son")
    page.get_by_label("Setting").select_option("Rural school")
    page.get_by_label("Students").fill("40")
    page.get_by_label("Teachers").fill("3")
    if with_script:
        assert page.locator("[data-total]").inner_text() == "43"
    page.get_by_label("What was done").fill("Games and questions about safety.")
    add_photo(page, picture, with_script)
    page.get_by_text("Add a quote").click()
    page.locator("[name=quote-words]").fill("They ask good questions.")
    page.locator("[name=quote-speaker]").fill("A teacher")
    page.get_by_label("Who is speaking").fill("A teacher")
    page.locator("[name=quote-consent][value=not_needed]").check()
    press(page, "Save")


def add_photo(page, picture, with_script):
    if with_script:
        page.locator("#choose-photos").set_input_files(picture)
        page.get_by_text("Received", exact=True).wait_for()
        photo = page.locator("[data-token]")
    else:
        page.get_by_text("Add a photo").click()
        photo = page.locator("details", has=page.locator("[name=photo-picture]"))
        photo.locator("[name=photo-picture]").set_input_files(picture)
    photo.get_by_label("Caption").fill("A morning at school.")
    photo.get_by_label("Alternative text").fill("Pupils on the grass.")
    photo.get_by_label("Who is recognisable").select_option("Nobody")
    photo.locator("input[value=not_needed]").check()


def submit(page):
    page.get_by_role("link", name="See the period and submit it").click()
    page.get_by_label("Message to the foundation").fill("All is entered.")
    page.get_by_label("The period is complete").check()
    press(page, "Submit the period")
    page.get_by_text("locked").first.wait_for()


def return_with_notes(page):
    page.goto(reverse("handover:period", args=[ReportingPeriod.objects.get().pk]))
    page.locator(".note-field summary").first.click()
    page.get_by_label("Note on").first.fill("Were there really three teachers?")
    page.get_by_label("Message on the whole period").fill("Nearly done.")
    press(page, "Return to the partner")
    page.get_by_text("returned").first.wait_for()


def correct(page):
    page.goto(reverse("outreach:event", args=[OutreachEvent.objects.get().pk]))
    page.get_by_role("link", name="Change", exact=True).click()
    page.get_by_label("Teachers").fill("4")
    press(page, "Save")
    page.get_by_text("The outreach is saved.").wait_for()


def submit_again(page):
    page.goto("/")
    page.get_by_role("link", name="See the period and submit it").click()
    page.get_by_label("Your answer").fill("Four: one came later.")
    page.get_by_label("The period is complete").check()
    press(page, "Submit the period")
    page.get_by_text("locked").first.wait_for()
