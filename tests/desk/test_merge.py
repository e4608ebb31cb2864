"""Two people on one draft: what fits together is kept, for the rest the second one chooses."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.desk.draft import draft_of
from grantreports.desk.merge import Conflict, merge, take_both, take_mine
from grantreports.desk.models import Revision
from grantreports.reports.models import Report
from tests.desks import form_of, save
from tests.factories import make_point, make_user

BASE = {
    "in_brief": "",
    "introduction": "Bees.",
    "learned": "",
    "comes_next": "",
    "thank_you": "",
    "asks_for": None,
    "ask_place": "after",
    "ask_shows": "needed",
    "page_budget": 2,
    "method_note": True,
    "story_so_far": False,
    "strip": [],
    "points": [],
    "quotes": [],
    "photos": [],
    "layout": [],
}


def points(*texts):
    """Each point's token is the first letter of its text."""
    return {"points": [{"token": text[0], "text": text, "objective": None} for text in texts]}


def texts_of(merged):
    return [point["text"] for point in merged.draft["points"]]


def test_changes_in_different_places_fit_together():
    merged = merge(BASE, BASE | {"introduction": "Mine."}, BASE | {"thank_you": "Theirs."})

    assert merged.draft == BASE | {"introduction": "Mine.", "thank_you": "Theirs."}
    assert not merged.conflicts


def test_the_same_change_is_no_conflict():
    assert not merge(BASE, BASE | {"page_budget": 3}, BASE | {"page_budget": 3}).conflicts


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "found"),
    [
        (["a", "b"], ["a", "b", "c mine"], ["a", "b"], ["a", "b", "c mine"]),
        (
            ["a", "b"],
            ["a", "c mine", "b"],
            ["d theirs", "a", "b"],
            ["d theirs", "a", "c mine", "b"],
        ),
        (["a", "b"], ["b", "a"], ["a", "b", "c theirs"], ["b", "c theirs", "a"]),
        (["a", "b"], ["a"], ["b", "a"], ["a"]),
        (["a", "b"], ["a mine", "b"], ["a", "b theirs"], ["a mine", "b theirs"]),
        (["a", "b"], ["a", "b"], [], []),
        (["a"], ["a", "c mine"], ["a", "d theirs"], ["a", "c mine", "d theirs"]),
    ],
)
def test_lists_fit_together(base, mine, theirs, found):
    merged = merge(BASE | points(*base), BASE | points(*mine), BASE | points(*theirs))

    assert texts_of(merged) == found
    assert not merged.conflicts


def test_both_changed_the_same_point():
    base, mine, theirs = (BASE | points(text) for text in ("a", "a mine", "a theirs"))

    merged = merge(base, mine, theirs)

    (conflict,) = merged.conflicts
    assert (conflict.part, conflict.mine["text"]) == ("points:a", "a mine")
    assert texts_of(merged) == ["a theirs"]
    mine_taken = take_mine(merged.draft, conflict)
    assert [point["text"] for point in mine_taken["points"]] == ["a mine"]
    both = take_both(merged.draft, conflict)
    assert [point["text"] for point in both["points"]] == ["a theirs a mine"]


def test_one_took_out_what_the_other_changed():
    base, theirs = BASE | points("a", "b"), BASE | points("a theirs", "b")
    merged = merge(base, BASE | points("b"), theirs)

    (conflict,) = merged.conflicts

    assert conflict.mine is None
    assert texts_of(merged) == ["a theirs", "b"]
    assert [point["text"] for point in take_mine(merged.draft, conflict)["points"]] == ["b"]


def test_both_texts_of_a_field_stand_one_below_the_other():
    draft = take_both(BASE, Conflict("introduction", "Mine.", "Theirs."))

    assert draft["introduction"] == "Theirs.\n\nMine."


@pytest.fixture
def tom(db):
    return make_user("staff", name="Tom")


@pytest.fixture
def stale(draft, as_sam, client, tom):
    """The report as Sam's page shows it, after Tom saved another introduction."""
    make_point(draft, "First.")
    stale = Report.objects.get(pk=draft.pk)
    client.force_login(tom)
    save(client, Report.objects.get(pk=draft.pk), introduction="Tom's <text>.")
    return stale


def test_the_second_editor_sees_both_texts_and_nothing_is_saved(client, sam, stale):
    client.force_login(sam)

    response = save(client, stale, introduction="Sam's text.", comes_next="Honey.")

    assertContains(response, "Tom saved at the same time", status_code=409)
    assertContains(response, "Tom&#x27;s &lt;text&gt;.", status_code=409)
    assertContains(response, "Sam&#x27;s text.", status_code=409)
    assert Report.objects.get().comes_next == ""


