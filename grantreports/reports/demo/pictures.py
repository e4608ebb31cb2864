"""Illustrations for the demo reports: six 'photos' of outreach events, drawn by this module.

Nobody's face is ever shown: people are seen from behind, from afar or in silhouette. The same
name always gives the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from .brush import (
    Brush,
    Colour,
    Points,
    canopy,
    finish,
    grass,
    hill,
    lump,
    mix,
    new_canvas,
    oval,
    path,
    ribbon,
    ridge,
    smooth,
)

INK = "#12303d"
TEAL = "#12404f"
OCHRE = "#d8843f"
PAPER = "#f4f0e9"
HAIR = ("#1d2025", "#23211f", "#2a2320", "#191c22")
SKIN = ("#c08a62", "#a9744f", "#b67f59", "#cf9c74")
DARK_SKIN = ("#6b4430", "#5a3827", "#7a5039")


@dataclass(frozen=True)
class Look:
    """How a person seen from behind is dressed; `rim` is the light along the sunny side."""

    hair: str = "short"
    locks: Colour = "#1d2025"
    skin: Colour = "#b67f59"
    top: Colour = "#f6f3ec"
    bottom: Colour = "#243b5c"
    cloth: Colour = "#f4f0e9"
    rim: Colour = "#fff0cf"
    skirt: bool = False


def shade(colour: Colour, depth: float = 0.3) -> Colour:
    """Give the colour in cool shadow."""
    return mix(colour, "#17324a", depth)


def lit(colour: Colour, warmth: float = 0.3) -> Colour:
    """Give the colour in warm light."""
    return mix(colour, "#ffe3b3", warmth)


def mirrored(points: Points) -> list[tuple[float, float]]:
    """Complete a shape from its right half, listed from top to bottom."""
    return list(points) + [(-x, y) for x, y in reversed(points) if x]


SKULL = mirrored(path("0,-30 7,-28 10.3,-20 9.3,-11 5,-5.5 0,-4.5"))
CAP_HAIR = mirrored(path("0,-31 7,-29.3 11,-22 10.5,-14.5 8,-9.5 4,-7 0,-6.5"))
CROP_HAIR = mirrored(path("0,-30.8 7,-28.8 10.6,-21 9.6,-15 5,-11 0,-10.4"))
BOB_HAIR = mirrored(path("0,-31.5 8,-29.5 12,-21 13,-10 12.6,-3 7,-0.8 0,-0.4"))
LONG_HAIR = mirrored(path("0,-31.5 8,-29.3 11.6,-20 11,-8 12,5 10.5,14 4,17 0,16"))
HAIR_SHAPES = {"crop": CROP_HAIR, "bob": BOB_HAIR, "long": LONG_HAIR}


def head(b: Brush, look: Look) -> None:
    """Draw the back of a head; the origin is the base of the neck."""
    b.poly(path("-5.2,-10 5.2,-10 7.5,3 -7.5,3"), [[shade(look.skin, 0.35)], [look.skin]])
    b.blob(SKULL, [[lit(look.skin, 0.2), shade(look.skin, 0.2)]])
    if look.hair not in ("bob", "long", "wrap"):
        b.dot(-10.2, -15, 2.1, 3.6, lit(look.skin, 0.3), turn=8)
        b.dot(10.2, -15, 2.1, 3.6, shade(look.skin, 0.2), turn=-8)
    if look.hair == "wrap":
        head_wrap(b, look)
        return
    shape = HAIR_SHAPES.get(look.hair, CAP_HAIR)
    sheen = mix(look.locks, "#8fa3ad", 0.28)
    b.blob(shape, [[sheen, look.locks], [look.locks, mix(look.locks, "#000000", 0.25)]])
    for x, alpha in ((-6, 0.5), (-2.5, 0.35), (2, 0.2)):
        b.stroke([(x * 0.6, -29), (x * 1.25, -22), (x * 1.3, -14)], [0, 1.2, 0], sheen, alpha)
    hair_extras(b, look, sheen)
    b.stroke(path("-10.4,-15 -10.7,-22 -6.8,-29 0,-31"), [0, 1.4, 1.3, 0], look.rim, 0.5)
    if look.hair == "cap":
        police_cap(b, look)


def hair_extras(b: Brush, look: Look, sheen: Colour) -> None:
    """Add the tail, bun or braids that a hair style has."""
    dark = mix(look.locks, "#000000", 0.2)
    if look.hair == "tail":
        b.stroke(path("0,-22 1.5,-12 3,-2 0.5,9"), [5, 10, 9, 1], [[sheen, dark]])
        b.blob([(0, -22), (-6, -25.5), (-6.5, -19.5)], look.cloth)
        b.blob([(0, -22), (6, -25.5), (6.5, -19.5)], shade(look.cloth, 0.15))
    elif look.hair == "bun":
        b.dot(0, -32, 6.4, 5.4, [[sheen, dark]])
        b.stroke([(-5, -28.5), (0, -27.4), (5, -28.5)], [1, 2, 1], look.cloth)
    elif look.hair == "long":
        for x in (-7, -2, 4):
            b.stroke([(x, -14), (x * 1.2, 2), (x, 15)], [0, 1.1, 0.3], sheen, 0.35)
    elif look.hair == "braids":
        b.stroke([(0, -30), (0, -20), (0, -8)], [0.4, 0.8, 0.6], look.skin, 0.6)
        for side in (-1, 1):
            b.stroke([(side * 7, -10), (side * 11, -3), (side * 10, 9)], [6, 6.5, 3], dark)
            b.dot(side * 10.3, 5.5, 3, 1.8, look.cloth)


def head_wrap(b: Brush, look: Look) -> None:
    """Draw a tied head cloth."""
    outline = mirrored(path("0,-33 8,-30.5 11.8,-22 9.8,-12 5,-8.5 0,-8"))
    b.blob(outline, [[lit(look.cloth), shade(look.cloth, 0.25)]])
    for y in (-26, -20, -14):
        b.stroke(
            [(-10, y + 3), (0, y), (10, y + 4)], [0.3, 1.5, 0.3], shade(look.cloth, 0.45), 0.6
        )
    b.blob(path("-3,-11 3,-11 6,-1 1,-4 -3,1"), shade(look.cloth, 0.2))


def police_cap(b: Brush, look: Look) -> None:
    """Draw a peaked cap from behind."""
    crown = mirrored(path("0,-37 9,-36 15.5,-31.5 13,-27 11.3,-24.5 0,-23.5"))
    b.blob(crown, [[lit(look.cloth, 0.22), shade(look.cloth, 0.3)]])
    band = mirrored(path("0,-26.4 11.4,-27.4 11.6,-21.6 0,-20.4"))
    b.poly(band, [[shade(look.cloth, 0.25), shade(look.cloth, 0.6)]])
    b.stroke([(-11.4, -25), (0, -23.6), (11.4, -25)], [0.9, 0.9], "#c99a4a", 0.8)


def shirt(b: Brush, look: Look, outline: Points, waist: float, neck: float) -> None:
    """Draw a shirt back with folds: shadow on the right, light along the left shoulder."""
    curve = smooth(outline)
    with b.inside(curve) as cloth:
        left, right = min(x for x, _ in curve), max(x for x, _ in curve)
        cloth.rect(
            left, neck - 6, right - left, waist - neck + 12, [[lit(look.top, 0.18), look.top]]
        )
        dark = shade(look.top, 0.34)
        middle = (neck + waist) / 2
        cloth.blob(
            [
                (right + 2, neck - 4),
                (right * 0.45, middle - 14),
                (right * 0.6, middle + 6),
                (right * 0.3, waist + 8),
                (right + 6, waist + 8),
            ],
            dark,
            0.85,
            blur=1.2,
        )
        cloth.stroke([(1, middle - 8), (2, middle + 4), (0, waist)], [0, 1.5, 0.6], dark, 0.5)
        for x, y, reach in ((-11, waist - 1, 11), (8, waist - 2, 15), (-15, neck + 26, 9)):
            cloth.stroke([(x, y), (x * 0.8, y - reach)], [2, 0], dark, 0.5)
        cloth.dot(0, neck - 1, 11, 5, dark, 0.5, blur=1.5)
    b.stroke([(-21.5, neck + 13), (-16.5, neck + 5), (-7, neck)], [0, 1.5, 0], look.rim, 0.75)


def arm(b: Brush, look: Look, side: int, joint: Points, sleeve: float = 0.55) -> None:
    """Draw an arm from shoulder over elbow to hand, with a short or long sleeve."""
    shoulder, elbow, hand = joint
    tone = (
        (lit(look.skin, 0.12), lit(look.top, 0.12))
        if side < 0
        else (shade(look.skin, 0.12), shade(look.top, 0.13))
    )
    b.limb([elbow, hand], [7.4, 5.4], tone[0] if sleeve < 1.5 else tone[1])
    b.limb([shoulder, elbow], [9, 7.6], tone[0])
    end = (
        shoulder[0] + (elbow[0] - shoulder[0]) * min(sleeve, 1),
        shoulder[1] + (elbow[1] - shoulder[1]) * min(sleeve, 1),
    )
    b.stroke([shoulder, end], [10.5, 11.5], tone[1])
    b.dot(shoulder[0], shoulder[1], 5.2, 5.2, tone[1])
    b.dot(hand[0], hand[1], 3.7, 3.9, tone[0])


def seated(b: Brush, look: Look, nod: float = 0, lean: float = 0) -> None:
    """Draw a pupil sitting on the ground, from behind; the origin is on the ground."""
    b.dot(20, 1, 52, 6, INK, 0.5, blur=3)
    if look.skirt:
        b.limb([(10, -6), (32, -4), (40, -2)], [11, 9, 7], look.skin)
        b.limb([(36, -3), (45, -1.5)], [7, 7], "#f1ede4")
        b.limb([(45, -2), (49, -4)], [8, 6], "#20242b")
        lap = path("-24,1 -27,-8 -19,-20 0,-22 19,-20 31,-11 30,0 0,3")
    else:
        lap = path("-33,0 -36,-8 -24,-15 -14,-21 14,-21 24,-15 36,-8 33,0 0,3")
    b.blob(lap, [[lit(look.bottom, 0.15), look.bottom], [look.bottom, shade(look.bottom, 0.5)]])
    bust(b, look, ARMS_LAP, nod, lean)
    b.stroke([(-16.5, -13.5), (0, -11), (16.5, -13.5)], [2.2, 2.8, 2.2], shade(look.bottom, 0.3))


def bust(b: Brush, look: Look, arms: Points, nod: float = 0, lean: float = 0) -> None:
    """Draw a sitting upper body; arms are left elbow, left hand, right elbow, right hand."""
    for side, elbow, hand in ((-1, arms[0], arms[1]), (1, arms[2], arms[3])):
        if hand[1] > -45:
            arm(b, look, side, [(side * 17, -51), elbow, hand])
    half = path("0,-62 6.5,-61 15,-56.5 21,-49 18.5,-36 16.5,-22 17,-14 0,-11")
    shirt(b, look, [(x + lean * -y / 60, y) for x, y in mirrored(half)], -14, -60)
    b.blob(mirrored(path("0,-64 6,-63.5 9,-59 0,-57")), shade(look.top, 0.1))
    head(b.at(lean, -60, 1.04, turn=nod), look)
    for side, elbow, hand in ((-1, arms[0], arms[1]), (1, arms[2], arms[3])):
        if hand[1] <= -45:
            arm(b, look, side, [(side * 16, -51), elbow, hand])


def legs(b: Brush, look: Look, stride: float) -> None:
    """Draw trousers or a skirt with socks and shoes; stride lifts one heel."""
    for side, lift in ((-1, 0.0), (1, stride)):
        knee, foot = (side * 9.5, -44 - lift * 0.2), (side * 9 - lift * 0.1, -5 - lift)
        tone = shade(look.bottom, 0.15 if side < 0 else 0.4)
        b.limb(
            [(foot[0], foot[1] + 1), (foot[0] + side * 1.5, foot[1] + 3.5)], [8.5, 8], "#23201f"
        )
        if look.skirt:
            b.limb([knee, foot], [10, 7], shade(look.skin, 0.05 if side < 0 else 0.25))
            b.stroke([(foot[0], foot[1] - 11), foot], [8, 7.6], "#eee9df")
        else:
            b.limb([(side * 8.5, -82), knee, foot], [19, 15, 11.5], tone)
            b.stroke([(knee[0] + 4, -74), (foot[0] + 3, foot[1])], [3, 4], shade(tone, 0.4), 0.6)


def standing(
    b: Brush, look: Look, arms: Points, stride: float = 0, nod: float = 0, skull: float = 1
) -> None:
    """Draw a standing person from behind; arms are left elbow, left hand, right elbow, hand."""
    b.dot(16, -1, 34, 5, INK, 0.4, blur=3)
    legs(b, look, stride)
    if look.skirt:
        hem = mirrored(path("0,-96 16,-96 22,-70 25,-42 12,-39 0,-40"))
        b.blob(hem, [[lit(look.bottom, 0.12), shade(look.bottom, 0.4)]])
        for x in (-14, -5, 5, 13):
            b.stroke([(x * 0.6, -88), (x, -42)], [0.2, 1.6], shade(look.bottom, 0.6), 0.6)
    for side, elbow, hand in ((-1, arms[0], arms[1]), (1, arms[2], arms[3])):
        arm(b, look, side, [(side * 17.8, -136), elbow, hand])
    half = path("0,-148 6.5,-147 15.5,-142.5 22,-135 18.5,-118 16.5,-106 19,-84 0,-81")
    shirt(b, look, mirrored(half), -84, -146)
    b.blob(mirrored(path("0,-150 6,-149.5 8.5,-145 0,-143")), shade(look.top, 0.12))
    head(b.at(0, -146, skull, turn=nod), look)


ARMS_LAP = path("-21.5,-34 -13,-24 21.5,-34 13,-24")
ARMS_DOWN = path("-24,-112 -23,-87 24,-112 23,-87")


def group(b: Brush, rng: Random, spots: Sequence[tuple[float, float, float]], face: float) -> None:
    """Seat pupils at x, y, scale from back to front, all turned a little towards x = face."""
    styles = ("short", "bob", "tail", "short", "braids", "bun", "crop", "bob")
    for index, (x, y, scale) in enumerate(spots):
        hair = styles[(index * 5 + rng.randrange(3)) % len(styles)]
        girl = hair in ("bob", "tail", "braids", "bun")
        look = Look(hair, rng.choice(HAIR), rng.choice(SKIN), bottom="#253d5e", skirt=girl)
        toward = max(-1.0, min(1.0, (face - x) / 400))
        nod, lean = toward * 6 + rng.uniform(-4, 4), toward * 3 + rng.uniform(-1.5, 1.5)
        seated(b.at(x, y, scale * rng.uniform(0.95, 1.06)), look, nod, lean)


def waving_flag(
    b: Brush, width: float, height: float, stripes: Sequence[tuple[Colour, float]]
) -> None:
    """Draw a striped flag blowing to the right from the origin."""

    def edge(level: float) -> list[tuple[float, float]]:
        steps = [step / 24 for step in range(25)]
        return [
            (t * width, level + height * (0.13 * math.sin(t * 7.5) * t**0.5 + 0.12 * t))
            for t in steps
        ]

    level, total = 0.0, sum(share for _, share in stripes)
    for colour, share in stripes:
        below = level + height * share / total
        b.poly(edge(level) + edge(below)[::-1], colour)
        level = below
    waves = [[0.0, 0.28, 0.0, 0.34, 0.05, 0.3, 0.0]]
    b.poly(edge(0) + edge(height)[::-1], INK, waves)


THAI = [("#b3333a", 1), ("#f6f1e8", 1), ("#2b3766", 2), ("#f6f1e8", 1), ("#b3333a", 1)]


def school_house(b: Brush) -> None:
    """Draw a wooden house on posts, 360 wide; the origin is on the ground under its left end."""
    b.dot(190, 2, 215, 11, INK, 0.45, blur=5)
    b.poly(path("12,-52 352,-52 352,0 12,0"), "#2b2c2a", [[0.85], [0.35]])
    for x in (14, 75, 136, 197, 258, 346):
        b.rect(x, -52, 8, 54, [["#8f6a48", "#4d382a"]])
    b.rect(0, -58, 366, 9, [["#c29566"], ["#7c5a3d"]])
    b.rect(16, -128, 334, 70, [["#b98557", "#96663f"]])
    for step in range(17):
        b.rect(16, -128 + step * 4.3, 334, 0.9, "#5f3f29", 0.45)
    b.rect(16, -128, 334, 24, "#2c211c", [[0.75], [0.0]])
    for x in (38, 98, 226, 286):
        school_window(b.at(x, -112))
    b.rect(160, -114, 42, 56, [["#3a2c25"], ["#5a4231"]])
    b.rect(157, -114, 4, 56, "#d3a878")
    b.rect(201, -114, 4, 56, "#76523a")
    school_roof(b)
    b.rect(0, -78, 366, 3, "#d6ad7d")
    for step in range(25):
        b.rect(2 + step * 15, -78, 2.4, 20, "#a87b52")
    b.rect(158, -79, 46, 22, [["#3a2c25"], ["#5a4231"]])
    for step in range(6):
        b.rect(158 - step * 2, -54 + step * 9.5, 46 + step * 4, 4.5, [["#cda173"], ["#80603f"]])


def school_window(b: Brush) -> None:
    """Draw an open window with its two shutters."""
    b.rect(0, 0, 28, 32, [["#27343a"], ["#40514f"]])
    b.rect(13, 0, 2, 32, "#7b5536")
    b.poly(path("-9,-2 0,0 0,32 -9,35"), [["#5f8f8c", "#2f6467"]])
    b.poly(path("28,0 37,-2 37,35 28,32"), [["#3f7475", "#27565b"]])


def school_roof(b: Brush) -> None:
    """Draw the tin roof with its ridges and the light on its left half."""
    outline = path("-22,-118 26,-192 340,-192 388,-118 388,-113 -22,-113")
    with b.inside(outline) as roof:
        roof.rect(-22, -192, 410, 80, [["#d98f5c", "#a65a3c"], ["#b9663f", "#7f402f"]])
        for step in range(42):
            x = 26 + step * 7.7
            roof.poly(
                [
                    (x, -192),
                    (x + 1.4, -192),
                    ((x - 183) * 1.31 + 185, -113),
                    ((x - 183) * 1.31 + 183, -113),
                ],
                "#6d3527",
                0.4,
            )
        roof.poly(path("210,-192 388,-192 388,-112 150,-112"), INK, [[0, 0.3]], grit=0.5)
    b.rect(24, -195, 318, 5, [["#f0b98a", "#a86347"]])


def misty_range(
    b: Brush, rng: Random, rows: Sequence[tuple[float, float, Colour]], mist: Colour, light: Colour
) -> None:
    """Draw mountain rows from far to near as (level, height, colour), mist lying between them."""
    for level, height, colour in rows:
        line = [(x, y + level) for x, y in ridge(rng, -30, 1230, height, 0.52)]
        tones = (colour, mix(colour, mist, 0.8), shade(colour, 0.4), mix(colour, light, 0.55))
        hill(b, rng, line, level + height * 1.6, tones)
        for _ in range(3):
            x, y = rng.uniform(0, 1200), level + height * rng.uniform(0.7, 1.2)
            b.dot(x, y, rng.uniform(180, 330), rng.uniform(8, 20), mist, 0.7, blur=12)


def hill_school(b: Brush, rng: Random) -> None:
    """Paint a morning class on the grass below a wooden school in the mountains."""
    b.rect(0, 0, 1200, 480, [["#7fb2bd"], ["#b9d5d2"], ["#f3e5c6"], ["#fbe3b8"]])
    clouds(b, rng, "#fdf3de", 14)
    b.dot(300, 195, 270, 180, "#fff4d6", 0.9, blur=70)
    b.dot(300, 180, 34, 34, "#fffaf0", 0.95, blur=1.5)
    rows = [
        (238, 120, "#a9c6cd"),
        (290, 105, "#86b0b7"),
        (345, 90, "#649699"),
        (400, 70, "#4b8280"),
        (450, 45, "#39726a"),
    ]
    misty_range(b, rng, rows, "#f8ebd0", "#ffe9bd")
    b.dot(280, 350, 480, 90, "#fff0cc", 0.5, blur=60)
    birds(b, rng, 820, 150, 7)
    hill_school_middle(b, rng)
    hill_school_meadow(b, rng)
    flowers(b, rng)
    presenter_with_board(b.at(335, 588))
    spots = [(520 + i * 82 + rng.uniform(-14, 14), 606 + (i * 5 % 3) * 7, 0.82) for i in range(7)]
    spots += [(475 + i * 103 + rng.uniform(-20, 20), 676 + (i * 2 % 3) * 8, 1.1) for i in range(7)]
    spots += [(165 + i * 148 + rng.uniform(-20, 20), 768 + (i * 2 % 3) * 9, 1.5) for i in range(7)]
    group(b, rng, spots, 380)
    grass(b, rng, (-10, 775, 1210, 812), 150, ["#3d6a43", "#558049", "#2c5540"])
    hanging_branch(b, rng)


def clouds(b: Brush, rng: Random, colour: Colour, count: int) -> None:
    """Draw thin bands of morning cloud."""
    for _ in range(count):
        x, y = rng.uniform(0, 1200), rng.uniform(20, 200)
        long = rng.uniform(70, 230)
        for shift in range(3):
            cx, cy = x + rng.uniform(-0.4, 0.4) * long, y + shift * 5
            b.dot(cx, cy, long * rng.uniform(0.5, 1), rng.uniform(2, 6), colour, 0.3, blur=4)


def birds(b: Brush, rng: Random, x: float, y: float, count: int) -> None:
    """Draw a few birds far away."""
    for _ in range(count):
        bx, by, span = x + rng.gauss(0, 50), y + rng.gauss(0, 18), rng.uniform(4, 8)
        for way in (-1, 1):
            wing = [(bx, by), (bx + way * span * 0.5, by - span * 0.4), (bx + way * span, by - 1)]
            b.stroke(wing, [1.6, 1.3, 0.3], "#3f6670", 0.8)


def hill_school_middle(b: Brush, rng: Random) -> None:
    """Draw the wooded edge of the clearing, the school and the flag."""
    tones = ("#24534c", "#3f7758", "#c3cf82")
    trees = [(x, 470 + 12 * math.sin(x / 90) + rng.uniform(-16, 8)) for x in range(-20, 1230, 15)]
    canopy(b, rng, trees, 27, ("#35695f", "#4d8069", "#b6c68a"))
    for x, y, size in ((60, 395, 62), (165, 430, 44), (1085, 385, 60), (1170, 405, 70)):
        tree(b, rng, x, y, size, tones)
    lawn = path("-5,505 300,490 650,484 950,486 1205,500 1205,800 -5,800")
    b.poly(lawn, [["#bcc97f"], ["#94b069"], ["#6b9457"], ["#4d7a4b"]])
    school_house(b.at(690, 504, 1.06))
    b.rect(570, 250, 4.5, 260, [["#f5efe2", "#a7a497"]])
    waving_flag(b.at(574, 253), 88, 54, THAI)


def tree(b: Brush, rng: Random, x: float, y: float, size: float, tones: Sequence[Colour]) -> None:
    """Draw a broad-leaved tree around the middle of its crown."""
    for reach in (-0.5, 0.45, 0):
        joint = (x + size * 0.06, y + size * 0.7)
        points = [(x + size * 0.1, y + size * 1.9), joint, (x + size * reach, y - size * 0.1)]
        b.stroke(points, [size * 0.17, size * 0.12, 2], "#4a4436")
    spots = []
    for _ in range(34):
        angle, reach = rng.uniform(0, math.tau), rng.random() ** 0.6
        spots.append(
            (x + size * reach * math.cos(angle), y + size * 0.72 * reach * math.sin(angle))
        )
    canopy(b, rng, sorted(spots, key=lambda spot: -spot[1]), size * 0.34, tones)


def hill_school_meadow(b: Brush, rng: Random) -> None:
    """Lay sunlight, shadow and tufts over the grass."""
    for x, y, rx, ry in ((180, 540, 320, 22), (560, 575, 380, 16), (330, 690, 330, 26)):
        b.dot(x, y, rx, ry, "#f3e8a4", 0.5, grit=0.3, blur=12)
    for x, y, rx, ry in ((950, 560, 300, 14), (760, 650, 480, 18), (900, 780, 500, 50)):
        b.dot(x, y, rx, ry, "#234f4a", 0.35, grit=0.4, blur=14)
    grass(b, rng, (-10, 515, 1210, 800), 800, ["#87a75f", "#6f9a58", "#c9d48c", "#4f7f4e"])


def flowers(b: Brush, rng: Random) -> None:
    """Scatter small meadow flowers in drifts."""
    for _ in range(9):
        x, y = rng.uniform(0, 1200), rng.uniform(600, 790)
        tone = rng.choice(("#f6efd8", "#f0c95f", "#e8a27c"))
        for _ in range(14):
            near = (y - 480) / 300
            b.dot(x + rng.gauss(0, 34), y + rng.gauss(0, 8), 2.2 * near, 1.7 * near, tone)


def presenter_with_board(b: Brush) -> None:
    """Draw a woman from behind who points at a poster on an easel left of her."""
    b.dot(-50, -2, 70, 7, INK, 0.35, blur=4)
    for x, foot in ((-88, -108), (-14, 6), (-50, -42)):
        b.stroke([(x * 0.8 - 10, -150), (foot, 0)], [4, 4], "#7a5a3e")
    b.rect(-118, -168, 122, 104, "#8a6443")
    b.rect(-114, -164, 114, 96, [["#fdf8ec", "#e9e1d0"]])
    b.rect(-114, -164, 114, 20, TEAL)
    b.rect(-106, -157, 66, 5, PAPER)
    b.dot(-84, -116, 19, 19, OCHRE)
    b.rect(-90, -128, 12, 24, "#fbf3e2")
    b.rect(-88, -125, 8, 16, TEAL)
    for y, width in ((-134, 48), (-122, 40), (-110, 46), (-98, 30)):
        b.rect(-56, y, width, 4.5, "#5c8489")
    b.rect(-106, -86, 98, 9, "#9fc0b4")
    look = Look("bun", top="#1d6470", bottom="#3b3a42", cloth=OCHRE, rim="#fff3d6")
    standing(b.at(38, 0, 0.98), look, path("-38,-128 -58,-134 24,-112 21,-88"), nod=-5)


def hanging_branch(b: Brush, rng: Random) -> None:
    """Frame the upper right corner with dark leaves close to the viewer."""
    b.stroke(path("1220,60 1120,58 1010,30 930,34"), [16, 11, 6, 2], "#2a3a36")
    for _ in range(90):
        along = rng.random() ** 0.7
        x, y = 1215 - along * 300, 46 + rng.gauss(0, 34) * (1.15 - along * 0.7)
        turn, size = rng.uniform(20, 110), rng.uniform(13, 24)
        tone = rng.choice(("#1f4743", "#28574b", "#356650", "#5b8456"))
        leaf(b.at(x, y, size / 10, turn=turn), tone)


def leaf(b: Brush, tone: Colour) -> None:
    """Draw one leaf with a lighter half."""
    b.poly(path("-10,0 -3,-3.4 4,-2.6 11,0 4,2.8 -3,3.2"), tone)
    b.poly(path("-10,0 -3,-3.4 4,-2.6 11,0"), lit(tone, 0.18))


def walk(b: Brush, rng: Random) -> None:
    """Paint an evening walk through the old town of Chiang Mai."""
    b.rect(0, 0, 1200, 440, [["#14394b"], ["#3f6a78"], ["#c99a83"], ["#f5bd7c"], ["#fbcf8f"]])
    clouds(b, rng, "#f3b98c", 16)
    b.dot(640, 370, 420, 130, "#ffdf9f", 0.7, blur=60)
    doi_suthep(b, rng)
    street(b, rng)
    temple(b.at(165, 430))
    city_wall(b, rng)
    lantern_string(b, rng, path("-10,62 330,150 640,172 900,140 1215,44"), 11, 0.62)
    marchers(b, rng)
    lantern_string(b, rng, path("-10,-14 300,62 620,80 930,52 1215,-30"), 7, 1.15)


def doi_suthep(b: Brush, rng: Random) -> None:
    """Draw the mountain behind the town with the light of its temple."""
    shape = path(
        "-30,330 120,292 260,232 390,160 500,122 600,128 700,158 830,216 980,262 1230,312"
    )
    rough = ridge(rng, 0, 1, 7, 0.62, 8)
    curve = smooth(shape, closed=False, steps=30)
    line = [
        (x, y + rough[i * (len(rough) - 1) // len(curve)][1]) for i, (x, y) in enumerate(curve)
    ]
    hill(b, rng, line, 440, ("#2f5263", "#eeb585", "#1d3f52", "#b98a7a"))
    b.dot(548, 158, 16, 10, "#ffdf9a", 0.7, blur=6)
    b.poly([(544, 164), (548, 147), (552, 164)], "#ffe9b4")
    near = [(x, y + 372) for x, y in ridge(rng, -30, 1230, 26, 0.5)]
    hill(b, rng, near, 450, ("#54646b", "#e0a67b", "#3d515c", "#c08d74"))
    trees = [(x, 418 + rng.uniform(-20, 8)) for x in range(-10, 1215, 17)]
    canopy(b, rng, trees, 24, ("#2c4a4f", "#4b5f58", "#b98d63"))


def street(b: Brush, rng: Random) -> None:
    """Draw the road towards the glow of the evening, with paving and long shadows."""
    b.rect(-5, 425, 1210, 255, [["#e9b283"], ["#b98672"], ["#7c6468"], ["#4a4a58"]])
    b.dot(620, 445, 330, 40, "#ffe0a0", 0.75, blur=22)
    for step in range(-9, 10):
        b.poly(
            [
                (620 + step * 22, 430),
                (622 + step * 22, 430),
                (624 + step * 150, 680),
                (616 + step * 150, 680),
            ],
            "#4d3f48",
            [[0.05], [0.3]],
        )
    for step in range(12):
        y = 436 + 240 * (step / 12) ** 1.9
        b.rect(0, y, 1200, 0.8 + step * 0.1, "#4d3f48", 0.2)
    for _ in range(60):
        x, y = rng.uniform(0, 1200), rng.uniform(450, 670)
        b.dot(x, y, rng.uniform(20, 80), rng.uniform(0.8, 2.5), "#ffd9a0", 0.16)


def temple(b: Brush) -> None:
    """Draw the stacked roofs of a northern temple hall, gable to the viewer."""
    b.rect(-118, -112, 236, 118, [["#7a4a3a", "#4b3538"]])
    b.rect(-34, -92, 68, 98, [["#ffdd94"], ["#e79a4c"]])
    b.dot(0, -40, 80, 70, "#ffc877", 0.5, blur=24)
    for x in (-108, -74, -44, 34, 64, 98):
        b.rect(x, -112, 10, 118, [["#d39a62", "#5e3d36"]])
    for x in (-91, 81):
        b.rect(x - 2, -90, 14, 50, "#f6c77e")
    for half, low, high in ((128, -170, -296), (172, -118, -236), (212, -72, -180)):
        roof_tier(b, half, low, high)
    b.poly([(-80, -82), (0, -140), (80, -82)], [["#8a5438", "#5a3836"]])
    for x, y in ((0, -112), (-30, -92), (30, -92), (0, -92)):
        b.blob([(x, y - 10), (x + 8, y), (x, y + 8), (x - 8, y)], "#e3b06a", 0.9)
    b.rect(-118, -84, 236, 6, "#d79f5e")
    b.stroke(path("0,-290 2,-308 -5,-324 -1,-340"), [8, 4, 3, 0.5], "#e5b06a")


def roof_tier(b: Brush, half: float, low: float, high: float) -> None:
    """Draw one tier: two sagging slopes with gilded edges and curled ends."""
    for side, tone in ((-1, "#6b4038"), (1, "#4c3035")):
        slope = [(0, high), (side * half * 0.42, high * 0.5 + low * 0.5), (side * half, low)]
        edge = smooth(slope, closed=False)
        b.poly(
            [*edge, (side * half * 0.9, low + 14), (0, low + 14)],
            [[lit(tone, 0.12)], [shade(tone, 0.4)]],
        )
        b.poly(ribbon([(x * 0.93, y + 13) for x, y in slope], [1.5, 1.5]), "#c98f52", 0.7)
        b.poly(ribbon(slope, [6, 5, 4]), [["#efbd76"], ["#b27a46"]])
        tip = [
            (side * half * 0.96, low - 2),
            (side * (half + 8), low - 3),
            (side * (half + 12), low - 18),
        ]
        b.stroke(tip, [5, 4, 0.5], "#dba25f")


def city_wall(b: Brush, rng: Random) -> None:
    """Draw the old brick wall running from the right edge into the picture."""

    def at(t: float, level: float) -> tuple[float, float]:
        """Place a point: t along the wall (0 near, 1 far), level from foot 0 to crest 1."""
        foot, crest = (1220 - 400 * t, 560 - 118 * t), (1220 - 400 * t, 210 + 160 * t)
        return foot[0], foot[1] + (crest[1] - foot[1]) * level

    face = [at(0, 0), at(0, 1), at(1, 1), at(1, 0)]
    b.poly(face, [["#b56d4c", "#8d4d3d"], ["#a85a3d", "#5f3a3a"]])
    for row in range(26):
        for brick in range(30):
            t, level = (brick + (row % 2) * 0.5) / 30, row / 26
            if rng.random() < 0.55:
                shape = [
                    at(t, level),
                    at(t, level + 0.033),
                    at(t + 0.029, level + 0.033),
                    at(t + 0.029, level),
                ]
                b.poly(shape, rng.choice(("#c98058", "#7f4a3e", "#a45f45", "#d49567")), 0.6)
    for step in range(11):
        t = step / 11
        merlon = [
            at(t, 0.98),
            at(t, 1.07),
            at(t + 0.03, 1.1),
            at(t + 0.06, 1.07),
            at(t + 0.06, 0.98),
        ]
        b.poly(merlon, [["#d08a60", "#7a4638"]])
    b.poly(face, INK, [[0.0, 0.0], [0.1, 0.35]])
    for t in (0.18, 0.5, 0.8):
        x, y = at(t, 0.1)
        b.dot(x, y - 30 * (1 - t), 46 * (1.2 - t), 70 * (1.2 - t), "#ffc46e", 0.6, blur=16)
    shrubs = [(rng.uniform(850, 1220), 0.0) for _ in range(26)]
    shrubs = sorted((x, 447 + (x - 820) * 0.29 + rng.uniform(-4, 8)) for x, _ in shrubs)
    canopy(b, rng, shrubs, 15, ("#22393c", "#3b5149", "#a9834f"))


def lantern_string(b: Brush, rng: Random, points: Points, count: int, scale: float) -> None:
    """Hang paper lanterns on a cord through the points."""
    cord = smooth(points, closed=False, steps=20)
    b.poly(ribbon(points, [1.6, 1.6]), "#1c2c36")
    for index in range(count):
        x, y = cord[int((index + 0.5) / count * (len(cord) - 1))]
        paper = ("#f3a650", "#f7d38d", "#e27f4c")[index % 3]
        lantern(b.at(x, y, scale * rng.uniform(0.92, 1.08), turn=rng.uniform(-4, 4)), paper)


def lantern(b: Brush, paper: Colour) -> None:
    """Draw a lit paper lantern hanging from the origin."""
    b.dot(0, 38, 58, 54, "#ffae66", 0.5, blur=20)
    b.stroke([(0, 0), (0, 14)], [1.4, 1.4], "#1c2c36")
    body = mirrored(path("0,12 12,14 24,28 24,44 12,58 0,60"))
    with b.inside(smooth(body)) as skin:
        skin.rect(
            -30,
            8,
            60,
            56,
            [
                [paper, lit(paper, 0.3), paper],
                [lit(paper, 0.4), "#fff3cf", paper],
                [paper, lit(paper, 0.2), mix(paper, "#7c3a2c", 0.4)],
            ],
        )
        for bend in (-19, -10, 0, 10, 19):
            skin.stroke(
                [(bend * 0.4, 12), (bend, 36), (bend * 0.4, 60)], [0.8, 1, 0.8], "#a3562f", 0.5
            )
    b.rect(-9, 10, 18, 4, "#7c3f2a")
    b.rect(-9, 58, 18, 4, "#7c3f2a")
    for x in (-5, 0, 5):
        b.stroke([(x, 62), (x * 1.3, 74), (x, 88)], [1.6, 1.6, 0.6], lit(paper, 0.2))


def tung(b: Brush, colour: Colour, tall: float) -> None:
    """Draw a long northern festival banner hanging from a pole held at the origin."""
    b.stroke([(0, 30), (0, -tall)], [3.2, 2.6], "#3b2c2a")
    b.stroke([(-17, -tall + 8), (17, -tall + 5)], [2, 2], "#3b2c2a")
    left = [(-14 + 3 * math.sin(i / 2.1), -tall + 9 + i * 10) for i in range(12)]
    right = [(14 + 4 * math.sin(i / 2.1 + 0.6), -tall + 7 + i * 10) for i in range(12)]
    tip = [((left[-1][0] + right[-1][0]) / 2 + 4, left[-1][1] + 22)]
    outline = [*left, *tip, *reversed(right)]
    with b.inside(outline) as cloth:
        cloth.rect(-24, -tall, 48, 170, [[lit(colour, 0.35), colour, shade(colour, 0.25)]])
        for step in range(1, 6):
            y = -tall + step * 22
            cloth.poly(
                [(-24, y), (24, y - 3), (24, y + 4), (-24, y + 7)], shade(colour, 0.4), 0.75
            )
            cloth.blob([(0, y + 8), (5, y + 14), (0, y + 20), (-5, y + 14)], PAPER, 0.85)


FRONT_ROW = (88, 196, 352, 452, 600, 742, 838, 968, 1098)


def marchers(b: Brush, rng: Random) -> None:
    """Draw three rows of walkers in dark T-shirts, the far ones lost in the glow."""
    b.dot(600, 425, 480, 46, "#ffe3ad", 0.85, blur=26)
    rows = [
        (446, 0.52, [330 + 38 * index for index in range(14)], 0.42),
        (505, 0.92, [236, 300, 396, 470, 566, 640, 742, 812, 900, 968], 0.14),
        (650, 1.52, FRONT_ROW, 0.0),
    ]
    for y, scale, places, haze in rows:
        if haze == 0.14:
            cloth_banner(b.at(604, 330))
        for index, x in enumerate(places):
            spot = (x + rng.uniform(-8, 8), y + rng.uniform(-8, 8) * scale)
            flagged = (index * 3 + len(places)) % 5 < 2 and not 430 < x < 790
            walker(b.at(*spot, scale * rng.uniform(0.9, 1.06)), rng, haze, flagged, index)


def cloth_banner(b: Brush) -> None:
    """Draw a wide cloth carried between two poles, seen from behind with the glow through it."""
    for x in (-150, 150):
        b.stroke([(x, -46), (x, 120)], [3.4, 3], "#4a332c")
    top = smooth(path("-150,-40 -70,-33 0,-31 70,-34 150,-40"), closed=False)
    low = smooth(path("-150,18 -80,26 0,23 80,28 150,18"), closed=False)
    with b.inside([*top, *low[::-1]]) as cloth:
        folds = [["#e2bd8b", "#f6deb0", "#e9c691", "#fbe8bf", "#e5bf8a", "#f4d9a8", "#dcb383"]]
        cloth.rect(-152, -46, 304, 80, folds)
        cloth.poly(ribbon([(-150, -32), (0, -23), (150, -32)], [5, 5]), "#c8743c")
        cloth.poly(ribbon([(-150, 11), (0, 16), (150, 11)], [5, 5]), "#c8743c")
        cloth.dot(0, -4, 13, 13, "#cf7d42")
        for x in (-96, -60, 60, 96):
            cloth.blob([(x, -14), (x + 9, -3), (x, 8), (x - 9, -3)], "#3f7b7e", 0.85)


def walker(b: Brush, rng: Random, haze: float, flagged: bool, index: int) -> None:
    """Draw one walker from behind; haze blends the clothes into the evening light."""
    dusk = "#c98d70"
    hair = ("short", "bob", "tail", "short", "bun", "long", "crop")[(index * 3) % 7]
    girl = hair not in ("short", "crop")
    top = mix(rng.choice(("#15333f", "#1b2c3a", "#173b45")), dusk, haze)
    bottom = mix(rng.choice(("#2c3542", "#3b3d46", "#22303c", "#4a4640")), dusk, haze)
    look = Look(
        hair,
        mix("#17191e", dusk, haze),
        mix(rng.choice(SKIN), "#8a5a48", 0.3),
        top,
        bottom,
        "#3f4a52",
        rim="#ffc98a",
    )
    b.blob(path("-16,0 16,0 26,44 -20,44"), "#1d2733", [[0.5], [0.0]], blur=3)
    arms = list(ARMS_DOWN)
    swing = rng.uniform(-5, 5)
    arms[1] = (arms[1][0] - 2, arms[1][1] + swing)
    if flagged:
        colour = (OCHRE, "#ecd9b0", "#2f7c83", "#c65f45")[index % 4]
        tung(b.at(19, -122, turn=rng.uniform(-3, 3)), mix(colour, dusk, haze), 150)
        arms[2:] = [(25, -114), (20, -132)]
    standing(b, look, arms, stride=rng.choice((3, 9, 12)), nod=rng.uniform(-5, 5))
    b.stroke([(18, -142), (22, -134), (20, -118)], [0, 1.6, 0], "#ffb56b", 0.7)
    if girl and index % 2:
        b.stroke([(-14, -143), (4, -118), (15, -92)], [2.2, 2.2, 2.2], "#b98b58", 0.9)
        b.blob(path("9,-96 21,-98 23,-78 8,-78"), mix("#a9683e", dusk, haze))


def terraces(b: Brush, rng: Random) -> None:
    """Paint rice terraces in Ha Giang with pupils on their way to school."""
    b.rect(0, 0, 1200, 420, [["#8dbac0"], ["#c3d8cf"], ["#f6e6c4"], ["#fbe2b4"]])
    clouds(b, rng, "#fff4dd", 12)
    b.dot(820, 190, 280, 170, "#fff3d2", 0.85, blur=70)
    b.rect(-5, 360, 1210, 450, [["#f6ead0"], ["#dfe3c4"], ["#a9bf86"]])
    karst_rows(b, rng)
    b.rect(-5, 455, 1210, 350, [["#eee9cd"], ["#c3d0a0"], ["#98b272"]])
    b.dot(600, 458, 760, 18, "#f6ecd2", 0.9, blur=12)
    birds(b, rng, 560, 120, 6)
    for spec in TERRACED_HILLS:
        terraced_hill(b, rng, *spec)
    b.dot(560, 470, 420, 26, "#fbf0d2", 0.55, blur=22)
    school_bank(b, rng)
    terraced_hill(b, rng, 1130, 812, 300, 88, 7, 15, 0.0)
    walking_pupils(b, rng)
    grass(b, rng, (-10, 770, 1210, 815), 170, ["#3f6a3a", "#5d8743", "#2e5639", "#88a355"])


def karst_rows(b: Brush, rng: Random) -> None:
    """Draw rows of steep limestone cones with mist at their feet."""
    rows = [(330, 235, 8, "#a3c0c4"), (390, 235, 7, "#7ba5a8"), (450, 200, 6, "#557f7c")]
    for foot, tall, count, colour in rows:
        for index in range(count):
            x = (index + rng.uniform(0.2, 0.8)) * 1200 / count
            karst(b, rng, x, foot, tall * rng.uniform(0.45, 1.15), colour)
        b.dot(600, foot + 6, 760, 26, "#f8ecd0", 0.8, blur=20)


def karst(b: Brush, rng: Random, x: float, foot: float, tall: float, colour: Colour) -> None:
    """Draw one cone of rock, lit from the right, its cliffs streaked."""
    half, lean = tall * rng.uniform(0.55, 0.8), rng.uniform(-0.25, 0.25)
    rough = ridge(rng, 0, 1, tall * 0.075, 0.72, 6)
    line = []
    for index, (_, wobble) in enumerate(rough):
        u = index / (len(rough) - 1) * 2 - 1
        rise = (1 - abs(u) ** 1.7) ** 1.15
        line.append((x + half * (u + lean * rise), foot + 30 - tall * rise + wobble * rise**0.3))
    mist = "#f5ead0"
    with b.inside([*line, (x + half, foot + 40), (x - half, foot + 40)]) as rock:
        rock.rect(
            x - half * 1.3,
            foot - tall,
            half * 2.6,
            tall + 60,
            [[colour], [mix(colour, mist, 0.35)], [mist]],
        )
        rock.rect(
            x - half * 1.3,
            foot - tall,
            half * 2.6,
            tall + 60,
            shade(colour, 0.5),
            [[0.5, 0.25, 0.0], [0.3, 0.1, 0.0], [0.0, 0.0, 0.0]],
            grit=0.4,
        )
        for _ in range(26):
            px, py = x + rng.uniform(-0.7, 0.8) * half, foot - rng.uniform(0.05, 0.9) * tall
            drop = rng.uniform(0.08, 0.22) * tall
            tone, alpha = ("#fff0cd", 0.4) if rng.random() < 0.5 else (shade(colour, 0.45), 0.35)
            points = [
                (px, py),
                (px + rng.uniform(-4, 4), py + drop * 0.5),
                (px + rng.uniform(-5, 5), py + drop),
            ]
            rock.stroke(points, [0.5, rng.uniform(2, 6), 0.3], tone, alpha, grit=0.5)


RICE = ("#a9bd5c", "#c6c468", "#8bab56", "#d9cd7c", "#98b45a")
TERRACED_HILLS = [
    # x, y, rx, ry, steps, rise, haze
    (980, 560, 460, 80, 11, 13, 0.42),
    (90, 600, 470, 95, 15, 14, 0.3),
    (560, 640, 430, 90, 9, 13, 0.2),
    (110, 800, 640, 170, 14, 17, 0.0),
]


def terraced_hill(
    b: Brush,
    rng: Random,
    x: float,
    y: float,
    rx: float,
    ry: float,
    steps: int,
    rise: float,
    haze: float,
) -> None:
    """Stack terraces from foot to top: a dark riser, a bright rim, then rice or water."""
    waves = [
        (2, 0.12, rng.uniform(0, 6)),
        (3, 0.09, rng.uniform(0, 6)),
        (5, 0.05, rng.uniform(0, 6)),
        (8, 0.025, rng.uniform(0, 6)),
    ]
    for step in range(steps):
        high = step / steps
        shrink = 1 - high**1.15 * 0.93
        outline = []
        for index in range(90):
            angle = math.tau * index / 90
            reach = 1 + sum(
                size * math.sin(n * angle + phase + high * 0.9 * n / 3) for n, size, phase in waves
            )
            outline.append(
                (
                    x + rx * shrink * reach * math.cos(angle) - high * 20,
                    y - step * rise + ry * shrink * reach * math.sin(angle),
                )
            )
        terrace(b, rng, outline, rise, haze)
    crown = [
        (x + rng.gauss(0, rx * 0.06) - 20, y - steps * rise + rng.uniform(-4, 6)) for _ in range(9)
    ]
    tones = [mix(tone, "#e9e6cc", haze) for tone in ("#2f5a43", "#4c7a4b", "#b5c172")]
    canopy(b, rng, sorted(crown, key=lambda spot: spot[1]), 14, tones)


def terrace(b: Brush, rng: Random, outline: Points, rise: float, haze: float) -> None:
    """Draw one level of a terraced hill."""
    air = "#ece8cf"
    moved = [(px, py + rise) for px, py in outline]
    b.poly(moved, [[mix("#53703f", air, haze), mix("#3d5f3f", air, haze)]])
    b.poly([(px, py + rise * 0.45) for px, py in outline], mix("#6f8a48", air, haze))
    b.poly(outline, mix("#eee2a4", air, haze))
    inner = [(px, py - 1.9) for px, py in outline]
    if rng.random() < 0.3:
        paint = [["#dfeae0", "#c3dcd9"], ["#a9cbca", "#8fb9bf"]]
        b.poly(inner, [[mix(tone, air, haze) for tone in row] for row in paint])
        return
    green = mix(rng.choice(RICE), air, haze)
    with b.inside(inner) as field:
        left, right = min(px for px, _ in inner), max(px for px, _ in inner)
        top, bottom = min(py for _, py in inner), max(py for _, py in inner)
        field.rect(
            left,
            top,
            right - left,
            bottom - top,
            [[mix(green, "#46703f", 0.25), lit(green, 0.2)], [mix(green, "#46703f", 0.45), green]],
        )
        for row in range(3):
            line = [(px, py - 5 - row * 5) for px, py in inner]
            for first in range(0, 44, 2):
                field.poly(
                    [line[first], line[first + 1], (line[first + 1][0], line[first + 1][1] + 1.4)],
                    mix(green, "#3f6a3c", 0.55),
                )


BANK = path("1205,505 1080,492 930,500 800,530 700,585 600,660 470,735 330,805")
PATH = path("380,900 610,770 765,690 790,640 860,592 930,560 935,528")


def school_bank(b: Brush, rng: Random) -> None:
    """Draw the grassy bank with the footpath and the red-roofed school on it."""
    edge = smooth(BANK, closed=False)
    for x, y, size in ((1150, 410, 66), (1075, 440, 40)):
        tree(b, rng, x, y, size, ("#2b5646", "#4b7b4c", "#c3cb78"))
    with b.inside([*edge, (1205, 810)]) as bank:
        bank.rect(300, 480, 910, 330, [["#b7c271"], ["#8fae5c"], ["#6a934e"], ["#4d7a45"]])
        for x, y, rx, ry in ((700, 620, 160, 24), (1010, 560, 200, 20), (1100, 720, 190, 40)):
            bank.dot(x, y, rx, ry, "#f0e398", 0.45, blur=14)
        bank.dot(560, 800, 260, 60, "#28513f", 0.4, blur=20)
    b.poly(ribbon(BANK, [3, 3]), "#e6dd98", 0.8)
    b.poly(ribbon(PATH, [190, 118, 60, 40, 27, 19, 15]), "#8a6f49", 0.7)
    b.poly(
        ribbon([(x - 2, y - 2) for x, y in PATH], [176, 108, 53, 35, 23, 16, 13]),
        [["#f0dcb0"], ["#dcb987"], ["#c79c69"]],
    )
    grass(b, rng, (820, 530, 1210, 800), 330, ["#7fa255", "#5e8a4a", "#cdd183"])
    red_school(b.at(868, 528, 0.98))


def red_school(b: Brush) -> None:
    """Draw a small school, 190 wide, with a red tiled roof."""
    b.dot(100, 2, 120, 8, INK, 0.4, blur=4)
    b.rect(0, -58, 190, 60, [["#f6e7c4", "#dcc394"]])
    b.rect(0, -58, 190, 12, "#7d5b3b", [[0.5], [0.0]])
    b.rect(0, -10, 190, 12, "#9a8262")
    for x in (14, 50, 128, 160):
        b.rect(x, -44, 20, 24, [["#33606a", "#244a55"]])
        b.rect(x + 9, -44, 2, 24, "#f1e2c0")
    b.rect(86, -46, 26, 48, [["#4d6f72", "#2b4d56"]])
    b.poly(
        path("-14,-54 18,-102 174,-102 206,-54"), [["#d0553e", "#b1432f"], ["#b84a34", "#8c3527"]]
    )
    for step in range(1, 6):
        b.rect(-12 + step * 5.4, -54 - step * 8, 214 - step * 10.8, 1, "#7c2d22", 0.5)
    b.rect(15, -105, 162, 4, "#eb8f6e")
    b.stroke([(222, 2), (222, -122)], [2.4, 2], "#e9e1cf")
    waving_flag(b.at(223, -121), 42, 27, [("#c8372f", 1)])
    b.dot(241, -105, 4.2, 4.2, "#f6cf5a")


def walking_pupils(b: Brush, rng: Random) -> None:
    """Draw pupils with satchels along the path, largest nearest to the viewer."""
    spots = [
        (916, 566, 0.34),
        (893, 578, 0.37),
        (842, 606, 0.46),
        (818, 620, 0.5),
        (792, 668, 0.66),
        (742, 704, 0.8),
        (684, 716, 0.88),
        (648, 770, 1.1),
        (548, 788, 1.26),
    ]
    packs = (OCHRE, "#2b7d86", "#c4503c", "#e6b445", "#3f5f94", "#7d9a55")
    for index, (x, y, scale) in enumerate(spots):
        hair = ("tail", "short", "bob", "short", "braids", "crop")[index % 6]
        look = Look(
            hair, rng.choice(HAIR), rng.choice(SKIN), bottom="#2b4568", skirt=index % 3 == 0
        )
        place = b.at(x, y, scale, flip=True)
        arms = path("-24,-116 -14,-124 24,-116 14,-124") if index % 2 else ARMS_DOWN
        standing(
            place, look, arms, stride=rng.choice((4, 9, 11)), nod=rng.uniform(-6, 6), skull=1.2
        )
        satchel(place, packs[index % len(packs)])


def satchel(b: Brush, colour: Colour) -> None:
    """Draw a school bag on a standing pupil's back, below the red neckerchief."""
    b.poly([(-11, -145), (11, -145), (0, -131)], "#c73f36")
    for side in (-1, 1):
        b.stroke([(side * 9, -142), (side * 14, -128)], [4, 4], shade(colour, 0.35))
    body = smooth(mirrored(path("0,-136 11,-134.5 16.5,-126 17.5,-104 15,-93 0,-91")))
    with b.inside(body) as bag:
        bag.rect(-20, -138, 40, 50, [[lit(colour, 0.3), colour, shade(colour, 0.35)]])
        bag.stroke([(-20, -119), (0, -116), (20, -119)], [1.6, 1.6], shade(colour, 0.5))
    b.blob(mirrored(path("0,-113 10,-112 11.5,-104 10,-97 0,-96")), shade(colour, 0.18))
    b.stroke([(-9, -109), (0, -108), (9, -109)], [1.2, 1.2], shade(colour, 0.5))
    b.stroke([(-4, -137), (0, -141), (4, -137)], [1.8, 1.8], shade(colour, 0.4))


