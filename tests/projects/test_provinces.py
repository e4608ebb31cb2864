"""The provinces of every country: what is offered, how it is called, what is still read."""

from collections import Counter

import pycountry
import pytest
from django.utils.translation import override

from outreach.figures import Vocabulary, parse
from outreach.names import whole_key
from outreach.reading.choices import places, province_labels
from projects.divisions import DIVISIONS, codes_of, division_choices
from projects.places import (
    known_provinces,
    local_known,
    local_province_name,
    local_provinces,
    province_name,
    provinces,
    spellings,
)
from tests.projects.for_each import for_each

COUNTRIES = [country.alpha_2 for country in pycountry.countries]
# Every list that can be offered.
LISTS = [(country, "") for country in COUNTRIES] + [
    (country, value) for country in DIVISIONS for value, _ in division_choices(country) if value
]


def iso(country):
    return pycountry.subdivisions.get(country_code=country) or []


@for_each(LISTS)
def test_a_country_offers_provinces_each_with_a_name_of_its_own(country, division):
    offered = provinces(country, division)

    counted = Counter(whole_key(name) for name in offered.values())
    assert offered
    assert [name for name, times in counted.items() if times > 1] == []
    assert offered.keys() <= known_provinces(country).keys()
    assert list(offered.values()) == sorted(offered.values())


@for_each(LISTS)
def test_no_province_is_offered_beside_the_one_it_lies_in(country, division):
    offered = provinces(country, division)

    inside = {each.code for each in iso(country) if each.parent_code in offered}

    assert inside.isdisjoint(offered)


@for_each(COUNTRIES)
def test_every_code_of_iso_keeps_a_name(country):
    for each in iso(country):
        assert province_name(each.code) not in ("", each.code)
        for language in ("en", "th"):
            with override(language):
                assert local_province_name(each.code) not in ("", each.code)


@for_each(LISTS)
def test_a_code_begins_with_its_country_and_fits_an_event(country, division):
    for code in codes_of(country, division):
        assert code.startswith(f"{country}-")
        assert len(code) <= 10


@for_each(COUNTRIES)
def test_a_figure_names_a_place_as_iso_spells_it_and_as_readers_do(country):
    vocabulary = Vocabulary.for_country(country, [])
    written = [(each.name.partition(" [")[0], each.code) for each in iso(country)]
    written += [(name, code) for code, name in known_provinces(country).items()]

    for name, code in written:
        assert code in parse(f"events in {name}", vocabulary).provinces, name


@for_each(LISTS)
def test_what_is_offered_is_read_as_itself(country, division):
    known = places(country, division)

    for language in ("en", "th"):
        with override(language):
            for code, label in province_labels(country, division).items():
                assert known.read(label) == code
                assert known.read(code) == code


@pytest.mark.parametrize("country", ["BD", "ES", "KE", "LA", "MW", "MZ", "TH", "VN"])
def test_what_is_offered_no_more_is_read_by_its_code(country):
    known = places(country)

    assert all(known.read(code) == code for code in known_provinces(country))


