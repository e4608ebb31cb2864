"""Each step of a period and of a report is kept with its moment and who took it."""

from datetime import timedelta

import pytest

from grantreports.handover import handovers
from grantreports.publishing import correct, review_steps
from grantreports.publishing.withdrawal import withdraw_by_hand
from outreach.models import Photo
from tests.editions import NOW, fetched, make_plain_edition, write_report
from tests.factories import make_period, make_photo, make_user

LATER = NOW + timedelta(hours=5)


def last_change(record):
    entry = type(record).history.filter(id=record.pk).latest("history_id")
    return entry.history_date, entry.history_user


@pytest.mark.parametrize(
    ("state", "step", "extra"),
    [
        ("open", handovers.submit, {}),
        ("submitted", handovers.send_back, {"text": "More, please."}),
        ("submitted", handovers.accept, {}),
        ("open", handovers.take_over, {"text": "They are away."}),
        ("open", handovers.skip, {"reason": "Nothing took place."}),
        ("skipped", handovers.take_back_skip, {}),
    ],
)
def test_a_step_of_a_period_has_its_moment(bees, alice, sam, state, step, extra):
    reason = {"skipped_reason": "Rain."} if state == "skipped" else {}
    period = make_period(bees.budget_years.get(number=1), state=state, **reason)
    by = alice if step is handovers.submit else sam

    assert step(period, by=by, at=LATER, **extra)

    assert last_change(period) == (LATER, by)


def test_the_steps_of_a_review_have_their_moments(report, sam):
    write_report(report)
    second = make_user("staff", name="Second")
    moments = [NOW + timedelta(hours=hours) for hours in (1, 2, 3)]

    review_steps.hand_over(fetched(report), by=sam, at=moments[0])
    handed = last_change(report)
    review_steps.give_back(fetched(report), by=second, at=moments[1], text="A word is missing.")
    given_back = last_change(report)
    review_steps.hand_over(fetched(report), by=sam, at=moments[2])

    assert handed == (moments[0], sam)
    assert given_back == (moments[1], second)
    assert last_change(report) == (moments[2], sam)


def test_a_report_without_an_edition_has_nothing_to_correct(report):
    draft, left_out = correct.draft_to_correct(report)

    assert left_out == []
    assert not draft.get("photos")


def test_a_survivors_picture_is_not_showable_whatever_the_consent(bees):
    shown = make_photo(bees)
    make_photo(bees, recognisable="survivor", consent="not_recorded")

    assert list(Photo.objects.showable()) == [shown]


def test_an_edition_is_withdrawn_at_its_moment(report, sam):
    write_report(report)
    edition = make_plain_edition(report, sam)

    withdraw_by_hand(edition, reason="A mistake.", by=sam, at=LATER)

    assert last_change(edition) == (LATER, sam)
