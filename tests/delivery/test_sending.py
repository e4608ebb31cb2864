"""E-mails with reports: to whom, with which link, once, and what happens when they fail."""

from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.urls import reverse
from django_q.models import OrmQ
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from grantreports.delivery import batches
from grantreports.delivery.models import Batch, Delivery, DonorLink
from grantreports.mailing import outbox
from outreach.storage import read_media
from tests.deliveries import make_link, make_sending
from tests.editions import make_edition, make_plain_edition, write_report
from tests.factories import make_report
from tests.mail_server import mail_server

NOW = datetime(2026, 2, 5, tzinfo=UTC)
FORM = {"addresses": "ann@example.org", "subject": "News", "text": "Dear friend."}


@pytest.fixture
def edition(report, sam):
    write_report(report)
    return make_edition(report, sam)


@pytest.fixture
def plain(report, sam):
    """An edition whose PDF is not worth much."""
    return make_plain_edition(report, sam)


def send_url(report):
    return reverse("delivery:send", args=[report.pk])


def work():
    """What the background worker does: batches first, then their mails."""
    for batch in Batch.objects.all():
        batches.run(batch.pk)
    for delivery in Delivery.objects.filter(sent_at=None).exclude(next_try=None):
        outbox.send("delivery.delivery", delivery.pk)
    return {message.to[0]: message for message in mail.outbox}


def withdraw(edition):
    edition.withdrawn_at, edition.withdrawn_reason = NOW, "A mistake."
    edition.save()


# One report.


def test_each_address_gets_a_private_link(as_sam, edition, sam, client):
    addresses = "ann@example.org, bob@example.org\nANN@example.org"

    as_sam.post(send_url(edition.report), FORM | {"addresses": addresses})
    sent = work()

    links = {link.email: link for link in DonorLink.objects.all()}
    assert set(sent) == set(links) == {"ann@example.org", "bob@example.org"}
    for address, message in sent.items():
        assert f"http://testserver/r/{links[address].token}/" in message.body
        assert message.subject == "News"
        assert message.body.startswith("Dear friend.")
        assert message.reply_to == [sam.email]
        assert not message.attachments


def test_the_pdf_is_attached_if_asked_for(as_sam, edition):
    as_sam.post(send_url(edition.report), FORM | {"with_pdf": "on"})

    (attachment,) = work()["ann@example.org"].attachments
    assert attachment.filename == "bees-year-1-report-1.pdf"
    assert attachment.content == read_media(edition.pdf.name)


def test_a_form_sent_twice_sends_once(as_sam, plain):
    form = FORM | {"form_token": str(uuid4())}

    first = as_sam.post(send_url(plain.report), form)
    again = as_sam.post(send_url(plain.report), form)
    work()
    work()

    assert first["Location"] == again["Location"]
    assert Batch.objects.count() == Delivery.objects.count() == len(mail.outbox) == 1