def water_point(b: Brush, rng: Random) -> None:
    """Paint a hand pump with jerrycans on a dry plain in northern Kenya."""
    b.rect(0, 0, 1200, 440, [["#7fb6c4"], ["#b9d6d3"], ["#f2e6c8"], ["#fce0ae"]])
    heaped_clouds(b, rng)
    b.dot(960, 300, 340, 130, "#fff0c8", 0.8, blur=60)
    rows = [(300, 82, "#a3bfca"), (348, 64, "#81a6b8"), (392, 42, "#6a92a4")]
    misty_range(b, rng, rows, "#f6e2bd", "#ffe6bb")
    dry_plain(b, rng)
    far_pupils(b, rng)
    acacia(b, rng, 190, 590, 1.95)
    for x, y, scale, flip in GOATS:
        goat(b.at(x, y, scale, flip))
    pump_place(b, rng)
    grass(b, rng, (-10, 765, 1210, 815), 150, ["#8a6a34", "#a98342", "#6f5a33", "#cfa75c"])


def heaped_clouds(b: Brush, rng: Random) -> None:
    """Draw flat-bottomed clouds, smaller towards the horizon."""
    for x, y, size in (
        (700, 120, 66),
        (1010, 150, 84),
        (470, 84, 40),
        (800, 238, 30),
        (1130, 262, 26),
    ):
        puffs = []
        for index in range(15):
            dx = (index / 7 - 1) * 1.5 * size + rng.uniform(-0.1, 0.1) * size
            r = size * rng.uniform(0.3, 0.56) * (1.15 - abs(dx) / size / 1.9)
            puffs.append((x + dx, y - r * rng.uniform(0.35, 0.7), r))
        for cx, cy, r in puffs:
            shape = lump(rng, cx, cy, r * 1.15, r * 0.8, 0.1)
            b.poly(shape, [["#fffdf6"], ["#fdf1d9"]], [[0.95], [0.75], [0.0]], blur=1.5)
        b.dot(x, y + size * 0.02, size * 1.7, size * 0.13, "#f0e6d0", 0.7, blur=5)


