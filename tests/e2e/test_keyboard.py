"""The story by keyboard alone."""

from django.urls import reverse

from outreach.models import OutreachEvent
from projects.models import ReportingPeriod
from tests.e2e.people import HOME
from tests.factories import PASSWORD

FAR = 120


def go_to(page, selector):
    """Press Tab until the element has the focus, and see that the focus can be seen."""
    for _ in range(FAR):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def write(page, selector, text):
    go_to(page, selector)
    page.keyboard.type(text)


def press_on(page, selector, key="Enter"):
    go_to(page, selector)
    page.keyboard.press(key)


def test_an_event_with_photo_and_quote_is_entered_and_submitted(nok, telephone, picture):
    page = telephone()
    page.goto(reverse("account_login"))
    write(page, "[name=login]", nok.email)
    write(page, "[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(HOME)

    press_on(page, "a[href$='/events/add/']")
    page.wait_for_url("**/events/add/")
    write(page, "[name=venue]", "Ban Mai School")
    write(page, "[name=province]", "Mae Hong Son")
    write(page, "[name=setting]", "Rural")
    write(page, "[data-count]", "40")
    with page.expect_file_chooser() as chooser:
        press_on(page, "#choose-photos")
    chooser.value.set_files(picture)
    page.get_by_text("Received", exact=True).wait_for()
    write(page, "[name$=caption]", "A morning at school.")
    press_on(page, "summary")
    write(page, "[name=quote-words]", "They ask good questions.")
    write(page, "[name=quote-speaker]", "A teacher")
    press_on(page, "[name=save]")
    page.get_by_text("The outreach is saved.").wait_for()

    page.goto("/")
    press_on(
        page, f"a[href='{reverse('handover:period', args=[ReportingPeriod.objects.get().pk])}']"
    )
    page.wait_for_url("**/periods/*/")
    press_on(page, "[name=complete]", "Space")
    press_on(page, "form[action$=submit\\/] button:not([formaction])")
    page.get_by_text("Submitted. The foundation is told by e-mail.").wait_for()

    event = OutreachEvent.objects.get()
    assert (event.photos.count(), event.partnerquotes.count()) == (1, 1)
    assert ReportingPeriod.objects.get().state == "submitted"
