"""High-school students at their desks, listening to a talk about scams on the phone."""

import math
from itertools import pairwise

from grantreports.demo.brush import Brush
from grantreports.demo.scenes.colours import INK, OCHRE, PAPER, TEAL, Colour, lit, shade
from grantreports.demo.scenes.people import RAISED, Arm, Look, somebody, standing, torso
from grantreports.demo.scenes.shapes import Point, mirrored, moved, smooth

FRAME, SKIRTING, WOOD = "#f7f0e0", "#7d6a56", "#c08a58"
MINT, BUBBLE = "#d5e6e0", "#2f8a90"
ON_DESK = Arm((26, 27), (19, 30))
ROWS = [  # y, scale, places
    (655, 1.02, (322, 456, 588, 724, 856)),
    (772, 1.5, (205, 418, 640, 858, 1080)),
    (950, 2.25, (90, 400, 735, 1075)),
]
MESSAGES = [  # x, y, width, lines, colour, side of the tail
    (-66, -124, 92, 2, "#ffffff", -1),
    (-22, -80, 88, 2, BUBBLE, 1),
    (-66, -40, 104, 3, "#ffffff", -1),
    (-10, 16, 76, 2, BUBBLE, 1),
    (-66, 54, 80, 2, "#ffffff", -1),
]


def paint(b: Brush) -> None:
    """Paint the scene."""
    b.rect(0, 0, 1200, 560, [["#e9dfcb", "#d9cdb6"], ["#f3e8d2", "#dfd0b6"]])
    b.rect(0, 545, 1200, 360, [["#b98f66", "#9a7352"], ["#8b6549", "#5d4739"]])
    for step in range(-14, 14):
        x, foot = 640 + step * 46, 634 + step * 150
        b.poly([(x, 552), (x + 1.5, 552), (foot + 6, 905), (foot, 905)], "#5d4434", 0.22)
    windows(b)
    front_wall(b)
    for shift in (0, 150, 300):
        near = 330 + shift * 1.5
        beam = [(240 + shift, 580), (330 + shift, 580), (near + 230, 910), (near, 910)]
        b.poly(beam, "#ffe9b8", [[0.5], [0.12]], blur=8)
    presenter = Look("bun", top=OCHRE, bottom="#2f3f4d")
    standing(b.at(1030, 604, 1.5), presenter, Arm((42, 0), (66, -14)), nod=-7)
    students(b)
    b.poly("0,0 250,60 900,905 0,905", "#fff0c9", [[0.34, 0.0], [0.12, 0.0]], blur=30)


def on_wall(t: float, level: float) -> Point:
    """Place a point on the left wall: t from 0 near to 1 far, level from floor 0 to ceiling 1."""
    deep = t / (t + 0.62 * (1 - t))
    low, high = 860 - 300 * deep, -150 + 170 * deep
    return -60 + 330 * deep, low + (high - low) * level


def windows(b: Brush) -> None:
    """Draw the wall on the left with three tall windows and the city outside."""
    wall = [on_wall(0, 0), on_wall(0, 1), on_wall(1, 1), on_wall(1, 0)]
    b.poly(wall, [["#c9bfa9", "#e4d8c0"], ["#a3937c", "#c6b599"]])
    for t in (0.06, 0.39, 0.71):
        near, middle, far = t, t + 0.125, t + 0.25
        pane = [(near, 0.27), (near, 0.9), (far, 0.9), (far, 0.27)]
        with b.inside([on_wall(*corner) for corner in pane]) as view:
            city(view, on_wall(near, 0)[0], on_wall(far, 0)[0])
        bars = [*pairwise(pane), ((middle, 0.27), (middle, 0.9))]
        bars += [((near, level), (far, level)) for level in (0.48, 0.69)]
        for start, end in bars:
            b.stroke([on_wall(*start), on_wall(*end)], [5, 4.5], FRAME)
        b.stroke([on_wall(t - 0.01, 0.265), on_wall(t + 0.26, 0.265)], [10, 8], "#fff9ea")
    b.stroke([on_wall(0, 0.02), on_wall(1, 0.02)], [22, 12], SKIRTING)
    b.poly("270,20 316,0 316,560 270,560", INK, [[0.16, 0.0]])