def dry_plain(b: Brush, rng: Random) -> None:
    """Draw the plain: bands of dust and dry grass, bushes and far acacias."""
    b.rect(-5, 418, 1210, 390, [["#efd39c"], ["#e2b777"], ["#cf9352"], ["#b5733f"]])
    for _ in range(46):
        near = rng.random() ** 1.6
        x, y = rng.uniform(0, 1200), 426 + near * 370
        tone = rng.choice(("#f6dfa8", "#b98648", "#d9a763", "#a9804d"))
        b.dot(x, y, rng.uniform(60, 260), 2 + near * 12, tone, 0.3, grit=0.4, blur=3 + near * 6)
    bushes = [(rng.uniform(-10, 1210), 424 + rng.uniform(-2, 8)) for _ in range(120)]
    canopy(b, rng, bushes, 9, ("#6f8468", "#8f9c70", "#d0c183"))
    for x, y, scale in (
        (480, 436, 0.28),
        (560, 432, 0.2),
        (860, 438, 0.34),
        (1075, 452, 0.62),
        (700, 430, 0.16),
    ):
        acacia(b, rng, x, y, scale)
    bushes = sorted((rng.uniform(440, 560), rng.uniform(0, 1210)) for _ in range(26))
    canopy(b, rng, [(x, y) for y, x in bushes], 12, ("#5e6b45", "#83854f", "#cdb56b"), 0.6)
    tones = ["#c99b55", "#a87d43", "#e3c27c", "#8a7040"]
    grass(b, rng, (-10, 450, 1210, 800), 420, tones)


