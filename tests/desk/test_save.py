"""Saving on the desk: what is typed, what buttons do, and what is refused in its place."""

import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.reports.models import ChosenPhoto, ChosenQuote
from projects.models import Objective
from tests.desks import form_of, save
from tests.factories import make_event, make_photo, make_point, make_project, make_quote, set_state
from tests.queries import queries_of

NEW = "6f1c0b7e-9d2f-4a53-8a44-1d2f0a6a3b11"


def point(text, objective=None, key=NEW):
    return {"token": key, "text": text, "objective": objective}


def test_what_is_typed_is_saved(as_sam, draft, sam):
    response = save(as_sam, draft, introduction="Bees {events}.", comes_next="Honey.\r\nMore.")

    draft.refresh_from_db()
    assert response.status_code == 302
    assert (draft.introduction, draft.comes_next) == ("Bees {events}.", "Honey.\nMore.")
    assert (draft.version, draft.last_edited_by) == (1, sam)


def test_saving_the_same_again_counts_nothing(as_sam, draft):
    save(as_sam, draft, introduction="Bees.")
    draft.refresh_from_db()

    save(as_sam, draft)

    draft.refresh_from_db()
    assert draft.version == 1
    assert draft.revisions.count() == 2


def test_points_are_kept_in_the_order_of_the_page(as_sam, draft, bees):
    safe = Objective.objects.create(project=bees, text="Children are safe.")
    first = make_point(draft, "First.")

    save(as_sam, draft, points=[point("New.", safe.pk), point("First.", key=str(first.token))])

    points = list(draft.progresspoints.values_list("text", "objective"))
    assert points == [("New.", safe.pk), ("First.", None)]
    assert draft.progresspoints.get(text="First.").pk == first.pk


def test_a_point_that_is_left_out_goes(as_sam, draft):
    make_point(draft, "First.")

    save(as_sam, draft, points=[])

    assert not draft.progresspoints.exists()


def test_a_text_that_is_too_long_is_refused_in_its_place_and_the_rest_is_saved(as_sam, draft):
    response = save(as_sam, draft, thank_you="x" * 201, introduction="Bees.")

    draft.refresh_from_db()
    assertContains(response, "This is too long: at most 200 characters.")
    assertContains(response, f'value="{"x" * 201}"')
    assert (draft.thank_you, draft.introduction) == ("", "Bees.")


@pytest.mark.parametrize("nonsense", ["0", "11", "two", ""])
def test_a_page_budget_that_is_none_is_refused(as_sam, draft, nonsense):
    response = save(as_sam, draft, page_budget=nonsense)

    draft.refresh_from_db()
    assertContains(response, 'role="alert"')
    assert draft.page_budget == 2


def test_records_of_another_project_are_not_taken(as_sam, draft):
    other = make_project()
    theirs = Objective.objects.create(project=other, text="Theirs.")

    save(
        as_sam,
        draft,
        points=[point("Ours.", theirs.pk)],
        quotes=[{"quote": make_quote(other).pk, "place": "quote", "heading": ""}],
    )

    assert draft.progresspoints.get().objective is None
    assert not draft.chosenquotes.exists()


def test_nonsense_in_the_form_is_no_error(as_sam, draft):
    fields = form_of(draft) | {
        "version": "nine",
        "points-token": ["x", "x", ""],
        "points-text": ["One \0 point."],
        "photos-photo": ["5", "²", "99999999999999999999999"],
        "asks_for": "nobody",
        "act": "points:sideways:x",
    }

    response = as_sam.post(reverse("desk:save", args=[draft.pk]), fields)

    assert response.status_code == 200
    assert draft.progresspoints.first().text == "One  point."


def test_a_quote_is_chosen_and_told_as_a_story(as_sam, draft, bees):
    quote = make_quote(bees)
    save(as_sam, draft, act=f"quotes:add:{quote.pk}")
    draft.refresh_from_db()

    save(as_sam, draft, quotes=[{"quote": quote.pk, "place": "story", "heading": "Bees"}])

    chosen = ChosenQuote.objects.get()
    assert (chosen.quote, chosen.place, chosen.heading) == (quote, "story", "Bees")


