"""Programs that look at links are told from people, and shown as such."""

import pytest
from django.urls import reverse

from grantreports.delivery.models import DonorLink, Opening
from tests.deliveries import BROWSER, make_link
from tests.editions import make_plain_edition

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"
OLD_SAFARI = (
    "Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/12.1 Mobile/15E148 Safari/604.1"
)


def without(*names):
    return {name: value for name, value in BROWSER.items() if name not in names}


PEOPLE = {
    "a telephone": BROWSER,
    "Chrome": BROWSER | {"User-Agent": CHROME},
    "Firefox": BROWSER | {"User-Agent": FIREFOX},
    "an old tablet": without("Sec-Fetch-Mode", "Sec-Fetch-Dest", "Sec-Fetch-Site")
    | {"User-Agent": OLD_SAFARI},
    "a telephone of Cubot": BROWSER
    | {"User-Agent": CHROME.replace("Windows NT 10.0; Win64; x64", "Linux; CUBOT X70")},
    "in LinkedIn's own window": BROWSER
    | {"User-Agent": BROWSER["User-Agent"] + " [LinkedInApp]/9.29"},
    "from a mail on the web": BROWSER | {"Sec-Fetch-Site": "cross-site"},
}
AGENTS = [
    "",
    "curl/8.5.0",
    "python-requests/2.32",
    "Go-http-client/2.0",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0)",
    "facebookexternalhit/1.1",
    "WhatsApp/2.23.20.0",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) BingPreview/1.0b",
    "Mozilla/5.0 (Windows NT 10.0; Microsoft Outlook 16.0; ms-office; MSOffice 16)",
    "TelegramBot (like TwitterBot)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
    "Mozilla/5.0 (compatible; Barracuda Sentinel)",
    "Mozilla/5.0 (compatible; proofpoint urldefense)",
]
PROGRAMS = {agent or "no name": BROWSER | {"User-Agent": agent} for agent in AGENTS} | {
    "prefetched": BROWSER | {"Sec-Purpose": "prefetch;prerender"},
    "prefetched of old": BROWSER | {"X-Moz": "prefetch"},
    "previewed": BROWSER | {"X-Purpose": "preview"},
    "purpose": BROWSER | {"Purpose": "prefetch"},
    "by a script": BROWSER | {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
    "in a picture": BROWSER | {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
    "without a language": without("Accept-Language"),
    "whatever there is": BROWSER | {"Accept": "*/*"},
    "nothing but a name": {"User-Agent": CHROME},
}


@pytest.fixture
def link(report, sam):
    make_plain_edition(report, sam)
    return make_link(report, sam)


def counted():
    return DonorLink.objects.with_openings().get()


@pytest.mark.parametrize("who", PEOPLE)
def test_a_person_is_a_person(client, link, who):
    assert client.get(link.path, headers=PEOPLE[who]).status_code == 200

    assert (counted().pages, counted().looks_of_programs) == (1, 0)


@pytest.mark.parametrize("what", PROGRAMS)
@pytest.mark.parametrize("kind", ["page", "pdf"])
def test_a_program_is_none(client, link, what, kind):
    address = link.path if kind == "page" else reverse("donor-pdf", args=[link.token])

    answer = client.get(address, headers=PROGRAMS[what])
    if answer.streaming:
        list(answer.streaming_content)

    assert answer.status_code == 200
    assert (counted().looks_of_programs, link.openings.exists()) == (1, False)


def test_a_question_for_the_headers_alone_is_not_noted(client, link):
    client.head(link.path, headers=BROWSER)

    assert not Opening.objects.exists()


def test_the_first_opening_is_a_persons(client, link, sam):
    client.get(link.path, headers=PROGRAMS["curl/8.5.0"])
    client.get(link.path, headers=BROWSER)
    client.get(link.path, headers=PROGRAMS["prefetched"])
    first = Opening.objects.get()
    client.force_login(sam)

    page = client.get(reverse("delivery:links", args=[link.report_id])).text

    assert counted().first_opening == counted().last_opening == first.at
    assert "Page opened 1 time, PDF 0 times" in page
    assert "Programs that check links looked at it 2 times." in page


def test_a_link_that_programs_alone_opened_was_never_opened(client, link, sam):
    client.get(link.path, headers=PROGRAMS["curl/8.5.0"])
    client.force_login(sam)

    page = client.get(reverse("delivery:links", args=[link.report_id])).text

    assert "Never opened. Programs that check links looked at it 1 time." in page


def test_who_read_what_was_withdrawn_are_people(client, link, sam):
    client.get(link.path, headers=PROGRAMS["curl/8.5.0"])
    edition = link.report.editions.get()
    edition.withdrawn_at, edition.withdrawn_reason = edition.published_at, "A mistake."
    edition.save()
    client.force_login(sam)

    assert "Ann" not in client.get(reverse("delivery:withdrawals")).text
