"""Two projects of today in other countries, fields and currencies; the second has just begun."""

KENYA_PARTNER = {
    "name": "Maji Safi Turkana",
    "country": "KE",
    "public_name": "Maji Safi",
    "contact_email": "office@majisafi.example",
    "time_zone": "Africa/Nairobi",
}

KENYA_PROJECT = {
    "slug": "water-and-health-turkana",
    "title": "Clean Water and Healthy Schools",
    "country": "KE",
    "place": "Turkana County",
    "summary": (
        "In the dry north of Kenya many pupils walk to school with an empty bottle. Our partner "
        "repairs water points at schools and teaches pupils, parents and water committees how to "
        "keep them working and how to stay healthy."
    ),
    "number_of_years": 2,
    "currency": "KES",
    "reports_a_year": 4,
}

KENYA_OBJECTIVES = [
    "Every school in the project has a water point that works",
    "Pupils and parents know how to prevent disease",
]

KENYA_TARGETS = {
    "events": 16,
    "attendance: students": 1200,
    "boreholes": 6,
    "households with clean water": 900,
}

# By their short name here; what belongs to an objective names its place.
KENYA_INDICATORS = {
    "boreholes": {
        "name": "boreholes",
        "one": "borehole",
        "every_event": False,
        "verified_by": "Handover certificates of the county",
        "objective": 1,
    },
    "households": {
        "name": "households with clean water",
        "one": "household with clean water",
        "adds_up": "latest",
        "entered_with": "period",
        "baseline": "140",
        "baseline_source": "Survey by the county water office",
        "verified_by": "Lists of the water committees",
        "objective": 1,
    },
    "litres": {
        "name": "litres a day",
        "unit": "litres",
        "adds_up": "latest",
        "entered_with": "period",
        "baseline": "2400",
        "baseline_source": "Meters at the old wells",
        "objective": 1,
    },
}
# By the month of the year, and the province: how things stood at its end.
KENYA_STATES = [
    (3, "KE-43", {"households": 310, "litres": 9800}),
    (6, "KE-43", {"households": 420, "litres": 15200}),
    (6, "KE-47", {"households": 85, "litres": 3100}),
]

# Days after the budget year's first day stand in place of a date.
KENYA_EVENTS = """
12 | KE-43 | rural_school | Lokori Primary School | 140 students, 6 teachers | Hand-washing lessons, repair of the pump. | boreholes 1
40 | KE-43 | village | Kalemngorok Meeting Tree | 62 villagers, 30 parents | Election of a water committee. | boreholes 2
75 | KE-43 | rural_school | Lokichar Primary School | 188 students, 7 teachers | Hand-washing lessons.
103 | KE-43 | workplace | County Water Office | 14 committee members | Training in pump repair. | boreholes 1
130 | KE-43 | rural_school | Katilu Girls School | 156 students, 8 teachers, 24 parents | Health day.
164 | KE-47 | rural_school | Kacheliba Primary School | 121 students, 5 teachers | Hand-washing lessons. | boreholes 1
196 | KE-43 | village | Lokori Meeting Tree | ~85 villagers | Talk on cholera.
221 | KE-43 | rural_school | Lokori Primary School | 147 students, 6 teachers | Second visit, the pump works.
"""

KENYA_PHOTO = {
    "caption": "The repaired water point serves the school and the families around it.",
    "alternative_text": "Women in bright cloths and pupils with yellow water cans around a hand "
    "pump on a dry plain with acacia trees.",
}

KENYA_QUOTE = {
    "words": "Since the pump works again, the girls come to class in the morning and not to the "
    "river.",
    "speaker": "A head teacher",
    "consent": "given",
    "consent_by": "the head teacher",
    "consent_use": "donor reports",
}

KENYA_FIRST_REPORT = {
    "in_brief": "{boreholes as words} boreholes give water, and {households with clean water} "
    "households drink it.",
    "introduction": "",
    "points": [
        (1, "There were {households with clean water} households with clean water, up from "
            "{baseline: households with clean water} before the project."),
        (2, "{events as words} trainings and school visits took place, with {attendance} people."),
    ],
    "quotes": {"pump": ("quote", "")},
    "photos": {"water_point": "lead"},
    "strip": [
        ("boreholes", ""),
        ("households with clean water", ""),
        ("litres a day", ""),
        ("attendance", ""),
    ],
    "learned": "Spare parts took seven weeks from the coast. Now the county keeps a store of them.",
    "comes_next": "More schools follow in the next quarter, and the committees learn to keep books.",
    "thank_you": "Thank you: a cup of clean water is not a small thing.",
}  # fmt: skip

