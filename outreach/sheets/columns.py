"""The columns of an events sheet, and the words by which people call them."""

import re

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, override

from outreach.models import AudienceGroup, OutreachEvent
from outreach.names import group_label, key

BEFORE_GROUPS = ["first_day", "last_day", "venue", "province", "setting"]
AFTER_GROUPS = ["count_method", "activities", "outcome", "co_hosts"]
RECORD = "id"
FIELDS = [*BEFORE_GROUPS, *AFTER_GROUPS, RECORD]
REQUIRED = ["first_day", "venue", "province", "setting"]
LEFT_OUT = "left-out"
GROUP = "group-"
# Sheets travel between people who use the site in different languages.
LANGUAGES = ["en", "th"]

WORDS = {
    "first_day": "day, event date, date of event, first day, start, start date, from, when, วันที่, "
    "วัน, วันที่จัด, วันที่จัดกิจกรรม, วันที่เริ่ม, วันเริ่ม, วันแรก, วัน เดือน ปี, ว ด ป",
    "last_day": "last date, end, end date, to, until, วันสุดท้าย, วันสิ้นสุด, วันที่สิ้นสุด, ถึงวันที่",
    "venue": "school, place, location, school name, name of school, venue name, name of venue, "
    "site, where, สถานที่, ชื่อสถานที่, สถานที่จัด, สถานที่จัดกิจกรรม, โรงเรียน, ชื่อโรงเรียน",
    "province": "changwat, county, state, region, จังหวัด",
    "setting": "type, kind, category, type of place, type of venue, kind of place, ประเภท, "
    "ประเภทสถานที่, ลักษณะสถานที่",
    "count_method": "count method, counting, how counted, counted, วิธีนับ, การนับ",
    "activities": "activity, description, details, programme, program, กิจกรรม, รายละเอียด, "
    "รายละเอียดกิจกรรม, สิ่งที่ทำ",
    "outcome": "outcomes, result, results, feedback, ผล, ผลลัพธ์, ผลที่ได้",
    "co_hosts": "cohosts, co host, partners, held with, together with, ผู้ร่วมจัด, หน่วยงานร่วม, "
    "องค์กรร่วมจัด, ภาคี",
    RECORD: "record, record number, record no, เลขที่บันทึก",
    # The sum of the groups is computed, and rows are counted without being numbered.
    LEFT_OUT: "no, #, nr, number, row, total, totals, sum, grand total, total people, "
    "total participants, total attendance, ที่, ลำดับ, ลำดับที่, รวม, ยอดรวม, รวมทั้งหมด, ทั้งหมด, รวมคน",
}
GROUP_WORDS = {
    "students": "student, pupil, pupils, นักเรียน, นักศึกษา",
    "teachers": "teacher, ครู, คุณครู, อาจารย์",
    "parents": "parent, ผู้ปกครอง, พ่อแม่",
    "children": "child, kids, เด็ก, เด็กๆ",
    "villagers": "villager, ชาวบ้าน",
    "officials": "official, officers, เจ้าหน้าที่",
}
LONGEST_HEADING = 100
BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
NUMBER_OF = re.compile(r"^(?:total )?(?:number|no|nr|count) of |^# of |^จำนวน\s*")
MARKS = re.compile(r"[\s_\-–/:;,.*?!'’\"“”]+")


class Columns:
    """The columns a project's sheet may have: an event's fields, a count for each group."""

    def __init__(self, project):
        groups = AudienceGroup.objects.offered_to(project.partner)
        self.groups = {f"{GROUP}{group.pk}": group for group in groups}
        self.order = [*BEFORE_GROUPS, *self.groups, *AFTER_GROUPS, RECORD]
        self._by_word = self._read_words()

    def __contains__(self, column):
        return column in self.order

    def label(self, column):
        if column in self.groups:
            return capfirst(group_label(self.groups[column].name))
        if column == RECORD:
            return gettext("Record")
        return capfirst(str(OutreachEvent._meta.get_field(column).verbose_name))

    def choices(self):
        """What a column of a file may be."""
        named = [(column, self.label(column)) for column in self.order]
        return [*named, (LEFT_OUT, gettext("Leave this column out"))]

    def called(self, heading):
        """The column that a heading names, or None."""
        return self._by_word.get(word_key(heading[:LONGEST_HEADING]))

    def _read_words(self):
        words = {column: text.split(", ") for column, text in WORDS.items()}
        for column, group in self.groups.items():
            words[column] = [group.name, *GROUP_WORDS.get(key(group.name), "").split(", ")]
        for language in {get_language() or "en", *LANGUAGES}:
            with override(language):
                for column in self.order:
                    words[column].append(self.label(column))
        for column in FIELDS:
            words[column].append(column)
        found = {word_key(word): column for column in words for word in words[column]}
        return {word: column for word, column in found.items() if word}


def word_key(heading):
    """A heading without case, accents, dots, what stands in brackets, and “number of”."""
    plain = BRACKETS.sub(" ", heading) if BRACKETS.sub("", heading).strip() else heading
    plain = MARKS.sub(" ", plain.casefold()).strip()
    return key(NUMBER_OF.sub("", plain))