def test_the_first_photo_stands_beside_the_project_and_others_below(as_sam, draft, bees):
    for photo in (make_photo(bees), make_photo(bees)):
        save(as_sam, draft, act=f"photos:add:{photo.pk}")
        draft.refresh_from_db()

    places = list(ChosenPhoto.objects.order_by("order").values_list("place", flat=True))

    assert places == ["lead", "more"]


def test_a_photo_of_another_project_cannot_be_chosen(as_sam, draft):
    save(as_sam, draft, act=f"photos:add:{make_photo(make_project()).pk}")

    assert not ChosenPhoto.objects.exists()


def test_a_picture_is_cut_around_a_point(as_sam, draft, bees):
    photo = make_photo(bees)
    part = {"photo": photo.pk, "place": "lead", "shape": "square", "focus_x": 2, "focus_y": 9}

    save(as_sam, draft, photos=[part])
    page = as_sam.get(reverse("desk:desk", args=[draft.pk]))

    chosen = ChosenPhoto.objects.get()
    assert (chosen.shape, chosen.focus_x, chosen.focus_y) == ("square", 2, 9)
    assertContains(page, '<figure class="picture square">')
    assertContains(page, '<div class="cut fx-2 fy-9">')


@pytest.mark.parametrize(
    ("act", "texts"),
    [
        ("points:up:{second}", ["Second.", "First.", "Third."]),
        ("points:down:{second}", ["First.", "Third.", "Second."]),
        ("points:up:{first}", ["First.", "Second.", "Third."]),
        ("points:remove:{second}", ["First.", "Third."]),
        ("points:add", ["First.", "Second.", "Third.", ""]),
    ],
)
def test_buttons_move_add_and_take_out(as_sam, draft, act, texts):
    names = {}
    for order, name in enumerate(("First", "Second", "Third"), start=1):
        names[name.lower()] = make_point(draft, f"{name}.", order=order).token

    response = save(as_sam, draft, act=act.format(**names))

    assert list(draft.progresspoints.values_list("text", flat=True)) == texts
    assert response["Location"].startswith(reverse("desk:desk", args=[draft.pk]))


def test_there_are_at_most_four_large_figures(as_sam, draft):
    for _ in range(6):
        save(as_sam, draft, act="strip:add")
        draft.refresh_from_db()

    assert draft.stripfigures.count() == 4


def test_the_page_shows_a_figure_as_its_value_that_leads_to_its_events(as_sam, draft, bees):
    make_event(bees, {"students": 40})
    make_point(draft, "In all {attendance: students} came & {events in Mae Hong Son}.")

    page = as_sam.get(reverse("desk:desk", args=[draft.pk]))

    address = reverse("desk:figure", args=[draft.pk])
    link = f'href="{address}?figure=attendance%3A+students" title="{{attendance: students}}"'
    assertContains(page, f'<a class="figure" {link}>40</a>')
    assertContains(page, "</a> came &amp; <a")


def test_marks_typed_by_hand_make_no_link(as_sam, draft):
    make_point(draft, "\ue000events\ue001<b>9</b>\ue002")

    page = as_sam.get(reverse("desk:desk", args=[draft.pk]))

    assertNotContains(page, "9</a>")
    assertContains(page, "<p>events&lt;b&gt;9&lt;/b&gt;</p>")


def test_an_answer_to_htmx_brings_what_changed(as_sam, draft):
    fields = form_of(draft, introduction="Bees {wrong}.")
    address = reverse("desk:save", args=[draft.pk])

    response = as_sam.post(address, fields, headers={"HX-Request": "true"})

    assertContains(response, 'id="version" value="1" hx-swap-oob="true"')
    assertContains(response, "cannot be read")
    assertNotContains(response, '<textarea class="form-control" id="introduction"')


