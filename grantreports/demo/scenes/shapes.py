"""Shapes of the demo pictures, as lists of points; y grows downwards."""

import math
from collections.abc import Sequence

Point = tuple[float, ...]
# A shape may be written as in SVG: "x,y x,y".
Shape = str | Sequence[Point]


def path(shape: Shape) -> Sequence[Point]:
    """Give the points of a shape; written ones may have more numbers than x and y."""
    if not isinstance(shape, str):
        return shape
    return [tuple(float(number) for number in point.split(",")) for point in shape.split()]


def moved(shape: Shape, dx: float, dy: float) -> list[Point]:
    """Shift a shape."""
    return [(x + dx, y + dy) for x, y in path(shape)]


def both(shape: Shape) -> tuple[Sequence[Point], Sequence[Point]]:
    """Give a shape and its mirror image on the other side of x = 0."""
    return path(shape), [(-x, y) for x, y in path(shape)]


def mirrored(half: Shape) -> list[Point]:
    """Complete a shape from its right half, listed from top to bottom."""
    return list(path(half)) + [(-x, y) for x, y in reversed(path(half)) if x]


def smooth(shape: Shape, closed: bool = True, steps: int = 7) -> list[Point]:
    """Sample a Catmull-Rom curve through the points."""
    points = path(shape)
    first, after = (points[-1], points[:2]) if closed else (points[0], points[-1:])
    around = [first, *points, *after]
    curve = []
    for (ax, ay), (bx, by), (cx, cy), (dx, dy) in zip(
        around, around[1:], around[2:], around[3:], strict=False
    ):
        for step in range(steps):
            t = step / steps
            a, b = t * (t * (2 - t) - 1) / 2, (t * t * (3 * t - 5) + 2) / 2
            c, d = t * (t * (4 - 3 * t) + 1) / 2, t * t * (t - 1) / 2
            curve.append((ax * a + bx * b + cx * c + dx * d, ay * a + by * b + cy * c + dy * d))
    return curve if closed else [*curve, points[-1]]


def oval(x: float, y: float, rx: float, ry: float) -> list[Point]:
    """Sample an ellipse."""
    count = 40 if rx < 70 else 120
    angles = [math.tau * step / count for step in range(count)]
    return [(x + rx * math.cos(angle), y + ry * math.sin(angle)) for angle in angles]


def ribbon(shape: Shape, widths: Sequence[float]) -> list[Point]:
    """Outline a smooth band along the points whose width changes from end to end."""
    spine = [complex(*point) for point in smooth(shape, closed=False)]
    last = len(spine) - 1
    left, right = [], []
    for index, here in enumerate(spine):
        along = spine[min(index + 1, last)] - spine[max(index - 1, 0)]
        place = index / last * (len(widths) - 1)
        low = min(int(place), len(widths) - 2)
        half = (widths[low] + (widths[low + 1] - widths[low]) * (place - low)) / 2
        side = along / (abs(along) or 1) * 1j * half
        left.append(here + side)
        right.append(here - side)
    return [(point.real, point.imag) for point in left + right[::-1]]
