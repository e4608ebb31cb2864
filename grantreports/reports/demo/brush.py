"""Drawing primitives for the demo pictures: smooth shapes, washes, soft light and film grain.

Everything is drawn with Pillow on an oversized canvas in logical units (a picture is 1200 units
on its longer side) and scaled down once at the end, so edges come out clean.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from itertools import pairwise
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

Point = tuple[float, float]
Points = Sequence[Point]
Colour = str
Paint = Colour | list[list[Colour]]
Alpha = float | list[list[float]]
Box = tuple[int, int, int, int]

OVERSIZE = 2


@cache
def rgb(colour: Colour) -> tuple[int, int, int]:
    """Give the channels of a '#rrggbb' colour."""
    return ImageColor.getrgb(colour)[:3]


@lru_cache(maxsize=4096)
def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Blend two colours; share 0 gives the first, 1 the second."""
    pairs = zip(rgb(first), rgb(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


@cache
def path(text: str) -> tuple[Point, ...]:
    """Read points written as in SVG: 'x,y x,y'."""
    pairs = (pair.split(",") for pair in text.split())
    return tuple((float(x), float(y)) for x, y in pairs)


def smooth(points: Points, closed: bool = True, steps: int = 7) -> list[Point]:
    """Sample a Catmull-Rom curve through the points."""
    count = len(points)
    curve: list[Point] = []
    for index in range(count if closed else count - 1):
        if closed:
            nearby = [points[(index + shift) % count] for shift in (-1, 0, 1, 2)]
        else:
            nearby = [points[min(max(index + shift, 0), count - 1)] for shift in (-1, 0, 1, 2)]
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = nearby
        for step in range(steps):
            t = step / steps
            k0, k1 = t * (t * (2 - t) - 1) / 2, (t * t * (3 * t - 5) + 2) / 2
            k2, k3 = t * (t * (4 - 3 * t) + 1) / 2, t * t * (t - 1) / 2
            curve.append(
                (ax * k0 + bx * k1 + cx * k2 + dx * k3, ay * k0 + by * k1 + cy * k2 + dy * k3)
            )
    if not closed:
        curve.append(points[-1])
    return curve


def oval(x: float, y: float, rx: float, ry: float, turn: float = 0) -> list[Point]:
    """Sample an ellipse, turned by an angle in degrees."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    count = 40 if rx < 70 else 120
    angles = [math.tau * step / count for step in range(count)]
    offsets = [(rx * math.cos(angle), ry * math.sin(angle)) for angle in angles]
    return [(x + dx * cos - dy * sin, y + dx * sin + dy * cos) for dx, dy in offsets]


def lump(rng: Random, x: float, y: float, rx: float, ry: float, rough: float = 0.2) -> list[Point]:
    """Sample an uneven, smooth round shape such as a clump of leaves."""
    count = 8
    points = []
    for step in range(count):
        reach = 1 + rng.uniform(-rough, rough)
        angle = math.tau * step / count
        points.append((x + rx * reach * math.cos(angle), y + ry * reach * math.sin(angle)))
    return smooth(points, steps=3)


def ribbon(points: Points, widths: Sequence[float]) -> list[Point]:
    """Outline a smooth band along the points whose width changes from end to end."""
    spine = smooth(points, closed=False, steps=6)
    left, right = [], []
    last = len(spine) - 1
    for index, (x, y) in enumerate(spine):
        (ax, ay), (bx, by) = spine[max(index - 1, 0)], spine[min(index + 1, last)]
        length = math.hypot(bx - ax, by - ay) or 1
        place = index / last * (len(widths) - 1)
        low = min(int(place), len(widths) - 2)
        half = (widths[low] + (widths[low + 1] - widths[low]) * (place - low)) / 2
        nx, ny = -(by - ay) / length * half, (bx - ax) / length * half
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return left + right[::-1]


def ridge(
    rng: Random, start: float, end: float, height: float, rough: float = 0.5, level: int = 7
) -> list[Point]:
    """Make a mountain line by midpoint displacement around zero (up is negative)."""
    line = [rng.uniform(-0.4, 0.4), rng.uniform(-0.4, 0.4)]
    reach = 1.0
    for _ in range(level):
        middle = [(a + b) / 2 + rng.uniform(-reach, reach) for a, b in pairwise(line)]
        line = [value for pair in zip(line, middle, strict=False) for value in pair] + line[-1:]
        reach *= rough
    step = (end - start) / (len(line) - 1)
    return [(start + index * step, value * height) for index, value in enumerate(line)]


def _stretch(image: Image.Image, box: Box, part: Box) -> Image.Image:
    """Spread a tiny image over a box and return the part of it that is wanted."""
    spans = []
    for axis in (0, 1):
        steps, low, high = image.size[axis] - 1, box[axis], max(box[axis + 2], box[axis] + 1)
        near, far = (part[axis] - low) / (high - low), (part[axis + 2] - low) / (high - low)
        spans.append((0.5 + near * steps, 0.5 + far * steps) if steps else (0.0, 1.0))
    (x0, x1), (y0, y1) = spans
    size = (part[2] - part[0], part[3] - part[1])
    return image.resize(size, Image.Resampling.BILINEAR, box=(x0, y0, x1, y1))


def _paint_grid(paint: list[list[Colour]]) -> Image.Image:
    grid = Image.new("RGB", (len(paint[0]), len(paint)))
    grid.putdata([rgb(colour) for row in paint for colour in row])
    return grid


def _alpha_grid(alpha: list[list[float]]) -> Image.Image:
    grid = Image.new("L", (len(alpha[0]), len(alpha)))
    grid.putdata([round(255 * value) for row in alpha for value in row])
    return grid


class Brush:
    """Draws on an image in logical units; `at` gives a brush with its own moved origin."""

    def __init__(
        self,
        image: Image.Image,
        grit: Image.Image,
        matrix: tuple[float, float, float, float, float, float],
        corner: tuple[int, int] = (0, 0),
    ) -> None:
        self.image, self.grit, self.matrix, self.corner = image, grit, matrix, corner
        self._draw = ImageDraw.Draw(image)

    def at(
        self, x: float, y: float, scale: float = 1, flip: bool = False, turn: float = 0
    ) -> Brush:
        """Return a brush whose origin is at x, y, with its own scale, mirroring and turn."""
        a, b, c, d, e, f = self.matrix
        cos, sin = scale * math.cos(math.radians(turn)), scale * math.sin(math.radians(turn))
        side = -1 if flip else 1
        matrix = (
            (a * cos + b * sin) * side,
            b * cos - a * sin,
            a * x + b * y + c,
            (d * cos + e * sin) * side,
            e * cos - d * sin,
            d * x + e * y + f,
        )
        return Brush(self.image, self.grit, matrix, self.corner)

    def _pixels(self, points: Points) -> list[Point]:
        a, b, c, d, e, f = self.matrix
        c, f = c - self.corner[0], f - self.corner[1]
        return [(a * x + b * y + c, d * x + e * y + f) for x, y in points]

    def _boxes(self, pixels: Points, margin: float = 0) -> tuple[Box, Box | None]:
        xs, ys = [x for x, _ in pixels], [y for _, y in pixels]
        box = (
            math.floor(min(xs) - margin),
            math.floor(min(ys) - margin),
            math.ceil(max(xs) + margin) + 1,
            math.ceil(max(ys) + margin) + 1,
        )
        width, height = self.image.size
        part = (max(box[0], 0), max(box[1], 0), min(box[2], width), min(box[3], height))
        return box, part if part[0] < part[2] and part[1] < part[3] else None

    def _mask(self, pixels: Points, part: Box, blur: float) -> Image.Image:
        """Draw the shape white on black; a blurred one on a small image, which is much faster."""
        size = (part[2] - part[0], part[3] - part[1])
        shrink = max(1.0, blur / 3)
        small = (max(1, round(size[0] / shrink)), max(1, round(size[1] / shrink)))
        kx, ky = small[0] / size[0], small[1] / size[1]
        mask = Image.new("L", small)
        moved = [((x - part[0]) * kx, (y - part[1]) * ky) for x, y in pixels]
        ImageDraw.Draw(mask).polygon(moved, fill=255)
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur / shrink))
        return mask if small == size else mask.resize(size, Image.Resampling.BILINEAR)

    def poly(
        self, points: Points, paint: Paint, alpha: Alpha = 1.0, grit: float = 0, blur: float = 0
    ) -> None:
        """Fill a shape; paint and alpha may be grids spread over its bounding box."""
        pixels = self._pixels(points)
        if isinstance(paint, str) and alpha == 1.0 and not grit and not blur:
            self._draw.polygon(pixels, fill=rgb(paint))
            return
        blur *= math.hypot(self.matrix[0], self.matrix[3])
        box, part = self._boxes(pixels, blur * 2)
        if part is None:
            return
        mask = self._mask(pixels, part, blur)
        if isinstance(alpha, list):
            mask = ImageChops.multiply(mask, _stretch(_alpha_grid(alpha), box, part))
        elif alpha < 1:
            mask = mask.point([round(value * alpha) for value in range(256)])
        if grit:
            mask = ImageChops.multiply(mask, self._grit_part(part, grit))
        if isinstance(paint, str):
            self.image.paste(rgb(paint), part, mask)
        else:
            self.image.paste(_stretch(_paint_grid(paint), box, part), part, mask)

    def _grit_part(self, part: Box, grit: float) -> Image.Image:
        dx, dy = self.corner
        tile = self.grit.crop((part[0] + dx, part[1] + dy, part[2] + dx, part[3] + dy))
        floor = 255 * (1 - grit)
        return tile.point([round(floor + value * grit) for value in range(256)])

    def blob(self, points: Points, paint: Paint, alpha: Alpha = 1.0, **how: float) -> None:
        """Fill a smooth closed curve through the points."""
        self.poly(smooth(points), paint, alpha, **how)

    def dot(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float,
        paint: Paint,
        alpha: Alpha = 1.0,
        turn: float = 0,
        **how: float,
    ) -> None:
        """Fill an ellipse."""
        self.poly(oval(x, y, rx, ry, turn), paint, alpha, **how)

    def stroke(
        self,
        points: Points,
        widths: Sequence[float],
        paint: Paint,
        alpha: Alpha = 1.0,
        **how: float,
    ) -> None:
        """Draw a smooth line whose width changes along it."""
        self.poly(ribbon(points, widths), paint, alpha, **how)

    def limb(self, points: Points, widths: Sequence[float], paint: Paint) -> None:
        """Draw a stroke with rounded ends, such as an arm or a branch."""
        self.stroke(points, widths, paint)
        for (x, y), width in ((points[0], widths[0]), (points[-1], widths[-1])):
            self.dot(x, y, width / 2, width / 2, paint if isinstance(paint, str) else paint[0][0])

    @contextmanager
    def inside(self, points: Points) -> Iterator[Brush]:
        """Give a brush whose marks show only inside the shape."""
        pixels = self._pixels(points)
        _, part = self._boxes(pixels)
        part = part or (0, 0, 1, 1)
        corner = (self.corner[0] + part[0], self.corner[1] + part[1])
        layer = Brush(self.image.crop(part), self.grit, self.matrix, corner)
        yield layer
        self.image.paste(layer.image, part, self._mask(pixels, part, 0))

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        paint: Paint,
        alpha: Alpha = 1.0,
        **how: float,
    ) -> None:
        """Fill a rectangle."""
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        self.poly(corners, paint, alpha, **how)


def new_canvas(size: tuple[int, int], rng: Random, unit: float) -> Brush:
    """Start a picture of the given final size; unit is the final pixels for one logical unit."""
    work = (size[0] * OVERSIZE, size[1] * OVERSIZE)
    small = (round(size[0] / unit), round(size[1] / unit))
    noise = Image.frombytes("L", small, rng.randbytes(small[0] * small[1]))
    grit = noise.resize(work, Image.Resampling.BICUBIC)
    scale = unit * OVERSIZE
    return Brush(Image.new("RGB", work), grit, (scale, 0, 0, 0, scale, 0))


def finish(brush: Brush, rng: Random, grain: float = 7) -> bytes:
    """Scale the picture down, lay film grain over it and return it as JPEG."""
    width, height = (side // OVERSIZE for side in brush.image.size)
    image = brush.image.resize((width, height), Image.Resampling.LANCZOS)
    noise = Image.frombytes("L", (width, height), rng.randbytes(width * height))
    noise = noise.filter(ImageFilter.BoxBlur(1))
    noise = noise.point([round(128 + (value - 128) * grain / 40) for value in range(256)])
    image = ImageChops.overlay(image, Image.merge("RGB", (noise,) * 3))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()


def hill(b: Brush, rng: Random, line: Points, foot: float, tones: Sequence[Colour]) -> None:
    """Draw a mountain under its line; tones are crest, foot (mist), shadow and light."""
    crest, mist, dark, bright = tones
    left, right = line[0][0], line[-1][0]
    with b.inside([*line, (right, foot), (left, foot)]) as slope:
        top = min(y for _, y in line)
        slope.rect(
            left, top, right - left, foot - top, [[crest], [mix(crest, mist, 0.55)], [mist]]
        )
        reach = max(4, len(line) // 26)
        for index in range(reach, len(line) - reach):
            if line[index][1] == min(y for _, y in line[index - reach : index + reach]):
                facet(slope, rng, line[index : index + 3 * reach], foot, dark)
                facet(slope, rng, line[max(0, index - 2 * reach) : index + 1][::-1], foot, bright)


def facet(b: Brush, rng: Random, edge: Points, foot: float, colour: Colour) -> None:
    """Lay light or shadow over one side of a peak, fading towards the foot."""
    (x, y), depth = edge[0], foot - edge[0][1]
    way = 1 if edge[-1][0] > x else -1
    spine = [
        (x + way * depth * (0.07 * step + rng.uniform(-0.09, 0.09)), y + depth * step * 0.16)
        for step in range(6)
    ]
    end = (edge[-1][0] + way * depth * 0.5, foot)
    shape = [*edge, end, *smooth(spine, closed=False)[::-1]]
    b.poly(shape, colour, [[0.5], [0.2], [0.0]], grit=0.3, blur=2.5)


def canopy(
    b: Brush, rng: Random, places: Points, size: float, tones: Sequence[Colour], flat: float = 0.75
) -> None:
    """Draw clumps of leaves at the places, lit from the upper left."""
    dark, middle, bright = tones
    for x, y in places:
        r = size * rng.uniform(0.75, 1.25)
        base = mix(dark, middle, rng.uniform(0.0, 0.45))
        b.poly(lump(rng, x, y, r, r * flat, 0.25), base)
        for _ in range(22):
            dx, dy = rng.gauss(-0.12, 0.45), rng.gauss(-0.15, 0.45)
            light = min(1.0, max(0.0, 0.42 - 0.45 * dx - 0.6 * dy + rng.uniform(-0.2, 0.2)))
            tone = (
                mix(base, middle, light * 2) if light < 0.5 else mix(middle, bright, light - 0.4)
            )
            leaf_size = size * rng.uniform(0.12, 0.24)
            place = (x + dx * r, y + dy * r * flat)
            b.poly(lump(rng, *place, leaf_size, leaf_size * 0.6, 0.4), tone)


def grass(
    b: Brush,
    rng: Random,
    area: tuple[float, float, float, float],
    count: int,
    tones: Sequence[Colour],
) -> None:
    """Scatter tufts over left, top, right, bottom; nearer ones are larger."""
    left, top, right, bottom = area
    spots = sorted((rng.random() ** 0.8, rng.uniform(left, right)) for _ in range(count))
    for near, x in spots:
        y, tall = top + (bottom - top) * near, 4 + 15 * near * rng.uniform(0.5, 1.2)
        for _ in range(3):
            lean = rng.uniform(-0.6, 0.6) * tall
            foot = x + rng.uniform(-0.3, 0.3) * tall
            points = [
                (foot - 0.09 * tall, y),
                (foot + lean * 0.3, y - tall * 0.6),
                (foot + lean, y - tall),
                (foot + lean * 0.45 + 0.09 * tall, y - tall * 0.5),
                (foot + 0.09 * tall, y),
            ]
            b.poly(points, rng.choice(tones))
