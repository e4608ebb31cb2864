"""A morning class on the grass below a wooden school in the mountains."""

import math

from grantreports.demo.brush import Brush
from grantreports.demo.scenes.colours import INK, OCHRE, PAPER, TEAL, lit, shade
from grantreports.demo.scenes.land import canopy, clouds, grass, misty_range, tree
from grantreports.demo.scenes.people import IN_LAP, Arm, Look, somebody, standing, torso
from grantreports.demo.scenes.shapes import moved, smooth

ROWS = [(520, 82, 606, 0.82), (475, 103, 676, 1.1), (165, 148, 768, 1.5)]


def paint(b: Brush) -> None:
    """Paint the scene."""
    b.rect(0, 0, 1200, 480, [["#7fb2bd"], ["#b9d5d2"], ["#f3e5c6"], ["#fbe3b8"]])
    clouds(b, "#fdf3de")
    b.dot(300, 195, 270, 180, "#fff4d6", 0.9, blur=70)
    mountains = "238,120 290,105 345,90 400,70 450,45"
    misty_range(b, mountains, "#a9c6cd", "#39726a", "#f8ebd0")
    b.dot(280, 350, 480, 90, "#fff0cc", 0.5, blur=60)
    wood = [(x, 477 + 12 * math.sin(x / 90) + b.rng.uniform(-16, 8)) for x in range(-20, 1230, 15)]
    canopy(b, wood, 27, ("#35695f", "#4d8069", "#b6c68a"))
    for x, y, size in ((60, 395, 62), (165, 430, 44), (1085, 385, 60), (1170, 405, 70)):
        tree(b, x, y, size, ("#24534c", "#3f7758", "#c3cf82"))
    meadow(b)
    school(b.at(690, 504, 1.06))
    flag(b.at(570, 250))
    presenter(b.at(335, 588))
    pupils(b)
    grass(b, 775, 150, ["#3d6a43", "#558049", "#2c5540"])
    branch(b)


def meadow(b: Brush) -> None:
    """Lay sunlight, shadow and tufts over the grass."""
    lawn = "-5,505 300,490 650,484 950,486 1205,500 1205,800 -5,800"
    b.poly(lawn, [["#bcc97f"], ["#94b069"], ["#6b9457"], ["#4d7a4b"]])
    for x, y, rx, ry in ((180, 540, 320, 22), (560, 575, 380, 16), (330, 690, 330, 26)):
        b.dot(x, y, rx, ry, "#f3e8a4", 0.4, blur=12)
    for x, y, rx, ry in ((950, 560, 300, 14), (760, 650, 480, 18), (900, 780, 500, 50)):
        b.dot(x, y, rx, ry, "#234f4a", 0.3, blur=14)
    grass(b, 515, 800, ["#87a75f", "#6f9a58", "#c9d48c", "#4f7f4e"])


def school(b: Brush) -> None:
    """Draw a wooden house on posts, 366 wide; the origin is on the ground under its left end."""
    b.dot(190, 2, 215, 11, INK, 0.45, blur=5)
    b.poly("12,-52 352,-52 352,0 12,0", "#2b2c2a", [[0.85], [0.35]])
    for x in (14, 75, 136, 197, 258, 346):
        b.rect(x, -52, 8, 54, [["#8f6a48", "#4d382a"]])
    b.rect(0, -58, 366, 9, [["#c29566"], ["#7c5a3d"]])
    b.rect(16, -128, 334, 70, [["#5f4330"], ["#a8764b"], ["#b98557"], ["#96663f"]])
    for x in (38, 98, 226, 286):
        b.rect(x, -112, 28, 32, [["#27343a"], ["#40514f"]])
        b.rect(x + 13, -112, 2, 32, "#7b5536")
        b.rect(x - 9, -113, 9, 35, [["#5f8f8c", "#2f6467"]])
        b.rect(x + 28, -113, 9, 35, [["#3f7475", "#27565b"]])
    b.poly("-22,-113 -22,-118 26,-192 340,-192 388,-118 388,-113", [["#d98f5c", "#8f4a35"]])
    for step in range(1, 32):
        x, foot = 26 + step * 9.8, -22 + step * 12.8
        b.poly([(x, -192), (x + 1.5, -192), (foot + 2, -113), (foot, -113)], "#6d3527", 0.4)
    b.rect(24, -195, 318, 5, [["#f0b98a", "#a86347"]])
    b.rect(0, -78, 366, 3, "#d6ad7d")
    for step in range(25):
        b.rect(2 + step * 15, -78, 2.4, 20, "#a87b52")
    b.rect(157, -114, 48, 56, "#d3a878")
    b.rect(161, -112, 40, 56, [["#3a2c25"], ["#5a4231"]])
    for step in range(6):
        b.rect(158 - step * 2, -54 + step * 9.5, 46 + step * 4, 4.5, [["#cda173"], ["#80603f"]])


