"""Renaming renames: in every draft, to the letter, and in what undo brings back."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from grantreports.desk.draft import draft_of
from grantreports.desk.models import Revision
from grantreports.publishing.correct import correct
from grantreports.publishing.models import Edition
from grantreports.reports.documents import write as write_document
from grantreports.reports.models import Report
from outreach.figures import Vocabulary, pieces
from outreach.models import AudienceGroup
from outreach.renaming import Renaming, meaning
from projects.models import Indicator, Project, Target
from tests.desks import save
from tests.editions import make_plain_edition
from tests.factories import make_group, make_point
from tests.test_admin_reach import box_on, change

PLACE = "Chiang Rai"
GROUPS = [(1, "students"), (2, "teachers"), (3, "teachers at risk"), (4, "people in need of this")]
INDICATORS = [(11, "wells"), (12, "wells in use"), (13, "visits as of this year"), (14, "in")]


def vocabulary(groups=(), indicators=()):
    """Of a project in Thailand; the pairs say who is called otherwise."""
    group_names = dict(GROUPS) | dict(groups)
    names = dict(INDICATORS) | dict(indicators)
    built_in = [
        Indicator(pk=pk, source=source, name=source)
        for pk, source in ((21, "events"), (22, "attendance"))
    ]
    own = [Indicator(pk=pk, name=name) for pk, name in names.items()]
    pairs = [(name, pk) for pk, name in group_names.items()]
    return Vocabulary.of(Project(country="TH"), pairs, [*built_in, *own])


def renamed(text, groups=(), indicators=()):
    return Renaming(vocabulary(), vocabulary(groups, indicators)).text(text)


INDICATOR = [(11, "boreholes in Kajiado at work")]
GROUP = [(1, "pupils at school in this year")]
TEXTS = {
    "{wells}": "{boreholes in Kajiado at work}",
    "{ WELLS  in  chiang rai  THIS year as words}": "{ boreholes in Kajiado at work  in  chiang rai  THIS year as words}",
    "{wells in use} and {wells}": "{wells in use} and {boreholes in Kajiado at work}",
    "{wells in use in Chiang Rai}": "{wells in use in Chiang Rai}",
    "{share: wells of events}": "{share: boreholes in Kajiado at work of events}",
    "{ratio: wells in Chiang Rai to wells in Phayao}": "{ratio: boreholes in Kajiado at work in Chiang Rai to boreholes in Kajiado at work in Phayao}",
    "{Average:  Wells}": "{Average:  boreholes in Kajiado at work}",
    "{change: wells}, {target: wells}": "{change: boreholes in Kajiado at work}, {target: boreholes in Kajiado at work}",
    "wells, {{wells}} and {wells": "wells, {{wells}} and {wells",
    "{{{wells}}}": "{{{boreholes in Kajiado at work}}}",
    "{wells: students} {wells on Mars} {wellss} {}": "{wells: students} {wells on Mars} {wellss} {}",
    "{attendance: students} wells {in}": "{attendance: students} wells {in}",
    "{in in Chiang Rai}": "{in in Chiang Rai}",
    "{events in Chiang Rai}\n\t{wells}\r\n": "{events in Chiang Rai}\n\t{boreholes in Kajiado at work}\r\n",
}  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_only_the_name_changes(text):
    assert renamed(text, indicators=INDICATOR) == TEXTS[text]


OF_GROUPS = {
    "{attendance: Students }": "{attendance: pupils at school in this year }",
    "{attendance: teachers,students at villages}": "{attendance: teachers,pupils at school in this year at villages}",
    "{attendance: students, teachers at risk , students}": "{attendance: pupils at school in this year, teachers at risk , pupils at school in this year}",
    "{attendance: people in need of this in Chiang Rai this year}": "{attendance: people in need of this in Chiang Rai this year}",
    "{share: attendance: students of attendance}": "{share: attendance: pupils at school in this year of attendance}",
    "{difference: attendance: students and attendance: teachers}": "{difference: attendance: pupils at school in this year and attendance: teachers}",
}  # fmt: skip


@pytest.mark.parametrize("text", OF_GROUPS)
def test_groups_are_renamed_in_lists(text):
    assert renamed(text, groups=GROUP) == OF_GROUPS[text]


def test_a_name_that_would_take_over_another_figure_is_told():
    renaming = Renaming(vocabulary(), vocabulary(groups=[(1, "teachers in Phayao")]))

    renaming.text("{attendance: teachers in Phayao} {attendance: students}")

    assert renaming.misread == ["attendance: teachers in Phayao"]


NAMES = st.sampled_from(
    ["wells", "at", "in", "as words", "this year", "a of b", "wells in use of this", "tea at 5"]
)
WORDS = st.lists(
    st.sampled_from(
        [
            *("{", "}", "{{", "wells", "in", "Chiang Rai", "attendance", ":", "students", ","),
            *("this year", "as words", "share:", "of", "to", "at", "villages", "teachers", "\n"),
        ]
    ),
    max_size=12,
)


@given(WORDS.map(" ".join), NAMES, NAMES)
def test_any_text_means_the_same_or_the_figure_is_told(text, name, group):
    before = vocabulary()
    after = vocabulary(groups=[(1, group)], indicators=[(11, name)])
    renaming = Renaming(before, after)

    new = renaming.text(text)

    told = list(zip(pieces(text, before), pieces(new, after), strict=True))
    assert all(one.source == other.source for one, other in told if one.figure is None)
    if not renaming.misread:
        figures = [(one.figure, other.figure) for one, other in told if one.figure]
        assert all(meaning(one, {}, {}) == meaning(other, {}, {}) for one, other in figures)


@pytest.fixture
def wells(bees):
    return Indicator.objects.create(project=bees, name="wells")


@pytest.fixture
def students(db):
    return make_group("students")


def rename(record, name):
    record.name = name
    record.full_clean()
    record.save()


def test_every_draft_summary_and_target_carries_the_new_name(
    client, root, draft, bees, wells, students
):
    Project.objects.filter(pk=bees.pk).update(summary="We dig {wells}.")
    make_point(draft, "{wells} wells; {attendance: students} came.")
    draft.stripfigures.create(figure="wells in Chiang Rai", label="of {wells}")
    year = draft.budget_year
    Target.objects.create(budget_year=year, figure="attendance: students, students", value=3)
    client.force_login(root)

    for record, name in ((wells, "boreholes"), (students, "pupils")):
        page = change(client, record, name=name)
        assert "They are written anew with the new name." in page.text
        assert change(client, record, name=name, **box_on(page)).status_code == 302

    draft = Report.objects.get()
    assert draft.project.summary == "We dig {boreholes}."
    assert draft.progresspoints.get().text == "{boreholes} wells; {attendance: pupils} came."
    strip = draft.stripfigures.get()
    assert (strip.figure, strip.label) == ("boreholes in Chiang Rai", "of {boreholes}")
    assert Target.objects.get().figure == "attendance: pupils, pupils"
    assert draft.version == 2
    assert set(Revision.objects.values_list("by", flat=True)) == {root.pk}


def test_what_is_published_stays(draft, wells):
    Report.objects.update(status=Report.Status.PUBLISHED, introduction="{wells}.")

    rename(wells, "boreholes")

    assert Report.objects.get().introduction == "{wells}."
    assert Report.objects.get().version == 0


def test_a_name_that_makes_a_text_unreadable_is_refused(draft, wells):
    long = "wells in Chiang Rai, Chiang Mai, Phayao, Nan, Phrae, Lampang, Lamphun, Tak, Sukhothai"
    Report.objects.update(introduction=f"{{ratio: {long} to {long}, Mae Hong Son}}")

    with pytest.raises(ValidationError) as refused:
        rename(wells, "boreholes that people of all villages can use the whole year round")

    assert "could not be read" in refused.value.message_dict["name"][0]


def test_another_figure_is_not_taken_over(draft, students):
    make_group("teachers")
    Report.objects.update(introduction="{attendance: teachers in Phayao}")

    with pytest.raises(ValidationError) as refused:
        rename(students, "teachers in Phayao")

    assert "{attendance: teachers in Phayao}" in refused.value.message_dict["name"][0]


def act(client, name, report, *args):
    client.post(reverse(f"desk:{name}", args=[report.pk, *args]))
    report.refresh_from_db()
    return report.introduction


def write(client, report, text):
    report.refresh_from_db()
    save(client, report, introduction=text)
    report.refresh_from_db()


def rename_as(client, record, name):
    page = change(client, record, name=name)
    change(client, record, name=name, **box_on(page))


def test_undo_and_redo_pass_a_renaming_and_read_the_new_name(client, root, draft, wells):
    client.force_login(root)
    for text in ("One {wells}.", "Two {wells}."):
        write(client, draft, text)
    rename_as(client, wells, "boreholes")

    assert act(client, "undo", draft) == "One {boreholes}."
    assert act(client, "redo", draft) == "Two {boreholes}."
    assert act(client, "undo", draft) == "One {boreholes}."
    assert act(client, "go-back", draft, 2) == "Two {boreholes}."


def test_undo_leads_past_the_first_save_to_a_beginning_in_todays_names(client, root, draft, wells):
    Report.objects.update(introduction="Begun with {wells}.")
    client.force_login(root)
    rename_as(client, wells, "boreholes")
    write(client, draft, "Then {boreholes}.")
    rename_as(client, wells, "deep wells")

    assert act(client, "undo", draft) == "Begun with {deep wells}."
    assert act(client, "redo", draft) == "Then {deep wells}."


def test_names_that_change_places_are_told_apart(client, root, draft, bees, wells):
    pumps = Indicator.objects.create(project=bees, name="pumps")
    client.force_login(root)
    write(client, draft, "{wells}, {pumps}")
    write(client, draft, "Later.")
    for record, name in ((wells, "holes"), (pumps, "wells"), (wells, "pumps")):
        record.name = name
        record.save()

    assert act(client, "undo", draft) == "{pumps}, {wells}"


def test_who_was_writing_meanwhile_keeps_the_text_in_the_new_name(client, root, draft, wells):
    client.force_login(root)
    write(client, draft, "One {wells}.")
    opened = Report.objects.get()
    rename_as(client, wells, "boreholes")

    save(client, opened, introduction="One {wells}, and more.")

    assert draft_of(Report.objects.get())["introduction"] == "One {boreholes}, and more."


def test_a_name_in_other_letters_is_a_new_name_too(draft, students):
    Report.objects.update(introduction="{attendance: students}")

    rename(students, "Students")

    assert Report.objects.get().introduction == "{attendance: Students}"
    assert AudienceGroup.objects.get().name == "Students"


def test_a_correction_begins_in_the_names_of_today(draft, wells, sam):
    Report.objects.update(status=Report.Status.PUBLISHED)
    edition = make_plain_edition(draft, sam)
    kept = draft_of(draft) | {"introduction": "{wells}."}
    Edition.objects.filter(pk=edition.pk).update(
        draft=write_document("draft", kept), published_at=timezone.now()
    )
    rename(wells, "boreholes")

    correct(Report.objects.with_project().get(), by=sam, at=timezone.now())

    assert Report.objects.get().introduction == "{boreholes}."
