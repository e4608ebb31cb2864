"""Figures in relation to each other: shares, changes, averages; how each is computed and printed.

Per cents are rounded to whole ones, averages and ratios to one decimal, half away from 0.
"""

from collections.abc import Callable
from decimal import Decimal

from outreach.measures import Amount, rounded
from outreach.vocabulary import Figure
from projects.money import number

HUNDRED, ONE = Decimal(100), Decimal(1)


def computed(figure: Figure, value_of: Callable[[Figure], Amount | None]) -> Amount | None:
    """The value of a figure with a relation; None where a part is not counted, or is 0 below."""
    if figure.relation == "baseline":
        return figure.constant
    values = [value_of(each) for each in figure.counted]
    if any(value is None for value in values) or len(values) != 2:
        return None
    one, other = (Decimal(value or 0) for value in values)
    if figure.relation == "difference":
        return one - other
    if not other:
        return None
    if figure.relation == "change":
        return (one - other) * HUNDRED / other
    return one * HUNDRED / other if figure.relation == "share" else one / other


def printed(figure: Figure, value: Amount) -> str:
    """“43%”, “12% more”, “8.5”, “2 to 1”."""
    if figure.relation == "change":
        return changed(figure, rounded(value, 0))
    if figure.relation == "share":
        return f"{number(rounded(value, 0))}%"
    if figure.relation == "ratio":
        return in_ratio(Decimal(value))
    if figure.relation == "average":
        return number(rounded(value, 1))
    if figure.relation == "difference":
        text = figure.counts.written(abs(Decimal(value)))
        return f"\N{MINUS SIGN}{text}" if value < 0 else text
    return figure.counts.written(value)


def changed(figure: Figure, percent: Amount) -> str:
    """“12% more”; of people and pieces there are fewer, of litres there is less."""
    if not percent:
        return "as much" if figure.counts.unit else "as many"
    fewer = "less" if figure.counts.unit else "fewer"
    return f"{number(abs(Decimal(percent)))}% {'more' if percent > 0 else fewer}"


def in_ratio(value: Decimal) -> str:
    if value >= ONE or not value:
        return f"{number(rounded(value, 1))} to 1"
    return f"1 to {number(rounded(ONE / value, 1))}"


def is_rounded(figure: Figure, value: Amount) -> bool:
    """Whether the printed number says a little less than the exact one."""
    if figure.relation in ("share", "change"):
        return rounded(value, 0) != value
    if figure.relation in ("ratio", "average"):
        return rounded(value, 1) != value
    return rounded(value, figure.counts.decimals) != value
