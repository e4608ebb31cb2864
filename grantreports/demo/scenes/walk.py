"""An evening walk with lanterns and banners through the old town of Chiang Mai."""

import math

from grantreports.demo.brush import Brush
from grantreports.demo.scenes.colours import INK, OCHRE, PAPER, Colour, lit, shade
from grantreports.demo.scenes.land import canopy, clouds, hill
from grantreports.demo.scenes.people import DOWN, Arm, somebody, standing
from grantreports.demo.scenes.shapes import Point, both, mirrored, moved, smooth

GLOW, GOLD, POLE = "#ffdf9f", "#e0a862", "#3b2c2a"
BANNERS = (OCHRE, "#ecd9b0", "#2f7c83", "#c65f45")
CARRYING = Arm((25, 32), (20, 14))
ROWS = [  # y of the feet, scale, places
    (446, 0.52, range(330, 840, 38)),
    (505, 0.92, (236, 300, 396, 470, 566, 640, 742, 812, 900, 968)),
    (650, 1.52, (88, 196, 352, 452, 600, 742, 838, 968, 1098)),
]


def paint(b: Brush) -> None:
    """Paint the scene."""
    b.rect(0, 0, 1200, 440, [["#14394b"], ["#3f6a78"], ["#c99a83"], ["#f5bd7c"], ["#fbcf8f"]])
    clouds(b, "#f3b98c")
    b.dot(640, 370, 420, 130, GLOW, 0.7, blur=60)
    mountain(b)
    street(b)
    temple(b.at(165, 430))
    city_wall(b)
    lanterns(b, "-10,62 330,150 640,172 900,140 1215,44", 11, 0.62)
    walkers(b)
    lanterns(b, "-10,-14 300,62 620,80 930,52 1215,-30", 7, 1.15)


def mountain(b: Brush) -> None:
    """Draw Doi Suthep behind the town with the light of its temple."""
    shape = "-30,330 120,292 260,232 390,160 500,122 600,128 700,158 830,216 980,262 1230,312"
    line = [(x, y + b.rng.gauss(0, 0.8)) for x, y in smooth(shape, closed=False, steps=25)]
    hill(b, line, 440, "#2f5263", "#ffc58e")
    b.dot(548, 158, 16, 10, GLOW, 0.7, blur=6)
    b.poly("544,164 548,147 552,164", "#ffe9b4")
    trees = [(x, 418 + b.rng.uniform(-20, 8)) for x in range(-10, 1215, 17)]
    canopy(b, trees, 24, ("#2c4a4f", "#4b5f58", "#b98d63"))


def street(b: Brush) -> None:
    """Draw the paved road towards the glow of the evening."""
    b.rect(-5, 425, 1210, 255, [["#e9b283"], ["#b98672"], ["#7c6468"], ["#4a4a58"]])
    b.dot(620, 445, 330, 40, GLOW, 0.75, blur=22)
    for step in range(-9, 10):
        x, foot = 620 + step * 22, 616 + step * 150
        joint = [(x, 430), (x + 2, 430), (foot + 8, 680), (foot, 680)]
        b.poly(joint, "#4d3f48", [[0.05], [0.3]])
    for step in range(12):
        b.rect(0, 436 + 240 * (step / 12) ** 1.9, 1200, 0.8 + step * 0.1, "#4d3f48", 0.2)


def temple(b: Brush) -> None:
    """Draw the stacked roofs of a northern temple hall, gable to the viewer."""
    b.rect(-118, -112, 236, 118, [["#7a4a3a", "#4b3538"]])
    b.rect(-34, -92, 68, 98, [["#ffdd94"], ["#e79a4c"]])
    b.dot(0, -40, 80, 70, "#ffc877", 0.5, blur=24)
    for x in (-108, -74, -44, 34, 64, 98):
        b.rect(x, -112, 10, 118, [["#d39a62", "#5e3d36"]])
    for half, low, high in ((128, -170, -296), (172, -118, -236), (212, -72, -180)):
        roof(b, half, low, high)
    b.poly("-80,-82 0,-140 80,-82", [["#8a5438", "#5a3836"]])
    b.rect(-118, -84, 236, 6, GOLD)
    b.stroke("0,-290 2,-308 -5,-324 -1,-340", [8, 4, 3, 0.5], GOLD)


