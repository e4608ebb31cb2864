"""Spreadsheets as field staff keep them: what each holds, and what has to be said of it.

Each `Case` is a file of its own shape. Its events and its people per group are what a careful
person reads in it; `answers` is what the page has to ask before that comes in, "" for nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.sheets import saved

H = ["Date", "Venue", "Province", "Setting", "Students"]
ONE = ["14/03/2025", "Ban Mai School", "Chiang Mai", "Rural school"]
TWO = ["15/03/2025", "Wat Pa", "Lamphun", "Village"]


@dataclass
class Case:
    name: str
    content: Callable[[], bytes]
    events: int = 1
    people: dict[str, int] = field(default_factory=dict)
    # What the page asks: names of its inputs, each with the right answer.
    answers: dict[str, str] = field(default_factory=dict)
    # Words that a refusal of the whole file has.
    refused: str = ""
    # Whether the file's own sums differ, which has to be acknowledged.
    sums_differ: bool = False


def book(*rows, **kwargs):
    """A workbook, which is made when it is asked for."""
    return lambda: made(*rows, **kwargs)


def made(*rows, merges=(), title="Sheet1", more=(), change=None):
    file = Workbook()
    sheet = file.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for cells in merges:
        sheet.merge_cells(cells)
    for name, others in more:
        other = file.create_sheet(name)
        for row in others:
            other.append(row)
    if change:
        change(file)
    return saved(file)


def text(*rows, delimiter=",", encoding="utf-8"):
    lines = (delimiter.join(map(str, row)) for row in rows)
    return lambda: "\n".join(lines).encode(encoding)


def hide_row(number):
    def change(file):
        file.active.row_dimensions[number].hidden = True

    return change


def filter_rows(file):
    file.active.auto_filter.ref = "A1:E3"
    file.active.row_dimensions[3].hidden = True


def hide_column(letter):
    def change(file):
        file.active.column_dimensions[letter].hidden = True

    return change


def strike(number):
    def change(file):
        for cell in file.active[number]:
            cell.font = Font(strike=True)

    return change


def comment(file):
    file.active["E2"].comment = Comment("30 or 31? Ask Nee.", "Alice")


def hide_sheet(name):
    def change(file):
        file[name].sheet_state = "hidden"

    return change


def as_share(file):
    file.active["E2"].number_format = "0%"


def day(number):
    """From the 13th on, so that nobody can take it for a month."""
    return f"{number + 12}/03/2025"


def two_row_headings():
    return book(
        ["OUTREACH LOG 2025"],
        ["Date", "Place", "Province", "Type", "Students", None, "Teachers", None],
        [None, None, None, None, "Male", "Female", "Male", "Female"],
        [*ONE, 12, 18, 1, 2],
        [*TWO, 5, 6, 0, 1],
        merges=["A1:H1", "E2:F2", "G2:H2"],
    )


PEOPLE = {"students": 30}
CASES = [
    Case("plain", book(H, [*ONE, 30]), people=PEOPLE),
    Case("csv with semicolons", text(H, [*ONE, 30], delimiter=";"), people=PEOPLE),
    Case(
        "csv with tabs in utf-16",
        text(H, [*ONE, 30], delimiter="\t", encoding="utf-16"),
        people=PEOPLE,
    ),
    Case(
        "thai windows",
        text(
            ["วันที่", "สถานที่", "จังหวัด", "ประเภทสถานที่", "นักเรียน"],
            ["14/03/2568", "โรงเรียนบ้านใหม่", "เชียงใหม่", "โรงเรียนในชนบท", "๓๐"],
            encoding="cp874",
        ),
        people=PEOPLE,
    ),
    Case("two rows of headings, by sex", two_row_headings(), 2, {"students": 41, "teachers": 4}),
    Case(
        "two rows of headings, not merged",
        text(
            ["Date", "Venue", "Province", "Setting", "Students", "", "Teachers", ""],
            ["", "", "", "", "Boys", "Girls", "Men", "Women"],
            [*ONE, 12, 18, 1, 2],
        ),
        people={"students": 30, "teachers": 3},
    ),
    Case(
        "groups under one heading",
        book(
            ["Date", "Venue", "Province", "Setting", "Participants", None],
            [None, None, None, None, "Students", "Teachers"],
            [*ONE, 30, 2],
            merges=["E1:F1"],
        ),
        people={"students": 30, "teachers": 2},
    ),
    Case(
        "male and female with their sum",
        book([*H[:4], "Male students", "Female students", "Total students"], [*ONE, 12, 18, 30]),
        people=PEOPLE,
    ),
    Case(
        "by age", book([*H[:4], "Students 6-12", "Students 13-18"], [*ONE, 12, 18]), people=PEOPLE
    ),
    Case(
        "thai boys and girls",
        book(
            ["วันที่", "สถานที่", "จังหวัด", "ประเภท", "นักเรียนชาย", "นักเรียนหญิง", "รวม"],
            ["14/3/68", "วัดป่า", "ลำพูน", "หมู่บ้าน", 12, 18, 30],
        ),
        people=PEOPLE,
    ),
    Case(
        "whole group beside its parts",
        book([*H, "Students (m)", "Students (f)"], [*ONE, 30, 12, 18], [*TWO, 11, 5, 6]),
        2,
        {"students": 41},
    ),
    Case(
        "parts that do not make the whole",
        book([*H, "Students (m)", "Students (f)"], [*ONE, 30, 12, 17]),
        people={"students": 29},
        answers={"column-4": "left-out", "add-students": "add"},
    ),
    Case(
        "the same heading twice",
        book([*H, "Students"], [*ONE, 10, 20]),
        people=PEOPLE,
        answers={"add-students": "add"},
    ),
    Case(
        "sexes beside ages",
        book(
            [*H[:4], "Students male", "Students female", "Students under 12", "Students over 12"],
            [*ONE, 12, 18, 20, 10],
        ),
        people=PEOPLE,
        answers={"column-6": "left-out", "column-7": "left-out", "add-students": "add"},
    ),
    Case(
        "a row for each group",
        book([*H[:4], "Group", "Number"], [*ONE, "Students", 30], [*ONE, "Teachers", 2]),
        people={"students": 30, "teachers": 2},
    ),
    Case(
        "a row for each group, place once",
        book(
            [*H[:4], "Audience", "How many"],
            [*ONE, "Students", 30],
            [None, None, None, None, "Teachers", 2],
            [*TWO, "Students", 5],
        ),
        2,
        {"students": 35, "teachers": 2},
    ),
    Case(
        "a row for each group and a sum",
        book(
            [*H[:4], "Group", "Number"],
            [*ONE, "Students", 30],
            [*ONE, "Teachers", 2],
            [*ONE, "Total", 32],
        ),
        people={"students": 30, "teachers": 2},
    ),
    Case(
        "a sheet for each month",
        book(
            H,
            [*ONE, 30],
            title="Mar",
            more=[("Apr", [H, ["01/04/2025", "Ban Rai", "Chiang Mai", "Village", 40]])],
        ),
        2,
        {"students": 70},
    ),
    Case(
        "a sheet for each month, days alone",
        book(
            ["Day", *H[1:]],
            [14, *ONE[1:], 30],
            title="March 2025",
            more=[("April 2025", [["Day", *H[1:]], [1, *TWO[1:], 40]])],
        ),
        2,
        {"students": 70},
    ),
    Case(
        "months in thai, days alone",
        book(
            ["วันที่", "สถานที่", "จังหวัด", "ประเภท", "นักเรียน"],
            [14, "วัดป่า", "ลำพูน", "หมู่บ้าน", 30],
            title="มี.ค. 68",
        ),
        people=PEOPLE,
    ),
    Case(
        "headings of months",
        book(
            ["Outreach 2025"],
            [],
            H,
            ["March"],
            [14, *ONE[1:], 30],
            [15, *TWO[1:], 31],
            ["Total March", None, None, None, 61],
            ["April"],
            [1, "Ban Rai", *ONE[2:], 40],
            ["Subtotal", None, None, None, 40],
            ["GRAND TOTAL", None, None, None, 101],
            ["* Note: teachers not counted"],
        ),
        3,
        {"students": 101},
    ),
    Case(
        "headings of months without a year",
        book(H, ["March"], [14, *ONE[1:], 30]),
        people=PEOPLE,
        answers={"year": "2025"},
    ),
    Case(
        "blocks with their own headings",
        book(
            H,
            [*ONE, 30],
            [],
            ["Date", "Province", "Venue", "Setting", "Teachers", "Students"],
            [TWO[0], TWO[2], TWO[1], TWO[3], 2, 11],
        ),
        2,
        {"students": 41, "teachers": 2},
    ),
    Case("headings on each printed page", book(H, [*ONE, 30], H, [*TWO, 11]), 2, {"students": 41}),
    Case(
        "summary sheet that agrees",
        book(
            H,
            [*ONE, 30],
            title="Mar",
            more=[
                ("Apr", [H, [*TWO, 40]]),
                ("Summary", [["Month", "People"], ["Mar", 30], ["Apr", 40]]),
            ],
        ),
        2,
        {"students": 70},
    ),
    Case(
        "summary sheet that differs",
        book(
            H,
            [*ONE, 30],
            title="Mar",
            more=[
                ("Apr", [H, [*TWO, 40]]),
                ("Summary", [["Month", "People"], ["Mar", 35], ["Apr", 40]]),
            ],
        ),
        2,
        {"students": 70},
        sums_differ=True,
    ),
    Case(
        "a sheet of numbers without headings",
        book(H, [*ONE, 30], title="Mar", more=[("Budget", [["Fuel", 1200], ["Food", 900]])]),
        people=PEOPLE,
        answers={"know-sheet-0": "seen"},
    ),
    Case(
        "a row's sum differs",
        book([*H, "Teachers", "Total"], [*ONE, 10, 1, 25]),
        people={"students": 10, "teachers": 1},
        sums_differ=True,
    ),
    Case(
        "a column's sum differs",
        book(H, [*ONE, 30], [*TWO, 31], ["Total", None, None, None, 71]),
        2,
        {"students": 61},
        sums_differ=True,
    ),
    Case(
        "a part's sum differs",
        book([*H[:4], "Male students", "Female students", "Total students"], [*ONE, 12, 18, 33]),
        people=PEOPLE,
        sums_differ=True,
    ),
    Case(
        "hidden row",
        book(H, [*ONE, 30], [*TWO, 999], change=hide_row(3)),
        people=PEOPLE,
        answers={"hidden": "leave"},
    ),
    Case(
        "hidden row that counts",
        book(H, [*ONE, 30], [*TWO, 11], change=hide_row(3)),
        2,
        {"students": 41},
        answers={"hidden": "take"},
    ),
    Case(
        "filtered rows",
        book(H, [*ONE, 30], [*TWO, 11], change=filter_rows),
        2,
        {"students": 41},
        answers={"hidden": "take"},
    ),
    Case(
        "struck-through row",
        book(H, [*ONE, 30], [*TWO, 999], change=strike(3)),
        people=PEOPLE,
        answers={"struck": "leave"},
    ),
    Case(
        "hidden column",
        book([*H, "Teachers"], [*ONE, 30, 99], change=hide_column("F")),
        people=PEOPLE,
        answers={"hidden-columns": "leave"},
    ),
    Case(
        "hidden sheet of events",
        book(H, [*ONE, 30], more=[("Old", [H, [*TWO, 999]])], change=hide_sheet("Old")),
        people=PEOPLE,
        answers={"hidden-sheet": "leave"},
    ),
    Case(
        "notes on cells",
        book(H, [*ONE, 30], change=comment),
        people=PEOPLE,
        answers={"comments": "seen"},
    ),
    Case(
        "a share",
        book(H, [*ONE, 1], change=as_share),
        people=PEOPLE,
        answers={"cell-0-group-students": "30"},
    ),
    Case(
        "counts with units",
        book(
            H,
            *[
                [day(n), f"Ban {n}", "Chiang Mai", "Village", count]
                for n, count in enumerate(
                    ["120 people", "about 30", "1,200", "๓๐", "12.0", "1 200", "N/A"], 1
                )
            ],
        ),
        7,
        {"students": 2592},
    ),
    Case(
        "counts with two meanings",
        book(H, [*ONE, "1.200"], [*TWO, "30-40"]),
        2,
        {"students": 1235},
        answers={"cell-0-group-students": "1200", "cell-1-group-students": "35"},
    ),
    Case(
        "counts with parts in a cell",
        book(H, [*ONE, "12 boys, 18 girls"]),
        people=PEOPLE,
        answers={"cell-0-group-students": "30"},
    ),
    Case(
        "negative count",
        book(H, [*ONE, -3]),
        people={"students": 3},
        answers={"cell-0-group-students": "3"},
    ),
    Case(
        "days of every kind",
        book(
            H,
            *[
                [when, f"Ban {n}", "Chiang Mai", "Village", 1]
                for n, when in enumerate(
                    [
                        "14 มี.ค. 68",
                        "14/3/68",
                        "14-Mar-25",
                        "March 14, 2025",
                        "14.03.2025",
                        45730,
                        datetime(2025, 3, 14, 9),
                        date(2568, 3, 14),
                        "Fri 14 Mar 2025",
                        "2025-03-14T09:12:33.000+07:00",
                        "14/03/2025 9:12",
                        "14-15/03/2025",
                    ]
                )
            ],
        ),
        12,
        {"students": 12},
    ),
    Case(
        "day or month first",
        book(H, ["5/6/2025", *ONE[1:], 30]),
        people=PEOPLE,
        answers={"order": "day-first"},
    ),
    Case(
        "month first",
        text(H, ["03/14/2025", *ONE[1:], 30], ["5/6/2025", *TWO[1:], 11]),
        2,
        {"students": 41},
    ),
    Case(
        "both orders in one column",
        book(H, [*ONE, 30], ["03/15/2025", *TWO[1:], 11]),
        2,
        {"students": 41},
        answers={"order": "day-first", "cell-1-first_day": "15/03/2025"},
    ),
    Case(
        "dates that the spreadsheet read month first",
        book(
            H,
            [date(2025, 6, 5), "A", "Chiang Mai", "Village", 1],
            ["14/06/2025", "B", "Chiang Mai", "Village", 2],
        ),
        2,
        {"students": 3},
        answers={"swapped": "swapped"},
    ),
    Case(
        "two new columns of one group",
        book([*H, "Monks (m)", "Monks (f)"], [*ONE, 30, 4, 5]),
        people={"students": 30, "monks": 9},
        answers={"column-5": "new-group", "column-6": "new-group"},
    ),
    Case(
        "kobo, by sex",
        text(
            [
                "_uuid",
                "g/date",
                "g/venue",
                "g/province",
                "g/setting",
                "g/students_male",
                "g/students_female",
            ],
            ["uuid:1", "2025-03-14", "Ban Mai", "Chiang Mai", "village", 12, 18],
        ),
        people=PEOPLE,
    ),
    Case(
        "sums above the rows",
        book(H, ["TOTAL", None, None, None, 41], [*ONE, 30], [*TWO, 11]),
        2,
        {"students": 41},
    ),
    Case(
        "no province in the file",
        text(
            ["Date", "Venue", "Setting", "Students"],
            [ONE[0], ONE[1], ONE[3], 30],
            [TWO[0], TWO[1], TWO[3], 11],
        ),
        2,
        {"students": 41},
        answers={"all-province": "TH-50"},
    ),
    Case(
        "no province and no setting",
        text(
            ["Date", "VILLAGE NAME", "NUMBER OF STUDENTS PARTICIPATED"],
            *[[f"{n}/03/2025", f"Village {n}", 10] for n in range(1, 29)],
        ),
        28,
        {"students": 280},
        answers={
            "column-1": "venue",
            "column-2": "group-students",
            "all-province": "TH-50",
            "all-setting": "village",
        },
    ),
    Case(
        "settings in own words",
        book(
            H,
            *[
                [day(n), f"Ban {n}", "Chiang Mai", word, 1]
                for n, word in enumerate(
                    ["school", "School (rural)", "Temple", "market", "school", "online"], 1
                )
            ],
        ),
        6,
        {"students": 6},
        answers={"word-setting-school": "rural_school", "word-setting-market": "public_event"},
    ),
    Case(
        "provinces as people say them",
        book(
            H,
            *[
                [day(n), f"Ban {n}", place, "Village", 1]
                for n, place in enumerate(
                    [
                        "Korat",
                        "Ubon",
                        "Ayutthaya",
                        "Chonburi",
                        "Nakorn Sri Thammarat",
                        "BKK",
                        "Mae Sai, Chiang Rai",
                        "อ.แม่สาย จ.เชียงราย",
                        "Mae Hong Son Province",
                    ],
                    1,
                )
            ],
        ),
        9,
        {"students": 9},
    ),
    Case(
        "a province almost right",
        book(H, [*ONE[:2], "Mae Hong Song", ONE[3], 30]),
        people=PEOPLE,
        answers={"word-province-maehongsong": "TH-58"},
    ),
    Case(
        "a new group",
        book([*H, "Monks"], [*ONE, 30, 4]),
        people={"students": 30, "monks": 4},
        answers={"column-5": "new-group"},
    ),
    Case(
        "a column that is a note",
        book([*H, "Weather"], [*ONE, 30, "Rain"]),
        people=PEOPLE,
        answers={"column-5": "note"},
    ),
    Case(
        "the same event twice",
        book(H, [*ONE, 30], [*ONE, 30]),
        people=PEOPLE,
        answers={"leave-1": "on"},
    ),
    Case(
        "two events of one day and place",
        book(H, [*ONE, 30], [*ONE, 45]),
        2,
        {"students": 75},
        answers={"another-1": "on"},
    ),
    Case(
        "kobo",
        book(
            [
                "start",
                "end",
                "_group1/date_of_activity",
                "group1/location",
                "group1/province",
                "group1/type_of_place",
                "group2/students",
                "_id",
                "_uuid",
                "_submission_time",
            ],
            [
                "2025-03-15T09:00:00.000+07:00",
                "2025-03-15T09:10:00.000+07:00",
                "2025-03-14",
                "Ban Mai",
                "chiang_mai",
                "rural_school",
                30,
                123,
                "uuid:1",
                "2025-03-15T03:00:00",
            ],
        ),
        people=PEOPLE,
    ),
    Case(
        "odk",
        text(
            [
                "SubmissionDate",
                "start",
                "today",
                "visit-date",
                "visit-venue",
                "visit-province",
                "visit-setting",
                "people-students",
                "meta-instanceID",
                "KEY",
            ],
            [
                "2025-03-20T03:00:00Z",
                "2025-03-19T09:00:00.000+07:00",
                "2025-03-19",
                "2025-03-14",
                "Ban Mai",
                "Chiang Mai",
                "Village",
                30,
                "uuid:1",
                "uuid:1",
            ],
        ),
        people=PEOPLE,
    ),
    Case(
        "google forms",
        text(
            ["Timestamp", "Date of activity", *H[1:]],
            ["3/20/2025 9:12:33", "3/14/2025", *ONE[1:], 30],
        ),
        people=PEOPLE,
    ),
    Case(
        "merged day and province",
        book(H, [*ONE, 30], [None, "Ban Rai", None, "Village", 31], merges=["A2:A3", "C2:C3"]),
        2,
        {"students": 61},
    ),
    Case(
        "formula without its result",
        book(H, [*ONE, "=15+16"]),
        people={"students": 31},
        answers={"cell-0-group-students": "31"},
    ),
    Case("a picture of a table", lambda: b"\x89PNG\r\n\x1a\n....", refused="picture"),
    Case(
        "sixteen thousand columns",
        book(range(16_384), [1] * 16_384),
        refused="columns",
    ),
    Case(
        "forty sheets",
        book(
            H,
            [*ONE, 30],
            title="S0",
            more=[
                (f"S{n}", [H, [day(n % 15 + 1), f"Village {n}", "Chiang Mai", "Village", 1]])
                for n in range(1, 40)
            ],
        ),
        40,
        {"students": 69},
    ),
]
