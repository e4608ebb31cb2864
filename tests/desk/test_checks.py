from datetime import date

import pytest
from django.core.files.storage import default_storage

from grantreports.desk.checks.run import findings_of
from grantreports.reports.compose import Composition
from grantreports.reports.models import ChosenPhoto, ChosenQuote, Report, StripFigure
from outreach.models import AudienceGroup
from projects.models import Objective, Target
from tests.factories import make_event, make_events, make_group, make_photo, make_point, make_quote

TODAY = date(2026, 1, 15)


def found(report, check_id, pages=None):
    report = Report.objects.with_project().get(pk=report.pk)
    findings = findings_of(report, Composition(report, TODAY), pages)
    return [each for each in findings if each.check_id == check_id]


def choose_quote(report, **kwargs):
    quote = make_quote(report.project, **kwargs)
    return ChosenQuote.objects.create(report=report, quote=quote)


def choose_photo(report, place="lead", shape="whole", **kwargs):
    photo = make_photo(report.project, **kwargs)
    return ChosenPhoto.objects.create(report=report, photo=photo, place=place, shape=shape)


@pytest.fixture
def complete(report, bees):
    """A report that no check has anything to say about."""
    report.asks_for = bees.budget_years.get(number=2)
    report.thank_you = "Thank you for standing with them."
    report.introduction = "{attendance} people came."
    report.learned = "Roads were flooded."
    report.save()
    make_event(bees, {"students": 1200})
    make_point(report, "{events} program took place.")
    choose_quote(report)
    choose_photo(report, size=(1000, 700))
    return report


def test_a_complete_report_has_no_finding(complete):
    complete = Report.objects.with_project().get(pk=complete.pk)

    assert findings_of(complete, Composition(complete, TODAY), pages=2) == []


@pytest.mark.parametrize(
    ("consent", "words"),
    [
        ({"consent": "not_recorded"}, "consent is not recorded. Record the consent on its page"),
        ({"consent": "withdrawn"}, "consent was withdrawn. Take it out of the report."),
        (
            {"consent": "given", "consent_by": "Ann", "consent_on": date(2025, 1, 1),
             "consent_until": date(2026, 1, 14)},
            "consent ended on 14 January 2026. Record on its page a consent that holds today",
        ),
        (
            {"consent": "given", "consent_by": "Ann", "consent_on": date(2026, 1, 16)},
            "consent begins on 16 January 2026. Record on its page a consent that holds today",
        ),
    ],
)  # fmt: skip
def test_lacking_consent_blocks_and_says_what_to_do(report, consent, words):
    chosen = choose_quote(report, **consent)

    [finding] = found(report, "consent")

    assert finding.is_error
    assert finding.where == f"quotes:{chosen.quote_id}"
    assert words in finding.sentence


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"consent": "refused"}, "consent was refused. Take it out of the report."),
        (
            {"recognisable": "", "consent": "given", "consent_by": "Ann", "consent_on": TODAY},
            "nobody has said who is recognisable. Say it on its page, or take it out of the "
            "report.",
        ),
    ],
)
def test_a_photo_that_may_not_be_printed_says_what_to_do(report, fields, told):
    choose_photo(report, **fields)

    [finding] = found(report, "consent")

    assert finding.sentence.endswith(f", {told}")


def test_an_untranslated_quote_says_what_to_do(report):
    choose_quote(report, words="", original_words="ดีมาก", original_language="th")

    [finding] = found(report, "consent")

    assert finding.sentence.endswith(
        "it is not translated yet. Translate it on its page, or take it out of the report."
    )


def test_consent_that_holds_on_its_last_day_is_enough(report):
    choose_photo(
        report,
        recognisable="adults",
        consent="given",
        consent_by="Ann",
        consent_on=date(2025, 1, 1),
        consent_until=TODAY,
    )

    assert found(report, "consent") == []


def test_a_survivor_blocks_whatever_consent_says(report):
    given = {"consent": "given", "consent_by": "Ann", "consent_on": date(2025, 1, 1)}
    photo = choose_photo(report, recognisable="survivor", **given)
    quote = choose_quote(report, identifies_survivor=True, **given)

    assert [each.where for each in found(report, "survivor")] == [
        f"quotes:{quote.quote_id}",
        f"photos:{photo.photo_id}",
    ]
    assert found(report, "consent") == []


def test_a_missing_caption_and_alternative_text_block(report):
    photo = choose_photo(report, caption=" ", alternative_text="")

    [caption], [text] = found(report, "caption"), found(report, "alternative-text")

    assert caption.is_error
    assert text.is_error
    assert caption.where == text.where == f"photos:{photo.photo_id}"


def test_a_missing_file_names_its_photo(report):
    chosen = choose_photo(report, caption="Bees at work.")
    default_storage.delete(chosen.photo.print_image.name)

    [finding] = found(report, "file")

    assert finding.is_error
    assert finding.where == f"photos:{chosen.photo_id}"
    assert "“Bees at work.”" in finding.sentence