def acacia(b: Brush, rng: Random, x: float, y: float, scale: float) -> None:
    """Draw an umbrella thorn tree with flat layers of leaves."""
    place = b.at(x, y, scale)
    place.dot(70, 2, 150, 9, "#6b4326", 0.5, blur=4)
    bark = "#4d3b30" if scale > 1 else "#5f5140"
    place.stroke([(-6, 4), (0, -50), (-4, -92)], [19, 11, 9], [["#75583f", "#3d2f29"]])
    for tip, bend in (
        ((-96, -172), -30),
        ((-46, -188), -22),
        ((4, -196), 0),
        ((58, -184), 24),
        ((108, -166), 40),
    ):
        place.stroke([(-2, -66), (bend, -118), tip], [9, 6, 1.5], bark)
    layers = [(-70, -176, 74), (66, -174, 78), (0, -196, 92), (-112, -164, 40), (122, -160, 38)]
    tones = ("#3c5238", "#66773f", "#cdbb66") if scale > 0.5 else ("#55684a", "#7c874f", "#cfbf77")
    for cx, cy, reach in layers:
        spots = [(cx + rng.uniform(-1, 1) * reach, cy + rng.gauss(0, 5)) for _ in range(16)]
        canopy(place, rng, sorted(spots, key=lambda spot: -spot[1]), 19, tones, 0.55)