def test_who_saved_in_two_windows_is_told_so(client, sam, stale):
    client.force_login(sam)
    save(client, Report.objects.get(), introduction="Sam's first text.")
    Revision.objects.update(by=sam)

    response = save(client, stale, introduction="Sam's second text.")

    assertContains(response, "You saved in another window too", status_code=409)


@pytest.mark.parametrize(
    ("choice", "introduction"),
    [
        ("mine", "Sam's text."),
        ("theirs", "Tom's <text>."),
        ("both", "Tom's <text>.\n\nSam's text."),
    ],
)
def test_what_is_chosen_is_saved_with_the_rest(client, sam, stale, choice, introduction):
    client.force_login(sam)
    fields = form_of(stale, introduction="Sam's text.", comes_next="Honey.")

    client.post(reverse("desk:merge", args=[stale.pk]), fields | {"choice-introduction": choice})

    report = Report.objects.get()
    assert (report.introduction, report.comes_next) == (introduction, "Honey.")
    assert draft_of(report)["points"][0]["text"] == "First."


def test_a_choice_that_is_missing_is_asked_for(client, sam, stale):
    client.force_login(sam)
    fields = form_of(stale, introduction="Sam's text.")

    response = client.post(reverse("desk:merge", args=[stale.pk]), fields)

    assert response.status_code == 409
    assert Report.objects.get().introduction == "Tom's <text>."


def test_changes_in_different_places_are_both_saved_and_said(client, sam, stale):
    client.force_login(sam)

    response = save(client, stale, comes_next="Honey.")

    report = Report.objects.get()
    assert (report.introduction, report.comes_next) == ("Tom's <text>.", "Honey.")
    page = client.get(response["Location"])
    assertContains(page, "A colleague saved at the same time.")


def test_a_page_that_is_open_is_led_to_the_merge(client, sam, stale):
    client.force_login(sam)
    fields = form_of(stale, introduction="Sam's text.")

    response = client.post(
        reverse("desk:save", args=[stale.pk]), fields, headers={"HX-Request": "true"}
    )

    assert response["HX-Retarget"] == "#content"
    assertContains(response, "Save this choice")


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("address", ["save", "merge"])
def test_a_text_too_long_to_save_beside_a_colleague_is_given_back(
    client, sam, stale, headers, address
):
    client.force_login(sam)
    fields = form_of(stale, comes_next="Honey. " * 3_000, thank_you="Thank you, friends.")

    response = client.post(reverse(f"desk:{address}", args=[stale.pk]), fields, headers=headers)

    assertContains(response, "Honey. Honey.")
    assertContains(response, "This is too long")
    assert Report.objects.get().thank_you == "Thank you, friends."


@pytest.fixture
def gone(client, tom, stale):
    """The same, after Tom took out the only point as well; and that point, too long to save."""
    (point,) = draft_of(stale)["points"]
    client.force_login(tom)
    save(client, Report.objects.get(pk=stale.pk), points=[])
    return point | {"text": "Honey. " * 3_000}


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_text_too_long_to_save_in_a_point_that_is_gone_is_asked_about(
    client, sam, stale, gone, headers
):
    client.force_login(sam)
    fields = form_of(stale, points=[gone], comes_next="Bees.")

    response = client.post(reverse("desk:save", args=[stale.pk]), fields, headers=headers)

    page = response.content.decode()
    assert "Honey. Honey." in page[page.index("Yours</span>") :]
    assert "taken out" in page
    assert Report.objects.get().comes_next == ""


def test_a_new_point_too_long_to_save_is_asked_about_when_it_is_gone(client, sam, stale, gone):
    beginning = Revision.objects.get(version=0)
    beginning.draft["points"][0]["text"] = ""
    beginning.save()
    client.force_login(sam)

    response = save(client, stale, points=[gone])

    assertContains(response, "Yours", status_code=409)


def test_who_keeps_it_gets_the_point_back_with_the_text(client, sam, stale, gone):
    client.force_login(sam)
    fields = form_of(stale, points=[gone], comes_next="Bees.")

    response = client.post(
        reverse("desk:merge", args=[stale.pk]),
        fields | {f"choice-points:{gone['token']}": "mine"},
    )

    assertContains(response, "Honey. Honey.")
    assertContains(response, "This is too long")
    report = Report.objects.get()
    assert str(report.progresspoints.get().token) == gone["token"]
    assert report.comes_next == "Bees."


def test_who_lets_it_go_is_told_of_no_problem(client, sam, stale, gone):
    client.force_login(sam)
    fields = form_of(stale, points=[gone])

    response = client.post(
        reverse("desk:merge", args=[stale.pk]),
        fields | {f"choice-points:{gone['token']}": "theirs"},
    )

    assertNotContains(response, "Not all of it is saved")
    assertNotContains(response, "Honey.")
    assert not Report.objects.get().progresspoints.exists()
