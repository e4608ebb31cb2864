"""The costume mascot Zoe on a school stage in front of cheering students."""

import math

from grantreports.demo.brush import Brush
from grantreports.demo.scenes.colours import OCHRE, PAPER, Colour, lit, shade
from grantreports.demo.scenes.land import canopy, clouds, tree
from grantreports.demo.scenes.people import DOWN, RAISED, Arm, Look, somebody, standing
from grantreports.demo.scenes.shapes import Point, both, mirrored, moved, ribbon, smooth

PAPERS = (OCHRE, "#f6ecd5", "#1f7680", "#e9bd55", "#c65745")
PLUSH, PLUSH_DARK, PINK = "#f3bd3c", "#c07f2a", "#f6b69a"
SHIRT, SHIRT_DARK = "#1f7b86", "#0f3f4c"
CROWD = [  # y of the feet, scale, places
    (1063, 1.1, range(8, 960, 59)),
    (1169, 1.5, range(70, 780, 82)),
    (1315, 2.1, range(10, 760, 119)),
    (1528, 3.0, range(90, 640, 174)),
]
HANDS_BEHIND_BACK = Arm((24, 34), (3, 52), in_front=True)


def paint(b: Brush) -> None:
    """Paint the scene."""
    b.rect(0, 0, 960, 760, [["#86bac4"], ["#c4dcd4"], ["#f8e8c6"], ["#fbe0b0"]])
    clouds(b, "#fff6e2")
    b.dot(470, 330, 420, 330, "#fff3d0", 0.75, blur=80)
    school(b)
    stage(b)
    for x, y, size in ((18, 500, 128), (948, 530, 104)):
        tree(b, x, y, size, ("#23544c", "#3f7a5a", "#c3cf82"))
    bunting(b, "-10,60 200,176 480,214 760,170 975,40", 19, 1.0)
    zoe(b.at(480, 838, 1.02))
    confetti(b)
    crowd(b)
    bunting(b, "-10,-34 240,78 480,104 720,76 975,-50", 13, 1.5)


def school(b: Brush) -> None:
    """Draw a school of two storeys with galleries behind the stage."""
    b.poly("60,262 120,206 840,206 900,262", [["#c9704d", "#a9573f"]])
    for x in range(126, 840, 24):
        b.rect(x, 208, 2, 54, "#7a3b2c", 0.3)
    b.rect(80, 260, 800, 500, [["#f4e6c9", "#fbe6bd", "#e0cba6"]])
    for floor in (274, 452):
        b.rect(80, floor, 800, 118, [["#4b676e"], ["#708f90"], ["#8aa39d"]])
        for x in range(100, 880, 88):
            b.rect(x + 20, floor + 26, 38, 56, [["#2f555e", "#4d7377"]])
            b.rect(x + 24, floor + 30, 13, 20, "#f3deb0", 0.55)
            b.rect(x - 8, floor, 13, 170, [["#fbf1da", "#cfba97"]])
        b.rect(74, floor + 112, 812, 9, [["#fff6e2", "#dcc8a4"]])
        b.rect(80, floor + 121, 800, 50, [["#eddab6", "#d5be97"]])
        for x in range(84, 876, 14):
            b.rect(x, floor + 127, 6, 36, "#b79c78", 0.5)
    shrubs = [(x, b.rng.uniform(690, 720)) for x in range(0, 970, 14)]
    canopy(b, shrubs, 26, ("#2b5b4e", "#4b8059", "#bccb7c"))
    b.rect(-5, 722, 970, 500, [["#d9cfa0"], ["#b3ae80"], ["#6f7f68"]])


def stage(b: Brush) -> None:
    """Draw the stage with its round backdrop."""
    b.dot(480, 538, 292, 292, SHIRT_DARK, 0.3, blur=10)
    b.dot(480, 528, 290, 290, [["#1c6a75", "#12404f"]])
    b.dot(480, 528, 272, 272, [["#f9edd2"], ["#f0d9ac"]])
    for turn in range(0, 360, 15):
        b.at(480, 528, turn=turn).poly("0,0 270,-18 270,18", "#e3a35c", 0.42)
    b.dot(480, 528, 190, 190, "#fff4da", 0.75, blur=50)
    b.poly("130,800 830,800 900,862 60,862", [["#d8ad7c"], ["#b98556"]])
    for step in range(12):
        x, foot = 150 + step * 60, 94 + step * 70
        b.poly([(x, 800), (x + 2, 800), (foot + 3, 862), (foot, 862)], "#7b5334", 0.3)
    b.rect(60, 862, 840, 110, [["#17505d"], ["#0f3541"]])
    for step in range(21):
        b.at(60 + step * 40, 862).poly("0,0 40,0 20,26", (PAPER, OCHRE)[step % 2])