GOATS = [
    (905, 512, 0.62, False),
    (946, 522, 0.7, True),
    (880, 532, 0.78, True),
    (1120, 560, 0.95, False),
    (1168, 548, 0.85, True),
]


def goat(b: Brush) -> None:
    """Draw a small grazing goat looking left."""
    b.dot(6, 1, 26, 3, "#6b4326", 0.5, blur=1.5)
    coat = "#f1e4cc"
    for x in (-12, -8, 11, 15):
        b.stroke([(x, -14), (x + 0.5, 0)], [4, 2.4], shade(coat, 0.35 if x in (-8, 15) else 0.15))
    body = path("-18,-26 -4,-27 12,-27 20,-23 19,-13 6,-10 -10,-11 -17,-15")
    b.blob(body, [[coat, mix(coat, "#a9764a", 0.3)], [mix(coat, "#a9764a", 0.4), "#9a6f4c"]])
    b.stroke(
        [(-12, -21), (-18, -26), (-22, -33)], [10, 7.5, 6], [[coat, mix(coat, "#a9764a", 0.3)]]
    )
    b.blob(path("-20,-37 -25,-36 -33,-29 -31,-26 -24,-28 -19,-31"), mix(coat, "#8a5f41", 0.35))
    b.stroke([(-21, -36), (-18, -42), (-14, -44)], [2.6, 1.8, 0.5], "#4b3a30")
    b.stroke([(-20, -34), (-15, -35), (-13, -32)], [2.4, 2.6, 0.8], "#8a6a50")
    b.stroke([(20, -23), (24, -26), (23, -20)], [3, 2.4, 0.8], coat)


def far_pupils(b: Brush, rng: Random) -> None:
    """Draw a line of pupils walking away over the plain."""
    track = path("640,740 560,640 480,560 470,500 520,462 500,436")
    b.poly(ribbon(track, [130, 96, 50, 24, 11, 5]), "#f6dfae", [[0.7], [0.6], [0.0]], blur=4)
    for x, y, scale in (
        (507, 452, 0.24),
        (519, 462, 0.3),
        (498, 476, 0.36),
        (470, 492, 0.44),
        (486, 508, 0.5),
        (462, 538, 0.6),
        (494, 552, 0.66),
    ):
        girl = rng.random() < 0.5
        look = Look(
            "crop",
            "#221d1c",
            rng.choice(DARK_SKIN),
            "#f3ead6" if girl else "#e9e3d2",
            "#2f6b5e",
            skirt=girl,
        )
        standing(b.at(x, y, scale), look, ARMS_DOWN, rng.choice((4, 9)), skull=1.15)


