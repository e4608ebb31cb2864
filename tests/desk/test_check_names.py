import re
from datetime import date

import pytest

from grantreports.desk.checks.run import findings_of
from grantreports.desk.checks.spelling import stands_in
from grantreports.reports.compose import Composition
from grantreports.reports.models import ChosenPhoto, ChosenQuote, Report, StripFigure
from projects.models import ProtectedName
from tests.factories import make_event, make_photo, make_point, make_project, make_quote

TODAY = date(2026, 1, 15)


def found(report, check_id):
    report = Report.objects.with_project().get(pk=report.pk)
    findings = findings_of(report, Composition(report, TODAY))
    return [each for each in findings if each.check_id == check_id]


def write(report, text):
    report.introduction = text
    report.save()


def protect(report, name, kind="person", also=""):
    ProtectedName.objects.create(project=report.project, name=name, kind=kind, also=also)


def choose_quote(report, heading="", **kwargs):
    quote = make_quote(report.project, **kwargs)
    return ChosenQuote.objects.create(report=report, quote=quote, heading=heading)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Mali", "MALI came."),
        ("Mali", "It was Mali's idea."),
        ("Mali", "(mali)"),
        ("Ban Mai", "in Ban-Mai and"),
        ("Ban Mai", "in BanMai."),
        ("Ban Mai", "in Ban\n  Mai."),
        ("Somchai", "Som-chai said"),
        ("Zoë", "Zoe laughed."),
        ("Zoe", "Zoë laughed."),
        ("Đặng Thị Hoa", "Dang Thi Hoa spoke."),
        ("O'Brien", "OBrien spoke."),
        ("สมชาย", "เด็กชายสมชายมา"),
        ("สมชาย ใจดี", "พบสมชายใจดีที่นั่น"),
        ("น้ำ", "ชื่อน\u0e49\u0e4d\u0e32"),
        ("Mali", "คุณMaliมา"),
        ("Mali", "Ma\u200bli came."),
        ("โรงเรียน 4", "โรงเรียน ๔"),
    ],
)
def test_a_name_is_found_however_it_is_written(name, text):
    assert stands_in([name], text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Mali", "Malicious people."),
        ("Mali", "Somali students."),
        ("Noi", "There is no I in it."),
        ("Ban Mai", "Urban Maids"),
        ("Ann", "an n-th try"),
        ("—", "a — b"),
        ("สมชาย", "สมหญิง"),
    ],
)
def test_another_word_is_not_the_name(name, text):
    assert not stands_in([name], text)


def test_a_protected_name_is_an_error_in_every_text(report, bees):
    protect(report, "Mali", also="มะลิ")
    report.introduction, report.comes_next, report.thank_you = "Mali", "มะลิ", "For mali."
    report.save()
    bees.summary = "Of Mali."
    bees.save()
    objective = bees.objectives.create(text="Mali is safe.")
    point = make_point(report, "Mali read.", objective=objective)
    strip = StripFigure.objects.create(report=report, figure="events", label="with Mali")
    quote = choose_quote(report, heading="Mali's day", words="I am Mali.", speaker="Mali")
    photo = make_photo(bees, caption="Mali reads.", alternative_text="Mali sits.")
    ChosenPhoto.objects.create(report=report, photo=photo)

    findings = found(report, "protected-name")

    wheres = [each.where for each in findings]
    assert all(each.is_error for each in findings)
    assert sorted(wheres) == sorted(
        ["", "", "introduction", "comes_next", "thank_you", f"points:{point.token}"]
        + [f"strip:{strip.token}", *[f"quotes:{quote.quote_id}"] * 3]
        + [f"photos:{photo.pk}"] * 2
    )
    assert "Write a role" in findings[0].sentence


def test_a_changed_name_excuses_no_protected_one(report):
    protect(report, "Mali")
    choose_quote(report, words="Mali is safe now.", name_changed=True)

    assert len(found(report, "protected-name")) == 1


def test_names_of_another_project_are_not_looked_for(report, partner):
    ProtectedName.objects.create(project=make_project(partner=partner), name="Mali")
    write(report, "Mali came.")

    assert found(report, "protected-name") == []


