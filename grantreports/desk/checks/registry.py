"""The checks of a report, as Django keeps its own system checks: small functions in a list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from grantreports.desk.checks.subject import Subject


class Found(NamedTuple):
    """What a check yields; the fields are those of a `Finding`."""

    sentence: str
    where: str = ""
    detail: str = ""
    replacement: str = ""


Look = Callable[[Subject], Iterable[Found]]


@dataclass(frozen=True)
class Check:
    check_id: str
    level: str
    look: Look


CHECKS: list[Check] = []


def check(check_id: str, level: str) -> Callable[[Look], Look]:
    """Adds a function to the checks: it looks at a report and yields what has to be done."""

    def register(look: Look) -> Look:
        CHECKS.append(Check(check_id, level, look))
        return look

    return register