def wrapped(b: Brush, look: Look, arms: Points, stripes: tuple[Colour, ...], shawl: bool) -> None:
    """Draw a woman from behind in a long printed wrap."""
    b.dot(24, -1, 48, 7, "#5d3820", 0.5, blur=3)
    for side in (-1, 1):
        b.limb([(side * 9, -10), (side * 11, -2)], [8, 9], shade(look.skin, 0.2))
    for side, elbow, hand in ((-1, arms[0], arms[1]), (1, arms[2], arms[3])):
        arm(b, look, side, [(side * 17, -135), elbow, hand], 0.3)
    draw_wrap(b, look, stripes)
    half = path("0,-148 6.5,-147 15,-142 20,-134 17.5,-117 15,-106 17,-92 0,-88")
    shirt(b, look, mirrored(half), -92, -146)
    if shawl:
        draw_shawl(b, look, stripes)
    head(b.at(0, -146), look)
    for ring, tone in enumerate(("#e6b445", "#c8433a", "#f4ecd8")):
        b.stroke(
            [(-7 - ring, -147 + ring * 2), (0, -144.6 + ring * 2.2), (7 + ring, -147 + ring * 2)],
            [1.8, 1.8],
            tone,
        )


def draw_wrap(b: Brush, look: Look, stripes: tuple[Colour, ...]) -> None:
    """Draw an ankle-long skirt with woven bands near the hem."""
    skirt = smooth(mirrored(path("0,-100 14,-100 20,-84 22,-50 25,-10 14,-6 0,-5")))
    with b.inside(skirt) as cloth:
        cloth.rect(
            -30, -102, 60, 100, [[lit(look.bottom, 0.2), look.bottom, shade(look.bottom, 0.4)]]
        )
        for index, tone in enumerate(stripes):
            for y in (-34, -20 + index * 5):
                band = [(-30, y - index * 5), (0, y + 3 - index * 5), (30, y - index * 5)]
                cloth.poly(ribbon(band, [2.6, 2.6]), tone)
        for x in (-12, -3, 8, 15):
            cloth.stroke(
                [(x * 0.6, -96), (x, -50), (x * 1.3, -4)],
                [0.5, 2.4, 1],
                shade(look.bottom, 0.55),
                0.5,
            )


def draw_shawl(b: Brush, look: Look, stripes: tuple[Colour, ...]) -> None:
    """Draw a striped cloth tied over one shoulder."""
    cloak = smooth(path("-8,-149 9,-148 21,-138 23,-112 16,-78 2,-70 -14,-96 -21,-132"))
    with b.inside(cloak) as cloth:
        cloth.rect(
            -26, -150, 52, 84, [[lit(look.cloth, 0.25), look.cloth, shade(look.cloth, 0.4)]]
        )
        for step in range(7):
            cloth.stroke(
                [(-26, -128 + step * 11), (26, -142 + step * 11)],
                [1.8, 1.8],
                stripes[step % 2],
                0.8,
            )


def jerrycan(b: Brush, tone: Colour = "#ecb531", shadow: bool = True) -> None:
    """Draw a yellow water can 28 wide; the origin is on the ground under its middle."""
    if shadow:
        b.dot(8, 0, 22, 3.4, "#5d3820", 0.5, blur=1.5)
    body = path("-14,0 -14,-29 -9,-36 8,-36 14,-29 14,0")
    b.poly(body, [[lit(tone, 0.35), tone, mix(tone, "#8a5a1c", 0.55)]])
    b.poly(path("-7,-38 6,-38 6,-29 -7,-29"), mix(tone, "#8a5a1c", 0.25))
    b.poly(path("-3.5,-35 3.5,-35 3.5,-31.5 -3.5,-31.5"), "#8a5f2c")
    b.poly(path("8,-37 13,-31 17,-34 12,-40"), "#c33f2f")
    b.stroke([(-10, -25), (10, -6)], [1.6, 1.6], mix(tone, "#8a5a1c", 0.4))
    b.stroke([(10, -25), (-10, -6)], [1.6, 1.6], mix(tone, "#8a5a1c", 0.4))
    b.stroke([(-12.6, -3), (-12.6, -28)], [0.6, 1.8], "#fff1c4", 0.8)


def hand_pump(b: Brush) -> None:
    """Draw a lever pump on its round concrete base; the origin is the foot of the stand."""
    b.dot(30, 6, 170, 27, "#6b4326", 0.45, blur=6)
    b.dot(0, 4, 150, 25, [["#a3978a", "#7c7068"]])
    b.dot(0, -3, 150, 25, [["#e9dfcd", "#b8aa98"]])
    b.dot(0, -3, 132, 20, [["#cdbfab", "#dccfba"]])
    b.dot(-52, -2, 40, 8, "#8fb9bd", [[0.9], [0.5]])
    for x in (-20, 18):
        b.stroke([(x * 0.3, -66), (x, -4)], [5, 5], "#35586a")
    b.rect(-8, -140, 16, 138, [["#8db5be", "#4f7f90", "#27495a"]])
    b.rect(-15, -158, 30, 34, [["#97bfc6", "#568697", "#284b5c"]])
    b.rect(-18, -162, 36, 6, [["#b9d5d6", "#3a6272"]])
    b.stroke(path("-8,-118 -34,-116 -46,-104 -47,-92"), [11, 10, 9, 8], [["#7fa9b4"], ["#3c6677"]])
    b.stroke([(-47, -92), (-48, -60), (-47, -36)], [3.4, 3, 4], "#e9f6f5", 0.85)
    b.rect(-11, -186, 24, 26, [["#86b0ba", "#2f5364"]])
    b.stroke([(4, -176), (60, -158), (122, -122)], [7, 6, 6], "#37596a")
    b.stroke([(6, -178), (60, -160), (120, -125)], [1, 1.6, 1], "#bcd6d8", 0.8)


def pump_place(b: Brush, rng: Random) -> None:
    """Draw the pump, the queue of cans, the women and two waiting pupils."""
    hand_pump(b.at(640, 690, 1.28))
    jerrycan(b.at(580, 694, 1.4))
    pumping = Look("wrap", skin=DARK_SKIN[0], top="#e0b04a", bottom="#a83a4a", cloth="#1f7f86")
    wrapped(
        b.at(800, 716, 1.36, flip=True),
        pumping,
        path("-23,-116 -10,-128 23,-116 10,-128"),
        ("#f2d06a", "#f4ecd8"),
        shawl=False,
    )
    waiting = Look("wrap", skin=DARK_SKIN[1], top="#1f6f78", bottom="#d27a35", cloth="#b8433a")
    wrapped(b.at(322, 702, 1.3, flip=True), waiting, ARMS_DOWN, ("#2b5f7f", "#f6e3b0"), shawl=True)
    for x, y, tone in (
        (410, 712, "#ecb531"),
        (452, 720, "#f0bf3f"),
        (366, 722, "#e5a92b"),
        (322, 735, "#efb938"),
        (275, 742, "#e3a72e"),
        (496, 734, "#ecb531"),
    ):
        jerrycan(b.at(x, y, 1.35 * rng.uniform(0.94, 1.05), turn=rng.uniform(-2, 2)), tone)
    carrying = Look("wrap", skin=DARK_SKIN[2], top="#5f3f86", bottom="#2b6f8f", cloth="#e0a63c")
    wrapped(
        b.at(1010, 735, 1.48, flip=True), carrying, ARMS_DOWN, ("#f0c65a", "#d8574a"), shawl=True
    )
    jerrycan(b.at(1044, 662, 1.35), shadow=False)
    for x, y, girl in ((130, 770, False), (208, 782, True)):
        look = Look("crop", "#221d1c", rng.choice(DARK_SKIN), "#f3ead6", "#2f6b5e", skirt=girl)
        place = b.at(x, y, 1.12, flip=True)
        standing(place, look, ARMS_DOWN, 3, rng.uniform(-8, 0), skull=1.18)
        satchel_plain(place, "#3d6f94" if girl else "#a8553a")


def satchel_plain(b: Brush, colour: Colour) -> None:
    """Draw a small cloth bag across a pupil's back."""
    b.stroke([(-13, -141), (2, -118), (17, -96)], [2.6, 2.6], shade(colour, 0.3))
    b.blob(path("8,-100 24,-103 27,-80 8,-78"), [[lit(colour, 0.2), shade(colour, 0.3)]])


def classroom(b: Brush, rng: Random) -> None:
    """Paint high-school students listening to a talk about scams on the phone."""
    b.rect(0, 0, 1200, 560, [["#e9dfcb", "#d9cdb6"], ["#f3e8d2", "#dfd0b6"]])
    b.rect(0, 545, 1200, 360, [["#b98f66", "#9a7352"], ["#8b6549", "#5d4739"]])
    for step in range(-8, 20):
        x = 640 + (step - 6) * 46
        b.poly(
            [
                (x, 552),
                (x + 1.5, 552),
                (640 + (step - 6) * 150, 905),
                (634 + (step - 6) * 150, 905),
            ],
            "#5d4434",
            0.22,
        )
    window_wall(b, rng)
    front_wall(b)
    for shift in (0, 150, 300):
        beam = [
            (240 + shift, 580),
            (330 + shift, 580),
            (560 + shift * 1.5, 910),
            (330 + shift * 1.5, 910),
        ]
        b.poly(beam, "#ffe9b8", [[0.5], [0.12]], blur=8)
    class_presenter(b.at(1030, 604, 1.5))
    desk_rows(b, rng)
    b.poly(path("0,0 250,60 900,905 0,905"), "#fff0c9", [[0.34, 0.0], [0.12, 0.0]], blur=30)


def window_wall(b: Brush, rng: Random) -> None:
    """Draw the wall on the left in perspective with three tall windows and the city outside."""

    def at(t: float, level: float) -> tuple[float, float]:
        """Place a point: t along the wall (0 near, 1 far), level from floor 0 to ceiling 1."""
        deep = t / (t + 0.62 * (1 - t))
        low, high = 860 - 300 * deep, -150 + 170 * deep
        return -60 + 330 * deep, low + (high - low) * level

    b.poly(
        [at(0, 0), at(0, 1), at(1, 1), at(1, 0)], [["#c9bfa9", "#e4d8c0"], ["#a3937c", "#c6b599"]]
    )
    for t in (0.06, 0.39, 0.71):
        pane = [at(t, 0.27), at(t, 0.9), at(t + 0.25, 0.9), at(t + 0.25, 0.27)]
        with b.inside(pane) as view:
            city_view(view, rng, min(x for x, _ in pane), max(x for x, _ in pane))
        for first, second in ((0, 1), (1, 2), (2, 3), (3, 0)):
            b.poly(ribbon([pane[first], pane[second]], [6, 6]), "#f7f0e0")
        for level in (0.48, 0.69):
            b.poly(ribbon([at(t, level), at(t + 0.25, level)], [3.5, 3]), "#f7f0e0")
        b.poly(ribbon([at(t + 0.125, 0.27), at(t + 0.125, 0.9)], [3.5, 3.5]), "#f7f0e0")
        b.poly(ribbon([at(t - 0.01, 0.265), at(t + 0.26, 0.265)], [10, 8]), "#fff9ea")
    b.poly(ribbon([at(0, 0.02), at(1, 0.02)], [22, 12]), "#7d6a56")
    b.poly(
        [at(1, 0), at(1, 1), (at(1, 1)[0] + 46, 0), (at(1, 0)[0] + 46, 560)], INK, [[0.16, 0.0]]
    )


def city_view(b: Brush, rng: Random, left: float, right: float) -> None:
    """Draw sky and towers seen through one window."""
    b.rect(left, 0, right - left, 660, [["#a9d0d8"], ["#d9e6dc"], ["#fdeecb"], ["#fbe0b0"]])
    for level, tone in ((0, "#b3cacd"), (50, "#82a8b1"), (95, "#5a8793")):
        x = left - rng.uniform(0, 14)
        while x < right:
            wide, top = rng.uniform(14, 30), 270 + level + rng.uniform(-75, 60)
            b.rect(x, top, wide, 420, [[lit(tone, 0.35), tone], [lit(tone, 0.6), lit(tone, 0.5)]])
            if rng.random() < 0.4:
                b.rect(x + wide * 0.45, top - 22, 2, 24, tone)
            for row in range(9):
                b.rect(x + 3, top + 8 + row * 14, wide - 7, 4, "#fff4d8", 0.4)
            x += wide + rng.uniform(-3, 7)


