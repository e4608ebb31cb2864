"""Every rule the database keeps, broken once: forms refuse it on its field, the database too."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from grantreports.accounts.models import Invitation, User
from grantreports.delivery.models import Batch, BatchItem, Delivery, DonorLink
from grantreports.desk.models import Acknowledgement, Revision
from grantreports.foundation.models import Branding
from grantreports.handover.models import Handover, Mailing, Note, Reminder, ReminderItem
from grantreports.publishing.models import (
    Edition,
    EndNotice,
    Kept,
    Review,
    SignOffRequest,
    WithdrawalNotice,
)
from grantreports.reports.models import ChosenPhoto, ChosenQuote, PlacedSection, Report
from outreach.models import (
    Attendance,
    AudienceGroup,
    ChosenGroup,
    EventExport,
    IndicatorValue,
    KnownWord,
    MonthSum,
    OutreachEvent,
    PartnerQuote,
    Photo,
)
from projects.models import (
    BudgetYear,
    Indicator,
    Project,
    ProtectedName,
    ReportingPeriod,
    Target,
)
from tests.factories import (
    make_event,
    make_group,
    make_period,
    make_photo,
    make_quote,
)
from tests.our_apps import our_models


def project(c, **kwargs):
    fields = {"partner": c.bees.partner, "title": "New", "slug": "new", "country": "TH"}
    return Project(**fields | {"summary": "Short."} | kwargs)


def export(c):
    what = {"project": c.bees, "user": c.user, "file_format": "csv", "query": "setting=village"}
    return EventExport(language="en-gb", rows_total=7, **what)


def year(c, **kwargs):
    fields = {"project": c.bees, "number": 3, "label": "2027", "amount_needed": 1}
    days = {"first_day": date(2027, 1, 1), "last_day": date(2027, 12, 31)}
    return BudgetYear(**fields | days | kwargs)


def target(c, **kwargs):
    record = Target(**{"budget_year": c.year, "figure": "events", "value": 5} | kwargs)
    record.read()
    return record


def indicator(c, **kwargs):
    return Indicator(**{"project": c.bees, "name": "wells"} | kwargs)


def share(c, **kwargs):
    parts = {"adds_up": "share", "part": c.pumps, "whole": c.visits}
    return indicator(c, **parts | kwargs)


def choice(c, **kwargs):
    return ChosenGroup(**{"project": c.bees, "group": make_group("teachers")} | kwargs)


def value(c, **kwargs):
    return IndicatorValue(**{"indicator": c.visits, "event": c.event, "value": 5} | kwargs)


def state(c, **kwargs):
    fields = {"event": None, "day": date(2025, 5, 2), "province": "TH-58"}
    return value(c, **fields | kwargs)


def event(c, **kwargs):
    fields = {"venue": "School", "province": "TH-58", "setting": "village"}
    return OutreachEvent(**fields | {"project": c.bees, "first_day": date(2025, 5, 2)} | kwargs)


def attendance(c, **kwargs):
    fields = {"event": c.event, "group": make_group("teachers"), "count": 3}
    return Attendance(**fields | kwargs)


def quote(c, **kwargs):
    return PartnerQuote(**{"project": c.bees, "words": "Yes."} | kwargs)


def agreed(make, c, **kwargs):
    given = {"consent": "given", "consent_by": "the teacher", "consent_on": date(2025, 5, 1)}
    return make(c, **given | kwargs)


def photo(c, **kwargs):
    fields = {"web_image": "a.jpg", "print_image": "b.jpg", "recognisable": "adults"}
    size = {"print_width": 3, "print_height": 2}
    return Photo(**fields | size | {"project": c.bees} | kwargs)


def period(c, **kwargs):
    days = {"first_day": date(2026, 1, 1), "last_day": date(2026, 6, 30)}
    fields = {"budget_year": c.next_year, "number": 1, "due_date": date(2026, 7, 31)}
    return ReportingPeriod(**fields | days | kwargs)


def report(c, **kwargs):
    return Report(**{"period": c.period} | kwargs)


def edition(c, **kwargs):
    fields = {"report": c.report, "data": {"title": "Bees"}, "pdf": "x.pdf", "sha256": "0" * 64}
    published = {"published_by": c.user, "published_at": datetime.now(UTC)}
    return Edition(**fields | published | {"number": 1} | kwargs)


def note(c, **kwargs):
    return Note(**{"handover": c.handover, "text": "How many came?"} | kwargs)


def mailing(c, **kwargs):
    return Mailing(**{"handover": c.handover, "to": "alice@example.org", "page": "/"} | kwargs)


def reminder(c, **kwargs):
    return Reminder(**{"to": "alice@example.org", "day": date(2026, 1, 31)} | kwargs)


def reminder_item(c, **kwargs):
    fields = {"reminder": c.reminder, "period": c.period, "due_date": date(2026, 1, 31)}
    return ReminderItem(**fields | {"days": -7} | kwargs)


def request_to_sign(c, **kwargs):
    fields = {"review": c.review, "user": c.user, "to": "bob@example.org"}
    return SignOffRequest(**fields | kwargs)


def revision(c, **kwargs):
    fields = {"report": c.report, "version": 1, "draft": {}, "by": c.user, "at": NOW}
    return Revision(**fields | kwargs)


def acknowledgement(c, **kwargs):
    fields = {"report": c.report, "finding": "f" * 64, "check_id": "no-quote", "by": c.user}
    return Acknowledgement(**fields | {"sentence": "No.", "reason": "Yes.", "at": NOW} | kwargs)


def review(c, **kwargs):
    return Review(**{"report": c.report, "handed_by": c.user, "handed_at": NOW} | kwargs)


def link(c, **kwargs):
    fields = {"report": c.report, "label": "Ann", "nonce": "n", "token_sha256": "0" * 64}
    return DonorLink(**fields | {"created_by": c.user, "created_at": NOW} | kwargs)


def delivery(c, **kwargs):
    fields = {"link": c.link, "edition": c.edition, "item": c.item, "to": "ann@example.org"}
    return Delivery(**fields | {"by": c.user, "at": NOW, "subject": "Bees"} | kwargs)


def notice(c, **kwargs):
    return WithdrawalNotice(**{"edition": c.edition, "to": "sam@example.org"} | kwargs)


def end_notice(c, **kwargs):
    fields = {"item": "photo 1", "last_day": NOW.date(), "step": 14, "to": "sam@example.org"}
    return EndNotice(**{"edition": c.edition} | fields | kwargs)


def keeping(c, **kwargs):
    fields = {"sentence": "It ended.", "reason": "Yes.", "by": c.user, "at": NOW}
    return Kept(**{"edition": c.edition} | fields | kwargs)


def user(c, **kwargs):
    fields = {"email": "new@example.org", "name": "New", "role": "staff", "password": "x"}
    return User(**fields | kwargs)


def invitation(c, **kwargs):
    fields = {"email": "new@example.org", "role": "staff", "token_hash": "0" * 64}
    invited = {"invited_by": c.user, "invited_at": datetime.now(UTC)}
    return Invitation(**fields | invited | kwargs)


NOW = datetime(2026, 1, 1, tzinfo=UTC)
GONE = {"withdrawn_at": NOW}

EARLIER = date(2025, 4, 1)

# The rule, a record that breaks it, the field that says so.
BROKEN = [
    ("project_lasts_1_to_20_years", lambda c: project(c, number_of_years=21), "number_of_years"),
    ("project_reports_1_2_or_4_a_year", lambda c: project(c, reports_a_year=3), "reports_a_year"),
    ("project_builds_on_another", lambda c: set_on(c.bees, builds_on=c.bees), "builds_on"),
    ("one_budget_year_per_number", lambda c: year(c, number=1), "number"),
    ("budget_year_number_from_1", lambda c: year(c, number=0), "number"),
    ("budget_year_days_in_order", lambda c: year(c, last_day=date(2026, 12, 31)), "last_day"),
    ("budget_year_amounts_not_negative", lambda c: year(c, amount_needed=-1), "amount_needed"),
    ("one_target_per_figure_and_year", lambda c: target(c, figure="attendance"), "indicator"),
    ("target_value_from_0", lambda c: target(c, value=-1), "value"),
    ("one_indicator_per_name_and_project", lambda c: indicator(c, name="PUMPS"), "name"),
    ("one_shared_indicator_per_name", lambda c: indicator(c, project=None, name="TREES"), "name"),
    ("one_indicator_per_source", lambda c: indicator(c, source="events"), "source"),
    ("indicator_share_has_two_parts", lambda c: share(c, whole=None), "part"),
    ("indicator_share_has_two_parts", lambda c: indicator(c, part=c.pumps), "part"),
    ("indicator_no_share_of_itself", lambda c: share(c, whole=c.pumps), "part"),
    ("indicator_no_share_of_itself", lambda c: share_of_itself(c), "part"),
    ("indicator_baseline_0_to_a_trillion", lambda c: indicator(c, baseline=-1), "baseline"),
    ("indicator_baseline_0_to_a_trillion", lambda c: indicator(c, baseline=2 * 10**12), "baseline"),
    ("indicator_at_most_4_decimals", lambda c: indicator(c, decimals=5), "decimals"),
    ("indicator_state_is_of_a_period", lambda c: indicator(c, adds_up="latest"), "entered_with"),
    ("group_once_in_a_project", lambda c: choice(c, group=c.group), "group"),
    ("part_of_a_group_has_a_split", lambda c: choice(c, part_of=c.group), "split"),
    ("part_of_a_group_has_a_split", lambda c: choice(c, split="sex"), "split"),
    ("group_is_no_part_of_itself", lambda c: part_of_itself(c), "part_of"),
    ("one_value_per_event_and_indicator", lambda c: value(c, indicator=c.pumps), "indicator"),
    ("one_value_per_day_and_place", lambda c: state(c, indicator=c.pumps), "day"),
    ("value_of_an_event_or_a_day", lambda c: state(c, day=None, province=""), "day"),
    ("value_of_an_event_or_a_day", lambda c: state(c, event=c.event), "day"),
    ("value_0_to_a_trillion", lambda c: value(c, value=-1), "value"),
    ("value_0_to_a_trillion", lambda c: value(c, value=2 * 10**12), "value"),
    ("one_audience_group_per_name", lambda c: AudienceGroup(name="STUDENTS"), "name"),
    ("event_days_in_order", lambda c: event(c, last_day=date(2025, 5, 1)), "last_day"),
    ("one_attendance_per_event_and_group", lambda c: attendance(c, group=c.group), "group"),
    ("attendance_0_to_a_million", lambda c: attendance(c, count=-1), "count"),
    ("attendance_0_to_a_million", lambda c: attendance(c, count=1_000_001), "count"),
    ("partnerquote_consent_names_who", lambda c: agreed(quote, c, consent_by=""), "consent_by"),
    ("partnerquote_consent_has_a_date", lambda c: agreed(quote, c, consent_on=None), "consent_on"),
    (
        "partnerquote_consent_days_in_order",
        lambda c: agreed(quote, c, consent_until=date(2025, 4, 1)),
        "consent_until",
    ),
    ("quote_says_something", lambda c: quote(c, words=""), "words"),
    (
        "one_meaning_per_word",
        lambda c: KnownWord(project=c.bees, column="setting", word="school", value="village"),
        "word",
    ),
    ("one_export_of_the_same_events", export, "query"),
    (
        "quote_original_words_have_a_language",
        lambda c: quote(c, original_words="ใช่"),
        "original_language",
    ),
    ("photo_consent_names_who", lambda c: agreed(photo, c, consent_by=""), "consent_by"),
    ("photo_consent_has_a_date", lambda c: agreed(photo, c, consent_on=None), "consent_on"),
    (
        "photo_consent_days_in_order",
        lambda c: agreed(photo, c, consent_until=date(2025, 4, 1)),
        "consent_until",
    ),
    ("photo_with_people_needs_consent", lambda c: photo(c, consent="not_needed"), "consent"),
    ("one_user_per_email", lambda c: user(c, email=c.user.email.upper()), "email"),
    ("user_role_matches_partner", lambda c: user(c, role="partner"), "partner"),
    ("user_role_matches_partner", lambda c: user(c, partner=c.bees.partner), "partner"),
    ("one_open_invitation_per_email", lambda c: invitation(c, email="ann@example.org"), "email"),
    ("invitation_role_matches_partner", lambda c: invitation(c, role="partner"), "partner"),
    ("one_branding", lambda c: Branding(id=2), "__all__"),
    ("one_period_per_number_and_year", lambda c: period(c, budget_year=c.year), "number"),
    ("period_number_from_1", lambda c: period(c, number=0), "number"),
    ("period_days_in_order", lambda c: period(c, last_day=date(2025, 12, 31)), "last_day"),
    ("period_skipped_with_a_reason", lambda c: period(c, state="skipped"), "state"),
    ("report_page_budget_1_to_10", lambda c: report(c, page_budget=11), "page_budget"),
    ("quote_once_in_a_report", lambda c: ChosenQuote(report=c.report, quote=c.quote), "quote"),
    ("photo_once_in_a_report", lambda c: ChosenPhoto(report=c.report, photo=c.photo), "photo"),
    (
        "section_once_in_a_report",
        lambda c: PlacedSection(report=c.report, section="figures"),
        "section",
    ),
    ("one_edition_per_number", lambda c: edition(c), "number"),
    ("edition_number_from_1", lambda c: edition(c, number=0, reason="Why."), "number"),
    ("later_edition_has_a_reason", lambda c: edition(c, number=2), "reason"),
    (
        "edition_withdrawn_with_a_reason",
        lambda c: edition(c, number=2, reason="Why.", **GONE),
        "withdrawn_reason",
    ),
    ("note_is_about_one_item_at_most", lambda c: note(c, event=c.event, photo=c.photo), "event"),
    ("note_is_about_one_item_at_most", lambda c: note(c, event=c.event, quote=c.quote), "event"),
    ("note_is_about_one_item_at_most", lambda c: note(c, photo=c.photo, quote=c.quote), "event"),
    ("note_says_something", lambda c: note(c, text=""), "text"),
    ("note_answer_has_who_and_when", lambda c: note(c, answer="Ten."), "answer"),
    ("note_answer_has_who_and_when", lambda c: note(c, answered_by=c.user), "answer"),
    ("note_answer_has_who_and_when", lambda c: note(c, answered_at=NOW), "answer"),
    ("one_mailing_per_handover_and_address", lambda c: mailing(c), "to"),
    ("photo_focus_in_tenths", lambda c: set_on(c.chosen_photo, focus_x=11), "focus_x"),
    ("one_revision_per_version_of_a_report", lambda c: revision(c), "version"),
    ("one_protected_name_per_project", lambda c: ProtectedName(project=c.bees, name="Mali"), "name"),
    ("one_reminder_per_day_and_address", lambda c: reminder(c), "to"),
    ("one_line_per_reminder_and_period", lambda c: reminder_item(c), "period"),
    ("one_request_per_review_and_address", lambda c: request_to_sign(c), "to"),
    ("one_acknowledgement_per_finding", lambda c: acknowledgement(c), "finding"),
    ("acknowledgement_has_a_reason", lambda c: acknowledgement(c, reason=""), "reason"),
    ("one_review_waits_per_report", lambda c: review(c), "report"),
    ("review_decided_by_somebody", lambda c: review(c, outcome="signed_off"), "outcome"),
    ("donor_link_revoked_by_somebody", lambda c: link(c, revoked_at=NOW), "revoked_at"),
    ("one_notice_per_edition_and_address", lambda c: notice(c), "to"),
    ("one_notice_per_end_step_and_address", lambda c: end_notice(c), "to"),
    ("kept_once_for_each_end", lambda c: keeping(c), "edition"),
    ("kept_with_a_reason", lambda c: keeping(c, sentence="Another.", reason=""), "reason"),
    ("edition_once_in_a_batch", lambda c: set_on(c.item, pk=None), "edition"),
    ("one_delivery_per_item_and_address", lambda c: delivery(c), "to"),
]  # fmt: skip


def set_on(record, **fields):
    for name, value in fields.items():
        setattr(record, name, value)
    return record


def share_of_itself(c):
    record = share(c)
    record.save()
    return set_on(record, whole=record)


def part_of_itself(c):
    record = choice(c)
    return set_on(record, part_of=record.group, split="sex")


class Cast:
    """The records that the broken ones lean on or clash with."""


@pytest.fixture
def cast(bees, sam):
    cast = Cast()
    cast.bees, cast.user = bees, sam
    cast.year, cast.next_year = bees.budget_years.order_by("number")
    Target.objects.create(budget_year=cast.year, figure="attendance", value=9)
    cast.event = make_event(bees, {"students": 20})
    cast.group = make_group("students")
    ChosenGroup.objects.create(project=bees, group=cast.group)
    Indicator.objects.create(name="trees")
    cast.pumps = Indicator.objects.create(project=bees, name="pumps")
    cast.visits = Indicator.objects.create(project=bees, name="visits")
    for each in (value(cast), state(cast)):
        set_on(each, indicator=cast.pumps).save()
    cast.period = make_period(cast.year)
    cast.report = report(cast, period=cast.period)
    cast.report.save()
    cast.quote, cast.photo = make_quote(bees), make_photo(bees)
    PlacedSection.objects.create(report=cast.report, section="figures")
    ChosenQuote.objects.create(report=cast.report, quote=cast.quote)
    cast.chosen_photo = ChosenPhoto.objects.create(report=cast.report, photo=cast.photo)
    cast.edition = edition(cast)
    cast.edition.save()
    invitation(cast, email="ann@example.org", token_hash="1" * 64).save()
    cast.handover = Handover.objects.create(
        period=cast.period, kind="returned", by=cast.user, at=NOW
    )
    ProtectedName.objects.create(project=bees, name="Mali")
    batch = Batch.objects.create(kind="zip", by=sam, at=NOW)
    cast.item = BatchItem.objects.create(batch=batch, edition=cast.edition)
    cast.link = link(cast, token_sha256="1" * 64)
    cast.reminder, cast.review = reminder(cast), review(cast)
    export(cast).save()
    KnownWord.objects.create(project=cast.bees, column="setting", word="school", value="village")
    for record in (mailing(cast), cast.reminder, revision(cast), acknowledgement(cast)):
        record.save()
    for record in (cast.review, cast.link, delivery(cast), notice(cast)):
        record.save()
    for record in (end_notice(cast), keeping(cast), reminder_item(cast), request_to_sign(cast)):
        record.save()
    return cast


def constraint(name):
    return next(each for each in all_constraints() if each.name == name)


def all_constraints():
    """Of what people enter; sums are written by the database alone."""
    models = [model for model in our_models() if model is not MonthSum]
    return [constraint for model in models for constraint in model._meta.constraints]


@pytest.mark.parametrize(("name", "make", "field"), BROKEN)
def test_forms_refuse_it_with_a_sentence_on_its_field(cast, name, make, field):
    record = make(cast)

    with pytest.raises(ValidationError) as refused:
        record.validate_constraints()

    assert constraint(name).violation_error_message in refused.value.message_dict[field]


@pytest.mark.parametrize(("name", "make", "field"), BROKEN)
def test_database_refuses_it(cast, name, make, field):
    record = make(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


def test_every_constraint_is_broken_here():
    assert {each.name for each in all_constraints()} == {name for name, _, _ in BROKEN}
