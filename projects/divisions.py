"""Into what a country is divided: the level that people use, and older divisions to choose.

ISO 3166-2 lists the divisions of all levels together, and has no older ones.
"""

from functools import cache

import pycountry

# People use the lowest level that ISO has; in these countries the one above.
UPPER_LEVEL = frozenset({"CZ", "EE", "IS", "LT"})
# Types that ISO lists beside the divisions that they lie in, or that are countries of their own.
LEFT_OUT = {
    "HU": ("City with county rights",),
    "NL": ("Country",),
    "TH": ("Special administrative city",),
}

# By country and value: "" is the present division.
DIVISIONS = {
    "KE": {"": "47 counties, since 2013", "ke8": "8 provinces, until 2013"},
    "VN": {"": "34 provinces, since July 2025", "vn63": "63 provinces, until June 2025"},
}
# The provinces of a division that is not ISO's. Those that grew and kept their name keep ISO's
# code. Kenya's are the codes that ISO had until 2014; VN-HUE is ours.
CODES = {
    ("KE", "ke8"): "KE-110 KE-200 KE-300 KE-400 KE-500 KE-600 KE-700 KE-800",
    ("VN", ""): (
        "VN-01 VN-02 VN-04 VN-05 VN-07 VN-09 VN-13 VN-18 VN-21 VN-22 VN-23 VN-25 VN-29 VN-30 "
        "VN-33 VN-34 VN-35 VN-37 VN-39 VN-44 VN-45 VN-49 VN-56 VN-59 VN-66 VN-68 VN-69 VN-71 "
        "VN-CT VN-DN VN-HN VN-HP VN-HUE VN-SG"
    ),
}
NOT_IN_ISO = {
    "KE": {
        "KE-110": "Nairobi",
        "KE-200": "Central",
        "KE-300": "Coast",
        "KE-400": "Eastern",
        "KE-500": "North Eastern",
        "KE-600": "Nyanza",
        "KE-700": "Rift Valley",
        "KE-800": "Western",
    },
    "VN": {"VN-HUE": "Hue"},
}


def division_choices(country: str) -> list[tuple[str, str]]:
    """The divisions of a country, the present one first; none where it has only one."""
    return list(DIVISIONS.get(country, {}).items())


def older_divisions() -> list[tuple[str, str]]:
    return [
        (value, f"{country}: {label}")
        for country, divisions in DIVISIONS.items()
        for value, label in divisions.items()
        if value
    ]


@cache
def codes_of(country: str, division: str = "") -> tuple[str, ...]:
    """The codes of the divisions that people use; none in a country that ISO does not divide."""
    if codes := CODES.get((country, division)):
        return tuple(codes.split())
    divisions = pycountry.subdivisions.get(country_code=country) or []
    parents = {each.parent_code for each in divisions}
    if country in UPPER_LEVEL:
        used = [each for each in divisions if each.parent_code is None]
    else:
        used = [each for each in divisions if each.code not in parents]
    return tuple(each.code for each in used if each.type not in LEFT_OUT.get(country, ()))
