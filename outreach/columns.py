"""What is known of an outreach event, each column declared once.

The form, the list, the page and the history of an event, its template, the import, the export and
the administration read `COLUMNS`. One more is a field of the model, its migration and a line here.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from outreach.column_kinds import (
    ChoiceColumn,
    Column,
    CountColumn,
    DayColumn,
    Manner,
    NumberColumn,
    ProvinceColumn,
    Reader,
    RecordColumn,
    ValueColumn,
)
from outreach.models import AudienceGroup, OutreachEvent, Setting
from outreach.names import heading_key, key
from outreach.reading.choices import LANGUAGES
from outreach.tree import Tree
from projects.models import Indicator, Project
from projects.places import called_in
from projects.spreadsheets import released, why_broken

WHEN_AND_WHERE, WHO_CAME, WHAT_HAPPENED = PARTS = (
    _("When and where"),
    _("Who came"),
    _("What happened"),
)
COUNTED, ESTIMATED = OutreachEvent.CountMethod
LONGEST_HEADING = 100
LEFT_OUT = "left-out"
# What a column of a file may be beside a column of events: the file's own sum of a row; people of
# a group that is not known yet; a note.
TOTAL, NEW_GROUP, NOTE = "total", "new-group", "note"
# A number that the project does not count yet.
NEW_NUMBER = "new-number"
SPECIAL = {LEFT_OUT, TOTAL, NEW_GROUP, NEW_NUMBER, NOTE}
SPECIAL_WORDS = {
    # Rows are counted without being numbered; when a form was sent is not when it took place.
    LEFT_OUT: "no, #, nr, row, ที่, ลำดับ, ลำดับที่, timestamp",
    # The sum of the groups is computed.
    TOTAL: "total, totals, sum, grand total, total people, total participants, total attendance, "
    "รวม, ยอดรวม, รวมทั้งหมด, ทั้งหมด, รวมคน",
}
GROUP_NAME_WORDS = "group, audience, audience group, target group, who, กลุ่ม, กลุ่มเป้าหมาย"
GROUP_COUNT_WORDS = "number, count, people, participants, how many, attendance, จำนวน, จำนวนคน"
GROUP_WORDS = {
    "students": "student, pupil, pupils, นักเรียน, นักศึกษา",
    "teachers": "teacher, ครู, คุณครู, อาจารย์",
    "parents": "parent, ผู้ปกครอง, พ่อแม่",
    "children": "child, kids, เด็ก, เด็กๆ",
    "villagers": "villager, ชาวบ้าน",
    "officials": "official, officers, เจ้าหน้าที่",
}


# In a spreadsheet the audience groups stand between the two.
BEFORE_GROUPS = (
    DayColumn(
        "first_day",
        "day, event date, date of event, date of activity, activity date, first day, start, "
        "start date, from, when, วันที่, "
        "วัน, วันที่จัด, วันที่จัดกิจกรรม, วันที่เริ่ม, วันเริ่ม, วันแรก, วัน เดือน ปี, ว ด ป",
        part=WHEN_AND_WHERE,
        is_half=True,
        is_in_list=True,
    ),
    DayColumn(
        "last_day",
        "last date, end, end date, to, until, วันสุดท้าย, วันสิ้นสุด, วันที่สิ้นสุด, ถึงวันที่",
        part=WHEN_AND_WHERE,
        is_half=True,
    ),
    Column(
        "venue",
        "school, place, location, school name, name of school, venue name, name of venue, "
        "site, where, สถานที่, ชื่อสถานที่, สถานที่จัด, สถานที่จัดกิจกรรม, โรงเรียน, ชื่อโรงเรียน",
        part=WHEN_AND_WHERE,
        is_in_list=True,
        width=32,
    ),
    ProvinceColumn(
        "province",
        "changwat, county, state, region, จังหวัด",
        part=WHEN_AND_WHERE,
        is_half=True,
        is_in_list=True,
        width=20,
    ),
    ChoiceColumn(
        "setting",
        "type, kind, category, type of place, type of venue, kind of place, ประเภท, "
        "ประเภทสถานที่, ลักษณะสถานที่",
        part=WHEN_AND_WHERE,
        is_half=True,
        is_in_list=True,
        width=18,
        is_needed=True,
        names={
            Setting.RURAL_SCHOOL: "school in the country, โรงเรียนชนบท, โรงเรียนในชนบท",
            Setting.URBAN_SCHOOL: "city school, school in town, โรงเรียนในเมือง",
            Setting.VILLAGE: "community, หมู่บ้าน, ชุมชน",
            Setting.PUBLIC_EVENT: "fair, festival, งานสาธารณะ, งานเทศกาล",
            Setting.WORKPLACE: "company, factory, office, ที่ทำงาน, สถานประกอบการ, โรงงาน",
            Setting.FAITH_CENTRE: "temple, church, mosque, วัด, โบสถ์, มัสยิด, ศาสนสถาน",
            Setting.ONLINE_SESSION: "online, ออนไลน์",
            Setting.OTHER_PLACE: "other, อื่นๆ, อื่น ๆ",
        },
        unknown=_("“%(text)s” is no setting. Write one of: %(labels)s."),
    ),
)
AFTER_GROUPS = (
    NumberColumn(
        "first_visits",
        "first visits, first time, new people, newcomers, มาครั้งแรก, คนใหม่",
        part=WHO_CAME,
    ),
    ChoiceColumn(
        "count_method",
        "count method, counting, how counted, counted, วิธีนับ, การนับ",
        part=WHO_CAME,
        names={COUNTED: "นับ, นับจริง", ESTIMATED: "estimate, approximate, ประมาณ, ประมาณการ"},
    ),
    Column(
        "activities",
        "activity, description, details, programme, program, กิจกรรม, รายละเอียด, "
        "รายละเอียดกิจกรรม, สิ่งที่ทำ",
        part=WHAT_HAPPENED,
        width=50,
    ),
    Column(
        "outcome",
        "outcomes, result, results, feedback, ผล, ผลลัพธ์, ผลที่ได้",
        part=WHAT_HAPPENED,
        width=50,
    ),
    Column(
        "co_hosts",
        "cohosts, co host, partners, held with, together with, ผู้ร่วมจัด, หน่วยงานร่วม, "
        "องค์กรร่วมจัด, ภาคี",
        part=WHAT_HAPPENED,
        is_half=True,
        width=28,
    ),
    Column(
        "reference",
        "ref, code, event code, activity code, event no, event number, event id, เลขที่, รหัส, "
        "รหัสกิจกรรม, เลขที่กิจกรรม",
        part=WHAT_HAPPENED,
        is_half=True,
        width=18,
    ),
)
RECORD = RecordColumn("id", "record, record number, record no, เลขที่บันทึก")
COLUMNS: tuple[Column, ...] = (*BEFORE_GROUPS, *AFTER_GROUPS)
BY_NAME = {column.name: column for column in COLUMNS}
NAMES = list(BY_NAME)
# What a search looks into.
TEXTS = [column.name for column in COLUMNS if column.is_text]
IN_LIST = [column for column in COLUMNS if column.is_in_list]
LONG = [column for column in COLUMNS if column.is_long]
# The page of an event tells its day, its venue and who came in their own way.
TOLD_APART = {"first_day", "last_day", "venue", "count_method"}
FACTS = [each for each in COLUMNS if not each.is_long and each.name not in TOLD_APART]


def columns_in(part: Any) -> list[Column]:
    return [column for column in COLUMNS if column.part == part]


class Columns:
    """The columns of events in one country: the fields, a count for each group, the record."""

    @classmethod
    def of(
        cls,
        project: Project,
        new_groups: Mapping[str, str] | None = None,
        new_numbers: Mapping[str, Indicator] | None = None,
        **manner: Any,
    ) -> Self:
        """`new_groups` are not in the database yet: by the name of their column how they are
        called; nor are `new_numbers`. `manner` is how those write who sent a file, see `Manner`.
        """
        zone = ZoneInfo(project.partner.time_zone)
        how = Manner(project.country, project.division, zone, **manner)
        columns = cls(groups_of(project), how, entered_with_events(project), left_out_of(project))
        for name, called in (new_groups or {}).items():
            group = AudienceGroup(pk=int(name.removeprefix("group-")), name=called)
            columns.add(count_column(group))
        for name, indicator in (new_numbers or {}).items():
            indicator.pk = int(name.removeprefix("value-"))
            columns.add_value(value_column(indicator))
        return columns

    def __init__(
        self,
        groups: Iterable[AudienceGroup],
        manner: Manner,
        indicators: Iterable[Indicator] = (),
        left_out: Collection[str] = (),
    ) -> None:
        """`left_out` are the names of columns that the project does not ask for."""
        self.manner = manner
        self.tree = Tree.of(group for group in groups if hasattr(group, "part_of"))
        self.groups = [count_column(group) for group in groups]
        self.values = [value_column(indicator) for indicator in indicators]
        before = [each for each in BEFORE_GROUPS if each.name not in left_out]
        after = [each for each in AFTER_GROUPS if each.name not in left_out]
        self.all: list[Column] = [*before, *self.groups, *self.values, *after, RECORD]
        self._by_name = {column.name: column for column in self.all}
        self._readers: dict[str, Callable[[str], Any]] = {}

    def add(self, column: CountColumn) -> None:
        last = next(at for at, each in enumerate(self.all) if each.name not in self._before_values)
        self.all.insert(last, column)
        self.groups.append(column)
        self._by_name[column.name] = column

    def add_value(self, column: ValueColumn) -> None:
        last = self.all.index(self[AFTER_GROUPS[1].name])
        self.all.insert(last, column)
        self.values.append(column)
        self._by_name[column.name] = column

    @property
    def _before_values(self) -> set[str]:
        return {each.name for each in (*BEFORE_GROUPS, *self.groups)}

    @property
    def division(self) -> str:
        return self.manner.division

    def choices_of(self, column: Column) -> list[tuple[str, str]]:
        """What people choose from in a column with a list."""
        return column.choices(self.manner.country, self.manner.division)

    def __iter__(self) -> Iterator[Column]:
        return iter(self.all)

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def __getitem__(self, name: str) -> Column:
        return self._by_name[name]

    def read(self, name: str, cell: str) -> Any:
        """The value that a cell of a column means; raises ValueError with a sentence."""
        if broken := why_broken(cell):
            raise ValueError(broken)
        return self._reader(name)(released(cell))

    def nearest(self, name: str, cell: str) -> str:
        """Of a column with a list the value that a text comes near to, or ""."""
        reader = self._reader(name)
        return reader.nearest(cell) if isinstance(reader, Reader) else ""

    def _reader(self, name: str) -> Callable[[str], Any]:
        if name not in self._readers:
            self._readers[name] = self[name].reader(self.manner)
        return self._readers[name]

    def values_of(self, event: OutreachEvent) -> dict[str, Any]:
        return {column.name: column.value(event) for column in self.all}

    def choices(self) -> list[tuple[str, str]]:
        """What a column of a file may be."""
        named = [(column.name, column.label) for column in self.all]
        return [
            *named,
            (NEW_GROUP, gettext("A new group of people, called like the column")),
            (NEW_NUMBER, gettext("A new number that you count, called like the column")),
            (NOTE, gettext("A note, kept with what was done")),
            (TOTAL, gettext("The file's own sum: compared, not added")),
            (LEFT_OUT, gettext("Leave this column out")),
        ]

    def is_count(self, name: str) -> bool:
        return isinstance(self._by_name.get(name), CountColumn)

    def called(self, heading: str) -> str | None:
        """The name of the column that a heading means, or None."""
        return self._by_word.get(heading_key(heading[:LONGEST_HEADING]))

    @cached_property
    def _by_word(self) -> dict[str, str]:
        """Of two columns with the same word the latter has it: groups come last."""
        words = {column.name: [column.words, column.name] for column in (*COLUMNS, RECORD)}
        words |= {name: [SPECIAL_WORDS[name]] for name in SPECIAL_WORDS}
        words["province"] += called_in(self.manner.country)
        words |= {column.name: [column.words, column.group.name] for column in self.groups}
        words |= {
            column.name: [column.words, *names_of(column.indicator)] for column in self.values
        }
        for language in {get_language() or "en", *LANGUAGES}:
            with override(language):
                for column in self.all:
                    words[column.name].append(column.label)
        found = {
            heading_key(word): name
            for name in words
            for word in ", ".join(words[name]).split(", ")
        }
        return {word: name for word, name in found.items() if word}


def names_of(indicator: Indicator) -> list[str]:
    """What a heading may call it; a comma would make two words of one."""
    named = (indicator.name, indicator.one, indicator.many)
    with_unit = [f"{each} {indicator.unit}" for each in named if each and indicator.unit]
    return [each for each in (*named, *with_unit) if each]


def groups_of(project: Project) -> list[AudienceGroup]:
    """The groups that the project counts, each before its parts; none where it counts none."""
    if not project.counts_people:
        return []
    groups = list(AudienceGroup.objects.of_project(project))
    return list(Tree.of(groups).in_order(groups))


def entered_with_events(project: Project) -> list[Indicator]:
    return [each for each in project.counted if each.is_entered and not each.is_state]


def left_out_of(project: Project) -> set[str]:
    """The columns that the project does not ask for."""
    asked = {"setting": project.asks_setting, "first_visits": project.asks_first_visits}
    return {name for name, is_asked in asked.items() if not is_asked}


def value_column(indicator: Indicator) -> ValueColumn:
    return ValueColumn(f"value-{indicator.pk}", part=WHO_CAME, indicator=indicator)


def count_column(group: AudienceGroup) -> CountColumn:
    words = GROUP_WORDS.get(key(group.name), "")
    return CountColumn(f"group-{group.pk}", words, part=WHO_CAME, group=group)
