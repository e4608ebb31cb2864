"""Drawing primitives for the demo pictures: smooth shapes, gradients, soft light, film grain.

A picture is 1200 units on its longer side; y grows downwards. It is drawn oversized and scaled
down once at the end, so edges come out clean.
"""

import cmath
import io
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

from grantreports.demo.scenes.colours import Colour
from grantreports.demo.scenes.shapes import Point, Shape, oval, path, ribbon, smooth

# Colours and alphas in rows and columns are spread over the bounding box of what they fill.
Paint = Colour | list[list[Colour]]
Alpha = float | list[list[float]]

OVERSIZE = 1.5


def _spread(mode: str, rows: list[list], size: tuple[int, int]) -> Image.Image:
    """Make a smooth gradient of the given size from a few values in rows and columns."""
    width, height = len(rows[0]), len(rows)
    grid = Image.new(mode, (width, height))
    grid.putdata([value for row in rows for value in row])
    x, y = 0.5 * (width > 1), 0.5 * (height > 1)
    return grid.resize(size, Image.Resampling.BILINEAR, box=(x, y, width - x, height - y))


def _mask(pixels: Sequence[Point], blur: float) -> tuple[tuple[int, int], Image.Image]:
    """Draw a shape white on black; give its upper left corner and the image."""
    xs, ys = [x for x, _ in pixels], [y for _, y in pixels]
    left, top = math.floor(min(xs) - 2 * blur), math.floor(min(ys) - 2 * blur)
    size = math.ceil(max(xs) + 2 * blur) - left + 1, math.ceil(max(ys) + 2 * blur) - top + 1
    shrink = max(1.0, blur / 3)  # a small image blurs much faster
    mask = Image.new("L", (math.ceil(size[0] / shrink), math.ceil(size[1] / shrink)))
    scaled = [((x - left) / shrink, (y - top) / shrink) for x, y in pixels]
    ImageDraw.Draw(mask).polygon(scaled, fill=255)
    if blur:
        mask = mask.filter(ImageFilter.GaussianBlur(blur / shrink))
        mask = mask.resize(size, Image.Resampling.BILINEAR)
    return (left, top), mask


class Brush:
    """Draws on an image; `at` gives a brush with an origin of its own.

    Points are turned into pixels as complex numbers: origin + unit * point.
    """

    def __init__(self, image: Image.Image, rng: Random, origin: complex, unit: complex) -> None:
        self.image, self.rng, self.origin, self.unit = image, rng, origin, unit

    def _pixels(self, shape: Shape) -> list[Point]:
        places = [self.origin + self.unit * complex(*point) for point in path(shape)]
        return [(place.real, place.imag) for place in places]

    def at(self, x: float, y: float, scale: float = 1, turn: float = 0) -> "Brush":
        """Give a brush with the origin at x, y, scaled and turned by degrees."""
        unit = self.unit * cmath.rect(scale, math.radians(turn))
        return Brush(self.image, self.rng, self.origin + self.unit * complex(x, y), unit)

    @contextmanager
    def inside(self, shape: Shape) -> Iterator["Brush"]:
        """Give a brush whose marks show only inside the shape."""
        (left, top), mask = _mask(self._pixels(shape), 0)
        layer = self.image.crop((left, top, left + mask.width, top + mask.height))
        yield Brush(layer, self.rng, self.origin - complex(left, top), self.unit)
        self.image.paste(layer, (left, top), mask)

    def poly(self, shape: Shape, paint: Paint, alpha: Alpha = 1.0, blur: float = 0) -> None:
        """Fill a shape with straight sides."""
        pixels = self._pixels(shape)
        if isinstance(paint, str) and alpha == 1.0 and not blur:
            ImageDraw.Draw(self.image).polygon(pixels, fill=paint)
            return
        corner, mask = _mask(pixels, blur * abs(self.unit))
        if isinstance(alpha, list):
            levels = [[round(255 * value) for value in row] for row in alpha]
            mask = ImageChops.multiply(mask, _spread("L", levels, mask.size))
        elif alpha < 1:
            mask = mask.point([round(value * alpha) for value in range(256)])
        if isinstance(paint, list):
            colours = [[ImageColor.getrgb(colour) for colour in row] for row in paint]
            paint = _spread("RGB", colours, mask.size)
        self.image.paste(paint, corner, mask)

    def blob(self, shape: Shape, paint: Paint, alpha: Alpha = 1.0, blur: float = 0) -> None:
        """Fill a smooth closed curve through the points."""
        self.poly(smooth(shape), paint, alpha, blur)

    def dot(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float,
        paint: Paint,
        alpha: Alpha = 1.0,
        blur: float = 0,
    ) -> None:
        """Fill an ellipse."""
        self.poly(oval(x, y, rx, ry), paint, alpha, blur)

    def rect(
        self, x: float, y: float, width: float, height: float, paint: Paint, alpha: Alpha = 1.0
    ) -> None:
        """Fill a rectangle."""
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        self.poly(corners, paint, alpha)

    def stroke(
        self, shape: Shape, widths: Sequence[float], paint: Paint, alpha: float = 1.0
    ) -> None:
        """Draw a smooth line whose width changes along it."""
        self.poly(ribbon(shape, widths), paint, alpha)

    def limb(self, shape: Shape, widths: Sequence[float], colour: Colour) -> None:
        """Draw a smooth line with round ends, such as an arm."""
        self.stroke(shape, widths, colour)
        points = path(shape)
        for (x, y), width in ((points[0], widths[0]), (points[-1], widths[-1])):
            self.dot(x, y, width / 2, width / 2, colour)


def new_picture(size: tuple[int, int], seed: str) -> Brush:
    """Start a picture of the given final size."""
    width, height = size
    image = Image.new("RGB", (round(width * OVERSIZE), round(height * OVERSIZE)))
    return Brush(image, Random(seed), 0j, complex(max(image.size) / 1200))


def finish(brush: Brush, size: tuple[int, int]) -> bytes:
    """Scale the picture down, lay film grain over it and return it as JPEG."""
    image = brush.image.resize(size, Image.Resampling.LANCZOS)
    noise = Image.frombytes("L", size, brush.rng.randbytes(size[0] * size[1]))
    noise = noise.filter(ImageFilter.BoxBlur(1))
    noise = noise.point([round(128 + (value - 128) * 0.175) for value in range(256)])
    image = ImageChops.overlay(image, Image.merge("RGB", (noise,) * 3))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()