KENYA_REPORT = {
    "introduction": "",
    "points": [
        (2, "{events as words} trainings and school visits took place, with {attendance} people, "
            "{attendance: students} of them pupils."),
    ],
    "quotes": {"pump": ("quote", "")},
    "photos": {"water_point": "lead"},
    "strip": [],
    "comes_next": "",
    "thank_you": "",
}  # fmt: skip

VIETNAM_PARTNER = {
    "name": "Ngày Mai Hà Giang",
    "country": "VN",
    "contact_email": "lienhe@ngaymai.example",
    "time_zone": "Asia/Ho_Chi_Minh",
}

VIETNAM_PROJECT = {
    "slug": "girls-stay-in-school-ha-giang",
    "title": "Girls Stay in School",
    "country": "VN",
    "place": "Hà Giang",
    "summary": (
        "Mountain paths of two hours and more keep many girls from secondary school. Our partner "
        "opens rooms near the schools where girls can live during the week."
    ),
    "number_of_years": 3,
    "currency": "VND",
    "reports_a_year": 2,
    "asks_setting": False,
}

VIETNAM_OBJECTIVES = ["Sixty girls finish the ninth year"]

VIETNAM_TARGETS = {"scholars in class": 60, "pass rate": 90, "drop-outs": 4}

VIETNAM_INDICATORS = {
    "scholars": {
        "name": "scholars in class",
        "one": "scholar in class",
        "adds_up": "latest",
        "entered_with": "period",
        "counts_people": True,
        "baseline": "22",
        "baseline_source": "Lists of the three schools",
        "verified_by": "Lists of attendance, signed by the head teachers",
        "objective": 1,
    },
    "entries": {"name": "exam entries", "entered_with": "period", "counts_people": True},
    "passes": {"name": "exam passes", "entered_with": "period", "counts_people": True},
    "rate": {
        "name": "pass rate",
        "adds_up": "share",
        "part": "passes",
        "whole": "entries",
        "baseline": "71",
        "baseline_source": "Results of the year before",
    },
    "drop_outs": {
        "name": "drop-outs",
        "one": "drop-out",
        "entered_with": "period",
        "counts_people": True,
        "less_is_better": True,
    },
}
# By the month of the year: how things stood at its end, in the whole project.
VIETNAM_STATES = [
    (3, "", {"scholars": 49, "drop_outs": 1}),
    (6, "", {"scholars": 47, "entries": 44, "passes": 37, "drop_outs": 5}),
]

VIETNAM_EVENTS = """
20 | VN-03 | | Trường THCS Lũng Cú | | Moving in, and a talk with the parents.
96 | VN-03 | | Trường THCS Đồng Văn | | Visit in the rooms, help with mathematics.
151 | VN-03 | | Trường THCS Lũng Cú | | Farewell of the ninth year.
"""

VIETNAM_REPORT = {
    "in_brief": "{scholars in class} girls are in class, more than twice as many as before.",
    "introduction": "",
    "points": [
        (1, "There were {scholars in class} scholars in class, up from {baseline: scholars in "
            "class} before the project."),
        (1, "The pass rate is {pass rate}, up from {baseline: pass rate} before the project."),
    ],
    "quotes": {"bed": ("quote", "")},
    "photos": {},
    "strip": [
        ("scholars in class", ""),
        ("pass rate", "pass rate in the final examination"),
        ("drop-outs", ""),
    ],
    "learned": "There were more drop-outs than we had planned for: {drop-outs as words} girls left "
    "school, most of them at harvest. From now on the house parents visit each family before the "
    "harvest begins.",
    "comes_next": "A third house opens near the school of Đồng Văn.",
    "thank_you": "Thank you for a bed, a lamp and a desk.",
}  # fmt: skip

VIETNAM_QUOTE = {
    "words": "I used to get up at four to walk. Now I get up at six and I am the first in class.",
    "speaker": "A girl in the eighth year",
    "name_changed": False,
    "consent": "given",
    "consent_by": "her parents",
    "consent_use": "donor reports",
}
