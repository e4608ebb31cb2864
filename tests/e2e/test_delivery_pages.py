"""The pages of delivery in a browser: as donors and staff see them, and a checker."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from grantreports.delivery import batches
from grantreports.delivery.models import Batch, Delivery, Opening
from grantreports.mailing import outbox
from grantreports.reports.models import Report
from tests.deliveries import make_link, make_sending
from tests.e2e.people import log_in, press
from tests.editions import make_edition, write_report


@pytest.fixture
def edition(schools, sam):
    report = Report.objects.create(period=schools.budget_years.get().periods.get())
    write_report(report)
    return make_edition(report, sam)


def problems(page, address):
    page.goto(address)
    found = [f"{address}: {each['id']}" for each in Axe().run(page).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append(f"{address}: wider than the screen")
    return found


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_are_accessible_and_fit(edition, sam, browser_page, width):
    link = make_link(edition.report, sam)
    make_link(edition.report, sam, label="Bob").revoke(by=sam, at=edition.published_at)
    batch = make_sending([edition], sam, "ann@example.org", "bob@example.org")
    batches.run(batch.pk)
    Delivery.objects.filter(to="bob@example.org").update(problem="550 Nobody", next_try=None)
    back = {"problem": "550 Moved", "sent_at": timezone.now(), "bounced_at": timezone.now()}
    Delivery.objects.filter(to="ann@example.org").update(**back)
    browser_page.set_viewport_size({"width": width, "height": 844})
    found = problems(browser_page, reverse("donor-page", args=[link.token]))
    found += problems(browser_page, reverse("donor-page", args=["wrong"]))
    log_in(browser_page, sam)

    for name, record in [("links", edition.report), ("send", edition.report), ("batch", batch)]:
        found += problems(browser_page, reverse(f"delivery:{name}", args=[record.pk]))
    found += problems(browser_page, reverse("mailing:returned"))
    found += problems(browser_page, f"{reverse('overview')}?status=published")
    press(browser_page, "Choose all")
    press(browser_page, "Send or download the chosen reports")
    found += [each["id"] for each in Axe().run(browser_page).response["violations"]]

    assert not found


def test_a_report_goes_from_staff_to_a_donors_telephone(edition, sam, browser_page, telephone):
    page, report = browser_page, edition.report
    log_in(page, sam)
    page.goto(reverse("delivery:send", args=[report.pk]))
    page.get_by_label("Addresses").fill("ann@example.org")
    press(page, "Send")
    page.get_by_role("heading", name="Under way").wait_for()
    batches.run(Batch.objects.get().pk)
    delivery = Delivery.objects.get()
    outbox.send("delivery.delivery", delivery.pk)
    page.get_by_role("heading", name="Finished").wait_for()

    phone = telephone(with_script=False)
    phone.goto(delivery.link.path)
    picture = phone.request.get(phone.locator("img").first.get_attribute("src"))

    assert picture.headers["content-type"] == "image/jpeg"
    assert phone.get_by_text("students came.").is_visible()
    assert Opening.objects.get().kind == "page"
