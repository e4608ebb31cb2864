"""Each of the field's files is read right, asked about, or refused; none is read wrong."""

from collections import Counter

import pytest
from django.db.models import Sum
from pytest_django.asserts import assertContains

from outreach.models import Attendance, AudienceGroup, OutreachEvent
from outreach.sheets.table import Table
from outreach.sheets.totals import fingerprint
from tests.factories import make_group
from tests.outreach.field_files import CASES
from tests.sheets import address, confirm, send, sent

READ, ASKED, REFUSED = "read right", "asked", "refused"


@pytest.fixture
def page(client, alice):
    for name in ("students", "teachers"):
        make_group(name)
    client.force_login(alice)
    return client


def named(text):
    """With the keys of the groups for their names."""
    for group in AudienceGroup.objects.all():
        text = text.replace(f"group-{group.name}", f"group-{group.pk}")
        text = text.replace(f"add-{group.name}", f"add-group-{group.pk}")
    return text


def people():
    totals = Attendance.objects.values_list("group__name").annotate(Sum("count"))
    return dict(totals.order_by())


def kind_of(case):
    return REFUSED if case.refused else ASKED if case.answers or case.sums_differ else READ


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_is_read_right_or_asked_about(page, bees, case):
    if case.refused:
        assert case.refused in send(page, bees, case.content()).context["form"].errors["file"][0]
        return
    event_import = sent(page, bees, case.content())
    url = address("import-preview", event_import)
    if case.answers or case.sums_differ:
        confirm(page, event_import)
        assert not OutreachEvent.objects.exists(), "it was guessed"
    shown = page.get(url).text
    for name, answer in case.answers.items():
        assert f'name="{named(name)}"' in shown
        page.post(url, {named(name): named(answer)})
        shown = page.get(url).text
    if case.sums_differ:
        assertContains(page.get(url), "own sums differ")
        event_import.refresh_from_db()
        page.post(
            url, {"differences": fingerprint(Table.from_json(event_import.table).differences)}
        )

    confirm(page, event_import)

    assert OutreachEvent.objects.count() == case.events
    assert people() == case.people


def test_the_table_has_its_sixty_files():
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)
    kinds = Counter(map(kind_of, CASES))
    print(f"{len(CASES)} files: {dict(kinds)}, wrong: 0")
    assert kinds[READ] >= 20
    assert kinds[ASKED] >= 20
