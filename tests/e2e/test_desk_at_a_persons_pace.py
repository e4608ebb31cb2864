"""The desk while a person types on: slow answers, impatient fingers, colleagues, the way back."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from grantreports.reports.models import Report
from tests.e2e.desks import open_desk, saved, texts
from tests.factories import make_user


@pytest.fixture
def tom(browser, live_server, draft):
    """The same desk before a colleague."""
    return open_desk(browser, live_server, Client(), make_user("staff", name="Tom"), draft)


class Line:
    """A slow line: each save waits until it is let through."""

    def __init__(self, page):
        self.page = page
        self.is_open = False
        self.waiting = []
        page.route("**/save/", self.take)

    def take(self, route):
        route.continue_() if self.is_open else self.waiting.append(route)

    def let_one_through(self):
        with self.page.expect_response("**/save/"):
            self.waiting.pop(0).continue_()

    def open(self):
        """All that waits goes its way, and nothing waits any more."""
        self.is_open = True
        while self.waiting:
            self.waiting.pop(0).continue_()


@pytest.fixture
def line(desk):
    return Line(desk)


def introduction(page):
    return page.get_by_role("textbox", name="Introduction")


def next_text(page):
    return page.get_by_role("textbox", name="What comes next")


def add_point(page):
    page.get_by_role("button", name="Add a point").click()


def caret(page):
    return page.evaluate("[document.activeElement.name, document.activeElement.selectionStart]")


def test_what_is_typed_while_a_point_is_added_stays(desk, line):
    with desk.expect_request("**/save/"):
        add_point(desk)
    introduction(desk).press_sequentially("Bees are")

    line.let_one_through()

    expect(desk.locator("[name=points-text]")).to_have_count(4)
    assert introduction(desk).input_value() == "Bees are"
    assert caret(desk) == ["introduction", 8]
    line.open()
    saved(desk, 2)
    assert Report.objects.get().introduction == "Bees are"


def test_a_button_pressed_during_a_save_does_its_work(desk, line):
    with desk.expect_request("**/save/"):
        introduction(desk).fill("Bees.")
    add_point(desk)
    next_text(desk).press_sequentially("Honey.")
    # The save of it waits in the row, too.
    desk.get_by_role("textbox", name="Thank-you line").press("Enter")

    line.open()

    expect(desk.locator("[name=points-text]")).to_have_count(4)
    expect(next_text(desk)).to_have_value("Honey.")
    saved(desk, 2)
    assert Report.objects.get().comes_next == "Honey."


def test_an_impatient_finger_adds_one_point(desk, line):
    desk.get_by_role("button", name="Add a point").dblclick()

    line.open()

    saved(desk, 1)
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator("[name=points-text]")).to_have_count(4)
    assert Report.objects.get().version == 1


def test_a_colleague_who_saves_elsewhere_does_not_disturb(desk, tom):
    next_text(tom).fill("Honey.")
    saved(tom, 1)

    introduction(desk).press_sequentially("Bees")

    desk.get_by_text("Both changes are in the draft").wait_for()
    assert caret(desk) == ["introduction", 4]
    assert next_text(desk).input_value() == "Honey."
    desk.keyboard.type(" are well.")
    saved(desk, 3)
    assert Report.objects.get().introduction == "Bees are well."


def test_a_text_that_a_colleague_changes_under_the_fingers_is_asked_about(desk, line, tom):
    next_text(tom).fill("Tom's text.")
    saved(tom, 1)
    with desk.expect_request("**/save/"):
        introduction(desk).fill("Bees.")
    next_text(desk).press_sequentially("Sam's text.")

    line.open()

    desk.get_by_text("Tom saved at the same time").wait_for()
    desk.get_by_label("Both texts").check()
    desk.get_by_role("button", name="Save this choice").click()
    desk.get_by_text("Both changes are in the draft").wait_for()
    assert Report.objects.get().comes_next == "Tom's text.\n\nSam's text."
    assert Report.objects.get().introduction == "Bees."


def test_the_page_that_asks_waits_for_the_fingers(desk, line, tom):
    introduction(tom).fill("Tom's text.")
    saved(tom, 1)
    with desk.expect_request("**/save/"):
        introduction(desk).fill("Sam's")
    introduction(desk).press_sequentially(" text.")

    line.open()

    desk.get_by_label("Yours").check()
    desk.get_by_role("button", name="Save this choice").click()
    desk.get_by_text("Both changes are in the draft").wait_for()
    assert Report.objects.get().introduction == "Sam's text."


def test_the_way_back_leads_to_what_stands_now(desk, tom):
    next_text(desk).fill("Sam's text.")
    saved(desk, 1)
    desk.get_by_role("link", name="History").click()
    tom.reload()
    next_text(tom).fill("Tom's text.")
    saved(tom, 2)

    desk.go_back()

    expect(next_text(desk)).to_have_value("Tom's text.")


def test_undo_and_redo_take_in_what_was_just_typed(desk):
    undo, redo = (desk.get_by_role("button", name=name) for name in ("Undo", "Redo"))
    expect(undo).to_be_disabled()
    introduction(desk).fill("Bees.")
    saved(desk, 1)
    introduction(desk).press_sequentially(" And honey.")

    undo.click()
    expect(introduction(desk)).to_have_value("Bees.")
    undo.press("Enter")
    expect(introduction(desk)).to_have_value("")
    expect(undo).to_be_disabled()
    redo.press("Enter")
    expect(introduction(desk)).to_have_value("Bees.")
    redo.press("Enter")
    expect(introduction(desk)).to_have_value("Bees. And honey.")
    expect(redo).to_be_disabled()


def test_moving_with_the_keyboard_goes_on_at_the_same_button(desk):
    desk.get_by_label("Move down: First point.").press("Enter")
    saved(desk, 1)
    desk.keyboard.press("Enter")
    saved(desk, 2)

    assert texts() == ["Second point.", "Third point.", "First point."]
    expect(desk.get_by_label("Move up: First point.")).to_be_focused()


def test_after_a_point_is_taken_out_the_next_one_is_at_hand(desk):
    desk.get_by_label("Take out: Second point.").press("Enter")
    saved(desk, 1)

    expect(desk.locator("[name=points-text]").nth(1)).to_be_focused()


def test_points_have_their_new_numbers_after_dragging(desk):
    desk.set_viewport_size({"width": 1280, "height": 2400})
    handle = desk.locator("[aria-labelledby=h-points] [data-handle]").last.bounding_box()
    top = desk.locator("[aria-labelledby=h-points] .part").first.bounding_box()
    desk.mouse.move(handle["x"] + 5, handle["y"] + 5)
    desk.mouse.down()
    desk.mouse.move(handle["x"] + 5, top["y"] + 2, steps=6)
    desk.mouse.up()

    expect(desk.get_by_label("Point 1")).to_have_value("Third point.")
    expect(desk.get_by_label("Move up: Third point.")).to_be_disabled()


def test_a_large_figure_shows_its_value_at_once(desk):
    desk.get_by_role("button", name="Add a figure").click()
    saved(desk, 1)
    desk.get_by_label("Figure", exact=True).fill("attendance: teachers")

    expect(desk.locator("[aria-labelledby=h-strip] strong")).to_have_text("3")


def test_the_choice_of_quotes_stays_unfolded(desk):
    desk.get_by_role("button", name="Choose: “They ask").click()
    saved(desk, 1)
    desk.get_by_label("Take out: “They ask").click()
    saved(desk, 2)
    desk.locator("[aria-labelledby=h-photos] summary").click()
    add_point(desk)
    saved(desk, 3)

    expect(desk.get_by_role("button", name="Choose: “They ask")).to_be_visible()


def test_a_figure_is_told_to_wait_for_the_server(desk):
    desk.route("**/figure/**", lambda route: route.abort())
    desk.locator("#preview a.figure").first.click()

    desk.get_by_text("The server does not answer. Press the figure again").wait_for()
    desk.faults.clear()


def test_a_number_of_pages_that_cannot_be_stops_nothing(desk):
    desk.get_by_label("Pages it may have").fill("99")
    introduction(desk).fill("Bees.")

    saved(desk, 1)
    assert Report.objects.get().introduction == "Bees."
    expect(desk.get_by_label("Pages it may have")).to_have_value("99")


@pytest.mark.parametrize("key", ["Escape", "ArrowLeft", "Tab"])
def test_a_brace_that_was_typed_by_accident_is_no_hindrance(desk, key):
    introduction(desk).press_sequentially("In {")
    figures = desk.get_by_role("listbox", name="Figures")
    expect(figures).to_be_visible()

    desk.keyboard.press(key)

    expect(figures).to_be_hidden()
    assert introduction(desk).input_value() == "In {"


def test_typing_on_after_a_brace_closes_the_list(desk):
    introduction(desk).press_sequentially("In {and so on")
    expect(desk.get_by_role("listbox", name="Figures")).to_be_hidden()

    desk.keyboard.press("Enter")

    assert introduction(desk).input_value() == "In {and so on\n"


def test_the_browsers_own_undo_takes_a_figure_back(desk):
    introduction(desk).press_sequentially("In {stu")
    desk.keyboard.press("Enter")
    assert introduction(desk).input_value() == "In {attendance: students}"

    desk.keyboard.press("Control+z")

    assert introduction(desk).input_value() == "In {stu"


@pytest.mark.parametrize(("side", "is_below"), [("start", True), ("end", False)])
def test_the_list_leaves_the_line_and_the_place_of_the_brace_in_sight(desk, side, is_below):
    introduction(desk).press_sequentially("Bees\n")
    introduction(desk).evaluate(
        f"each => each.scrollIntoView({{block: '{side}', behavior: 'instant'}})"
    )
    introduction(desk).press_sequentially("{")
    box = desk.get_by_role("listbox", name="Figures").bounding_box()
    text = introduction(desk).bounding_box()

    top_of_line, bottom_of_line = text["y"] + 28, text["y"] + 40
    if is_below:
        assert bottom_of_line < box["y"] <= text["y"] + text["height"]
    else:
        assert text["y"] - box["height"] <= box["y"] <= top_of_line + 10 - box["height"]