def front_wall(b: Brush) -> None:
    """Draw the front wall: the lit screen, a notice board, a clock and a plant."""
    b.rect(270, 546, 935, 10, "#7d6a56")
    b.rect(270, 0, 935, 30, "#8d8170", [[0.3], [0.0]])
    b.dot(640, 280, 400, 260, "#fff6df", 0.8, blur=60)
    b.rect(356, 96, 568, 352, "#1b2a31", 0.35, blur=8)
    b.rect(350, 86, 568, 352, [["#33464d", "#1e2d34"]])
    with b.inside(path("360,96 908,96 908,428 360,428")) as screen:
        screen.rect(360, 96, 548, 332, [["#1d6672", "#17505d"], ["#12404f", "#0e3340"]])
        screen.dot(634, 262, 250, 210, "#3f98a0", 0.5, blur=50)
        phone_slide(screen.at(634, 262))
    bookshelf(b.at(1096, 548))
    b.dot(1120, 120, 30, 30, "#6b5646")
    b.dot(1120, 120, 26, 26, "#fdf8ec")
    b.stroke([(1120, 120), (1120, 103)], [2.6, 2], "#2a3438")
    b.stroke([(1120, 120), (1132, 126)], [2.8, 2], "#2a3438")
    b.rect(1078, 196, 112, 150, "#9c7650")
    b.rect(1084, 202, 100, 138, "#d9c39b")
    for x, y, w, h, tone in (
        (1090, 210, 40, 50, PAPER),
        (1138, 214, 38, 36, "#7fb0ad"),
        (1092, 270, 36, 58, OCHRE),
        (1136, 262, 42, 66, "#f3e5c6"),
    ):
        b.rect(x, y, w, h, tone)
        b.rect(x + 5, y + 8, w - 12, 3, INK, 0.45)
        b.rect(x + 5, y + 16, w - 18, 3, INK, 0.3)


def bookshelf(b: Brush) -> None:
    """Draw a low shelf of books with a plant on it."""
    b.rect(0, -112, 112, 112, [["#a9794c", "#82583a"]])
    rng = Random(7)
    for level in (-104, -54):
        b.rect(6, level, 106, 44, "#4d3829")
        x = 8.0
        while x < 108:
            wide, tall = rng.uniform(5, 10), rng.uniform(28, 40)
            tone = rng.choice((TEAL, OCHRE, "#d9c7a3", "#5c8f92", "#a8503f", "#e7d9bb", "#37586a"))
            b.rect(x, level + 44 - tall, wide, tall, [[lit(tone, 0.2), shade(tone, 0.15)]])
            x += wide + rng.choice((0.8, 0.8, 7))
    b.poly(path("50,-140 84,-140 79,-112 55,-112"), [["#d98a5a", "#9c5638"]])
    for turn in (-64, -40, -16, 8, 30, 54):
        leaf_place = b.at(67, -140, 2.1, turn=turn - 90)
        leaf_place.poly(path("0,-1 10,-4.4 22,-3 31,0 22,2.6 10,3.4"), "#3f7a5a")
        leaf_place.poly(path("0,-1 10,-4.4 22,-3 31,0"), "#6d9c6c")


def card(x: float, y: float, w: float, h: float, r: float) -> list[tuple[float, float]]:
    """Outline a rectangle with rounded corners of radius r."""
    corners = (
        (x + w - r, y + r, 270),
        (x + w - r, y + h - r, 0),
        (x + r, y + h - r, 90),
        (x + r, y + r, 180),
    )
    return [
        (
            cx + r * math.cos(math.radians(start + turn)),
            cy + r * math.sin(math.radians(start + turn)),
        )
        for cx, cy, start in corners
        for turn in range(0, 91, 15)
    ]


def phone_slide(b: Brush) -> None:
    """Draw the slide: a big phone with chat bubbles and a warning sign."""
    b.poly(card(-80, -152, 170, 310, 22), "#071f29", 0.5, blur=5)
    b.poly(card(-84, -156, 168, 310, 22), [["#f4f0e9", "#c3c9c4"]])
    b.poly(card(-75, -138, 150, 276, 10), [["#e7f0ec"], ["#bcd6d3"]])
    b.poly(card(-20, -151, 40, 6, 3), "#8b9896")
    rows = [
        (-66, -124, 92, 34, "#ffffff"),
        (-22, -80, 88, 30, "#2f8a90"),
        (-66, -40, 104, 46, "#ffffff"),
        (-10, 16, 76, 28, "#2f8a90"),
        (-66, 54, 80, 34, "#ffffff"),
    ]
    for x, y, w, h, tone in rows:
        b.poly(card(x, y, w, h, 10), tone)
        tail = x + 6 if tone == "#ffffff" else x + w - 6
        b.poly(
            [
                (tail - 6, y + h - 8),
                (tail + 6, y + h - 8),
                (tail + (-9 if tone == "#ffffff" else 9), y + h + 5),
            ],
            tone,
        )
        ink = "#7c969a" if tone == "#ffffff" else "#d4ece8"
        for step in range(2 if h < 40 else 3):
            b.poly(card(x + 11, y + 9 + step * 11, (w - 24) * (1 - step * 0.22), 4.5, 2), ink)
    slide_signs(b)


def slide_signs(b: Brush) -> None:
    """Draw the messages beside the phone and the warning sign."""
    b.poly(card(116, -110, 120, 62, 16), "#f4f0e9")
    b.poly([(128, -56), (150, -56), (104, -28)], "#f4f0e9")
    for step, wide in enumerate((90, 72, 50)):
        b.poly(card(131, -96 + step * 14, wide, 6, 3), "#85a5a8")
    b.poly(card(-238, -66, 124, 60, 16), "#d5e6e0")
    b.poly([(-150, -12), (-128, -12), (-106, 12)], "#d5e6e0")
    for step, wide in enumerate((94, 62)):
        b.poly(card(-222, -48 + step * 15, wide, 6, 3), "#6b9396")
    b.poly(
        smooth(path("150,110 98,106 88,94 146,2 162,2 220,94 210,106"), steps=8),
        "#071f29",
        0.4,
        blur=5,
    )
    b.poly(
        smooth(path("154,104 96,103 84,90 144,-4 164,-4 224,90 212,103"), steps=8),
        [["#f2a75a"], ["#d8843f"]],
    )
    b.stroke([(154, 26), (154, 68)], [13, 8], "#fdf6e6")
    b.dot(154, 84, 6.5, 6.5, "#fdf6e6")


def class_presenter(b: Brush) -> None:
    """Draw the presenter from behind beside the screen, one arm pointing to it."""
    look = Look("bun", top="#d8843f", bottom="#2f3f4d", cloth="#f4e6cc", rim="#fff3d6")
    standing(b, look, path("-42,-146 -66,-160 24,-112 23,-87"), nod=-7)


def desk_rows(b: Brush, rng: Random) -> None:
    """Draw three rows of students at desks, the nearest the largest."""
    styles = ("short", "bob", "tail", "short", "long", "bun", "short", "braids", "crop")
    rows = [
        (655, 1.02, (322, 456, 588, 724, 856), 0.18),
        (772, 1.5, (205, 418, 640, 858, 1080), 0.08),
        (950, 2.25, (90, 400, 735, 1075), 0.0),
    ]
    number = 0
    for y, scale, places, haze in rows:
        for x in places:
            number += 1
            hair = styles[(number * 4) % 9]
            top = mix("#f6f2e8", "#e8d8bd", haze)
            look = Look(
                hair,
                mix(rng.choice(HAIR), "#b99a7a", haze),
                rng.choice(SKIN),
                top,
                "#243b5c",
                PAPER,
            )
            raised = number in (4, 9)
            place = b.at(x + rng.uniform(-8, 8), y + rng.uniform(-4, 4), scale)
            at_desk(place, rng, look, raised, haze)


def at_desk(b: Brush, rng: Random, look: Look, raised: bool, haze: float) -> None:
    """Draw one student at a desk; the origin is below the seat."""
    wood = mix("#c08a58", "#d9b78e", haze)
    b.dot(16, 44, 62, 8, "#3f2d24", 0.5, blur=4)
    for x in (-50, 47):
        b.stroke([(x * 0.94, -24), (x, 40)], [3.4, 3.4], "#59636a")
    b.poly(path("-46,-38 46,-38 56,-25 -56,-25"), [[lit(wood, 0.4), wood]])
    b.poly(path("-56,-25 56,-25 56,-20 -56,-20"), shade(wood, 0.4))
    b.poly(path("-38,-36 -20,-36 -22,-28 -42,-28"), rng.choice(("#f7efe0", "#7fb0ad", "#e0a05c")))
    arms = list(path("-26,-33 -19,-30 26,-33 19,-30"))
    if raised:
        arms[2:] = [(25, -68), (22, -94)]
    b.blob(mirrored(path("0,-18 17,-18 21,-6 20,6 0,8")), [[look.bottom, shade(look.bottom, 0.5)]])
    bust(b, look, arms, rng.uniform(-5, 5), rng.uniform(-1.5, 1.5))
    for x in (-17, 17):
        b.stroke([(x, -22), (x * 1.08, 52)], [3.6, 3.6], "#4b565e")
    b.poly(
        mirrored(path("0,-29 18,-28 20,-25 19,-11 0,-9")), [[lit(wood, 0.3), shade(wood, 0.25)]]
    )
    b.rect(-20, 6, 40, 5, [[wood, shade(wood, 0.4)]])


def mascot(b: Brush, rng: Random) -> None:
    """Paint the costume mascot Zoe on a school stage in front of cheering students."""
    b.rect(0, 0, 960, 760, [["#86bac4"], ["#c4dcd4"], ["#f8e8c6"], ["#fbe0b0"]])
    clouds(b, rng, "#fff6e2", 10)
    b.dot(470, 330, 420, 330, "#fff3d0", 0.75, blur=80)
    school_front(b, rng)
    stage(b)
    for x, y, size in ((18, 500, 128), (948, 530, 104)):
        tree(b, rng, x, y, size, ("#23544c", "#3f7a5a", "#c3cf82"))
    bunting(b, path("-10,60 200,176 480,214 760,170 975,40"), 19, 1.0)
    zoe(b.at(480, 838, 1.02))
    confetti(b, rng)
    crowd(b, rng)
    bunting(b, path("-10,-34 240,78 480,104 720,76 975,-50"), 13, 1.5)


def school_front(b: Brush, rng: Random) -> None:
    """Draw the two-storey school with its galleries behind the stage."""
    b.poly(path("60,262 120,206 840,206 900,262"), [["#c9704d", "#a9573f"]])
    for step in range(50):
        b.rect(118 + step * 14.6, 208, 1.6, 54, "#7a3b2c", 0.3)
    b.rect(80, 260, 800, 500, [["#f4e6c9", "#e0cba6"]])
    for floor in (274, 452):
        b.rect(80, floor, 800, 118, [["#5f8084"], ["#8aa39d"]])
        for step in range(9):
            x = 100 + step * 88
            b.rect(x + 20, floor + 26, 38, 92 if step % 3 == 1 else 56, [["#2f555e", "#4d7377"]])
            b.rect(x + 24, floor + 30, 13, 20, "#f3deb0", 0.55)
            b.rect(x - 8, floor, 13, 170, [["#fbf1da", "#cfba97"]])
        b.rect(80, floor, 800, 26, INK, [[0.4], [0.0]])
        b.rect(74, floor + 112, 812, 9, [["#fff6e2", "#dcc8a4"]])
        b.rect(80, floor + 121, 800, 50, [["#eddab6", "#d5be97"]])
        for step in range(56):
            b.rect(84 + step * 14.3, floor + 127, 6, 36, "#b79c78", 0.5)
    b.rect(80, 260, 800, 500, "#fbe6bd", [[0.15, 0.4, 0.15]])
    shrubs = sorted((rng.uniform(686, 722), rng.uniform(0, 960)) for _ in range(70))
    canopy(b, rng, [(x, y) for y, x in shrubs], 26, ("#2b5b4e", "#4b8059", "#bccb7c"))
    b.rect(-5, 722, 970, 500, [["#d9cfa0"], ["#b3ae80"], ["#6f7f68"]])


def stage(b: Brush) -> None:
    """Draw the stage with its round backdrop."""
    b.dot(480, 538, 292, 292, "#173f4c", 0.3, blur=10)
    b.dot(480, 528, 290, 290, [["#1c6a75", "#12404f"]])
    b.dot(480, 528, 272, 272, [["#f9edd2"], ["#f0d9ac"]])
    for step in range(24):
        angle = math.tau * step / 24
        shape = [(480, 528)] + [
            (480 + 270 * math.cos(angle + turn), 528 + 270 * math.sin(angle + turn))
            for turn in (-0.065, 0.065)
        ]
        b.poly(shape, "#e3a35c", 0.42)
    b.dot(480, 528, 190, 190, "#fff4da", 0.75, blur=50)
    b.poly(path("130,800 830,800 900,862 60,862"), [["#d8ad7c"], ["#b98556"]])
    for step in range(12):
        b.poly(
            [
                (150 + step * 60, 800),
                (152 + step * 60, 800),
                (96 + step * 70, 862),
                (92 + step * 70, 862),
            ],
            "#7b5334",
            0.3,
        )
    b.rect(60, 862, 840, 110, [["#17505d"], ["#0f3541"]])
    for step in range(21):
        b.poly(
            [(60 + step * 40, 862), (100 + step * 40, 862), (80 + step * 40, 888)],
            OCHRE if step % 2 else PAPER,
        )