def test_a_figure_in_braces_is_no_donor_text(report):
    protect(report, "Ubon Ratchathani", kind="place")
    write(report, "{events in Ubon Ratchathani} programs.")

    assert found(report, "protected-name") == []


def test_an_invented_name_may_not_stand_elsewhere(report):
    choose_quote(report, words="“Then Dao told me. We went home.”", name_changed=True)
    point = make_point(report, "Dao is safe now. We went on.")

    [finding] = found(report, "changed-name")

    assert finding.is_error
    assert finding.where == f"points:{point.token}"
    assert "“Dao”" in finding.sentence


@pytest.mark.parametrize(
    "text", ["We met Dao’s mother.", "We met Dao's mother, and sat at Daos’."]
)
def test_an_invented_name_is_found_with_what_belongs_to_it(report, text):
    choose_quote(report, words="Then Dao told me.", name_changed=True)
    make_point(report, text)

    [finding] = found(report, "changed-name")

    assert "“Dao”" in finding.sentence


def test_an_invented_name_at_the_beginning_of_its_quote_is_found_too(report):
    choose_quote(report, words="Dao is safe.", name_changed=True)
    write(report, "This year Dao came home.")

    assert len(found(report, "changed-name")) == 1


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("In March we met Thai police in Chiang Mai.", "Thai police came to Chiang Mai in March."),
        ("Traffickers lie. Students know.", "Traffickers lie. Students know."),
        ("She knows TICAC and the Bees.", "TICAC helps the Bees."),
        ("They call it Hope.", "It gives hope. Hope grows."),
    ],
)
def test_words_that_are_no_names_may_be_repeated(report, words, text):
    choose_quote(report, words=words, name_changed=True)
    write(report, text)

    assert found(report, "changed-name") == []


def test_a_name_that_was_not_changed_is_nobody_invented(report):
    choose_quote(report, words="Then Dao told me.")
    write(report, "Then Dao came.")

    assert found(report, "changed-name") == []


@pytest.mark.parametrize("text", ["At Ban Huai Sai School.", "at ban huai-sai school"])
def test_the_venue_of_an_event_is_a_warning(report, bees, text):
    make_event(bees, venue="Ban Huai Sai School")
    write(report, text)

    [finding] = found(report, "venue")

    assert not finding.is_error
    assert finding.where == "introduction"
    assert "“Ban Huai Sai School”" in finding.sentence


@pytest.mark.parametrize(
    ("venue", "text"),
    [
        ("Village Hall", "In the village hall."),
        ("School", "At school."),
        ("Mae Sai", "Mae Saiyok"),
        ("ABC", "abc"),
    ],
)
def test_a_venue_that_tells_nothing_may_stand(report, bees, venue, text):
    make_event(bees, venue=venue)
    write(report, text)

    assert found(report, "venue") == []


PERSON, SCHOOL, PLACE = "Khun Somchai spoke", "Lanna Hills School", "Ban Rak Thai"


@pytest.mark.parametrize(
    ("person", "school", "place"),
    [
        (PERSON, SCHOOL, PLACE),
        ("A girl named Dao spoke", SCHOOL, PLACE),
        ("Dao, 14, spoke", SCHOOL, "in Huai Tong village"),
        ("Dao (12) spoke", "โรงเรียนบ้านใหม่", "Warin District"),
        ("Teacher Mai spoke", "Academy of Pai", "Moo 4"),
        ("Mrs. Srisuk spoke", "Chiang Mai International School", "Tambon Wiang"),
        ("เด็กหญิงดาว", "โรงเรียนบ้านใหม่", "ตำบลเวียง"),
    ],
)
def test_a_person_a_school_and_a_place_may_not_stand_together(report, person, school, place):
    make_point(report, f"{person}.")
    write(report, f"It was at {school}.")
    report.comes_next = f"We go to {place}."
    report.save()

    [finding] = found(report, "jigsaw")

    assert finding.is_error
    assert "in point 1" in finding.sentence
    assert "in the introduction" in finding.sentence
    assert "in what comes next" in finding.sentence


