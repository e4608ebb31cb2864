"""The project that the software was made for, with the facts of a real report of 2019.

The events are invented; their sums are that report's figures: 21 programs, 3,913 attended, 394 of
them teachers and parents, three programs in Ubon Ratchathani with 700 students.
"""

from datetime import date
from typing import Any

PARTNER = {
    "name": "Baan Saeng Dao Foundation",
    "country": "TH",
    "public_name": "our partner",
    "contact_email": "reports@baansaengdao.example",
    "time_zone": "Asia/Bangkok",
}

EARLIER_PROJECT = {
    "slug": "children-out-of-trafficking-thailand",
    "title": "Children Out of Trafficking",
    "country": "TH",
    "place": "Northern Thailand",
    "summary": "Trained village volunteers and the first Child Rescue Team in northern Thailand.",
    "number_of_years": 3,
    "currency": "USD",
    "status": "completed",
}

PROJECT = {
    "slug": "targeting-trafficking-hotspots-thailand",
    "title": "Targeting Trafficking Hotspots",
    "country": "TH",
    "place": "Mae Hong Son Province",
    "summary": (
        "Mae Hong Son is one of Thailand’s hot spots for child trafficking: many victims come "
        "from its villages. Our partner works there with Thai police, anti-trafficking "
        "organisations and faith communities, so that fewer children are ever taken."
    ),
    "number_of_years": 3,
    "currency": "USD",
    "reports_a_year": 2,
}

OBJECTIVES = [
    "Children and parents at risk know the tricks of traffickers",
    "Police, child welfare and partner organisations act together",
    "A Child Rescue Team is at work all year",
]

YEARS = [
    {"number": 1, "label": "2018", "needed": "19800", "received": "19800",
     "targets": {"events": 30, "attendance": 4500}},
    {"number": 2, "label": "2019", "needed": "21450", "received": "21450",
     "targets": {"events": 40, "attendance": 6500, "events at urban schools": 12}},
    {"number": 3, "label": "2020", "needed": "22230", "received": "4000",
     "targets": {"events": 42, "attendance": 7500}},
]  # fmt: skip

# The years whose reports are not written, and why.
SKIPPED_YEARS = {
    1: "Sent on paper before Grant Reports was used.",
    3: "Schools were closed; the year was moved.",
}

