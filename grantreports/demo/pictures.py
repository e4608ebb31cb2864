"""Illustrations for the demo reports: six 'photos' of outreach events, drawn by code.

The same name always gives the same bytes.
"""

from grantreports.demo.brush import finish, new_picture
from grantreports.demo.scenes import (
    classroom,
    film_evening,
    hill_school,
    mascot,
    walk,
    water_point,
)

PICTURES = {
    "hill_school": ((2400, 1600), hill_school.paint),
    "mascot": ((1920, 2400), mascot.paint),
    "walk": ((2400, 1350), walk.paint),
    "classroom": ((2400, 1800), classroom.paint),
    "film_evening": ((2400, 1600), film_evening.paint),
    "water_point": ((2400, 1600), water_point.paint),
}


def draw(name: str) -> bytes:
    """Draw the named picture and return it as JPEG."""
    size, paint = PICTURES[name]
    brush = new_picture(size, f"grantreports {name}")
    paint(brush)
    return finish(brush, size)
