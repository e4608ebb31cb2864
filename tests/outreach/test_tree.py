"""Trees of groups: whatever the tree and whatever is entered, parts and wholes fit together."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.event_form import EventEntryForm, group_field, groups_of
from outreach.figures import Cells, Vocabulary, parse
from outreach.models import AudienceGroup, ChosenGroup, OutreachEvent
from outreach.models.attendance import MOST_LEVELS, why_no_tree
from outreach.targets import cells_of_years
from outreach.tree import Branch, Tree

NAMES = "abcdef"
SPLITS = ["sex", "disability"]


@st.composite
def trees(draw):
    """Parents and splits of some groups by number, never more than three levels."""
    parents, splits = {}, {}
    for group in range(len(NAMES)):
        above = [each for each in range(group) if depth(each, parents) < MOST_LEVELS - 1]
        part_of = draw(st.sampled_from([None, *above]))
        parents[group] = part_of
        if part_of is not None:
            splits[group] = draw(st.sampled_from(SPLITS))
    return parents, splits


def depth(group, parents):
    above = parents.get(group)
    return 0 if above is None else 1 + depth(above, parents)


COUNTS = st.dictionaries(
    st.integers(0, len(NAMES) - 1), st.one_of(st.none(), st.integers(0, 12)), max_size=len(NAMES)
)


def fits(counts, tree):
    """Of each split of each whole the parts that were counted are at most the whole."""
    for whole in {branch.part_of for branch in tree.branches.values()}:
        for parts in tree.splits_of(whole).values():
            known = [counts[part] for part in parts if counts.get(part) is not None]
            if known and (counts.get(whole) is None or sum(known) > counts[whole]):
                return False
    return True


@given(trees(), COUNTS)
def test_what_is_filled_in_is_at_least_its_parts_or_the_whole_is_named(tree, counts):
    parents, splits = tree
    branches = {part: Branch(parents[part], split) for part, split in splits.items()}
    tree = Tree(branches, dict(enumerate(NAMES)))

    filled = tree.filled(counts)

    assert all(filled[group] == count for group, count in counts.items() if count is not None)
    assert bool(tree.problems(filled)) == (not fits(filled, tree))


@given(st.dictionaries(st.integers(0, 5), st.one_of(st.none(), st.integers(0, 5))))
def test_no_tree_with_a_circle_or_four_levels_passes(parents):
    problems = [
        why_no_tree(group, above, {each: up for each, up in parents.items() if each != group})
        for group, above in parents.items()
    ]

    if not any(problems):
        assert all(len(list(up(group, parents))) <= MOST_LEVELS for group in parents)


def up(group, parents):
    seen = set()
    while group is not None:
        assert group not in seen
        seen.add(group)
        yield group
        group = parents.get(group)


@pytest.fixture
def year(bees):
    return bees.budget_years.get(number=1)


def make_tree(project, parents, splits):
    OutreachEvent.everything.filter(project=project).delete()
    ChosenGroup.objects.filter(project=project).delete()
    groups = [AudienceGroup.objects.get_or_create(name=f"group {name}")[0] for name in NAMES]
    for number, group in enumerate(groups):
        part_of = parents[number]
        ChosenGroup.objects.create(
            project=project,
            group=group,
            part_of=None if part_of is None else groups[part_of],
            split=splits.get(number, ""),
            order=number + 1,
        )
    return groups


def enter(project, user, groups, counts, event=None):
    """Send the form; whether it was taken."""
    data = {
        "first_day": "2025-03-14",
        "venue": f"School {counts}",
        "province": "TH-57",
        "setting": "village",
        "count_method": "counted",
        "form_token": "",
        "sure": ["twin"],
    } | {
        group_field(group): "" if counts.get(number) is None else str(counts[number])
        for number, group in enumerate(groups)
    }
    form = EventEntryForm(data, instance=event or OutreachEvent(project=project), user=user)
    if not form.is_valid():
        return None
    return form.save()


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(trees(), st.lists(COUNTS, min_size=1, max_size=3))
def test_whatever_is_entered_the_total_is_that_of_the_leaves_and_of_who_is_not_split(
    bees, year, alice, tree, entries
):
    parents, splits = tree
    groups = make_tree(bees, parents, splits)
    tree = Tree.of_project(bees)

    event = None
    for counts in entries:
        taken = enter(bees, alice, groups, counts, event)
        typed = {group.pk: counts.get(number) for number, group in enumerate(groups)}
        assert bool(taken) == fits(tree.filled(typed), tree)
        event = OutreachEvent.objects.get(pk=taken.pk) if taken else event
        for each in OutreachEvent.objects.filter(project=bees):
            kept = dict(each.attendances.values_list("group", "count"))
            assert fits(kept, tree)
    cells = cells_of_years([year])[year.pk]
    vocabulary = Vocabulary.for_project(bees)

    total = cells.value(parse("attendance", vocabulary))
    wholes = [group.pk for group in groups if tree.part_of(group.pk) is None]
    if event:
        assert total == added(wholes, cells, vocabulary, tree)


def added(groups, cells: Cells, vocabulary, tree):
    """Leaves and who is not split, of one split of each whole; None where nobody was counted."""
    found = [leaves_of(group, cells, vocabulary, tree) for group in groups]
    known = [each for each in found if each is not None]
    return sum(known) if known else None


def leaves_of(group, cells, vocabulary, tree):
    [name] = vocabulary.group_names((group,))
    value = cells.value(parse(f"attendance: {name}", vocabulary))
    splits = list(tree.splits_of(group).values())
    if value is None or not splits:
        return value
    parts = [leaves_of(part, cells, vocabulary, tree) or 0 for part in splits[0]]
    not_split = value - sum(parts)
    assert not_split >= 0
    return sum(parts) + not_split


def test_the_form_has_the_tree_in_its_order(bees):
    groups = make_tree(
        bees, {0: None, 1: 0, 2: None, 3: 1, 4: 2, 5: 0}, {1: "sex", 3: "age", 4: "sex", 5: "sex"}
    )

    assert [group.pk for group in groups_of(bees)] == [
        groups[number].pk for number in (0, 1, 3, 5, 2, 4)
    ]
