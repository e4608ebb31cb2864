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

KENYA_TARGETS = {"events": 16, "attendance: students": 1200}

# Days after the budget year's first day stand in place of a date.
KENYA_EVENTS = """
12 | KE-43 | rural_school | Lokori Primary School | 140 students, 6 teachers | Hand-washing lessons, repair of the pump.
40 | KE-43 | village | Kalemngorok Meeting Tree | 62 villagers, 30 parents | Election of a water committee.
75 | KE-43 | rural_school | Lokichar Primary School | 188 students, 7 teachers | Hand-washing lessons.
103 | KE-43 | workplace | County Water Office | 14 committee members | Training in pump repair.
130 | KE-43 | rural_school | Katilu Girls School | 156 students, 8 teachers, 24 parents | Health day.
164 | KE-47 | rural_school | Kacheliba Primary School | 121 students, 5 teachers | Hand-washing lessons.
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
}

VIETNAM_OBJECTIVES = ["Sixty girls finish the ninth year"]