def test_an_open_link_of_the_address_is_used_again(plain, sam):
    own = make_link(plain.report, sam, email="Ann@example.org")
    closed = make_link(plain.report, sam, email="bob@example.org")
    closed.revoke(by=sam, at=NOW)
    make_sending([plain], sam, "ann@example.org", "bob@example.org")

    work()

    assert [delivery.link for delivery in Delivery.objects.all()] == [own]
    assert DonorLink.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"addresses": ""}, "Enter at least one address."),
        ({"addresses": "ann@example.org, bob, c@"}, "Not an e-mail address: “bob”, “c@”."),
        ({"addresses": "a" * 250 + "@example.org"}, "Not an e-mail address:"),
        ({"addresses": " ".join(f"a{n}@b.org" for n in range(1001))}, "At most 1000 addresses"),
        ({"subject": ""}, "This field is required."),
        ({"subject": "x" * 201}, "at most 200 characters"),
        ({"text": " "}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_on_its_field_and_nothing_is_lost(as_sam, plain, changed, sentence):
    response = as_sam.post(send_url(plain.report), FORM | {"text": "Dear donor."} | changed)

    assertContains(response, sentence)
    if "text" not in changed:
        assertContains(response, "Dear donor.")
    assert not Batch.objects.exists()


def test_nothing_is_sent_of_what_is_not_published(as_sam, report, plain):
    withdraw(plain)

    response = as_sam.post(send_url(report), FORM)

    assertContains(response, "Publish the report first.")
    assert not Batch.objects.exists()


def test_a_subject_with_line_breaks_adds_no_header(plain, sam):
    make_sending([plain], sam, "ann@example.org", subject="News\r\nBcc: all@example.org")

    message = work()["ann@example.org"]

    assert message.subject == "News Bcc: all@example.org"
    assert message.message()["Bcc"] is None


def test_a_step_that_is_undone_queues_nothing(plain, sam, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        batch = make_sending([plain], sam, "ann@example.org")
        before = OrmQ.objects.count()

    assert before == 0
    assert OrmQ.objects.get().task["args"] == (batch.pk,)


# What fails.


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda delivery, by: delivery.link.revoke(by=by, at=NOW), "The link was revoked"),
        (lambda delivery, by: withdraw(delivery.edition), "The edition was withdrawn."),
        (
            lambda delivery, by: default_storage.delete(delivery.edition.pdf.name),
            "The PDF of the edition is missing or damaged.",
        ),
    ],
)
def test_what_must_not_go_out_any_more_does_not(edition, sam, spoil, problem):
    batch = make_sending([edition], sam, "ann@example.org", with_pdf=True)
    batches.run(batch.pk)
    spoil(Delivery.objects.get(), sam)

    assert work() == {}
    delivery = Delivery.objects.get()
    assert problem in delivery.problem
    assert delivery.is_given_up


def batch_page(as_sam):
    return as_sam.get(reverse("delivery:batch", args=[Batch.objects.get().pk]))


def test_a_refused_address_is_shown_and_corrected(as_sam, plain, sam, settings):
    make_sending([plain], sam, "nobody@example.org", "ann@example.org")
    with mail_server(settings) as mailbox:
        work()
        failed = Delivery.objects.get(to="nobody@example.org")
        shown = batch_page(as_sam)
        wrong = as_sam.post(reverse("delivery:send-again", args=[failed.pk]), {"to": "bob"})
        taken = as_sam.post(
            reverse("delivery:send-again", args=[failed.pk]), {"to": "ann@example.org"}
        )
        as_sam.post(reverse("delivery:send-again", args=[failed.pk]), {"to": "bob@example.org"})
        work()

    failed.refresh_from_db()
    assertContains(shown, "550 Nobody of that name")
    assertContains(shown, "Not sent")
    assertContains(wrong, "Enter a valid email address.")
    assertContains(taken, "This address gets the report already.")
    assert failed.sent_at
    assert failed.link.email == "bob@example.org"
    received = sorted(envelope.rcpt_tos[0] for envelope in mailbox.taken)
    assert received == ["ann@example.org", "bob@example.org"]
    assertNotContains(batch_page(as_sam), "Nobody of that name")


def test_a_mail_server_that_is_down_is_shown_and_tried_again(as_sam, plain, sam, settings):
    make_sending([plain], sam, "ann@example.org")
    with mail_server(settings):
        pass
    work()
    shown = batch_page(as_sam)
    Delivery.objects.update(next_try=NOW)

    with mail_server(settings) as mailbox:
        outbox.send_left()
        work()

    assertContains(shown, "Connection refused")
    assertContains(shown, "(1 try, next on")
    assert len(mailbox.taken) == 1
    assert Delivery.objects.get().problem == ""


def test_what_was_sent_is_not_sent_to_another_address(as_sam, plain, sam):
    make_sending([plain], sam, "ann@example.org")
    work()
    sent = Delivery.objects.get()

    response = as_sam.post(reverse("delivery:send-again", args=[sent.pk]), {"to": "bob@b.org"})

    assertRedirects(response, reverse("delivery:batch", args=[sent.item.batch_id]))
    assert Delivery.objects.get().to == "ann@example.org"
    assert DonorLink.objects.count() == 1