def test_a_suggestion_is_used_with_its_figures_live(as_sam, draft, bees):
    make_event(bees, {"students": 40})
    page = as_sam.get(reverse("desk:desk", args=[draft.pk]))
    key = re.search(r'value="use:([^"]+)"', page.content.decode())[1]

    save(as_sam, draft, act=f"use:{key}")

    text = draft.progresspoints.get().text
    assert "{" in text
    assert (
        f'value="use:{key}"'
        not in as_sam.get(reverse("desk:desk", args=[draft.pk])).content.decode()
    )


def test_a_typed_number_is_made_live(as_sam, draft, bees):
    make_event(bees, {"students": 3913})
    point = make_point(draft, "In all 3,913 people attended.")
    page = as_sam.get(reverse("desk:desk", args=[draft.pk])).content.decode()
    key = re.search(r'value="live:(\w+)"', page)[1]

    save(as_sam, draft, act=f"live:{key}")

    point.refresh_from_db()
    assert point.text == "In all {attendance} people attended."


def test_a_report_that_is_no_draft_is_not_changed_and_the_text_is_given_back(as_sam, report):
    response = save(as_sam, report, introduction="Typed late.")

    report.refresh_from_db()
    assertContains(response, "Typed late.", status_code=409)
    assert report.introduction == ""


def test_only_the_text_that_was_not_saved_is_given_back(as_sam, report):
    make_point(report, "A saved\npoint.")

    response = save(as_sam, report, introduction="Typed late.")

    assertContains(response, "Typed late.</blockquote>", status_code=409)
    assertNotContains(response, "point.</blockquote>", status_code=409)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("open", "The partner is still entering"),
        ("submitted", "Start the report"),
        ("in_review", "A second person is reading it"),
        ("published", "Published"),
    ],
)
def test_the_desk_of_a_report_that_is_no_draft_says_what_is_next(as_sam, draft, status, sentence):
    if status in ("open", "submitted"):
        set_state(draft, status)
    else:
        draft.status = status
        draft.save()

    assertContains(as_sam.get(reverse("desk:desk", args=[draft.pk])), sentence)


def test_the_desk_runs_a_constant_number_of_queries(as_sam, draft, bees):
    fill(draft, bees)
    as_sam.get(reverse("desk:desk", args=[draft.pk]))
    few = queries_of(as_sam, reverse("desk:desk", args=[draft.pk]))
    for _ in range(4):
        fill(draft, bees)

    assert queries_of(as_sam, reverse("desk:desk", args=[draft.pk])) == few


def fill(draft, project):
    event = make_event(project, {"students": 4, "teachers": 2})
    make_point(draft, "{events} and {attendance: students}.")
    make_quote(project, event=event)
    make_photo(project, event=event)
    draft.chosenquotes.create(quote=make_quote(project))
    draft.chosenphotos.create(photo=make_photo(project))
    Objective.objects.create(project=project, text="Safe.")


def test_the_number_of_pages_is_told(as_sam, draft):
    response = as_sam.get(reverse("desk:pages", args=[draft.pk]))

    assertContains(response, "<strong>1 page</strong> of 2 on paper")


def test_a_report_that_is_too_long_is_told_and_may_be_acknowledged(as_sam, draft):
    draft.page_budget = 1
    draft.save()
    for _ in range(30):
        make_point(draft, "A long point. " * 20)

    page = as_sam.get(reverse("desk:pages", args=[draft.pk]))
    review = as_sam.get(reverse("publishing:review", args=[draft.pk]))

    for each in (page, review):
        assertContains(each, "<strong>Warning:</strong>")
        assertContains(each, reverse("desk:acknowledge", args=[draft.pk]))


def test_the_events_behind_a_figure_are_listed_with_their_counts(as_sam, draft, bees):
    event = make_event(bees, {"students": 40, "teachers": 3}, venue="Ban <Mai> School")
    make_event(bees, {"villagers": 9}, venue="Elsewhere")
    address = reverse("desk:figure", args=[draft.pk])

    page = as_sam.get(address, {"figure": "attendance: students"})

    assertContains(page, reverse("outreach:event", args=[event.pk]))
    assertContains(page, "Ban &lt;Mai&gt; School")
    assertContains(page, '<td class="num">40</td>')
    assertNotContains(page, "Elsewhere")
