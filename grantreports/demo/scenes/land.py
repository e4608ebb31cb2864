"""Landscape that several scenes share: mountains, mist, clouds, leaves and grass."""

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random

from grantreports.demo.brush import Brush
from grantreports.demo.scenes.colours import Colour, mix, shade
from grantreports.demo.scenes.shapes import Point, Shape, path, smooth


def clouds(b: Brush, colour: Colour) -> None:
    """Draw thin bands of cloud."""
    for _ in range(12):
        x, y, long = b.rng.uniform(0, 1200), b.rng.uniform(20, 200), b.rng.uniform(70, 230)
        for shift in range(3):
            place = x + b.rng.uniform(-0.4, 0.4) * long, y + shift * 5
            size = long * b.rng.uniform(0.5, 1), b.rng.uniform(2, 6)
            b.dot(*place, *size, colour, 0.3, blur=4)


def ridge(rng: Random, level: float, height: float) -> list[Point]:
    """Make a mountain line across the picture by midpoint displacement."""
    line = [rng.uniform(-0.4, 0.4), rng.uniform(-0.4, 0.4)]
    for step in range(7):
        reach = 0.52**step
        middle = [(a + b) / 2 + rng.uniform(-reach, reach) for a, b in pairwise(line)]
        line = [value for pair in zip(line, middle, strict=False) for value in pair] + line[-1:]
    width = 1260 / (len(line) - 1)
    return [(-30 + index * width, level + value * height) for index, value in enumerate(line)]


def hill(b: Brush, line: Sequence[Point], foot: float, colour: Colour, mist: Colour) -> None:
    """Draw a mountain under its line, its faces lit from the left, its foot in mist."""
    left, right, top = line[0][0], line[-1][0], min(y for _, y in line)
    dark, bright = shade(colour, 0.4), mix(colour, mist, 0.5)
    with b.inside([*line, (right, foot), (left, foot)]) as slope:
        tones = [[colour], [mix(colour, mist, 0.45)], [mix(colour, mist, 0.8)]]
        slope.rect(left, top, right - left, foot - top, tones)
        reach = max(4, len(line) // 26)
        for index in range(reach, len(line) - reach):
            if line[index][1] == min(y for _, y in line[index - reach : index + reach]):
                facet(slope, line[index : index + 3 * reach], foot, dark)
                facet(slope, line[max(0, index - 2 * reach) : index + 1][::-1], foot, bright)


def facet(b: Brush, edge: Sequence[Point], foot: float, colour: Colour) -> None:
    """Lay light or shadow over one side of a peak, fading towards the foot."""
    (x, y), (far, _) = edge[0], edge[-1]
    deep = math.copysign(foot - y, far - x)
    spine = [
        (x + deep * (0.07 * step + b.rng.uniform(-0.09, 0.09)), y + abs(deep) * step * 0.16)
        for step in range(6)
    ]
    back = smooth(spine, closed=False)[::-1]
    b.poly([*edge, (far + deep * 0.5, foot), *back], colour, [[0.5], [0.2], [0.0]], blur=2.5)


def misty_range(b: Brush, rows: Shape, far: Colour, near: Colour, mist: Colour) -> None:
    """Draw rows of mountains, "level,height" from far to near, mist lying between them."""
    for index, (level, height) in enumerate(path(rows)):
        colour = mix(far, near, index / (len(path(rows)) - 1))
        hill(b, ridge(b.rng, level, height), level + height * 1.6, colour, mist)
        for _ in range(3):
            x, y = b.rng.uniform(0, 1200), level + height * b.rng.uniform(0.7, 1.2)
            b.dot(x, y, b.rng.uniform(180, 330), b.rng.uniform(8, 20), mist, 0.7, blur=12)


def lump(rng: Random, x: float, y: float, rx: float, ry: float, rough: float) -> list[Point]:
    """Sample an uneven, smooth round shape such as a clump of leaves."""
    points = []
    for step in range(8):
        reach, angle = 1 + rng.uniform(-rough, rough), math.tau * step / 8
        points.append((x + rx * reach * math.cos(angle), y + ry * reach * math.sin(angle)))
    return smooth(points, steps=3)


def canopy(
    b: Brush, places: Sequence[Point], size: float, tones: Sequence[Colour], flat: float = 0.75
) -> None:
    """Draw clumps of leaves at the places, lit from the upper left."""
    rng = b.rng
    dark, middle, bright = tones
    for x, y in places:
        r = size * rng.uniform(0.75, 1.25)
        base = mix(dark, middle, rng.uniform(0.0, 0.45))
        b.poly(lump(rng, x, y, r, r * flat, 0.25), base)
        for _ in range(18):
            dx, dy = rng.gauss(-0.12, 0.45), rng.gauss(-0.15, 0.45)
            leaf = size * rng.uniform(0.13, 0.25)
            light = min(0.95, max(0, 0.42 - 0.45 * dx - 0.6 * dy + rng.uniform(-0.2, 0.2)))
            first, second = (base, middle) if light < 0.5 else (middle, bright)
            place = x + dx * r, y + dy * r * flat
            b.poly(lump(rng, *place, leaf, leaf * 0.6, 0.4), mix(first, second, light * 2 % 1))


def tree(b: Brush, x: float, y: float, size: float, tones: Sequence[Colour]) -> None:
    """Draw a broad-leaved tree around the middle of its crown."""
    b.at(x, y, size / 100).stroke("0,0 6,70 10,190", [10, 12, 18], "#4a4436")
    spots = []
    for _ in range(34):
        angle, reach = b.rng.uniform(0, math.tau), size * b.rng.random() ** 0.6
        spots.append((x + reach * math.cos(angle), y + 0.72 * reach * math.sin(angle)))
    canopy(b, sorted(spots, key=lambda spot: -spot[1]), size * 0.34, tones)


def grass(b: Brush, top: float, count: int, tones: Sequence[Colour]) -> None:
    """Scatter tufts from the level down to y = 810; nearer ones are larger."""
    rng = b.rng
    for near in sorted(rng.random() ** 0.8 for _ in range(count)):
        x, y = rng.uniform(0, 1200), top + (810 - top) * near
        tall = 4 + 15 * near * rng.uniform(0.5, 1.2)
        for _ in range(3):
            foot, lean = x + rng.uniform(-0.3, 0.3) * tall, rng.uniform(-0.6, 0.6) * tall
            blade = [(foot - 0.1 * tall, y), (foot + lean, y - tall), (foot + 0.1 * tall, y)]
            b.poly(blade, rng.choice(tones))
