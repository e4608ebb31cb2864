"""What happens afterwards, in a browser: consent that ends, a name in a mail, a change after the
signature, and an administrator's wrong clicks.
"""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from grantreports.accounts.models import User
from grantreports.delivery.models import Batch
from grantreports.foundation.models import Branding
from grantreports.publishing.consent_end import act_on_ends
from grantreports.publishing.models import Edition, Review
from grantreports.reports.models import ChosenPhoto, ChosenQuote, Report
from outreach.models import OutreachEvent, PartnerQuote
from projects.days import today_of
from projects.models import Project, ProtectedName
from tests.e2e.people import log_in, press
from tests.factories import make_event, make_photo, make_point, make_quote, make_user, set_state

DESKTOP = {"width": 1280, "height": 1000}


@pytest.fixture
def written(schools, sam):
    """A report that nothing is wrong with, handed over by Sam."""
    report = Report.objects.create(period=schools.budget_years.get().periods.get())
    event = make_event(schools, {"students": 40, "teachers": 3}, first_day=report.first_day)
    given = {"consent": "given", "consent_by": "the mother", "consent_on": date(2025, 3, 3)}
    quote = make_quote(schools, event=event, consent_until=today_of(schools.partner), **given)
    photo = make_photo(schools, (900, 600), event=event)
    ChosenQuote.objects.create(report=report, quote=quote)
    ChosenPhoto.objects.create(report=report, photo=photo)
    make_point(report, "{attendance: students} students came.")
    fields = {"thank_you": "Thank you.", "asks_for": report.budget_year, "learned": "Floods."}
    Report.objects.update(introduction="In {events} event we met many.", **fields)
    set_state(report, "accepted")
    return Report.objects.get()


@pytest.fixture
def at_work(browser, live_server):
    def open_browser(user):
        page = browser.new_context(base_url=live_server.url, viewport=DESKTOP).new_page()
        log_in(page, user)
        return page

    return open_browser


def test_what_happens_afterwards_is_asked_about_again(written, sam, at_work, telephone):
    tom = make_user("staff", name="Tom", email="tom@example.org")
    root = make_user("admin", name="Root", email="root@example.org")
    sam_page, tom_page, root_page = at_work(sam), at_work(tom), at_work(root)

    hand_over(sam_page, written)
    sign_off(tom_page, written)
    a_change_after_the_signature_comes_back(sam_page, written)
    sign_off_what_changed(tom_page, written)
    publish(sam_page, written)

    a_name_in_a_mail_is_refused(sam_page, written)
    address = link(sam_page, written)
    donor = telephone()
    assert donor.goto(address).ok

    consent_ends(sam_page, written)
    assert donor.goto(address).status == 410
    somebody_keeps_it(sam_page, written)
    assert donor.goto(address).ok

    wrong_clicks_of_an_administrator(root_page, root)


def open_review(page, report):
    page.goto(reverse("publishing:review", args=[report.pk]))


def hand_over(page, report):
    open_review(page, report)
    press(page, "Hand it over")
    page.get_by_text("You handed it over").wait_for()


def sign_off(page, report):
    open_review(page, report)
    boxes = page.locator(".sign-off input[type=checkbox]")
    for place in range(boxes.count()):
        boxes.nth(place).check()
    press(page, "Sign it off")
    page.locator("#step", has_text="Signed off").wait_for()


def a_change_after_the_signature_comes_back(page, report):
    event = OutreachEvent.objects.get()
    page.goto(reverse("outreach:event-edit", args=[event.pk]))
    page.get_by_label("Students").fill("41")
    press(page, "Save")
    page.get_by_text("The outreach is saved.").wait_for()
    open_review(page, report)
    page.get_by_role("button", name="Publish edition 1").click()
    page.get_by_text("It is with the second person again").wait_for()
    assert not Edition.objects.exists()


def sign_off_what_changed(page, report):
    open_review(page, report)
    page.get_by_role("heading", name="What changed since Tom signed it off").wait_for()
    page.locator("ins", has_text="41").first.wait_for()
    sign_off(page, report)
    assert [each.outcome for each in Review.objects.all()] == ["signed_off", "signed_off"]


def publish(page, report):
    open_review(page, report)
    page.get_by_role("button", name="Publish edition 1").click()
    page.get_by_role("heading", name="Published").first.wait_for()


def a_name_in_a_mail_is_refused(page, report):
    ProtectedName.objects.create(project=report.project, name="Malee")
    page.goto(reverse("delivery:send", args=[report.pk]))
    page.get_by_label("Addresses").fill("Ann Donor <ann@example.org>")
    page.get_by_label("Message").fill("M4lee and her sister thank you.")
    press(page, "Send")
    page.get_by_text("“Malee” must not be told, and stands in this message").first.wait_for()
    assert page.get_by_label("Message").input_value() == "M4lee and her sister thank you."
    assert not Batch.objects.exists()


def link(page, report):
    page.goto(reverse("delivery:links", args=[report.pk]))
    page.get_by_label("Label").fill("Ann Donor")
    press(page, "Make the link")
    return page.get_by_label("Address for Ann Donor").input_value()


def consent_ends(page, report):
    page.goto(reverse("overview"))
    page.get_by_text("today is the last day").wait_for()
    Branding.objects.update_or_create(id=1, defaults={"when_consent_ends": "ask"})
    PartnerQuote.objects.update(consent_until=date.today() - timedelta(days=2))
    act_on_ends()
    page.goto(reverse("overview"))
    page.get_by_text("donors do not read it").wait_for()


def somebody_keeps_it(page, report):
    page.goto(reverse("publishing:edition", args=[report.pk, 1]))
    page.get_by_label("Why it is kept").fill("The mother said yes on the telephone.")
    press(page, "Keep it")
    page.get_by_text("The mother said yes on the telephone.").wait_for()


def wrong_clicks_of_an_administrator(page, root):
    page.goto(reverse("admin:accounts_user_change", args=[root.pk]))
    page.get_by_label("may log in").uncheck()
    page.locator("[name=_save]").click()
    page.get_by_text("This is the only administrator who may log in.").wait_for()
    page.goto(reverse("admin:projects_project_change", args=[Project.objects.get().pk]))
    page.get_by_label("Currency").select_option("GBP")
    page.locator("[name=_save]").click()
    page.get_by_text("stay as numbers and become GBP").wait_for()
    assert Project.objects.get().currency == "USD"
    page.get_by_label("Change it all the same").check()
    page.locator("[name=_save]").click()
    page.get_by_text("was changed successfully").wait_for()
    assert Project.objects.get().currency == "GBP"
    page.goto(reverse("admin:django_q_schedule_changelist"))
    assert page.get_by_role("link", name="Add").count() == 0
    assert User.objects.get(pk=root.pk).is_active