def bunting(b: Brush, cord: str, count: int, scale: float) -> None:
    """Hang paper pennants on a cord."""
    b.stroke(cord, [2, 2], "#3d4a4c")
    line = smooth(cord, closed=False, steps=24)
    for index in range(count):
        place = int((index + 0.5) / count * (len(line) - 2))
        (x, y), (nx, ny) = line[place], line[place + 1]
        pennant = b.at(x, y, scale, turn=math.degrees(math.atan2(ny - y, nx - x)))
        tone = PAPERS[index % len(PAPERS)]
        pennant.poly("-17,0 17,0 2,40", [[lit(tone, 0.25), tone, shade(tone, 0.25)]])
        pennant.rect(-17, -1, 34, 4, shade(tone, 0.2))


def confetti(b: Brush) -> None:
    """Scatter paper scraps in the air around the mascot."""
    for _ in range(110):
        angle, reach = b.rng.uniform(0, math.tau), b.rng.uniform(230, 480)
        x, y = 480 + reach * math.cos(angle), 440 + reach * 0.8 * math.sin(angle)
        piece = b.at(x, y, b.rng.uniform(0.7, 1.5), turn=b.rng.uniform(0, 180))
        piece.poly("-5,-2 4,-3 5,2 -4,3", b.rng.choice(PAPERS))


def plush(b: Brush, outline: list[Point], tone: Colour = PLUSH, dark: Colour = PLUSH_DARK) -> None:
    """Fill a soft form: light from the upper left, warm shadow on the lower right."""
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    left, top, wide, tall = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    with b.inside(outline) as fur:
        fur.poly(outline, [[tone, tone], [tone, dark]])
        front = moved(outline, -0.06 * wide, -0.05 * tall)
        fur.poly(front, [[lit(tone, 0.35), tone], [tone, tone]], blur=9)
        place = left + wide * 0.3, top + tall * 0.26, wide * 0.3, tall * 0.26
        fur.dot(*place, lit(tone, 0.6), 0.5, blur=16)


def zoe(b: Brush) -> None:
    """Draw Zoe, an elephant costume with raised arms; the origin is between the feet."""
    b.dot(10, 2, 190, 18, "#5b3d25", 0.55, blur=9)
    for ear in both("70,-470 150,-512 218,-468 222,-392 172,-326 92,-338"):
        plush(b, smooth(ear))
    for ear in both("96,-446 152,-478 194,-448 192,-392 154,-352 104,-362"):
        b.blob(ear, [[PINK, "#e28f70"]], 0.8, blur=3)
    for leg in both("18,-120 100,-124 106,-50 122,-14 100,4 40,5 16,-10 20,-60"):
        plush(b, smooth(leg))
    for x in (-98, -76, -52, 52, 76, 98):
        b.dot(x, -7, 11, 9, "#fff2d2")
    for arm in both("96,-282 178,-304 234,-372 262,-452"):
        plush(b, ribbon(arm, [84, 74, 68, 72]))
    for hand in both("232,-440 222,-490 258,-520 302,-500 304,-452 268,-428"):
        plush(b, smooth(hand))
    for palm in both("246,-458 248,-488 274,-494 284,-466 264,-448"):
        b.blob(palm, PINK, 0.85)
    for sleeve in both("84,-270 140,-292 186,-318"):
        plush(b, ribbon(sleeve, [92, 96, 98]), SHIRT, SHIRT_DARK)
    for hem in both("160,-348 196,-322 208,-276"):
        b.stroke(hem, [5, 6, 5], OCHRE)
    shirt(b)
    face(b)
    trunk(b)