@pytest.mark.parametrize(
    ("country", "count", "among", "not_among"),
    [
        ("BD", 64, "BD-13", "BD-C"),
        ("BE", 11, "BE-VAN", "BE-VLG"),
        ("CZ", 14, "CZ-64", "CZ-642"),
        ("ES", 52, "ES-M", "ES-MD"),
        ("GB", 217, "GB-KEN", "GB-ENG"),
        ("HU", 20, "HU-VE", "HU-VM"),
        ("IE", 26, "IE-CO", "IE-M"),
        ("IT", 107, "IT-RM", "IT-62"),
        ("KE", 47, "KE-43", "KE-700"),
        ("KH", 25, "KH-17", ""),
        ("LK", 25, "LK-11", "LK-1"),
        ("MW", 28, "MW-BL", "MW-C"),
        ("NL", 15, "NL-UT", "NL-AW"),
        ("NP", 7, "NP-P3", ""),
        ("PH", 83, "PH-00", "PH-14"),
        ("TH", 77, "TH-20", "TH-S"),
        ("UG", 135, "UG-102", "UG-C"),
        ("VN", 34, "VN-HN", "VN-47"),
    ],
)
def test_the_level_that_people_use_is_offered(country, count, among, not_among):
    offered = provinces(country)

    assert len(offered) == count
    assert among in offered
    assert not_among not in offered


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("ES-MD", "Madrid, Comunidad de"),
        ("ET-TI", "Tigray"),
        ("ID-JT", "Central Java"),
        ("IN-BR", "Bihar"),
        ("KE-110", "Nairobi"),
        ("KE-30", "Nairobi"),
        ("KH-16", "Ratanakiri"),
        ("KH-17", "Siem Reap"),
        ("LA-LP", "Luang Prabang"),
        ("LA-VT", "Vientiane Prefecture"),
        ("MW-C", "Central Region"),
        ("MZ-MPM", "Maputo City"),
        ("PH-00", "Metro Manila"),
        ("TH-10", "Bangkok"),
        ("TH-S", "Pattaya"),
        ("VN-33", "Dak Lak"),
        ("VN-DN", "Da Nang"),
        ("VN-HN", "Hanoi"),
        ("VN-SG", "Ho Chi Minh City"),
        ("GB-WLS", "Wales"),
        ("XX-1", "XX-1"),
    ],
)
def test_names_are_those_that_english_readers_know(code, name):
    assert province_name(code) == name


@pytest.mark.parametrize(
    ("country", "written", "code"),
    [
        ("BD", "Dhaka", "BD-13"),
        ("BD", "Dhaka (BD-C)", "BD-C"),
        ("KE", "Nairobi City", "KE-30"),
        ("KE", "Nairobi County", "KE-30"),
        ("KH", "Siem Reab", "KH-17"),
        ("KH", "Siĕmréab", "KH-17"),
        ("KH", "Sihanoukville", "KH-18"),
        ("LA", "Vientiane Province", "LA-VI"),
        ("LA", "Vientiane Capital", "LA-VT"),
        ("MW", "Central Region", "MW-C"),
        ("MZ", "Maputo Province", "MZ-L"),
        ("TH", "Pattaya", "TH-S"),
        ("VN", "Đà Nẵng", "VN-DN"),
        ("VN", "Hồ Chí Minh", "VN-SG"),
        ("VN", "Kien Giang", "VN-47"),
    ],
)
def test_a_file_may_spell_a_place_in_several_ways(country, written, code):
    assert places(country).read(written) == code


@pytest.mark.parametrize(("country", "written"), [("LA", "Vientiane"), ("MZ", "Maputo")])
def test_a_name_of_two_places_is_asked_about(country, written):
    with pytest.raises(ValueError, match="Several places"):
        places(country).read(written)


def test_only_what_is_offered_is_proposed():
    with pytest.raises(ValueError, match="is not a province of Malawi") as told:
        places("MW").read("Centrl Regiom")

    assert "Central Region" not in str(told.value)


def test_figures_tell_two_places_of_one_name_apart():
    vocabulary = Vocabulary.for_country("LA", [])

    def read(name):
        return set(parse(f"events in {name}", vocabulary).provinces)

    assert read("Vientiane Province") == {"LA-VI"}
    assert read("Vientiane Prefecture") == {"LA-VT"}
    assert read("Vientiane") == read("Viangchan") == {"LA-VI", "LA-VT"}


@pytest.mark.parametrize("country", ["KH", "LA", "TH", "VN"])
def test_in_thai_the_same_is_offered(country):
    with override("th"):
        assert local_provinces(country).keys() == provinces(country).keys()
        assert local_known(country).keys() == known_provinces(country).keys()


def test_what_is_offered_is_spelt_first():
    names = [name for name, _code in spellings("MW")]

    assert names.index("Zomba") < names.index("Central Region")
