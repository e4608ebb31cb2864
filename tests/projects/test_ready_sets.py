"""Ready sets: clean records that read in figures, nothing doubled, words for events."""

import importlib

import pytest
from django.apps import apps

from outreach.columns import groups_of
from outreach.figures import Vocabulary, parse
from outreach.models import AudienceGroup, ChosenGroup
from outreach.tree import Tree
from projects.indicators import Indicator
from projects.ready_sets import READY_SETS
from projects.use_sets import begin_with, use_set
from tests.factories import make_group


def names(project):
    return list(project.indicators.values_list("name", flat=True))


def tree_of(project):
    """Each group with its level."""
    tree = Tree.of_project(project)
    return [(group.name, tree.level(group.pk)) for group in groups_of(project)]


@pytest.mark.parametrize("name", READY_SETS)
def test_a_set_is_clean_and_each_of_its_names_is_a_figure(bees, name):
    use_set(bees, name)

    vocabulary = Vocabulary.for_project(bees)
    for indicator in bees.indicators.all():
        indicator.full_clean()
        assert parse(indicator.name, vocabulary).measure == indicator.name
        assert indicator.history.count() == 1
    for choice in bees.chosen_groups.select_related("group"):
        choice.full_clean()
        choice.group.full_clean()
        assert parse(f"attendance: {choice.group}", vocabulary).groups == (choice.group_id,)


@pytest.mark.parametrize("name", READY_SETS)
def test_done_twice_it_adds_nothing(bees, name):
    use_set(bees, name)
    before = names(bees), tree_of(bees), AudienceGroup.objects.count()

    use_set(bees, name)

    assert (names(bees), tree_of(bees), AudienceGroup.objects.count()) == before


def test_all_sets_fit_together(bees):
    begin_with(bees, READY_SETS)

    assert len(names(bees)) == len(set(names(bees))) == 4 + 6 + 7 + 4
    assert ("scholars", 0) in tree_of(bees)
    assert ("girls", 1) in tree_of(bees)
    assert ("students with a disability", 1) in tree_of(bees)


BEGUN = {
    ("Outreach",): ("outreach events", True, True),
    ("Water",): ("site visits", False, False),
    ("School",): ("school visits", False, False),
    ("Health",): ("clinic days", True, False),
    ("Water", "Outreach"): ("outreach events", True, True),
    ("Women and men",): ("outreach events", True, True),
    (): ("outreach events", True, True),
}


@pytest.mark.parametrize("sets", BEGUN)
def test_the_first_set_says_how_events_are_called_and_what_is_asked(bees, sets):
    begin_with(bees, sets)

    bees.refresh_from_db()
    many = bees.indicators.get(source="events").many
    counts_people = bees.indicators.filter(source="attendance").exists()
    assert (many, counts_people, bees.asks_setting) == BEGUN[sets]


def test_outreach_added_later_counts_people_again(bees):
    begin_with(bees, ["Water"])

    use_set(bees, "Outreach")

    assert bees.indicators.get(source="attendance").many == "people attended"
    assert bees.indicators.get(source="events").many == "site visits"


def test_what_has_the_name_already_stays(bees):
    own = Indicator.objects.create(project=bees, name="Boreholes", many="holes")
    students = make_group("women")
    ChosenGroup.objects.create(project=bees, group=students, order=7)

    use_set(bees, "Water")

    assert bees.indicators.get(pk=own.pk).many == "holes"
    assert names(bees).count("boreholes") == 0
    assert ("women", 0) in tree_of(bees)


def test_no_other_partner_is_offered_the_groups_of_a_set(bees):
    make_group("students")

    use_set(bees, "School")

    assert AudienceGroup.objects.filter(partner=None).get().name == "students"


def test_the_list_to_choose_from_is_filled_once(db):
    module = importlib.import_module("projects.migrations.0008_indicators_to_choose_from")

    for _ in range(2):
        module.fill_the_list(apps, None)

    shared = Indicator.objects.shared()
    assert shared.count() == 17
    assert str(shared.get(name="pass rate").part) == "exam passes"
    for indicator in shared:
        indicator.full_clean()
    assert Indicator.history.filter(project=None).count() >= 17
