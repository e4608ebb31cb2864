"""A hand pump with jerrycans on a dry plain in northern Kenya."""

from grantreports.demo.brush import Brush
from grantreports.demo.scenes.colours import Colour, lit, mix, shade
from grantreports.demo.scenes.land import canopy, grass, lump, misty_range
from grantreports.demo.scenes.people import DOWN, Arm, Look, standing, torso
from grantreports.demo.scenes.shapes import mirrored, path, ribbon, smooth

SKIN = ("#6b4430", "#5a3827", "#7a5039")
EARTH, YELLOW = "#6b4326", "#ecb531"
PUSHING = Arm((23, 30), (10, 18))
CLOUDS = "700,120,66 1010,150,84 470,84,40 800,238,30 1130,262,26"
ACACIAS = "480,436,0.28 560,432,0.2 860,438,0.34 1075,452,0.62 700,430,0.16"
FAR_PUPILS = (
    "507,452,0.24 519,462,0.3 498,476,0.36 470,492,0.44 486,508,0.5 462,538,0.6 494,552,0.66"
)
CANS = "410,712 452,720 366,722 322,735 275,742 496,734"


def paint(b: Brush) -> None:
    """Paint the scene."""
    b.rect(0, 0, 1200, 440, [["#7fb6c4"], ["#b9d6d3"], ["#f2e6c8"], ["#fce0ae"]])
    clouds(b)
    b.dot(960, 300, 340, 130, "#fff0c8", 0.8, blur=60)
    misty_range(b, "300,82 348,64 392,42", "#a3bfca", "#6a92a4", "#f6e2bd")
    plain(b)
    track = ribbon("640,740 560,640 480,560 470,500 520,462 500,436", [130, 96, 50, 24, 11, 5])
    b.poly(track, "#f6dfae", [[0.7], [0.6], [0.0]], blur=4)
    for index, (x, y, scale) in enumerate(path(FAR_PUPILS)):
        standing(b.at(x, y, scale), pupil(index), stride=4 + index % 2 * 5)
    acacia(b.at(190, 590, 1.95))
    pump(b.at(640, 690, 1.28))
    jerrycan(b.at(580, 694, 1.4))
    people(b)
    grass(b, 765, 150, ["#8a6a34", "#a98342", "#6f5a33", "#cfa75c"])


def clouds(b: Brush) -> None:
    """Draw flat-bottomed clouds, smaller towards the horizon."""
    rng = b.rng
    for x, y, size in path(CLOUDS):
        for index in range(15):
            along = (index / 7 - 1) * 1.5 + rng.uniform(-0.1, 0.1)
            r = size * rng.uniform(0.3, 0.56) * (1.15 - abs(along) / 1.9)
            puff = lump(rng, x + along * size, y - r * 0.5, r * 1.15, r * 0.8, 0.1)
            b.poly(puff, [["#fffdf6"], ["#fdf1d9"]], [[0.95], [0.75], [0.0]], blur=1.5)
        b.dot(x, y, size * 1.7, size * 0.13, "#f0e6d0", 0.7, blur=5)


def plain(b: Brush) -> None:
    """Draw the plain: bands of dust and dry grass, bushes and far acacias."""
    rng = b.rng
    b.rect(-5, 418, 1210, 390, [["#efd39c"], ["#e2b777"], ["#cf9352"], ["#b5733f"]])
    for _ in range(46):
        near = rng.random() ** 1.6
        place = rng.uniform(0, 1200), 426 + near * 370, rng.uniform(60, 260), 2 + near * 12
        tone = rng.choice(("#f6dfa8", "#b98648", "#d9a763", "#a9804d"))
        b.dot(*place, tone, 0.25, blur=3 + near * 6)
    bushes = [(rng.uniform(-10, 1210), 424 + rng.uniform(-2, 8)) for _ in range(120)]
    canopy(b, bushes, 9, ("#6f8468", "#8f9c70", "#d0c183"))
    for x, y, scale in path(ACACIAS):
        acacia(b.at(x, y, scale))
    bushes = [(rng.uniform(0, 1210), y) for y in range(440, 560, 5)]
    canopy(b, bushes, 12, ("#5e6b45", "#83854f", "#cdb56b"), 0.6)
    grass(b, 450, 420, ["#c99b55", "#a87d43", "#e3c27c", "#8a7040"])


def acacia(b: Brush) -> None:
    """Draw an umbrella thorn tree, 200 tall, with flat layers of leaves."""
    b.dot(70, 2, 150, 9, EARTH, 0.5, blur=4)
    b.stroke("-6,4 0,-50 -4,-92", [19, 11, 9], [["#75583f", "#3d2f29"]])
    for bend, x, y in path("-30,-96,-172 -22,-46,-188 0,4,-196 24,58,-184 40,108,-166"):
        b.stroke([(-2, -66), (bend, -118), (x, y)], [9, 6, 1.5], "#4d3b30")
    for x, y, reach in path("-70,-176,74 66,-174,78 0,-196,92 -112,-164,40 122,-160,38"):
        spots = [(x + b.rng.uniform(-1, 1) * reach, y + b.rng.gauss(0, 5)) for _ in range(16)]
        spots.sort(key=lambda spot: -spot[1])
        canopy(b, spots, 19, ("#3c5238", "#66773f", "#cdbb66"), 0.55)