def test_the_log_says_what_went_to_whom(as_sam, plain, sam):
    make_sending([plain], sam, "ann@example.org", subject="<News>")
    work()

    response = as_sam.get(reverse("delivery:links", args=[plain.report_id]))

    assertContains(response, "ann@example.org")
    assertContains(response, "&lt;News&gt;")
    assertContains(response, "edition 1")
    assertContains(response, "Sent ")


# Many reports.


@pytest.fixture
def editions(report, edition, sam):
    """Two editions: a good one, and one of a report whose PDF is damaged."""
    other = make_report(report.budget_year, number=2)
    return [edition, make_plain_edition(other, sam)]


def choose(editions, **form):
    return {"report": [each.report_id for each in editions]} | form


ADD = "/reports/batches/add/"


def test_reports_are_chosen_on_the_overview(as_sam, editions):
    overview = as_sam.get("/reports/")
    response = as_sam.post(ADD, choose(editions))

    assertContains(overview, f'name="report" value="{editions[0].report_id}"')
    assertContains(response, "2 reports")
    assert response.context["editions"] == editions


@pytest.mark.parametrize("chosen", [[], ["x"], ["0"], ["9" * 30], ["²"]])
def test_nothing_chosen_leads_back(as_sam, db, chosen):
    assertRedirects(as_sam.post(ADD, {"report": chosen}), "/reports/")


def test_one_zip_holds_the_published_pdfs_and_says_which_is_damaged(as_sam, editions):
    made = as_sam.post(ADD, choose(editions, do="zip", form_token=str(uuid4())))
    waiting = as_sam.get(made["Location"])
    work()
    shown = as_sam.get(made["Location"])
    response = as_sam.get(f"{made['Location']}reports.zip")

    archive = ZipFile(BytesIO(b"".join(response.streaming_content)))
    assertContains(waiting, "Under way")
    assertContains(shown, "The PDF of the edition is missing or damaged.")
    assert archive.namelist() == ["bees-year-1-report-1.pdf"]
    assert archive.read("bees-year-1-report-1.pdf") == read_media(editions[0].pdf.name)


def test_a_zip_with_something_withdrawn_is_not_handed_out(as_sam, editions):
    made = as_sam.post(ADD, choose(editions, do="zip"))
    work()
    withdraw(editions[0])

    shown = as_sam.get(made["Location"])
    response = as_sam.get(f"{made['Location']}reports.zip", follow=True)

    assertNotContains(shown, "Download the ZIP")
    assertContains(response, "This ZIP is not handed out")


def test_a_zip_is_deleted_with_what_an_edition_showed(
    as_sam, editions, sam, django_capture_on_commit_callbacks
):
    batches.run(batches.make_batch(editions, token=uuid4(), kind="zip", by=sam).pk)
    name = Batch.objects.get().file.name
    photo = editions[0].photos.get()

    with django_capture_on_commit_callbacks(execute=True):
        photo.withdraw_consent()

    assert not default_storage.exists(name)
    assertContains(batch_page(as_sam), "There is no ZIP to hand out")


def test_a_zip_is_made_once(as_sam, editions, sam):
    batch = batches.make_batch(editions, token=uuid4(), kind="zip", by=sam)

    batches.run(batch.pk)
    first, files = Batch.objects.get().file.name, default_storage.listdir("batches")[1]
    batches.run(batch.pk)

    assert Batch.objects.get().file.name == first
    assert default_storage.listdir("batches")[1] == files


def test_all_are_sent_to_their_own_donors_and_to_a_list(as_sam, editions, sam):
    make_link(editions[0].report, sam, email="ann@example.org")
    make_link(editions[0].report, sam, label="Without an address")
    form = FORM | {"addresses": "ANN@example.org board@example.org", "to_own_links": "on"}

    as_sam.post(ADD, choose(editions, do="send") | form)
    work()

    sent = sorted((message.to[0].lower(), message.subject) for message in mail.outbox)
    assert [to for to, _ in sent] == ["ann@example.org"] * 2 + ["board@example.org"] * 2
    by_report = {(each.edition_id, each.to.lower()) for each in Delivery.objects.all()}
    assert len(by_report) == 4


def test_a_report_without_donors_says_so(as_sam, plain):
    form = FORM | {"addresses": "", "to_own_links": "on"}
    made = as_sam.post(ADD, choose([plain], do="send") | form)
    work()

    assertContains(as_sam.get(made["Location"]), "no open link with an e-mail address")
    assert not mail.outbox