def flag(b: Brush) -> None:
    """Draw the Thai flag blowing to the right from the top of its pole."""
    b.rect(0, 0, 4.5, 260, [["#f5efe2", "#a7a497"]])
    wave = smooth("4,3 26,8 48,3.5 70,4 92,16", closed=False)
    stripes = [("#b3333a", 0, 54), ("#f6f1e8", 9, 45), ("#2b3766", 18, 36)]
    for colour, top, bottom in stripes:
        b.poly(moved(wave, 0, top) + moved(wave, 0, bottom)[::-1], colour)
    b.poly(wave + moved(wave, 0, 54)[::-1], INK, [[0.0, 0.28, 0.0, 0.34, 0.05, 0.3, 0.0]])


def presenter(b: Brush) -> None:
    """Draw a woman who points at a poster on an easel left of her."""
    b.dot(-50, -2, 70, 7, INK, 0.35, blur=4)
    for x, foot in ((-80, -108), (-21, 6), (-50, -42)):
        b.stroke([(x, -150), (foot, 0)], [4, 4], "#7a5a3e")
    b.rect(-118, -168, 122, 104, "#8a6443")
    b.rect(-114, -164, 114, 96, [["#fdf8ec", "#e9e1d0"]])
    b.rect(-114, -164, 114, 20, TEAL)
    b.dot(-84, -116, 19, 19, OCHRE)
    b.rect(-90, -128, 12, 24, TEAL)
    for y, width in ((-134, 48), (-122, 40), (-110, 46), (-98, 30)):
        b.rect(-56, y, width, 4.5, "#5c8489")
    b.rect(-106, -86, 98, 9, "#9fc0b4")
    look = Look("bun", top="#1d6470", bottom="#3b3a42")
    standing(b.at(38, 0, 0.98), look, Arm((38, 18), (58, 12)), nod=-5)


def pupils(b: Brush) -> None:
    """Seat three rows of pupils, the nearest the largest, all looking at the presenter."""
    rng = b.rng
    for row, (left, gap, y, scale) in enumerate(ROWS):
        for index in range(7):
            x = left + index * gap + rng.uniform(-18, 18)
            place = b.at(x, y + index * 5 % 3 * 8, scale * rng.uniform(0.95, 1.06))
            seated(place, somebody(rng, index + row * 3), (380 - x) / 70 + rng.uniform(-4, 4))


def seated(b: Brush, look: Look, nod: float) -> None:
    """Draw a pupil who sits on the ground; the origin is on the ground."""
    b.dot(20, 1, 52, 6, INK, 0.5, blur=3)
    torso(b.at(0, -60), look, IN_LAP, IN_LAP, nod)
    if look.skirt:
        b.limb("10,-6 32,-4 40,-2", [11, 9, 7], look.skin)
        b.limb("36,-3 45,-1.5", [7, 7], PAPER)
        b.limb("45,-2 49,-4", [8, 6], "#20242b")
        lap = "-24,5 -28,-6 -18,-20 0,-17 18,-20 31,-11 30,2 0,9"
    else:
        lap = "-33,2 -36,-6 -24,-15 -16,-20 0,-17 16,-20 24,-15 36,-6 33,2 0,9"
    b.blob(lap, [[lit(look.bottom, 0.15), look.bottom], [look.bottom, shade(look.bottom, 0.5)]])


def branch(b: Brush) -> None:
    """Frame the upper right corner with dark leaves close to the viewer."""
    rng = b.rng
    b.stroke("1220,60 1120,58 1010,30 930,34", [16, 11, 6, 2], "#2a3a36")
    for _ in range(90):
        along = rng.random() ** 0.7
        x, y = 1215 - along * 300, 46 + rng.gauss(0, 34) * (1.15 - along * 0.7)
        tone = rng.choice(("#1f4743", "#28574b", "#356650", "#5b8456"))
        leaf = b.at(x, y, rng.uniform(1.3, 2.4), turn=rng.uniform(20, 110))
        leaf.poly("-10,0 -3,-3.4 4,-2.6 11,0 4,2.8 -3,3.2", tone)
        leaf.poly("-10,0 -3,-3.4 4,-2.6 11,0", lit(tone, 0.18))
