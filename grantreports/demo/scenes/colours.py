"""Colours of the demo pictures, written as "#rrggbb"."""

from functools import lru_cache

from PIL import ImageColor

Colour = str

INK = "#12303d"
TEAL = "#12404f"
OCHRE = "#d8843f"
PAPER = "#f4f0e9"


@lru_cache(maxsize=4096)
def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Blend two colours; share 0 gives the first, 1 the second."""
    pairs = zip(ImageColor.getrgb(first), ImageColor.getrgb(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def shade(colour: Colour, depth: float = 0.3) -> Colour:
    """Give the colour in cool shadow."""
    return mix(colour, "#17324a", depth)


def lit(colour: Colour, warmth: float = 0.3) -> Colour:
    """Give the colour in warm light."""
    return mix(colour, "#ffe3b3", warmth)
