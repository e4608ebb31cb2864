"""A film under the stars: a village in the mountains watches a sheet between two poles."""

from grantreports.demo.brush import Brush
from grantreports.demo.scenes.colours import INK, OCHRE, PAPER, TEAL, shade
from grantreports.demo.scenes.land import canopy, misty_range
from grantreports.demo.scenes.people import IN_LAP, somebody, torso

BEAM, SHEET = "#fff2cf", "#fdf6e3"
TOPS = ("#8f4f3f", "#2f6f74", "#b98a4d", "#4d5f86", "#7a3f55", "#e3d7bf")
CROSSED_LEGS = "-38,62 -24,48 0,44 24,48 38,62 22,72 0,69 -22,72"
ROWS = [(280, 56, 545, 0.72), (215, 74, 612, 1.0), (110, 112, 728, 1.5)]


def paint(b: Brush) -> None:
    """Paint the scene."""
    b.rect(0, 0, 1200, 470, [["#0c1f33"], ["#163a52"], ["#2d5f70"], ["#6f8f88"]])
    stars(b)
    misty_range(b, "190,70 240,80 300,70", "#2c5568", "#183d4a", "#4f7f88")
    wood = [(x, 392 + b.rng.uniform(-20, 10)) for x in range(-10, 1215, 20)]
    canopy(b, wood, 26, ("#10302f", "#1d463f", "#5f7a58"))
    b.rect(0, 400, 1200, 400, [["#2d4a45"], ["#1c3433"], ["#0d2024"]])
    b.dot(600, 520, 470, 90, BEAM, 0.42, blur=50)
    house(b.at(66, 420))
    house(b.at(968, 428, 0.9))
    screen(b.at(600, 112))
    watchers(b)


def stars(b: Brush) -> None:
    """Scatter stars and hang a thin moon."""
    for _ in range(150):
        x, y, size = b.rng.uniform(0, 1200), b.rng.uniform(0, 230), b.rng.uniform(0.5, 1.5)
        b.dot(x, y, size, size, "#f4ecd2", b.rng.uniform(0.3, 0.95))
    b.dot(1010, 84, 44, 44, "#ffe9bd", 0.35, blur=22)
    b.dot(1010, 84, 22, 22, "#fbe9c4")
    b.dot(1001, 79, 20, 20, "#17364c")


def house(b: Brush) -> None:
    """Draw a bamboo house on posts with one lit window; the origin is on the ground, left."""
    for x in (10, 64, 118, 168):
        b.rect(x, -52, 7, 56, [["#3f352f", "#211d1d"]])
    b.rect(0, -58, 186, 8, "#51433a")
    b.rect(8, -118, 170, 62, [["#3b332f"], ["#57493c"]])
    for x in range(14, 176, 9):
        b.rect(x, -116, 1.4, 58, "#2a2422", 0.7)
    b.dot(60, -86, 44, 36, "#ffc26b", 0.4, blur=16)
    b.rect(44, -104, 32, 32, [["#ffdf9a"], ["#f0a95c"]])
    b.rect(59, -104, 2, 32, "#4a382d")
    b.poly("-18,-110 34,-176 152,-176 204,-110", [["#5d4d3a"], ["#2e2925"]])
    for step in range(1, 16):
        top, foot = 34 + step * 7.4, -18 + step * 13.9
        b.poly([(top, -176), (top + 1.4, -176), (foot + 2, -110), (foot, -110)], "#221e1c", 0.6)


def screen(b: Brush) -> None:
    """Draw the sheet with its picture; the origin is the middle of its upper edge."""
    b.dot(0, 150, 330, 220, BEAM, 0.4, blur=60)
    for x in (-292, 292):
        b.stroke([(x, -34), (x, 352)], [7, 9], [["#a98a5a", "#4d3f2e"]])
    b.stroke("-292,-22 0,-17 292,-22", [5, 5], "#8f744c")
    with b.inside("-282,-12 282,-12 276,286 -276,286") as sheet:
        sheet.rect(-284, -14, 568, 304, [[SHEET, "#fffaf0", SHEET], ["#f4e3b8"] * 3])
        film(sheet)
        for x in (-150, 40, 190):
            sheet.stroke([(x, -12), (x + 6, 140), (x - 4, 290)], [7, 3, 8], PAPER, 0.35)


def film(b: Brush) -> None:
    """Draw what is shown: a road to a far city, and the sign that warns of it."""
    b.rect(-284, 176, 568, 116, [["#c9c48d"], ["#a9ad74"]])
    for x, width, tall in ((-250, 34, 70), (-212, 46, 108), (-160, 30, 84), (-124, 40, 52)):
        b.rect(x, 176 - tall, width, tall, [["#7fa3a8", "#5d868f"]])
    b.poly("-196,176 -172,176 92,292 -70,292", [["#cdbfa6"], ["#8f8878"]])
    b.poly("150,44 232,190 68,190", shade(OCHRE, 0.05))
    b.poly("150,66 213,179 87,179", "#f7dfae")
    b.stroke("150,96 150,142", [15, 9], TEAL)
    b.dot(150, 160, 7.5, 7.5, TEAL)


def watchers(b: Brush) -> None:
    """Draw the rows of villagers on the ground, dark against the light of the film."""
    for row, (left, step, y, scale) in enumerate(ROWS):
        number = 0
        x = left - b.rng.uniform(0, 20)
        while x < 1200 - left + 30:
            top = shade(b.rng.choice(TOPS), 0.3 + 0.12 * row)
            look = somebody(b.rng, number + row, top=top, bottom="#20303a")
            place = b.at(x, y + b.rng.uniform(-7, 7), scale * b.rng.uniform(0.86, 1.04))
            place.dot(0, 66, 46, 14, INK, 0.6, blur=5)
            place.blob(CROSSED_LEGS, [["#33485a"], ["#16232f"]])
            torso(place, look, IN_LAP, IN_LAP, b.rng.uniform(-7, 7))
            place.dot(0, -22, 17, 15, BEAM, 0.16, blur=7)
            number += 1
            x += step * b.rng.uniform(0.88, 1.12)
        b.dot(600, y + 40, 640, 34, "#10242a", 0.3, blur=20)