def roof(b: Brush, half: float, low: float, high: float) -> None:
    """Draw two sagging slopes with gilded edges and curled ends."""
    slopes = both([(0, high), (half * 0.42, (high + low) / 2), (half, low)])
    tips = both([(half * 0.96, low - 2), (half + 8, low - 3), (half + 12, low - 18)])
    for slope, tip, tone in zip(slopes, tips, ("#4c3035", "#6b4038"), strict=True):
        face = [*smooth(slope, closed=False), (slope[2][0] * 0.9, low + 14), (0, low + 14)]
        b.poly(face, [[lit(tone, 0.12)], [shade(tone, 0.4)]])
        b.stroke(slope, [6, 5, 4], [["#efbd76"], ["#b27a46"]])
        b.stroke(tip, [5, 4, 0.5], GOLD)


def on_wall(t: float, level: float) -> Point:
    """Place a point on the wall: t from 0 near to 1 far, level from foot 0 to crest 1."""
    foot, crest = 560 - 118 * t, 210 + 160 * t
    return 1220 - 400 * t, foot + (crest - foot) * level


def wall_part(t: float, level: float, long: float, tall: float) -> list[Point]:
    """Outline a part of the wall from its near lower corner."""
    corners = [(0, 0), (0, tall), (long, tall), (long, 0)]
    return [on_wall(t + along, level + up) for along, up in corners]


def city_wall(b: Brush) -> None:
    """Draw the old brick wall running from the right edge into the picture."""
    face = wall_part(0, 0, 1, 1)
    b.poly(face, [["#b56d4c", "#8d4d3d"], ["#a85a3d", "#5f3a3a"]])
    for row in range(26):
        for brick in range(30):
            if b.rng.random() < 0.55:
                shape = wall_part((brick + row % 2 * 0.5) / 30, row / 26, 0.029, 0.033)
                b.poly(shape, b.rng.choice(("#c07a55", "#85493c", "#a45f45", "#b8754f")))
    for step in range(11):
        b.poly(wall_part(step / 11, 0.98, 0.06, 0.1), [["#d08a60", "#7a4638"]])
    b.poly(face, INK, [[0.0, 0.0], [0.1, 0.35]])
    for t in (0.18, 0.5, 0.8):
        x, y = on_wall(t, 0.2)
        b.dot(x, y, 46 * (1.2 - t), 70 * (1.2 - t), "#ffc46e", 0.6, blur=16)


def lanterns(b: Brush, cord: str, count: int, scale: float) -> None:
    """Hang paper lanterns on a cord."""
    b.stroke(cord, [1.6, 1.6], "#1c2c36")
    line = smooth(cord, closed=False, steps=20)
    for index in range(count):
        x, y = line[int((index + 0.5) / count * (len(line) - 1))]
        place = b.at(x, y, scale * b.rng.uniform(0.92, 1.08), turn=b.rng.uniform(-4, 4))
        lantern(place, ("#f3a650", "#f7d38d", "#e27f4c")[index % 3])


def lantern(b: Brush, paper: Colour) -> None:
    """Draw a lit paper lantern hanging from the origin."""
    b.dot(0, 38, 58, 54, "#ffae66", 0.5, blur=20)
    b.rect(-0.7, 0, 1.4, 14, "#1c2c36")
    with b.inside(smooth(mirrored("0,12 12,14 24,28 24,44 12,58 0,60"))) as skin:
        edge, light = [lit(paper, 0.1), lit(paper, 0.3), paper], [lit(paper), "#fff3cf", paper]
        skin.rect(-25, 10, 50, 52, [edge, light, edge])
        for bend in (-19, -10, 0, 10, 19):
            rib = [(bend * 0.4, 12), (bend, 36), (bend * 0.4, 60)]
            skin.stroke(rib, [0.8, 1, 0.8], "#a3562f", 0.5)
    b.rect(-9, 10, 18, 4, "#7c3f2a")
    b.rect(-9, 58, 18, 4, "#7c3f2a")
    for x in (-5, 0, 5):
        b.stroke([(x, 62), (x * 1.3, 74), (x, 88)], [1.6, 1.6, 0.6], lit(paper, 0.2))


