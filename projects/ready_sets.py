"""Ready sets: what projects of one kind mostly count, so that nobody begins with an empty page.

Plain data. `projects/use_sets.py` adds a set to a project, `outreach/ready_groups.py` its groups.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ReadyGroup:
    """An audience group; `parts` are lists of its parts, by what it is split by."""

    name: str
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class ReadySet:
    name: str
    help: str
    # Fields of `Indicator`; `part` and `whole` of a share are names of others.
    indicators: tuple[dict[str, Any], ...] = ()
    groups: tuple[ReadyGroup, ...] = ()
    # What one event is called, and several; none where the set is of groups alone.
    events: tuple[str, str] | None = None
    # What people who came are called, where they are counted at all.
    attendance: tuple[str, str] | None = None
    asks_setting: bool = False
    # Each group that stands for itself gets a part: “students with a disability”.
    part_of_each: tuple[str, str] | None = None


def counted(name: str, one: str, many: str = "", **fields: Any) -> dict[str, Any]:
    """A number of each event; empty where an event has none."""
    return {"name": name, "one": one, "many": many, "every_event": False} | fields


def state(name: str, one: str, many: str = "", **fields: Any) -> dict[str, Any]:
    """How things stand, which is entered for the period."""
    how = {"adds_up": "latest", "entered_with": "period"}
    return {"name": name, "one": one, "many": many} | how | fields


def share(name: str, part: str, whole: str, **fields: Any) -> dict[str, Any]:
    return {"name": name, "adds_up": "share", "part": part, "whole": whole} | fields


PEOPLE = {"counts_people": True}
BY_SEX = "sex"

OUTREACH = ReadySet(
    "Outreach",
    "Events in villages, schools and workplaces, and who came.",
    groups=tuple(map(ReadyGroup, ("students", "teachers", "parents", "villagers"))),
    events=("outreach event", "outreach events"),
    attendance=("person attended", "people attended"),
    asks_setting=True,
)

WATER = ReadySet(
    "Water",
    "Boreholes, pumps, and the people who drink from them.",
    indicators=(
        counted("boreholes", "borehole drilled", "boreholes drilled"),
        counted("pumps repaired", "pump repaired", "pumps repaired"),
        state(
            "people with water within 500 m",
            "person with water within 500 m",
            "people with water within 500 m",
            **PEOPLE,
        ),
        state(
            "households with clean water",
            "household with clean water",
            "households with clean water",
        ),
        state("litres a day", "litre a day", "litres a day", unit="litres"),
        counted("water committees trained", "water committee trained", "water committees trained"),
    ),
    groups=(ReadyGroup("committee members", ((BY_SEX, ("women", "men")),)),),
    events=("site visit", "site visits"),
)

SCHOOL = ReadySet(
    "School",
    "Scholars, their exams and their fees.",
    indicators=(
        state("scholars in class", "scholar in class", "scholars in class", **PEOPLE),
        counted("exam entries", "exam entry", "exam entries", **PEOPLE),
        counted("exam passes", "exam passed", "exams passed", **PEOPLE),
        share("pass rate", "exam passes", "exam entries", many="of exams passed"),
        counted("drop-outs", "drop-out", "drop-outs", less_is_better=True, **PEOPLE),
        counted("school fees paid", "school fee paid", "school fees paid"),
        counted("school kits handed out", "school kit handed out", "school kits handed out"),
    ),
    groups=(ReadyGroup("scholars", ((BY_SEX, ("girls", "boys")),)),),
    events=("school visit", "school visits"),
)

HEALTH = ReadySet(
    "Health",
    "Clinic days, patients, vaccinations and medicine.",
    indicators=(
        counted("first visits", "first visit", "first visits", every_event=True, **PEOPLE),
        counted("vaccinations", "vaccination", "vaccinations"),
        counted("referrals", "patient referred", "patients referred", **PEOPLE),
        counted("medicine packs", "medicine pack handed out", "medicine packs handed out"),
    ),
    groups=(
        ReadyGroup(
            "patients",
            (
                (BY_SEX, ("female patients", "male patients")),
                ("age", ("patients under 5", "patients of 5 and over")),
            ),
        ),
    ),
    events=("clinic day", "clinic days"),
    attendance=("patient seen", "patients seen"),
)

ALL = (
    OUTREACH,
    WATER,
    SCHOOL,
    HEALTH,
    ReadySet(
        "Women and men",
        "Groups alone: women, men.",
        groups=(ReadyGroup("women"), ReadyGroup("men")),
    ),
    ReadySet(
        "Girls, boys, women, men",
        "Groups alone: girls, boys, women, men.",
        groups=tuple(map(ReadyGroup, ("girls", "boys", "women", "men"))),
    ),
    ReadySet(
        "With a disability",
        "Of each group those with a disability, by the Washington Group Short Set on Functioning: "
        "six questions on seeing, hearing, walking, remembering, self-care and communicating. Who "
        "answers at least one with “a lot of difficulty” or “cannot do at all” is counted "
        "(https://www.washingtongroup-disability.com/question-sets/wg-short-set-on-functioning-wg-ss/).",
        part_of_each=("disability", "with a disability"),
    ),
)
# In the order in which they are offered and used.
READY_SETS = {each.name: each for each in ALL}