@pytest.mark.parametrize(
    ("person", "school", "place"),
    [
        ("A girl spoke", SCHOOL, PLACE),
        (PERSON, "a rural school", PLACE),
        (PERSON, SCHOOL, "Chiang Mai"),
        (PERSON, SCHOOL, "Mae Hong Son Province"),
        (PERSON, SCHOOL, "Chiang Mai district"),
        (PERSON, SCHOOL, "The village"),
        (PERSON, "The Secondary School", PLACE),
        ("Chiang Mai (3) and Ubon Ratchathani (2)", SCHOOL, PLACE),
        ("Teacher Training is called Targeting", SCHOOL, PLACE),
        ("On Monday, 14, TICAC came", SCHOOL, PLACE),
    ],
)
def test_two_of_the_three_may_stand_together(report, person, school, place):
    make_point(report, f"{person}. {school}. {place}.")

    assert found(report, "jigsaw") == []


def test_the_jigsaw_knows_protected_names_and_venues(report, bees):
    protect(report, "dao")
    make_event(bees, venue="Saraphi 2", setting="urban_school")
    make_event(bees, venue="Pha Mon", setting="village")
    write(report, "Dao left Pha Mon for Saraphi 2.")

    [finding] = found(report, "jigsaw")

    assert "person “dao”" in finding.sentence
    assert "school “Saraphi 2”" in finding.sentence
    assert "place “Pha Mon”" in finding.sentence


HIDDEN = [
    ("Mali", "М\u0430li came."),  # Cyrillic М and а
    ("Mali", "Μ\u03b1li came."),  # Greek Μ and α
    ("Mali", "Ma\u04cfi came."),  # palochka
    ("Mali", "Mal\u0456 came."),
    ("Mali", "M4li came."),
    ("Mali", "Ma1i came."),
    ("Mali", "M@li came."),
    ("Mali", "MaIi came."),
    ("Mali", "M41i came."),
    ("Mali", "Ｍａｌｉ came."),
    ("Mali", "𝓜𝓪𝓵𝓲 came."),
    ("Mali", "The Malis came."),
    ("Mali", "Malis’ house"),
    ("Mali", "Mali’s house"),
    ("Amy", "Two Amies came."),
    ("Mali", "M-a-l-i came."),
    ("Mali", "M.a.l.i. came."),
    ("Mali", "M a l i came."),
    ("Mali", "Ma\u00adli came."),
    ("Mali", "Ma\ufe0fli came."),
    ("Mali", "Ma\u2060\u200dli came."),
    ("Mali", "Ma\u3164li came."),
    ("Mali", "Ma\u034fli came."),
    ("Sopha", "5opha, S0pha"),
    ("Joy", "J0y came."),
    ("Noi", "N0i came."),
    ("Мария", "Mapия came."),
    ("สมชาย", "พี่สมชาย\u200bมา"),
    ("สมชาย", "สม\u200bชายมา"),
    ("น้ำ", "น้ำมา"),
    ("Somchai", "S0mchai's friend"),
    ("Ban Mai", "at Ban\u00a0M\u0430i."),
    ("Ban Mai", "at the Ban Mais"),
]


@pytest.mark.parametrize(("name", "text"), HIDDEN)
def test_a_name_that_is_hidden_is_found(name, text):
    assert stands_in([name], text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Mali", "The mall was full."),
        ("Mali", "Small animals, email and malice."),
        ("Noi", "There is no I in it."),
        ("Amy", "A mystery; an army."),
        ("Joy", "In July 2024 they enjoyed 10 years."),
        ("Sai", "She said so."),
        ("Lea", "We met 134 teachers and 1,300 pleas."),
        ("Ann", "It is an annual plan. Anna came."),
        ("May", "They maybe came."),
        ("Tom", "1 tomato in 10"),
        ("Bo", "30 boys, B, O"),
    ],
)
def test_what_is_another_word_is_not(name, text):
    assert not stands_in([name], text)