def shirt(b: Brush) -> None:
    """Draw Zoe's round body in a T-shirt with a sun on the chest."""
    body = smooth(mirrored("0,-330 80,-322 128,-270 146,-190 134,-118 88,-88 0,-80"))
    plush(b, body, SHIRT, SHIRT_DARK)
    with b.inside(body) as cloth:
        cloth.stroke("-150,-118 0,-84 150,-118", [10, 12, 10], OCHRE)
        for fold in both("129,-155 100,-177 67,-179") + both("112,-238 93,-215 84,-193"):
            cloth.stroke(fold, [1, 7, 1], "#0f4753", 0.5)
        cloth.dot(0, -300, 110, 40, SHIRT_DARK, 0.6, blur=14)
    for turn in range(0, 360, 30):
        b.at(0, -186, turn=turn).poly("-6,-44 6,-44 0,-62", "#f9d77c")
    b.dot(0, -186, 38, 38, [["#fbe3a0"], [OCHRE]])


def face(b: Brush) -> None:
    """Draw Zoe's head with big eyes, red cheeks and a smile."""
    plush(b, smooth(mirrored("0,-548 62,-536 108,-486 122,-416 104,-350 58,-312 0,-302")))
    for tuft in ("-14,-540 -25,-562 -36,-578", "0,-540 0,-562 0,-578", "14,-540 24,-562 34,-578"):
        b.stroke(tuft, [12, 10, 2], "#e0a02f")
    for side in (-1, 1):
        b.dot(side * 76, -380, 25, 18, "#ef8f63", 0.7, blur=5)
        b.dot(side * 48, -440, 25, 31, "#fffaf0")
        b.dot(side * 45, -436, 16.5, 22, [["#1d3a45"], ["#0d222b"]])
        b.dot(side * 45 - 6, -446, 6, 7, "#ffffff")
        b.stroke([(side * 26, -484), (side * 48, -494), (side * 72, -482)], [2, 7, 2], PLUSH_DARK)
    smile = "-62,-364 -34,-344 0,-338 34,-344 62,-364 44,-330 0,-312 -44,-330"
    b.blob(smile, [["#7d3030"], ["#a8433d"]])


def trunk(b: Brush) -> None:
    """Draw Zoe's curled trunk."""
    line = "0,-432 0,-384 2,-334 18,-288 60,-268 104,-284 122,-322"
    shadow = ribbon(moved(line, 5, 9), [62, 62, 56, 50, 44, 40, 38])
    b.poly(shadow, "#7c4a1c", 0.6, blur=6)
    plush(b, ribbon(line, [52, 56, 52, 48, 42, 38, 36]))
    tip = b.at(123, -324, turn=22)
    tip.dot(0, 0, 18.5, 8, PINK)
    tip.dot(0, 0, 9, 3.4, "#c9785a", 0.8)
    for x, y, turn in ((0, -396, 0), (0, -372, 0), (1, -348, -4), (6, -324, -16)):
        b.at(x, y, turn=turn).stroke("-19,-2 0,3 19,-2", [0.5, 3, 0.5], PLUSH_DARK, 0.75)


def crowd(b: Brush) -> None:
    """Draw rows of cheering students and the two police officers beside them."""
    rng = b.rng
    for row, (y, scale, places) in enumerate(CROWD):
        for index, x in enumerate(places):
            place = b.at(x + rng.uniform(-8, 8), y + rng.uniform(-14, 8), scale)
            arms = [(RAISED, RAISED), (DOWN, RAISED), (RAISED, DOWN), (DOWN, DOWN)]
            left, right = arms[(index + row) % 4]
            standing(place, somebody(rng, index + row), left, right, rng.uniform(-6, 6))
        if row == 2:
            officer(b.at(778, 1262, 2.02), -3)
            officer(b.at(892, 1276, 2.16), 4)


def officer(b: Brush, nod: float) -> None:
    """Draw a police officer with cap and belt, hands folded behind the back."""
    look = Look(top="#5d4030", bottom="#4b3428")
    standing(b, look, HANDS_BEHIND_BACK, HANDS_BEHIND_BACK, nod)
    b.stroke("-18,-88 0,-85.5 18,-88", [5, 5.4, 5], "#221a17")
    for epaulette in both("7,-146 17,-140.5 16,-137 6,-142"):
        b.poly(epaulette, "#3a271e")
    cap = b.at(0, -146, turn=nod)
    crown = mirrored("0,-37 9,-36 15.5,-31.5 13,-27 11.3,-24.5 0,-23.5")
    cap.blob(crown, [[lit(look.top, 0.22), shade(look.top, 0.3)]])
    cap.poly(mirrored("0,-26.4 11.4,-27.4 11.6,-21.6 0,-20.4"), shade(look.top, 0.4))
    cap.stroke("-11.4,-25 0,-23.6 11.4,-25", [1.2, 1.2], "#c99a4a")