# date | province | setting | venue | attendance ("~": an estimate) | what was done
EVENTS = """
2018-02-14 | TH-58 | rural_school | Ban Huai Sai School | 88 students, 6 teachers | Role play: an offer that is too good.
2018-03-08 | TH-58 | village | Ban Nong Pha Village Hall | 74 villagers, 22 parents | Talk with the village head.
2018-05-23 | TH-58 | rural_school | Ban Tha Pu School | 121 students, 7 teachers, 12 parents | Games and a quiz.
2018-06-12 | TH-57 | rural_school | Doi Luang Witthaya School | 143 students, 9 teachers | Games and a quiz.
2018-07-19 | TH-58 | village | Ban Mae Klang Village Hall | 91 villagers, 18 parents | Film evening.
2018-08-16 | TH-50 | urban_school | Saraphi Secondary School | 164 students, 8 teachers | First session in a city school.
2018-09-05 | TH-58 | rural_school | Ban Pong Daeng School | 97 students, 5 teachers, 16 parents | Role play.
2018-10-20 | TH-50 | public_event | Old City Sunday Market | ~240 visitors | Information stand.
2018-11-14 | TH-58 | village | Ban Sop Moei Village Hall | 68 villagers, 15 parents | Talk with the village head.
2018-12-06 | TH-58 | rural_school | Ban Khun Yuam School | 112 students, 7 teachers | Games and a quiz.
2019-01-17 | TH-58 | rural_school | Ban Huai Sai School | 92 students, 6 teachers, 14 parents | Games and a quiz.
2019-01-24 | TH-58 | village | Ban Pha Mon Village Hall | 81 villagers, 19 parents | Film evening.
2019-02-07 | TH-58 | rural_school | Ban Mae Ko School | 104 students, 7 teachers | Role play.
2019-02-14 | TH-58 | rural_school | Ban Tha Pu School | 118 students, 6 teachers, 21 parents | Games and a quiz.
2019-02-21 | TH-57 | village | Ban San Kong Village Hall | 76 villagers, 12 parents | Talk with the village head.
2019-03-06 | TH-50 | urban_school | Hang Dong Secondary School | 196 students, 9 teachers | Session on social media.
2019-03-13 | TH-58 | rural_school | Ban Nam Phiang School | 87 students, 5 teachers | Games and a quiz.
2019-03-20 | TH-58 | village | Ban Huai Tong Village Hall | 69 villagers, 23 parents | Film evening.
2019-04-25 | TH-58 | faith_centre | Wat Doi Kham Hall | 64 villagers, 18 parents | Evening for parents.
2019-05-15 | TH-58 | rural_school | Ban Pong Daeng School | 109 students, 6 teachers, 17 parents | Role play.
2019-05-22 | TH-57 | urban_school | Mae Sai Secondary School | 173 students, 8 teachers | Session on social media.
2019-05-29 | TH-58 | village | Ban Sop Moei Village Hall | 72 villagers, 20 parents | Talk with the village head.
2019-06-05 | TH-58 | rural_school | Ban Khun Yuam School | 126 students, 7 teachers | Games and a quiz.
2019-06-12 | TH-50 | urban_school | San Sai Secondary School | 184 students, 9 teachers | Session on social media.
2019-06-14 | TH-58 | village | Ban Nong Pha Village Hall | 77 villagers, 16 parents | Film evening.
2019-06-20 | TH-58 | rural_school | Ban Mae La School | 98 students, 6 teachers, 15 parents | Role play.
2019-06-26 | TH-58 | rural_school | Ban Rak Thai School | 91 students, 5 teachers | Games and a quiz.
2019-06-28 | TH-50 | public_event | Night Bazaar Stand | ~160 visitors | Information stand.
2019-07-04 | TH-58 | rural_school | Ban Huai Sai School | 118 students, 7 teachers, 20 parents | Games on the words recruiters use, then a quiz.
2019-07-11 | TH-50 | urban_school | Saraphi Secondary School | 240 students, 14 teachers | Session on offers made through social media.
2019-07-18 | TH-58 | village | Ban Mae Klang Village Hall | 85 villagers, 40 students, 31 parents | Film evening with the village head.
2019-07-25 | TH-57 | urban_school | Mae Sai Secondary School | 205 students, 11 teachers, 12 parents | Role play: the job in the city.
2019-08-01 | TH-58 | rural_school | Ban Tha Pu School | 96 students, 6 teachers, 30 parents | Games and a role play with the older pupils.
2019-08-08 | TH-50 | urban_school | Hang Dong Secondary School | 280 students, 16 teachers | Session on offers made through social media.
2019-08-15 | TH-58 | village | Ban Pha Mon Village Hall | 96 villagers, 35 students, 43 parents | Film evening, questions to the police.
2019-08-22 | TH-52 | urban_school | Lampang Municipal School 4 | 190 students, 10 teachers | First visit with the mascot Zoe.
2019-08-29 | TH-34 | urban_school | Ubon City Secondary School | 260 students | Games with Zoe; students who board in the city.
2019-08-30 | TH-34 | urban_school | Warin District Secondary School | 225 students | Session on offers made through social media.
2019-09-02 | TH-34 | rural_school | Ban Khong Chiam School | 215 students | Games and a quiz near the border with Laos.
2019-09-12 | TH-50 | urban_school | Lanna Hills International School | 86 students, 6 teachers | Information session for high-school students.
2019-09-19 | TH-58 | faith_centre | Wat Doi Kham Hall | 72 villagers, 17 parents | Evening for parents of migrant families.
2019-09-26 | TH-58 | rural_school | Ban Mae Ko School | 104 students, 7 teachers, 26 parents | Games and a quiz.
2019-10-19 | TH-50 | public_event | Tha Phae Gate | ~280 visitors | First official Walk for Freedom in Chiang Mai.
2019-10-20 | TH-50 | public_event | Anti-Trafficking Expo | ~210 visitors | Stand at the expo, with Zoe.
2019-11-06 | TH-58 | village | Ban Huai Tong Village Hall | 64 villagers, 22 students, 19 parents | Talk with the village head.
2019-11-13 | TH-50 | urban_school | San Sai Secondary School | 178 students, 9 teachers, 24 parents | Session for students and an evening for parents.
2019-11-20 | TH-58 | rural_school | Ban Khun Yuam School | 108 students, 8 teachers, 22 parents | Games with Zoe and a quiz.
2019-12-04 | TH-58 | village | Ban Sop Moei Village Hall | 110 villagers, 48 students, 30 parents | Film evening with police and child welfare.
2019-12-12 | TH-58 | urban_school | Mae Hong Son Town School | 152 students, 8 teachers, 18 parents | Role play: the job in the city.
"""