def walkers(b: Brush) -> None:
    """Draw three rows of people in dark T-shirts, the far ones lost in the glow."""
    rng = b.rng
    b.dot(600, 425, 480, 46, "#ffe3ad", 0.85, blur=26)
    for row, (y, scale, places) in enumerate(ROWS):
        for index, x in enumerate(places):
            spot = x + rng.uniform(-8, 8), y + rng.uniform(-8, 8) * scale
            flagged = row and (index * 3 + len(places)) % 5 < 2 and not 430 < x < 790
            place = b.at(*spot, scale * rng.uniform(0.9, 1.06))
            walker(place, index, BANNERS[index % 4] if flagged else None)
        if row == 0:
            b.dot(600, 405, 300, 50, "#f0bd88", 0.5, blur=16)
            cloth(b.at(604, 330))


def walker(b: Brush, number: int, banner: Colour | None) -> None:
    """Draw one walker with a long shadow, perhaps carrying a banner or a bag."""
    rng = b.rng
    top = rng.choice(("#15333f", "#1b2c3a", "#173b45"))
    bottom = rng.choice(("#2c3542", "#3b3d46", "#22303c", "#4a4640"))
    look = somebody(rng, number, top=top, bottom=bottom)
    b.blob("-16,0 16,0 26,44 -20,44", "#1d2733", [[0.5], [0.0]], blur=3)
    if banner:
        tung(b.at(19, -122, turn=rng.uniform(-3, 3)), banner)
    arm = CARRYING if banner else DOWN
    standing(b, look, DOWN, arm, rng.uniform(-5, 5), stride=rng.choice((3, 9, 12)))
    b.stroke("18,-142 22,-134 20,-118", [0, 1.6, 0], "#ffb56b", 0.7)
    if look.hair != "short" and number % 2:
        b.stroke("-14,-143 4,-118 15,-92", [2.2, 2.2, 2.2], "#b98b58")
        b.blob("9,-96 21,-98 23,-78 8,-78", "#a9683e")


def tung(b: Brush, colour: Colour) -> None:
    """Draw a long northern festival banner hanging from a pole held at the origin."""
    b.rect(-1.5, -150, 3, 180, POLE)
    b.stroke("-17,-142 17,-145", [2, 2], POLE)
    left = [(-14 + 3 * math.sin(i / 2.1), -141 + i * 10) for i in range(12)]
    right = [(14 + 4 * math.sin(i / 2.1 + 0.6), -143 + i * 10) for i in range(12)]
    with b.inside([*left, (4, -9), *reversed(right)]) as banner:
        banner.rect(-24, -150, 48, 145, [[lit(colour, 0.35), colour, shade(colour, 0.25)]])
        for y in range(-128, -20, 22):
            banner.poly(moved("-24,0 24,-3 24,4 -24,7", 0, y), shade(colour, 0.4), 0.75)
            banner.blob(moved("0,8 5,14 0,20 -5,14", 0, y), PAPER, 0.85)


def cloth(b: Brush) -> None:
    """Draw a wide cloth carried between two poles, the glow shining through."""
    for x in (-150, 150):
        b.stroke([(x, -46), (x, 120)], [3.4, 3], "#4a332c")
    top, bottom = "-150,-40 -70,-33 0,-31 70,-34 150,-40", "150,18 80,28 0,23 -80,26 -150,18"
    with b.inside(smooth(top, closed=False) + smooth(bottom, closed=False)) as sheet:
        folds = ["#e2bd8b", "#f6deb0", "#e9c691", "#fbe8bf", "#e5bf8a", "#f4d9a8", "#dcb383"]
        sheet.rect(-152, -46, 304, 80, [folds])
        for band in ("-150,-32 0,-23 150,-32", "-150,11 0,16 150,11"):
            sheet.stroke(band, [5, 5], "#c8743c")
        sheet.dot(0, -4, 13, 13, "#cf7d42")
        for x in (-96, -60, 60, 96):
            sheet.blob(moved("0,-14 9,-3 0,8 -9,-3", x, 0), "#3f7b7e", 0.85)
