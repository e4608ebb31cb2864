"""The checks of a report, as Django keeps its own system checks: small functions in a list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

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


# What it looks at may be more than a `Subject`; it stays the function that it is.
AnyLook = TypeVar("AnyLook", bound=Look)


def check(check_id: str, level: str) -> Callable[[AnyLook], AnyLook]:
    """Adds a function to the checks: it looks at a report and yields what has to be done."""

    def register(look: AnyLook) -> AnyLook:
        CHECKS.append(Check(check_id, level, look))
        return look

    return register