CO_HOSTS = {
    "2019-05-22": "Mae Sai police",
    "2019-06-12": "San Sai police",
    "2019-10-19": "Chiang Mai police, TICAC",
    "2019-12-04": "Department of Child Welfare, TICAC",
}

PHOTOS = {
    "film_evening": {
        "caption": "A film evening in a mountain village of Mae Hong Son.",
        "alternative_text": "Villagers sit on the ground at night, seen from behind, and watch a "
        "film with a warning sign on a sheet between two poles.",
        "event": "2019-01-24",
    },
    "hill_school": {
        "caption": "A morning of games and questions at a school in the hills of Mae Hong Son.",
        "alternative_text": "Pupils in white shirts sit on the grass in front of a wooden school "
        "and listen to a speaker; misty mountains behind.",
        "event": "2019-11-20",
    },
    "mascot": {
        "caption": "Zoe, the new mascot, has won over students and police officers alike.",
        "alternative_text": "A large yellow mascot in a teal shirt raises its arms before cheering "
        "students; two police officers stand by, seen from behind.",
        "event": "2019-08-22",
    },
    "walk": {
        "caption": "The first official Walk for Freedom in Chiang Mai.",
        "alternative_text": "People in dark shirts walk with banners through a street at dusk, "
        "towards a mountain.",
        "event": "2019-10-19",
    },
    "classroom": {
        "caption": "How recruiters write: a session on social media in a city school.",
        "alternative_text": "Students at their desks, seen from behind, look at a screen with a "
        "large phone and a warning sign.",
        "event": "2019-11-13",
    },
}

QUOTES: dict[str, dict[str, Any]] = {
    "village": {
        "words": "We used to warn our children of strangers. Now we know that the offer often "
        "comes from somebody they trust.",
        "speaker": "A village head in Mae Hong Son",
        "consent": "not_needed",
        "event": "2019-01-24",
    },
    "trend": {
        "words": "Traffickers now look for poor students who have come to the city for school, and "
        "they find more and more of them through social media. A new culture and other people’s "
        "wealth are all around them. What looks like easy money makes these students very "
        "vulnerable.",
        "speaker": "Our partner",
        "consent": "not_needed",
        "day": date(2019, 10, 1),
    },
    "students": {
        "words": "We held an information session at an international school, for its best "
        "high-school students, many of them from wealthy families. They asked what trafficking is, "
        "how to make others aware of it, where the money goes and how children can be protected. "
        "A lasting partnership is growing with this bright and committed group. Some of them may "
        "lead their country one day, and change more than that. We are curious where the "
        "friendship with the school and its students will take us.",
        "speaker": "Our partner",
        "consent": "not_needed",
        "event": "2019-09-12",
    },
    "teacher": {
        "words": "My students now read every job offer twice.",
        "original_words": "ตอนนี้นักเรียนของฉันอ่านข้อเสนองานทุกครั้งสองรอบ",
        "original_language": "th",
        "speaker": "A teacher in Lampang",
        "consent": "not_recorded",
        "event": "2019-08-22",
    },
}

