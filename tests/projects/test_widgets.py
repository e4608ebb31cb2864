import pytest
from django import forms
from django.test.html import parse_html

from projects.widgets import LongSelect

CHOICES = [
    ("", "Choose"),
    ("Used last", [("TH-50", "Chiang Mai"), ("TH-58", "Mae Hong Son <&>")]),
    ("All “others”", [("x'y\"", "Quotes"), (3, "A number")]),
]


@pytest.mark.parametrize("value", ["", None, "TH-58", "x'y\"", 3, "unknown"])
def test_a_long_list_is_written_as_django_writes_it(value):
    attrs = {"id": "id_place", "class": "form-select", "required": True, "data-x": '"<'}

    told = LongSelect(choices=CHOICES).render("place", value, attrs)

    assert parse_html(told) == parse_html(
        forms.Select(choices=CHOICES).render("place", value, attrs)
    )