def pump(b: Brush) -> None:
    """Draw a lever pump on its round base; the origin is the foot of the stand."""
    b.dot(30, 6, 170, 27, EARTH, 0.45, blur=6)
    b.dot(0, 4, 150, 25, [["#a3978a", "#7c7068"]])
    b.dot(0, -3, 150, 25, [["#e9dfcd", "#b8aa98"]])
    b.dot(0, -3, 132, 20, [["#cdbfab", "#dccfba"]])
    b.dot(-52, -2, 40, 8, "#8fb9bd", [[0.9], [0.5]])
    for x in (-20, 18):
        b.stroke([(x * 0.3, -66), (x, -4)], [5, 5], "#35586a")
    metal = [["#97bfc6", "#568697", "#284b5c"]]
    b.rect(-8, -140, 16, 138, metal)
    b.rect(-15, -158, 30, 34, metal)
    b.rect(-18, -162, 36, 6, [["#b9d5d6", "#3a6272"]])
    b.stroke("-8,-118 -34,-116 -46,-104 -47,-92", [11, 10, 9, 8], [["#7fa9b4"], ["#3c6677"]])
    b.stroke("-47,-92 -48,-60 -47,-36", [3.4, 3, 4], "#e9f6f5", 0.85)
    b.rect(-11, -186, 24, 26, metal)
    b.stroke("4,-176 60,-158 122,-122", [7, 6, 6], "#37596a")
    b.stroke("6,-178 60,-160 120,-125", [1, 1.6, 1], "#bcd6d8", 0.8)


def jerrycan(b: Brush, shadow: bool = True) -> None:
    """Draw a yellow water can, 28 wide; the origin is on the ground under its middle."""
    brown = mix(YELLOW, "#8a5a1c", 0.45)
    if shadow:
        b.dot(8, 0, 22, 3.4, EARTH, 0.5, blur=1.5)
    b.poly("-14,0 -14,-29 -9,-36 8,-36 14,-29 14,0", [[lit(YELLOW, 0.35), YELLOW, brown]])
    b.rect(-7, -38, 13, 9, mix(YELLOW, brown, 0.5))
    b.poly("8,-37 13,-31 17,-34 12,-40", "#c33f2f")
    for cross in ("-10,-25 10,-6", "10,-25 -10,-6"):
        b.stroke(cross, [1.6, 1.6], brown)


def people(b: Brush) -> None:
    """Draw the women at the pump, the queue of cans and two waiting pupils."""
    pumping = Look("wrap", "#1f7f86", SKIN[0], "#e0b04a", "#a83a4a")
    waiting = Look("wrap", "#b8433a", SKIN[1], "#1f6f78", "#d27a35")
    carrying = Look("wrap", "#e0a63c", SKIN[2], "#5f3f86", "#2b6f8f")
    woman(b.at(800, 716, 1.36), pumping, ("#f2d06a", "#f4ecd8"), PUSHING)
    woman(b.at(322, 702, 1.3), waiting, ("#2b5f7f", "#f6e3b0"))
    shawl(b.at(322, 702, 1.3), waiting.locks, "#f6e3b0")
    for x, y in path(CANS):
        jerrycan(b.at(x, y, 1.35 * b.rng.uniform(0.94, 1.05), turn=b.rng.uniform(-2, 2)))
    woman(b.at(1010, 735, 1.48), carrying, ("#f0c65a", "#d8574a"))
    shawl(b.at(1010, 735, 1.48), carrying.locks, "#d8574a")
    jerrycan(b.at(1044, 662, 1.35), shadow=False)
    for x, y, number, bag in ((130, 770, 0, "#a8553a"), (208, 782, 1, "#3d6f94")):
        place = b.at(x, y, 1.12)
        standing(place, pupil(number), nod=4)
        place.stroke("13,-141 -2,-118 -17,-96", [2.6, 2.6], shade(bag, 0.3))
        place.blob("-8,-100 -24,-103 -27,-80 -8,-78", [[lit(bag, 0.2), shade(bag, 0.3)]])


def pupil(number: int) -> Look:
    """Dress a pupil in the school's white and green."""
    return Look("short", "#221d1c", SKIN[number % 3], "#f3ead6", "#2f6b5e", number % 2 == 1, 1.16)


def woman(b: Brush, look: Look, bands: tuple[Colour, Colour], arm: Arm = DOWN) -> None:
    """Draw a woman in an ankle-long skirt with woven bands near the hem."""
    b.dot(24, -1, 48, 7, "#5d3820", 0.5, blur=3)
    for side in (-1, 1):
        b.dot(side * 10, -4, 5, 5, shade(look.skin, 0.2))
    skirt = smooth(mirrored("0,-100 14,-100 20,-84 22,-50 25,-10 14,-6 0,-5"))
    with b.inside(skirt) as cloth:
        tones = [[lit(look.bottom, 0.2), look.bottom, shade(look.bottom, 0.4)]]
        cloth.rect(-30, -102, 60, 100, tones)
        for y, tone in ((-39, bands[1]), (-34, bands[0]), (-20, bands[1])):
            cloth.stroke([(-30, y), (0, y + 3), (30, y)], [2.6, 2.6], tone)
        for x in (-12, -3, 8, 15):
            fold = [(x * 0.6, -96), (x, -50), (x * 1.3, -4)]
            cloth.stroke(fold, [0.5, 2.4, 1], shade(look.bottom, 0.55), 0.5)
    torso(b.at(0, -146), look, arm, arm)


def shawl(b: Brush, tone: Colour, stripe: Colour) -> None:
    """Draw a striped cloth tied over a standing woman's shoulder."""
    cloak = smooth("8,-149 -9,-148 -21,-138 -23,-112 -16,-78 -2,-70 14,-96 21,-132")
    with b.inside(cloak) as cloth:
        cloth.rect(-26, -150, 52, 84, [[lit(tone, 0.25), tone, shade(tone, 0.4)]])
        for y in range(-142, -70, 11):
            cloth.stroke([(-26, y), (26, y + 14)], [1.8, 1.8], stripe, 0.8)
