"""How a report is drawn: pictures in rows as wide as the page, room for tall letters."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from django import template

from grantreports.reports.donor_report import Picture

register = template.Library()
# Width by height of a picture that is cut.
RATIOS = {"landscape": 3 / 2, "square": 1.0, "portrait": 3 / 4}
# The space after each picture, as a part of the row: `.shots` in report.css.
SPACE = 0.02
# A row with less in it is not stretched to the page's width: its pictures would be too high.
LEAST = 2.9
LONGEST = 3

Row = list[tuple[Picture, str]]


@register.filter
def in_rows(pictures: Sequence[Picture]) -> Iterator[Row]:
    """Each picture with the classes that give it its width; those of a row are of one height."""
    for row in evenly(pictures, longest_of(len(pictures))):
        ratios = [ratio_of(picture) for picture in row]
        height = (1 - SPACE * len(row)) / max(sum(ratios), LEAST)
        yield [
            (picture, classes(ratio * height + SPACE))
            for picture, ratio in zip(row, ratios, strict=True)
        ]


def longest_of(count: int) -> int:
    """Few pictures are drawn larger."""
    return 2 if count in (2, 4) else LONGEST


def evenly(pictures: Sequence[Picture], longest: int) -> Iterator[Sequence[Picture]]:
    """As few rows as can be, whose numbers of pictures differ by one at most."""
    count = -(-len(pictures) // longest)
    ends = [len(pictures) * number // count for number in range(count + 1)] if count else []
    for first, last in pairwise(ends):
        yield pictures[first:last]


def ratio_of(picture: Picture) -> float:
    return RATIOS.get(picture.cut) or picture.width / picture.height


def classes(share: float) -> str:
    """The share of the row in thousandths, each digit as a class of report.css."""
    digits = f"{min(999, int(share * 1000)):03}"
    return " ".join(f"{letter}{digit}" for letter, digit in zip("abc", digits, strict=True))


@register.filter
def has_tall_letters(text: str) -> bool:
    """Whether a line needs more room: Thai sets vowels and tone marks above one another."""
    return any("\u0e00" <= letter <= "\u0e7f" for letter in text)


@register.filter
def texts_of(report, key):
    """The paragraphs of a part that is a text."""
    return report.texts_of(key)