@pytest.mark.parametrize(
    ("place", "shape", "size", "dots"),
    [
        # 80 mm at 150 dots per inch are 472 pixels.
        ("lead", "whole", (480, 320), None),
        ("lead", "whole", (460, 310), 146),
        ("lead", "portrait", (460, 310), 103),
        ("story", "whole", (460, 310), None),
        ("more", "whole", (480, 320), 135),
        ("more", "whole", (400, 600), None),
    ],
)
def test_a_photo_too_small_for_its_place_is_told(report, place, shape, size, dots):
    choose_photo(report, place=place, shape=shape, size=size)

    findings = found(report, "resolution")

    assert [f"with {dots} dots" in each.sentence for each in findings] == ([True] if dots else [])


def test_unknown_figures_are_errors_wherever_they_stand(report, bees):
    point = make_point(report, "{attendence} came.")
    strip = StripFigure.objects.create(report=report, figure="events in Narnia")
    report.comes_next = "More for {attendance: studints}."
    report.save()
    AudienceGroup.objects.get_or_create(name="students")
    Target.objects.create(budget_year=report.budget_year, figure="attendance: elves", value=3)

    findings = found(report, "figure")

    assert all(each.is_error for each in findings)
    assert [each.where for each in findings] == [
        f"points:{point.token}",
        "comes_next",
        f"strip:{strip.token}",
        "",
    ]
    assert findings[0].sentence == (
        "In point 1: “{attendence}” cannot be read: “attendence” is no figure. "
        "Did you mean “attendance”? An administrator adds it under the project's “What it counts”."
    )
    assert "Did you mean “students”?" in findings[1].sentence


def test_a_group_that_was_renamed_is_told_by_its_new_name(report, bees):
    make_event(bees, {"pupils": 4})
    group = AudienceGroup.objects.get(name="pupils")
    group.name = "learners"
    group.save()
    make_point(report, "{attendance: pupils} came.")

    [finding] = found(report, "figure")

    assert "no audience group is called “pupils”. It is called “learners” now." in finding.sentence


def test_a_group_that_was_removed_is_named(report):
    make_point(report, "{attendance: Pupils} came.")
    make_group("pupils").delete()

    [finding] = found(report, "figure")

    assert "no audience group is called “Pupils”. That group was removed." in finding.sentence


@pytest.mark.parametrize(("pages", "told"), [(None, 0), (2, 0), (3, 1)])
def test_more_pages_than_the_budget_are_told(report, pages, told):
    assert len(found(report, "page-budget", pages)) == told


def test_an_empty_report_is_told_what_it_lacks(report):
    lacking = ["no-quote", "no-photo", "no-point", "no-thank-you", "asks-for-nothing"]

    findings = [found(report, each) for each in lacking]

    assert [len(each) for each in findings] == [1, 1, 1, 1, 1]
    assert all(not each[0].is_error for each in findings)


def test_an_objective_without_a_point_is_named(report, bees):
    told = Objective.objects.create(project=bees, order=1, text="Bees live.")
    Objective.objects.create(project=bees, order=2, text="Honey flows.")
    make_point(report, "They live.", objective=told)

    [finding] = found(report, "empty-objective")

    assert "objective 2, “Honey flows.”" in finding.sentence


def test_errors_come_before_warnings(report):
    choose_quote(report, consent="withdrawn")
    report = Report.objects.with_project().get(pk=report.pk)

    levels = [each.level for each in findings_of(report)]

    assert levels == sorted(levels)
    assert set(levels) == {"error", "warning"}


def test_the_number_of_queries_does_not_grow(report, bees, django_assert_max_num_queries):
    make_events(bees, 30)
    for _ in range(8):
        make_point(report, "{events} programs.")
        choose_quote(report)
        choose_photo(report)
    report = Report.objects.with_project().get(pk=report.pk)

    with django_assert_max_num_queries(30):
        findings_of(report)


def test_events_that_may_be_one_are_a_warning_that_names_both_records(complete, bees):
    first = make_event(bees, {"students": 3}, venue="Huai Nam School")
    second = make_event(bees, {"students": 3}, venue="HUAI NAM school")
    make_event(bees, {"students": 3}, venue="Huai Nam School", first_day=date(2025, 3, 15))

    [finding] = found(complete, "twin")

    assert not finding.is_error
    assert f"as records {first.pk} and {second.pk}" in finding.sentence


def test_many_twins_are_asked_about_once(complete):
    make_events(complete.project, 60)

    [finding] = found(complete, "twin")

    assert "59 outreach events may be there twice" in finding.sentence
    assert not finding.is_error


@pytest.mark.parametrize("field", ["caption", "alternative_text"])
def test_a_text_that_donors_cannot_read_is_a_warning(report, field):
    choose_photo(report, **{field: "เด็กนักเรียนหน้าโรงเรียน"})

    [finding] = found(report, "language")

    assert not finding.is_error
    assert "is not in English" in finding.sentence


def test_a_name_of_their_own_in_an_english_text_is_none(report):
    choose_photo(report, caption="The team of วัดป่า in front of their school.")

    assert not found(report, "language")
