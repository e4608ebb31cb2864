"""What a project counts, in the administration: entered, refused with a sentence, imported."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from grantreports.reports.models import Report
from outreach.models import AudienceGroup, ChosenGroup, IndicatorValue
from projects.models import Indicator, Project, Target
from tests.admin_pages import url
from tests.editions import make_edition, write_report
from tests.factories import make_event, make_group, make_point
from tests.forms import sent_by
from tests.test_admin_forms import errors, inlines, project_form


@pytest.fixture
def as_staff(client, sam):
    client.force_login(sam)
    return client


def sent(client, project, **fields):
    """The page of the project as it stands, with some fields changed."""
    address = url(Project, "change", project.pk)
    form = sent_by(client.get(address))
    form.pop("ready_sets", None)
    return client.post(address, form | fields)


def row(client, project, prefix, record):
    """The number of a record's row in an inline of the project's page."""
    form = sent_by(client.get(url(Project, "change", project.pk)))
    found = [
        name
        for name, value in form.items()
        if name.startswith(f"{prefix}-") and name.endswith("-id") and value == str(record.pk)
    ]
    return found[0].split("-")[1]


def new_row(client, project, prefix, **fields):
    form = sent_by(client.get(url(Project, "change", project.pk)))
    number = form[f"{prefix}-INITIAL_FORMS"]
    return {f"{prefix}-{number}-{name}": value for name, value in fields.items()}


def taken_away(client, project, prefix, record):
    return {f"{prefix}-{row(client, project, prefix, record)}-DELETE": "on"}


def test_the_page_of_a_new_project_offers_ready_sets_with_outreach_ticked(as_staff, db):
    page = as_staff.get(url(Project, "add"))

    assert sent_by(page)["ready_sets"] == "Outreach"
    assert "washingtongroup-disability.com" in page.text


def test_a_new_project_begins_with_its_sets(as_staff, bees):
    form = project_form(bees, slug="wells") | {"title": "Wells"}
    form = form | inlines("budget_years") | {"ready_sets": ["Water", "Women and men"]}

    response = as_staff.post(url(Project, "add"), form)

    assert response.status_code == 302, errors(response)
    project = Project.objects.get(slug="wells")
    assert project.indicators.filter(name="boreholes").exists()
    assert not project.indicators.filter(source="attendance").exists()
    assert project.indicators.get(source="events").many == "site visits"
    assert not project.asks_setting
    assert project.chosen_groups.filter(group__name="women").exists()


def test_a_set_is_added_later_and_twice(as_staff, bees, sam):
    for _ in range(2):
        response = sent(as_staff, bees, ready_sets=["School"])
        assert response.status_code == 302, errors(response)

    assert bees.indicators.count() == 4 + 7
    rate = bees.indicators.get(name="pass rate").history
    assert rate.get().history_user == sam


def test_an_indicator_is_added_in_the_table(as_staff, bees):
    fields = new_row(
        as_staff, bees, "indicators", name="wells", adds_up="sum", entered_with="event"
    )

    response = sent(as_staff, bees, **fields)

    assert response.status_code == 302, errors(response)
    assert bees.indicators.get(name="wells").order == 5


WRONG = {
    "two with one name": ({"name": "EVENTS"}, "Figures cannot tell this name from “events”."),
    "a unit that does not fit": ({"name": "rate", "unit": "%"}, "Per cents cannot be added up"),
    "people in litres": ({"name": "p", "unit": "l", "counts_people": "on"}, "People are counted without a unit."),
    "a state of each event": ({"name": "w", "adds_up": "latest"}, "are entered for the period."),
    "different people without people": ({"name": "w", "adds_up": "unique", "entered_with": "period"}, "Different people are people: tick this."),
    "a share, whose parts are not here": ({"name": "w", "adds_up": "share"}, "Select a valid choice."),
    "a word of figures": ({"name": "share"}, "Figures use the word “share” themselves."),
    "braces": ({"name": "w {x}"}, "Figures cannot read a name with"),
    "a figure": ({"name": "events in Chiang Rai"}, "Figures read this as another indicator"),
    "no name": ({"name": "", "one": "well"}, "This field is required."),
    "no number": ({"name": "w", "order": "x"}, "Enter a whole number."),
}  # fmt: skip


@pytest.mark.parametrize("way", WRONG)
def test_a_wrong_row_is_refused_with_a_sentence(as_staff, bees, way):
    fields, sentence = WRONG[way]
    typed = {"adds_up": "sum", "entered_with": "event", "order": "9"} | fields

    response = sent(as_staff, bees, **new_row(as_staff, bees, "indicators", **typed))

    assert response.status_code == 200
    assert any(sentence in error for error in errors(response)), errors(response)
    assert bees.indicators.count() == 4


def test_two_new_rows_with_one_name(as_staff, bees):
    form = sent_by(as_staff.get(url(Project, "change", bees.pk)))
    rows = {}
    for number in (4, 5):
        typed = {"name": "wells", "adds_up": "sum", "entered_with": "event", "order": "9"}
        rows |= {f"indicators-{number}-{name}": value for name, value in typed.items()}
    assert form["indicators-TOTAL_FORMS"] == "5"

    response = sent(as_staff, bees, **rows | {"indicators-TOTAL_FORMS": "6"})

    assert "Two indicators have the same name." in errors(response)


def test_of_a_built_in_indicator_the_words_change_and_the_name_stays(as_staff, bees):
    events = bees.indicators.get(source="events")
    number = row(as_staff, bees, "indicators", events)
    words = {"name": "visits", "one": "visit", "many": "visits", "adds_up": "highest"}

    sent(as_staff, bees, **{f"indicators-{number}-{name}": text for name, text in words.items()})

    events.refresh_from_db()
    assert (events.name, events.many, events.adds_up) == ("events", "visits", "sum")


def test_attendance_can_go_and_what_events_are_cannot(as_staff, bees):
    refused = [
        sent(as_staff, bees, **taken_away(as_staff, bees, "indicators", each))
        for each in bees.indicators.exclude(source="attendance")
    ]
    attendance = bees.indicators.get(source="attendance")

    response = sent(as_staff, bees, **taken_away(as_staff, bees, "indicators", attendance))

    assert all("Every project has this one." in page.text for page in refused)
    assert response.status_code == 302, errors(response)
    assert {each.source for each in bees.indicators.all()} == {"events", "provinces", "sessions"}


@pytest.fixture
def wells(bees):
    return Indicator.objects.create(project=bees, name="wells")


def in_draft(report, wells, sam):
    make_point(report, "{average: wells}")
    return "Figures count it in “Bees"


def in_strip(report, wells, sam):
    report.stripfigures.create(figure="wells")
    return "Figures count it in “Bees"


def in_summary(report, wells, sam):
    Project.objects.update(summary="{wells}")
    return "the summary of Bees"


def in_target(report, wells, sam):
    Target.objects.create(budget_year=report.budget_year, indicator=wells, value=3)
    return "the targets of Bees: Year 1"


def in_value(report, wells, sam):
    IndicatorValue.objects.create(indicator=wells, event=make_event(report.project), value=3)
    return "Values are entered for this indicator already."


def in_share(report, wells, sam):
    pumps = Indicator.objects.create(project=report.project, name="pumps")
    Indicator.objects.create(
        project=report.project, name="rate", adds_up="share", part=wells, whole=pumps
    )
    return "An indicator is the share of this one."


def in_edition(report, wells, sam):
    write_report(report)
    make_point(report, "{wells} wells were dug.")
    make_edition(report, sam)
    Report.objects.update(status=Report.Status.PUBLISHED)
    return "Donors read a figure of it in “Bees"


USES = [in_draft, in_strip, in_summary, in_target, in_value, in_share, in_edition]


@pytest.mark.parametrize("use", USES)
def test_what_is_used_stays_and_what_uses_it_is_said(as_staff, report, wells, sam, use):
    sentence = use(report, wells, sam)

    page = sent(
        as_staff, wells.project, **taken_away(as_staff, wells.project, "indicators", wells)
    )
    alone = as_staff.post(url(Indicator, "delete", wells.pk), {"post": "yes"})

    assert "“wells” stays: " in page.text, errors(page)
    assert sentence in page.text
    assert alone.status_code == 403
    assert Indicator.objects.filter(pk=wells.pk).exists()


def test_what_nothing_uses_goes(as_staff, wells, bees):
    response = sent(as_staff, bees, **taken_away(as_staff, bees, "indicators", wells))

    assert response.status_code == 302, errors(response)
    assert not Indicator.objects.filter(pk=wells.pk).exists()


def own_page(client, record=None, **fields):
    address = url(Indicator, "change", record.pk) if record else url(Indicator, "add")
    return client.post(address, sent_by(client.get(address)) | fields)


ON_ITS_PAGE = {
    "a share by itself": ({"adds_up": "share"}, "part", "A share needs both"),
    "a share of a share": ({"adds_up": "share", "part": "rate", "whole": "pumps"}, "part", "Select a valid choice"),
    "a share of one thing": ({"adds_up": "share", "part": "pumps", "whole": "pumps"}, "part", "A share is of two other indicators."),
    "one of another project": ({"adds_up": "share", "part": "foreign", "whole": "pumps"}, "part", "Select a valid choice"),
    "a key that is none": ({"adds_up": "share", "part": "x'1", "whole": "9" * 30}, "whole", "Select a valid choice"),
    "a baseline without a day": ({"baseline": "3"}, "baseline_on", "Say of which day"),
    "below 0": ({"baseline": "-3", "baseline_on": "2025-01-01"}, "baseline", "A baseline is not below 0."),
    "too many decimals": ({"decimals": "7"}, "decimals", "At most 4 decimals."),
    "an objective of nobody": ({"objective": "x"}, "objective", "Select a valid choice"),
}  # fmt: skip


@pytest.mark.parametrize("way", ON_ITS_PAGE)
def test_its_own_page_refuses_with_a_sentence_on_the_field(as_staff, bees, wells, way):
    fields, field, sentence = ON_ITS_PAGE[way]
    pumps = Indicator.objects.create(project=bees, name="pumps")
    known = {
        "pumps": pumps,
        "rate": Indicator.objects.create(
            project=bees,
            name="rate",
            adds_up="share",
            part=pumps,
            whole=bees.indicators.get(source="events"),
        ),
        "foreign": Indicator.objects.create(name="foreign"),
    }
    typed = {name: getattr(known.get(value), "pk", value) for name, value in fields.items()}

    page = own_page(as_staff, wells, **typed)

    assert page.status_code == 200
    told = page.context["adminform"].form.errors
    assert sentence in str(told.get(field)), told


def test_a_share_is_made_on_a_page_of_its_own(as_staff, bees, wells):
    address = f"{url(Indicator, 'add')}?project={bees.pk}"
    events = bees.indicators.get(source="events")
    typed = {"name": "wells per visit", "adds_up": "share", "part": wells.pk, "whole": events.pk}

    response = as_staff.post(
        address, sent_by(as_staff.get(address)) | {"project": bees.pk} | typed
    )

    assert response.status_code == 302, errors(response)
    assert str(bees.indicators.get(name="wells per visit").whole) == "events"


def test_the_list_is_filtered_and_searched(as_staff, bees, wells):
    Indicator.objects.create(name="trees")
    address = url(Indicator, "changelist")

    shared = as_staff.get(address, {"whose": "list"}).text
    found = as_staff.get(address, {"q": "wel"}).text

    assert "trees" in shared
    assert "provinces</a>" not in shared
    assert "wells" in found
    assert "trees" not in found


def imported(client, text):
    file = SimpleUploadedFile("i.csv", text.encode(), "text/csv")
    return client.post(
        reverse("admin:projects_indicator_import"), {"import_file": file, "format": "1"}
    )


def test_indicators_go_out_and_in_again(as_staff, bees, wells):
    exported = as_staff.post(
        reverse("admin:projects_indicator_export"),
        {"format": "1", "resource": "0", "indicatorresource_name": "on", "indicatorresource_project": "on"},
    )  # fmt: skip
    text = "project,name,one,adds_up,entered_with,part,whole\nbees,pumps,pump,Sum of all values,event,,\nbees,rate,,share,event,pumps,wells\n"

    page = imported(as_staff, text)

    assert b"wells" in exported.getvalue()
    assert page.status_code == 200
    assert "pumps" in page.text


WRONG_ROWS = {
    "nowhere,pumps,sum,": "There is no project “nowhere”.",
    "bees,rate,share,elsewhere": "There is no indicator “elsewhere”.",
    "bees,p {x},sum,": "Figures cannot read a name",
    "bees,events,highest,": "",
}


@pytest.mark.parametrize("line", WRONG_ROWS)
def test_a_wrong_row_of_a_file_is_told(as_staff, bees, line):
    page = imported(as_staff, f"project,name,adds_up,part\n{line}\n")

    assert page.status_code == 200
    assert WRONG_ROWS[line] in page.text
    assert bees.indicators.count() == 4


# Groups.


def choose(project, *names):
    return [
        ChosenGroup.objects.create(project=project, group=make_group(name), order=order)
        for order, name in enumerate(names, 1)
    ]


def parted(client, project, **parents):
    """Say of each group, by name, of which one it is a part."""
    fields = {}
    for name, whole in parents.items():
        choice = ChosenGroup.objects.get(project=project, group__name=name)
        number = row(client, project, "chosen_groups", choice)
        part_of = AudienceGroup.objects.get(name=whole).pk if whole else ""
        fields[f"chosen_groups-{number}-part_of"] = part_of
        fields[f"chosen_groups-{number}-split"] = "kind" if whole else ""
    return sent(client, project, **fields)


def test_groups_become_a_tree(as_staff, bees):
    choose(bees, "students", "girls", "boys")

    response = parted(as_staff, bees, girls="students", boys="students")

    assert response.status_code == 302, errors(response)
    assert {each.group.name: str(each.part_of) for each in bees.chosen_groups.all()} == {
        "students": "None",
        "girls": "students",
        "boys": "students",
    }


TREES = {
    "itself": ({"a": "a"}, "The project does not count that group."),
    "a circle": ({"a": "b", "b": "a"}, "That group is a part of this one already."),
    "a longer circle": ({"a": "b", "b": "c", "c": "a"}, "That group is a part of this one already."),
    "four levels": ({"b": "a", "c": "b", "d": "c"}, "Groups have at most three levels."),
}  # fmt: skip


@pytest.mark.parametrize("way", TREES)
def test_no_tree_is_refused(as_staff, bees, way):
    names, sentence = TREES[way]
    long = {name: f"group {name}" for name in "abcd"}
    choose(bees, *long.values())

    page = parted(as_staff, bees, **{long[one]: long[other] for one, other in names.items()})

    assert page.status_code == 200
    assert any(sentence in error for error in errors(page)), errors(page)
    assert not ChosenGroup.objects.exclude(part_of=None).exists()


def test_a_group_of_another_project_is_no_whole(as_staff, bees):
    choose(bees, "students")
    number = row(as_staff, bees, "chosen_groups", ChosenGroup.objects.get())
    other = make_group("teachers")

    for key in (other.pk, "x'1", "9" * 30):
        fields = {f"chosen_groups-{number}-part_of": key, f"chosen_groups-{number}-split": "sex"}
        page = sent(as_staff, bees, **fields)
        assert any("Select a valid choice" in error for error in errors(page))


def test_a_group_that_is_used_stays(as_staff, bees, report):
    used, counted, whole, part, free = choose(
        bees, "students", "teachers", "scholars", "girls", "monks"
    )
    part.part_of, part.split = whole.group, "sex"
    part.save()
    make_point(report, "{attendance: students}")
    make_event(bees, {"teachers": 3})

    told = {
        str(each): sent(as_staff, bees, **taken_away(as_staff, bees, "chosen_groups", each)).text
        for each in (used, counted, whole)
    }
    gone = sent(as_staff, bees, **taken_away(as_staff, bees, "chosen_groups", free))

    assert "“students” stays: Figures count it in “Bees" in told["students"]
    assert "“teachers” stays: It was counted" in told["teachers"]
    assert "“girls” is a part of it" in told["scholars"]
    assert gone.status_code == 302, errors(gone)
    assert bees.chosen_groups.count() == 4