def city(b: Brush, left: float, right: float) -> None:
    """Draw sky and towers seen through one window."""
    b.rect(left, 0, right - left, 660, [["#a9d0d8"], ["#d9e6dc"], ["#fdeecb"], ["#fbe0b0"]])
    for level, tone in ((270, "#b3cacd"), (320, "#82a8b1"), (365, "#5a8793")):
        x = left - b.rng.uniform(0, 14)
        while x < right:
            wide, top = b.rng.uniform(14, 30), level + b.rng.uniform(-75, 60)
            b.rect(x, top, wide, 420, [[lit(tone, 0.35), tone], [lit(tone, 0.6), lit(tone, 0.5)]])
            for row in range(9):
                b.rect(x + 3, top + 8 + row * 14, wide - 7, 4, "#fff4d8", 0.4)
            x += wide + b.rng.uniform(-3, 7)


def front_wall(b: Brush) -> None:
    """Draw the front wall: the lit screen, a clock, a notice board and a shelf."""
    b.rect(270, 546, 935, 10, SKIRTING)
    b.dot(640, 280, 400, 260, "#fff6df", 0.8, blur=60)
    b.poly("356,96 924,96 924,448 356,448", "#1b2a31", 0.35, blur=8)
    b.rect(350, 86, 568, 352, [["#33464d", "#1e2d34"]])
    b.rect(360, 96, 548, 332, [["#1d6672", "#17505d"], [TEAL, "#0e3340"]])
    b.dot(634, 262, 200, 110, "#3f98a0", 0.5, blur=40)
    slide(b.at(634, 262))
    b.dot(1120, 120, 30, 30, "#6b5646")
    b.dot(1120, 120, 26, 26, "#fdf8ec")
    b.stroke("1120,103 1120,120 1120,120 1132,126", [2.6, 2.6], "#2a3438")
    b.rect(1078, 196, 112, 150, "#9c7650")
    b.rect(1084, 202, 100, 138, "#d9c39b")
    b.rect(1090, 210, 40, 50, PAPER)
    b.rect(1138, 214, 38, 36, "#7fb0ad")
    b.rect(1092, 270, 36, 58, OCHRE)
    b.rect(1136, 262, 42, 66, "#f3e5c6")
    shelf(b.at(1096, 548))


def shelf(b: Brush) -> None:
    """Draw a low shelf of books with a plant on it."""
    b.rect(0, -112, 112, 112, [["#a9794c", "#82583a"]])
    for level in (-104, -54):
        b.rect(6, level, 106, 44, "#4d3829")
        for x in range(9, 106, 8):
            tall, tone = b.rng.uniform(26, 40), b.rng.choice((TEAL, OCHRE, "#d9c7a3", "#a8503f"))
            b.rect(x, level + 44 - tall, 7, tall, tone)
    b.poly("50,-140 84,-140 79,-112 55,-112", [["#d98a5a", "#9c5638"]])
    for turn in (-154, -130, -106, -82, -60, -36):
        leaf = b.at(67, -140, 2.1, turn)
        leaf.poly("0,-1 10,-4.4 22,-3 31,0 22,2.6 10,3.4", "#3f7a5a")
        leaf.poly("0,-1 10,-4.4 22,-3 31,0", "#6d9c6c")


def card(x: float, y: float, width: float, height: float, radius: float) -> list[Point]:
    """Outline a rectangle with round corners."""
    left, top, right, bottom = x + radius, y + radius, x + width - radius, y + height - radius
    corners = [(right, bottom, 0), (left, bottom, 90), (left, top, 180), (right, top, 270)]
    return [
        (cx + radius * math.cos(angle), cy + radius * math.sin(angle))
        for cx, cy, start in corners
        for angle in (math.radians(start + turn) for turn in range(0, 91, 15))
    ]