@pytest.mark.parametrize(
    ("venue", "text"),
    [
        ("Dwambazi village well", "The new committee at Dwambazi met."),
        ("Dwambazi village well", "The committee at dwambazi met."),
        ("Ban Huai Sai School", "We came to Huai Sai twice."),
        ("School of Mae Fah Luang", "In Mae Fah Luang it rained."),
        ("Kasumbi market, stand 4", "All of Kasumbi was there."),
        ("Wat Pa Tueng school", "At WAT PA TUENG."),
        ("โรงเรียน บ้านห้วยทราย", "ที่บ้านห้วยทรายมีฝน"),
        ("โรงเรียนบ้านห้วยทราย", "ที่บ้านห้วยทรายมีฝน"),
    ],
)
def test_the_first_words_of_a_venue_are_a_warning(report, bees, venue, text):
    make_event(bees, venue=venue)
    write(report, text)

    [finding] = found(report, "venue")

    assert venue in finding.sentence


@pytest.mark.parametrize(
    ("venue", "text"),
    [
        ("School", "At a school."),
        ("School 7", "7 came to a school."),
        ("Night market", "They came at night."),
        ("Chiang Mai University", "In Chiang Mai it rained."),
        ("Village hall", "The Village Hall was full."),
        ("Government office", "The Government said so."),
        ("Children's home", "Children came."),
    ],
)
def test_what_many_venues_begin_with_is_none(report, bees, venue, text):
    make_event(bees, venue=venue)
    write(report, text)

    assert not found(report, "venue")


GIVEN = {"consent": "given", "consent_by": "the mother", "consent_on": date(2025, 3, 3)}


@pytest.mark.parametrize("text", ["At Dwambazi village well.", "At Dwambazi."])
@pytest.mark.parametrize(
    "of_a_child",
    [
        lambda event: choose_photo(event, recognisable="children", **GIVEN),
        lambda event: choose_quote_of(event, speaker="A girl of the second grade"),
        lambda event: choose_quote_of(event, **GIVEN),
        lambda event: choose_quote_of(event, speaker="นักเรียน"),
    ],
)
def test_a_venue_is_an_error_where_a_child_is_from_there(report, bees, text, of_a_child):
    event = make_event(bees, venue="Dwambazi village well")
    of_a_child(event)
    write(report, text)

    [finding] = found(report, "venue-of-a-child")

    assert finding.is_error
    assert re.search(r"and the (photo “A morning|quote )", finding.sentence)
    assert not found(report, "venue")


def test_adults_and_children_of_elsewhere_leave_it_a_warning(report, bees):
    event = make_event(bees, venue="Dwambazi village well")
    choose_photo(event, recognisable="adults", **GIVEN)
    choose_quote_of(event, speaker="The head of the village")
    choose_quote_of(make_event(bees, venue="Elsewhere Hill"), speaker="A girl")
    write(report, "At Dwambazi.")

    assert not found(report, "venue-of-a-child")
    assert found(report, "venue")


def choose_photo(event, **kwargs):
    photo = make_photo(event.project, event=event, **kwargs)
    ChosenPhoto.objects.create(report=Report.objects.get(), photo=photo)


def choose_quote_of(event, **kwargs):
    choose_quote(Report.objects.get(), event=event, **kwargs)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda p: type(p).objects.update(title="Mali's bees"), "stands in the project's title"),
        (
            lambda p: type(p.partner).objects.update(public_name="Mali"),
            "stands in the partner's public name",
        ),
        (lambda p: type(p).objects.update(place="Mali"), "stands in the project's place"),
    ],
)
def test_the_sentence_says_where_the_name_stands(report, change, where):
    protect(report, "Mali")
    change(report.project)

    [finding, *_] = found(report, "protected-name")

    assert where in finding.sentence


@pytest.mark.parametrize("text", ["ชั้น๓ก", "ក១ខ", "a٣b", "x๑", "²a", "a①b", "Ⅷa"])
def test_digits_of_any_script_beside_letters_are_read(text):
    assert not stands_in(["Mali"], text)
    assert stands_in(["Mali"], f"{text} M4li {text}")