def bunting(b: Brush, points: Points, count: int, scale: float) -> None:
    """Hang paper pennants on a cord through the points."""
    cord = smooth(points, closed=False, steps=24)
    b.poly(ribbon(points, [2, 2]), "#3d4a4c")
    tones = (OCHRE, "#f6ecd5", "#1f7680", "#e9bd55", "#c65745")
    for index in range(count):
        place = int((index + 0.5) / count * (len(cord) - 2))
        (x, y), (nx, ny) = cord[place], cord[place + 1]
        flag = b.at(x, y, scale, turn=math.degrees(math.atan2(ny - y, nx - x)))
        tone = tones[index % len(tones)]
        flag.poly([(-17, 0), (17, 0), (2, 40)], [[lit(tone, 0.25), tone, shade(tone, 0.25)]])
        flag.rect(-17, -1, 34, 4, shade(tone, 0.2))


def confetti(b: Brush, rng: Random) -> None:
    """Scatter paper scraps in the air around the mascot."""
    for _ in range(110):
        angle, reach = rng.uniform(0, math.tau), rng.uniform(230, 480)
        x, y = 480 + reach * math.cos(angle), 440 + reach * 0.8 * math.sin(angle)
        piece = b.at(x, y, rng.uniform(0.7, 1.5), turn=rng.uniform(0, 180))
        tone = rng.choice((OCHRE, "#f9f0dc", "#1f7680", "#e9bd55", "#c65745"))
        piece.poly(path("-5,-2 4,-3 5,2 -4,3"), tone)


PLUSH, PLUSH_LIGHT, PLUSH_DARK = "#f3bd3c", "#ffdf83", "#c07f2a"


def plush(b: Brush, outline: Points, tone: Colour = PLUSH, dark: Colour = PLUSH_DARK) -> None:
    """Fill a soft, furry form: light from the upper left, warm shadow on the lower right."""
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    left, top, wide, tall = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    with b.inside(outline) as fur:
        fur.rect(left, top, wide, tall, [[lit(tone, 0.35), tone], [tone, mix(tone, dark, 0.45)]])
        fur.dot(
            left + wide * 0.3,
            top + tall * 0.26,
            wide * 0.3,
            tall * 0.26,
            lit(tone, 0.6),
            0.5,
            blur=16,
        )
        rim = [
            (x + wide * 0.5, y + tall * 0.5) for x, y in oval(left, top, wide * 0.42, tall * 0.44)
        ]
        shadow = [
            *outline,
            outline[0],
            *[(x - wide * 0.07, y - tall * 0.06) for x, y in rim[::-1]],
            rim[-1],
        ]
        fur.poly(shadow, dark, [[0.0, 0.25], [0.25, 0.75]], grit=0.5, blur=9)


def zoe(b: Brush) -> None:
    """Draw Zoe, a sunny elephant costume with raised arms; the origin is between the feet."""
    b.dot(10, 2, 190, 18, "#5b3d25", 0.55, blur=9)
    for side in (-1, 1):
        ear = smooth(
            [
                (side * 70, -470),
                (side * 150, -512),
                (side * 218, -468),
                (side * 222, -392),
                (side * 172, -326),
                (side * 92, -338),
            ]
        )
        plush(b, ear)
        inner = [
            (side * 96, -446),
            (side * 152, -478),
            (side * 194, -448),
            (side * 192, -392),
            (side * 154, -352),
            (side * 104, -362),
        ]
        b.blob(inner, [["#f6b69a", "#e28f70"]], 0.8, blur=3)
    for side in (-1, 1):
        leg = smooth(
            [
                (side * 18, -120),
                (side * 100, -124),
                (side * 106, -50),
                (side * 122, -14),
                (side * 100, 4),
                (side * 40, 5),
                (side * 16, -10),
                (side * 20, -60),
            ]
        )
        plush(b, leg)
        for toe in (52, 76, 98):
            b.dot(side * toe, -7, 11, 9, "#fff2d2")
        zoe_arm(b, side)
    zoe_shirt(b)
    zoe_head(b)


def zoe_arm(b: Brush, side: int) -> None:
    """Draw one raised arm with its sleeve and padded hand."""
    plush(
        b,
        ribbon(
            [(side * 96, -282), (side * 178, -304), (side * 234, -372), (side * 262, -452)],
            [84, 74, 68, 72],
        ),
    )
    plush(
        b,
        smooth(
            [
                (side * 232, -440),
                (side * 222, -490),
                (side * 258, -520),
                (side * 302, -500),
                (side * 304, -452),
                (side * 268, -428),
            ]
        ),
    )
    b.blob(
        [
            (side * 246, -458),
            (side * 248, -488),
            (side * 274, -494),
            (side * 284, -466),
            (side * 264, -448),
        ],
        "#f6b69a",
        0.85,
    )
    sleeve = ribbon([(side * 84, -270), (side * 140, -292), (side * 186, -318)], [92, 96, 98])
    plush(b, sleeve, "#1c7480", "#0f3f4c")
    b.stroke([(side * 160, -348), (side * 196, -322), (side * 208, -276)], [5, 6, 5], OCHRE)


def zoe_shirt(b: Brush) -> None:
    """Draw the round body in its teal T-shirt with a sun on the chest."""
    body = smooth(
        mirrored(path("0,-330 80,-322 128,-270 146,-190 134,-118 88,-88 0,-80")), steps=10
    )
    plush(b, body, "#1f7b86", "#0f3f4c")
    with b.inside(body) as cloth:
        cloth.stroke([(-150, -118), (0, -84), (150, -118)], [10, 12, 10], OCHRE)
        for points in (
            [(-128, -150), (-100, -170), (-64, -172)],
            [(130, -160), (100, -184), (70, -186)],
            [(-112, -236), (-90, -216), (-80, -190)],
            [(112, -240), (96, -214), (88, -196)],
        ):
            cloth.stroke(points, [1, 7, 1], "#0f4753", 0.6, blur=1.5)
        cloth.dot(0, -300, 110, 40, "#0d3540", 0.6, blur=14)
    for step in range(12):
        ray = b.at(0, -186, turn=step * 30)
        ray.poly([(-6, -44), (6, -44), (0, -62)], "#f9d77c")
    b.dot(0, -186, 38, 38, [["#fbe3a0"], [OCHRE]])


def zoe_head(b: Brush) -> None:
    """Draw the costume head: soft cheeks, big eyes, a smile and a curled trunk."""
    outline = mirrored(path("0,-548 62,-536 108,-486 122,-416 104,-350 58,-312 0,-302"))
    plush(b, smooth(outline, steps=10))
    for x, lean in ((-14, -22), (0, 0), (14, 20)):
        b.stroke([(x, -540), (x + lean * 0.5, -562), (x + lean, -578)], [12, 10, 2], "#e0a02f")
    for side in (-1, 1):
        b.dot(side * 76, -380, 25, 18, "#ef8f63", 0.7, blur=5)
        b.dot(side * 48, -440, 25, 31, "#fffaf0")
        b.dot(side * 45, -436, 16.5, 22, [["#1d3a45"], ["#0d222b"]])
        b.dot(side * 45 - 6, -446, 6, 7, "#ffffff")
        b.dot(side * 45 + 6, -428, 3, 3.4, "#9fc7cb")
        b.stroke([(side * 26, -484), (side * 48, -494), (side * 72, -482)], [2, 7, 2], PLUSH_DARK)
    mouth = smooth(path("-62,-364 -34,-344 0,-338 34,-344 62,-364 44,-330 0,-312 -44,-330"))
    b.poly(mouth, [["#7d3030"], ["#a8433d"]])
    b.dot(4, -322, 24, 9, "#ee8e77")
    trunk = path("0,-432 0,-384 2,-334 18,-288 60,-268 104,-284 122,-322")
    b.poly(
        ribbon([(x + 5, y + 9) for x, y in trunk], [62, 62, 56, 50, 44, 40, 38]),
        "#7c4a1c",
        0.6,
        blur=6,
    )
    plush(b, ribbon(trunk, [52, 56, 52, 48, 42, 38, 36]))
    b.dot(123, -324, 18.5, 8, "#f6b69a", turn=22)
    b.dot(123, -324, 9, 3.4, "#c9785a", 0.8, turn=22)
    for x, y, turn in ((0, -396, 0), (0, -372, 0), (1, -348, -4), (6, -324, -16)):
        mark = b.at(x, y, turn=turn)
        mark.stroke([(-19, -2), (0, 3), (19, -2)], [0.5, 3, 0.5], PLUSH_DARK, 0.75)


def crowd(b: Brush, rng: Random) -> None:
    """Draw rows of students with raised hands and the two police officers at the side."""
    styles = ("short", "bob", "tail", "short", "bun", "braids", "crop", "long")
    rows = [
        (968, 1.1, [8 + 59 * index for index in range(17)]),
        (1040, 1.5, [70 + 82 * index for index in range(9)]),
        (1134, 2.1, [10, 130, 248, 372, 492, 606, 716]),
        (1270, 3.0, [90, 262, 440, 610]),
    ]
    officers = Look("cap", top="#5d4030", bottom="#4b3428", cloth="#563a2b", rim="#ffdca0")
    for number, (y, scale, places) in enumerate(rows):
        for index, x in enumerate(places):
            look = Look(
                styles[(index * 3 + number) % 8], rng.choice(HAIR), rng.choice(SKIN), cloth=PAPER
            )
            arms = cheering(rng, (index + number) % 4)
            place = b.at(x + rng.uniform(-8, 8), y + rng.uniform(-14, 8), scale)
            for side in (-1, 1):
                place.stroke([(side * 9, 20), (side * 9, 56)], [9, 7], shade(look.skin, 0.2))
            place.poly(
                path("-16,-16 16,-16 21,26 -21,26"), [[look.bottom, shade(look.bottom, 0.4)]]
            )
            bust(place, look, arms, rng.uniform(-6, 6))
        if number == 2:
            officer(b.at(778, 1262, 2.02), replace(officers, skin=SKIN[1]), -3)
            officer(b.at(892, 1276, 2.16), officers, 4)


def cheering(rng: Random, kind: int) -> Points:
    """Give arms for a student: both up, one up or none."""
    left = [(-24 - rng.uniform(0, 5), -72), (-21 - rng.uniform(-2, 7), -98)]
    right = [(24 + rng.uniform(0, 5), -72), (21 + rng.uniform(-2, 7), -98)]
    if kind == 0:
        return [*left, *right]
    if kind == 1:
        return [*ARMS_LAP[:2], *right]
    return [*left, *ARMS_LAP[2:]] if kind == 2 else ARMS_LAP


def officer(b: Brush, look: Look, nod: float) -> None:
    """Draw a police officer from behind with belt, hands folded behind the back."""
    standing(b, look, path("-24,-112 -20,-96 24,-112 20,-96"), nod=nod)
    for side in (-1, 1):
        arm(b, look, side, [(side * 17.8, -136), (side * 24, -112), (side * 4, -94)], 2)
    b.dot(-1, -93, 6.5, 4.6, shade(look.skin, 0.1))
    b.stroke([(-17.5, -88), (0, -85.5), (17.5, -88)], [5, 5.4, 5], "#221a17")
    for side in (-1, 1):
        b.poly(
            [(side * 7, -146), (side * 17, -140.5), (side * 16, -137), (side * 6, -142)], "#3a271e"
        )
        b.dot(side * 13.5, -141, 1.3, 1.3, "#e0b45c")


def draw(name: str) -> bytes:
    """Draw the named picture and return it as JPEG; see `PICTURES` for the names."""
    if name not in PICTURES:
        raise ValueError(f"Unknown picture {name!r}; known are: {', '.join(PICTURES)}")
    size, paint = PICTURES[name]
    rng = Random(f"grantreports {name}")
    brush = new_canvas(size, rng, max(size) / 1200)
    paint(brush, rng)
    return finish(brush, rng)


Painter = Callable[[Brush, Random], None]
PICTURES: dict[str, tuple[tuple[int, int], Painter]] = {
    "hill_school": ((2400, 1600), hill_school),
    "mascot": ((1920, 2400), mascot),
    "walk": ((2400, 1350), walk),
    "classroom": ((2400, 1800), classroom),
    "water_point": ((2400, 1600), water_point),
    "terraces": ((2400, 1600), terraces),
}
