"""How many programs took place, and who came."""

from collections.abc import Iterator

from grantreports.desk.suggestions.facts import Facts, Suggestion, capital
from outreach.figures import Figure, listed
from outreach.names import key

MOST_GROUPS = 4


def headline(facts: Facts) -> Iterator[Suggestion]:
    if not facts.count("events"):
        return
    text = f"{facts.programs()} took place"
    if people := facts.people():
        # A part that nobody counted makes the figure say “at least”.
        text += f", with {people}"
    yield Suggestion("headline", f"{text}.")


def groups(facts: Facts) -> Iterator[Suggestion]:
    """Who came, the largest groups first."""
    largest = counted_groups(facts)[:MOST_GROUPS]
    if len(largest) < 2:
        return
    parts = [f"{figure(facts, pk)} {name}" for pk, name in largest]
    yield Suggestion("groups", f"Among those who came were {listed(parts)}.")


def split_groups(facts: Facts) -> Iterator[Suggestion]:
    """The parts of a group that is split, “of those counted by sex” where some were not."""
    tree, counted = facts.vocabulary.tree, dict(counted_groups(facts, parts=True))
    for whole in counted:
        for split, parts in tree.splits_of(whole).items():
            told = [part for part in parts if part in counted]
            if len(told) < 2:
                continue
            numbers = [f"{figure(facts, part)} {counted[part]}" for part in told]
            text = f"Among the {figure(facts, whole)} {counted[whole]} were {listed(numbers)}."
            if facts.numbers.is_partial(Figure("attendance", groups=(told[0],))):
                text = f"Of those {counted[whole]} who were counted by {split}, "
                text += f"{listed(numbers)} came."
            yield Suggestion("split", text, about=f"{whole}-{split}")


def different_people(facts: Facts) -> Iterator[Suggestion]:
    """How many people they were, where the partner asked who came for the first time."""
    if "people" in facts.vocabulary.measures and facts.value(Figure("people")):
        text = f"{capital(facts.live(Figure('people')))} different people came."
        yield Suggestion("different-people", text)


def adults(facts: Facts) -> Iterator[Suggestion]:
    """Teachers and parents, whom children ask."""
    wanted = ("teachers", "parents")
    found = {key(name): (pk, name) for pk, name in counted_groups(facts) if key(name) in wanted}
    if len(found) == len(wanted):
        keys, names = zip(*(found[name] for name in wanted), strict=True)
        both = facts.live(Figure("attendance", groups=keys))
        yield Suggestion("adults", f"{both} of those who came were {listed(names)}.")


def first_groups(facts: Facts) -> Iterator[Suggestion]:
    """Groups that nobody had counted before; whether they had come before, nobody knows."""
    if not facts.earlier_groups:
        return
    for pk, name in counted_groups(facts):
        if pk not in facts.earlier_groups:
            text = f"{figure(facts, pk)} {name} were counted, for the first time in the project."
            yield Suggestion("first-group", text, about=str(pk))


def estimates(facts: Facts) -> Iterator[Suggestion]:
    """Only where the report does not say so below its figures."""
    estimated, events = facts.numbers.estimates()
    if not estimated or facts.report.method_note:
        return
    share = "All" if estimated == events else "Some of the"
    yield Suggestion("estimates", f"{share} numbers of people are estimates.")


def counted_groups(facts: Facts, parts: bool = False) -> list[tuple[int, str]]:
    """Keys and names of groups with at least two people; their names are plurals.

    Parts of a group are in it already.
    """
    branches = facts.vocabulary.tree.branches
    keys = [pk for pk in facts.numbers.groups if parts or pk not in branches]
    sizes = {pk: facts.count("attendance", groups=(pk,)) for pk in keys}
    ordered = sorted((pk for pk in keys if sizes[pk] > 1), key=lambda pk: (-sizes[pk], pk))
    return list(zip(ordered, facts.vocabulary.group_names(ordered), strict=True))


def figure(facts: Facts, pk: int) -> str:
    return facts.live(Figure("attendance", groups=(pk,)))
