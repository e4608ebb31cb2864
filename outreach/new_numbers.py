"""Numbers that a file counts and the project does not know yet: each becomes an indicator."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from outreach.names import BRACKETS, key
from projects.indicators import LONGEST_NAME
from projects.models import Indicator, Project

UNIT = re.compile(r"[(\[]\s*([^)\]]{1,20}?)\s*[)\]]\s*$")
DECIMALS = re.compile(r"[.,](\d{1,4})(?!\d)\D*$")


def number_called(heading: str, project: Project, cells: Iterable[str] = ()) -> Indicator | None:
    """The project's indicator of that name, else a new one that is not saved; None for no name.

    “Cost (USD)” is counted in USD, with as many decimals as its cells have. Raises ValidationError
    with sentences for a name that no indicator can have.
    """
    name = " ".join(BRACKETS.sub(" ", heading).split())[:LONGEST_NAME].lower()
    if not name:
        return None
    for indicator in project.counted:
        if key(indicator.name) == key(name):
            return indicator
    unit = UNIT.search(heading)
    indicator = Indicator(
        project=project,
        name=name,
        unit=unit[1] if unit else "",
        decimals=max(map(decimals_in, cells), default=0),
        every_event=False,
        order=max((each.order for each in project.counted), default=0) + 1,
    )
    try:
        indicator.full_clean()
    except ValidationError as error:
        raise ValidationError(error.messages) from None
    return indicator


def decimals_in(cell: str) -> int:
    """Of “12.50” one: a zero at the end counts nothing; a group of three is none of decimals."""
    match = DECIMALS.search(cell)
    if match is None or (len(match[1]) == 3 and "," in cell):
        return 0
    return len(match[1].rstrip("0"))


def kept_number(indicator: Indicator, user: Any) -> Indicator:
    """The indicator in the database; what partner staff add is proposed."""
    if not indicator.pk or indicator._state.adding:
        indicator.pk = None
        indicator.is_proposed = user is not None and not user.is_staff
        indicator.save()
        # It is among those that the project counts from now on.
        vars(indicator.project).pop("counted", None)
    return indicator