def test_somebody_has_to_get_it(as_sam, plain):
    response = as_sam.post(ADD, choose([plain], do="send") | FORM | {"addresses": ""})

    assertContains(response, "Enter an address, or tick the box above.")


def test_a_batch_that_was_interrupted_goes_on_where_it_stopped(editions, sam, monkeypatch):
    batch = make_sending(editions, sam, "ann@example.org")
    with monkeypatch.context() as broken:
        broken.setattr(batches, "finish", lambda batch: None)
        batches.do(batch, batch.items.first())
    half = Delivery.objects.count()

    work()
    work()

    assert half == 1
    assert len(mail.outbox) == Delivery.objects.count() == 2
    assert Batch.objects.get().finished_at


def test_mails_that_were_not_queued_are_queued_when_it_is_taken_up(
    plain, sam, as_sam, django_capture_on_commit_callbacks
):
    batch = make_sending([plain], sam, "ann@example.org")
    batches.do(batch, batch.items.get())

    with django_capture_on_commit_callbacks(execute=True):
        as_sam.post(reverse("delivery:batch-again", args=[batch.pk]))
    with django_capture_on_commit_callbacks(execute=True):
        batches.run(*OrmQ.objects.get().task["args"])

    assert OrmQ.objects.count() == 2


def test_a_batch_shares_its_worker_with_others(plain, sam, django_capture_on_commit_callbacks):
    batch = make_sending([plain], sam, "ann@example.org")
    monotonic = iter([0, outbox.LONGEST.total_seconds()])

    with django_capture_on_commit_callbacks(execute=True), pytest.MonkeyPatch.context() as slow:
        slow.setattr(batches, "monotonic", lambda: next(monotonic))
        batches.run(batch.pk)

    assert OrmQ.objects.count() == 1
    assert not Batch.objects.get().finished_at


def test_progress_is_shown_without_a_script_and_asked_for_with_one(as_sam, plain, sam):
    batch = make_sending([plain], sam, "ann@example.org")
    address = reverse("delivery:batch", args=[batch.pk])
    page = as_sam.get(address)
    part = as_sam.get(address, headers={"HX-Request": "true"})
    work()
    done = as_sam.get(address)

    for running in (page, part):
        assertContains(running, 'hx-trigger="every 2s"')
        assertContains(running, 'value="0"')
    assertContains(page, 'http-equiv="refresh"')
    assertNotContains(part, "<html")
    assertContains(done, "1 e-mail sent.")
    assertNotContains(done, "hx-trigger")
    assertNotContains(done, 'http-equiv="refresh"')


def test_batches_are_listed(as_sam, plain, sam):
    empty = as_sam.get(reverse("delivery:batches"))
    make_sending([plain], sam, "ann@example.org")
    listed = as_sam.get(reverse("delivery:batches"))

    assertContains(empty, "Nothing was sent or packed yet.")
    assertContains(listed, "E-mails to donors: News")
    assertContains(listed, "Running")


@pytest.mark.parametrize("count", [2, 12])
def test_the_number_of_queries_does_not_grow(
    as_sam, report, sam, count, django_assert_num_queries
):
    editions = []
    for number in range(2, count + 2):
        other = make_report(report.budget_year, number=number)
        editions.append(make_plain_edition(other, sam))
    batch = make_sending(editions, sam, "ann@example.org", "bob@example.org")
    work()

    with django_assert_num_queries(12):
        as_sam.get(reverse("delivery:batch", args=[batch.pk]))


@pytest.mark.parametrize("to", ["bob@example.org", "no address"])
def test_an_email_of_no_batch_is_tried_again_from_the_links(as_sam, plain, sam, to):
    make_sending([plain], sam, "ann@example.org")
    work()
    Delivery.objects.update(item=None, sent_at=None, problem="Nobody.")
    failed = Delivery.objects.get()

    response = as_sam.post(reverse("delivery:send-again", args=[failed.pk]), {"to": to})

    assertRedirects(response, reverse("delivery:links", args=[plain.report_id]))
