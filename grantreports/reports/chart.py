"""Attendance by period and setting as a drawing of bars: what it says, and where its parts lie.

Lengths are in the units of the drawing, which is `WIDTH` wide whatever the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass

WIDTH, LABELS, NUMBERS = 340, 108, 56
ROW, BAR, LEGEND = 26, 16, 20
LONGEST = WIDTH - LABELS - NUMBERS


@dataclass(frozen=True)
class ChartRow:
    """One period: its people in each of the chart's series, and what the table says of it."""

    label: str
    counts: tuple[int, ...]
    people: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    x: float
    width: float
    # Which of the chart's series: the template knows their patterns.
    series: int


@dataclass(frozen=True)
class ChartBar:
    y: int
    label: str
    people: str
    end: float
    parts: tuple[Part, ...]

    @property
    def base(self) -> int:
        """Where the letters beside it stand."""
        return self.y + BAR - 4


@dataclass(frozen=True)
class Key:
    """One entry of the legend."""

    x: int
    y: int
    name: str
    series: int


@dataclass(frozen=True)
class Chart:
    """All texts are in the language of the page it stands on."""

    title: str
    description: str
    series: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    note: str = ""

    @property
    def legend_height(self) -> int:
        return LEGEND * ((len(self.series) + 1) // 2) + 6

    @property
    def height(self) -> int:
        return self.legend_height + ROW * len(self.rows)

    @property
    def keys(self) -> list[Key]:
        """The legend, in two columns."""
        return [
            Key(x=(place % 2) * (WIDTH // 2), y=(place // 2) * LEGEND, name=name, series=place)
            for place, name in enumerate(self.series)
        ]

    @property
    def bars(self) -> list[ChartBar]:
        most = max((sum(row.counts) for row in self.rows), default=0)
        scale = LONGEST / most if most else 0.0
        return [
            bar_of(row, self.legend_height + place * ROW, scale)
            for place, row in enumerate(self.rows)
        ]


def bar_of(row: ChartRow, y: int, scale: float) -> ChartBar:
    parts = tuple(parts_of(row.counts, scale))
    end = parts[-1].x + parts[-1].width if parts else float(LABELS)
    return ChartBar(y, row.label, row.people, round(end + 6, 2), parts)


def parts_of(counts: tuple[int, ...], scale: float) -> Iterator[Part]:
    before = 0
    for series, count in enumerate(counts):
        if count:
            yield Part(round(LABELS + before * scale, 2), round(count * scale, 2), series)
        before += count