def slide(b: Brush) -> None:
    """Draw the slide: a big phone with chat messages and a warning sign."""
    b.poly(card(-80, -152, 170, 310, 22), "#071f29", 0.5, blur=5)
    b.poly(card(-84, -156, 168, 310, 22), [["#f4f0e9", "#c3c9c4"]])
    b.poly(card(-75, -138, 150, 276, 10), [["#e7f0ec"], ["#bcd6d3"]])
    b.poly(card(-20, -151, 40, 6, 3), "#8b9896")
    for x, y, *message in MESSAGES:
        bubble(b.at(x, y), *message)
    bubble(b.at(116, -110, 1.4), 86, 3, PAPER, -1)
    bubble(b.at(-238, -66, 1.6), 78, 2, MINT, 1)
    sign = b.at(154, 0)
    triangle = smooth(mirrored("8,-6 70,90 60,103"), steps=9)
    sign.poly(moved(triangle, -3, 7), "#071f29", 0.4, blur=5)
    sign.poly(triangle, [["#f2a75a"], [OCHRE]])
    sign.stroke("0,26 0,68", [13, 8], "#fdf6e6")
    sign.dot(0, 84, 6.5, 6.5, "#fdf6e6")


def bubble(b: Brush, width: float, lines: int, tone: Colour, side: int) -> None:
    """Draw a speech bubble; side says where its tail is, -1 left or 1 right."""
    height, tail = 12 + 11 * lines, 6 if side < 0 else width - 6
    b.poly(card(0, 0, width, height, 10), tone)
    b.poly([(tail - 6, height - 8), (tail + 6, height - 8), (tail + 9 * side, height + 6)], tone)
    for line in range(lines):
        ink = MINT if tone == BUBBLE else "#7c969a"
        b.poly(card(11, 9 + line * 11, (width - 24) * (1 - line * 0.22), 4.5, 2), ink)


def students(b: Brush) -> None:
    """Draw three rows of students at desks, the nearest the largest, two with a hand up."""
    for row, (y, scale, places) in enumerate(ROWS):
        for index, x in enumerate(places):
            place = b.at(x + b.rng.uniform(-8, 8), y + b.rng.uniform(-4, 4), scale)
            raised = (row, index) in ((0, 3), (1, 3))
            at_desk(place, somebody(b.rng, row * 5 + index), RAISED if raised else ON_DESK)


def at_desk(b: Brush, look: Look, right: Arm) -> None:
    """Draw one student at a desk; the origin is below the seat."""
    b.dot(16, 44, 62, 8, "#3f2d24", 0.5, blur=4)
    for x in (-50, 47):
        b.stroke([(x * 0.94, -24), (x, 40)], [3.4, 3.4], "#59636a")
    b.poly("-46,-38 46,-38 56,-25 -56,-25", [[lit(WOOD, 0.4), WOOD]])
    b.rect(-56, -25, 112, 5, shade(WOOD, 0.4))
    b.poly("-38,-36 -20,-36 -22,-28 -42,-28", b.rng.choice((PAPER, "#7fb0ad", "#e0a05c")))
    torso(b.at(0, -60), look, ON_DESK, right, b.rng.uniform(-5, 5))
    seat = mirrored("0,-18 17,-18 21,-6 20,6 0,8")
    b.blob(seat, [[look.bottom, shade(look.bottom, 0.5)]])
    for x in (-17, 17):
        b.stroke([(x, -22), (x * 1.08, 52)], [3.6, 3.6], "#4b565e")
    back = mirrored("0,-29 18,-28 20,-25 19,-11 0,-9")
    b.poly(back, [[lit(WOOD, 0.3), shade(WOOD, 0.25)]])
    b.rect(-20, 6, 40, 5, [[WOOD, shade(WOOD, 0.4)]])