FIRST_REPORT = {
    "number": 1,
    "first_day": date(2019, 1, 1),
    "last_day": date(2019, 6, 30),
    "due_date": date(2019, 7, 31),
    "state": "accepted",
    "asks_for": 2,
    "ask_place": "masthead",
    "introduction": (
        "In the first half of the year the work went to hill schools and villages, and to more "
        "schools in the cities."
    ),
    "points": [
        (1, "{events} outreach programs were held in {provinces as words} provinces, with "
            "{attendance} people."),
        (1, "Most took place in rural schools ({events at rural schools}) and villages "
            "({events at villages}); {events at urban schools as words} were in urban schools."),
        (1, "{attendance: parents} parents took part, more than half of them in their own "
            "villages ({attendance: parents at villages}), at film evenings and talks."),
        (2, "For the first time police officers told students in two city schools how recruiters "
            "find their victims."),
        (3, "The project supports the three staff members of the team."),
    ],
    "strip": [
        ("events", "outreach programs"),
        ("attendance", "people attended"),
        ("attendance: students", "students among them"),
        ("attendance: parents", "parents among them"),
    ],
    "photos": {"film_evening": "lead"},
    "quotes": {"village": ("quote", "")},
    "comes_next": (
        "The second half of the year leads to more schools in the cities, where teenagers meet "
        "recruiters on their telephones."
    ),
    "thank_you": "",
}  # fmt: skip

SECOND_REPORT = {
    "number": 2,
    "first_day": date(2019, 7, 1),
    "last_day": date(2019, 12, 31),
    "due_date": date(2020, 1, 31),
    "state": "accepted",
    "asks_for": 3,
    "ask_place": "masthead",
    "introduction": (
        "In this second year prevention comes first: for migrant children, for villages in the "
        "north and for schools in the cities."
    ),
    "points": [
        (1, "{events} outreach programs took place, most of them in rural and urban schools and "
            "in villages. {attendance} people attended, {attendance: teachers, parents} of them "
            "teachers and parents. Games and activities show how traffickers work and how to stop "
            "them."),
        (1, "Ubon Ratchathani, in the south-east near Laos, was reached for the first time: "
            "{events in Ubon Ratchathani as words} programs with "
            "{attendance: students in Ubon Ratchathani} students."),
        (1, "Urban schools have more weight this year, because teenagers are a main group to reach: "
            "{events at urban schools} of the {events} programs were held there."),
        (1, "The first official Walk for Freedom took place in Chiang Mai, and our partner took "
            "part in the Anti-Trafficking Expo there."),
        (2, "In July our partner and another Thai organisation against trafficking, which also "
            "works with Entrust, expressed their respect for each other’s work. This prepares "
            "the ground for working together more."),
        (2, "More of the work is now shared with the Thailand Internet Crimes Against Children "
            "task force (TICAC). This is going well, and it takes the fight against trafficking "
            "a step further."),
        (2, "Thai police, TICAC and the Department of Child Welfare now know our partner so well "
            "that they have asked to hold prevention programs together. They may also pay part "
            "of the cost, which would help prevention to carry itself one day."),
        (3, "The project supports the three staff members of the team."),
    ],
    "strip": [
        ("events", "outreach programs"),
        ("attendance", "people attended"),
        ("attendance: teachers, parents", "teachers and parents among them"),
        ("attendance: students in Ubon Ratchathani", "students in Ubon Ratchathani, reached for "
         "the first time"),
    ],
    "photos": {"hill_school": "lead", "mascot": "story", "walk": "more", "classroom": "more"},
    "quotes": {"trend": ("quote", ""), "students": ("story", "Students who want to lead")},
    "comes_next": (
        "Year 3 carries this on: prevention programs held together with police, TICAC and child "
        "welfare, more sessions in urban schools, and a lasting partnership with the students of "
        "the international school."
    ),
    "thank_you": "Thank you for standing with children in communities at risk.",
}  # fmt: skip
