"""People seen from behind: nobody's face is ever shown."""

from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from grantreports.demo.brush import Brush
from grantreports.demo.scenes.colours import INK, PAPER, Colour, lit, mix, shade
from grantreports.demo.scenes.shapes import Point, both, mirrored, smooth

LOCKS = ("#1d2025", "#23211f", "#2a2320", "#191c22")
SKIN = ("#c08a62", "#a9744f", "#b67f59", "#cf9c74")
RIM = "#ffe6b8"

# The right half of each shape; other styles add to the short one.
HAIR = {
    "short": "0,-31 7,-29.3 11,-22 10.5,-14.5 8,-9.5 4,-7 0,-6.5",
    "bob": "0,-31.5 8,-29.5 12,-21 13,-10 12.6,-3 7,-0.8 0,-0.4",
    "long": "0,-31.5 8,-29.3 11.6,-20 11,-8 12,5 10.5,14 4,17 0,16",
    "wrap": "0,-33 8,-30.5 11.8,-22 10.4,-12 5,-8.5 0,-8",
}
STYLES = ("short", "bob", "tail", "short", "long", "bun", "braids")


class Arm(NamedTuple):
    """How the right arm is held, measured from the neck; the left one is its mirror image."""

    elbow: Point
    hand: Point
    in_front: bool = False


DOWN = Arm((24, 34), (23, 59))
IN_LAP = Arm((21.5, 26), (13, 36))
RAISED = Arm((26, -10), (23, -36), in_front=True)


@dataclass(frozen=True)
class Look:
    """How a person is dressed; `locks` is the colour of the hair or the head cloth."""

    hair: str = "short"
    locks: Colour = LOCKS[0]
    skin: Colour = SKIN[2]
    top: Colour = "#f6f3ec"
    bottom: Colour = "#253d5e"
    skirt: bool = False
    head: float = 1


def somebody(rng: Random, number: int, **clothes: Colour) -> Look:
    """Dress the next person of a crowd, by default in a school uniform."""
    hair = STYLES[number * 3 % len(STYLES)]
    skirt = hair != "short" and not clothes
    return Look(hair, rng.choice(LOCKS), rng.choice(SKIN), skirt=skirt, **clothes)


def head(b: Brush, look: Look) -> None:
    """Draw the back of a head; the origin is the base of the neck."""
    b.poly("-5.2,-10 5.2,-10 7.5,3 -7.5,3", [[shade(look.skin, 0.35)], [look.skin]])
    skull = mirrored("0,-30 7,-28 10.3,-20 9.3,-11 5,-5.5 0,-4.5")
    b.blob(skull, [[lit(look.skin, 0.2), shade(look.skin, 0.2)]])
    b.dot(-10.2, -15, 2.1, 3.6, lit(look.skin))
    b.dot(10.2, -15, 2.1, 3.6, shade(look.skin, 0.2))
    sheen, dark = mix(look.locks, "#8fa3ad", 0.28), mix(look.locks, "#000000", 0.25)
    shape = mirrored(HAIR.get(look.hair, HAIR["short"]))
    b.blob(shape, [[sheen, look.locks], [look.locks, dark]])
    if look.hair == "tail":
        b.stroke("0,-22 1.5,-12 3,-2 0.5,9", [5, 10, 9, 1], [[sheen, dark]])
        for bow in both("0,-22 6,-25.5 6.5,-19.5"):
            b.blob(bow, PAPER)
    elif look.hair == "bun":
        b.dot(0, -32, 6.4, 5.4, [[sheen, dark]])
        b.stroke("-5,-28.5 0,-27.4 5,-28.5", [1, 2, 1], PAPER)
    elif look.hair == "braids":
        b.stroke("0,-30 0,-8", [0.6, 0.8], look.skin, 0.6)
        for braid in both("7,-10 11,-3 10,9"):
            b.stroke(braid, [6, 6.5, 3], dark)
            b.dot(braid[2][0], 5.5, 3, 1.8, PAPER)
    elif look.hair == "wrap":
        for y in (-26, -20, -14):
            b.stroke([(-10, y + 3), (0, y), (10, y + 4)], [0.3, 1.5, 0.3], dark)
        b.blob("-3,-11 3,-11 6,-1 1,-4 -3,1", dark)
    b.stroke("-10.4,-15 -10.7,-22 -6.8,-29 0,-31", [0, 1.4, 1.3, 0], RIM, 0.5)


def shirt(b: Brush, look: Look) -> None:
    """Draw a shirt back: shadow on the right, light along the left shoulder."""
    dark = shade(look.top, 0.34)
    outline = smooth(mirrored("0,-2 6.5,-1 15.5,3.5 22,11 18.5,28 16.5,40 19,62 0,65"))
    with b.inside(outline) as cloth:
        cloth.rect(-23, -6, 46, 74, [[lit(look.top, 0.18), look.top]])
        cloth.blob("24,-4 10,18 13,38 7,72 28,72", dark, 0.85, blur=1.2)
        cloth.dot(0, -1, 11, 5, dark, 0.5, blur=1.5)
        for fold in ("-11,60 -9,44", "8,58 6.4,42", "-15,26 -12,17", "1,62 2,30"):
            cloth.stroke(fold, [2, 0], dark, 0.5)
    b.blob(mirrored("0,-4 6,-3.5 9,1 0,3"), shade(look.top, 0.1))
    b.stroke("-21.5,13 -16.5,5 -7,0", [0, 1.5, 0], RIM, 0.75)


def draw_arm(b: Brush, look: Look, side: int, arm: Arm) -> None:
    """Draw an arm with a short sleeve; side is -1 for the left one, 1 for the right one."""
    light = lit if side < 0 else shade
    skin, sleeve = light(look.skin, 0.12), light(look.top, 0.12)
    (ex, ey), (hx, hy) = arm.elbow, arm.hand
    shoulder, elbow, hand = (side * 17.5, 10), (side * ex, ey), (side * hx, hy)
    b.limb([elbow, hand], [7.4, 5.4], skin)
    b.limb([shoulder, elbow], [9, 7.6], skin)
    b.stroke([shoulder, (side * (ex + 15) / 2, (ey + 12) / 2)], [10.5, 11.5], sleeve)
    b.dot(*shoulder, 5.2, 5.2, sleeve)
    b.dot(*hand, 3.7, 3.9, skin)


def torso(b: Brush, look: Look, left: Arm = DOWN, right: Arm = DOWN, nod: float = 0) -> None:
    """Draw head, arms and shirt; the origin is the base of the neck."""
    arms = [(-1, left), (1, right)]
    for side, arm in arms:
        if not arm.in_front:
            draw_arm(b, look, side, arm)
    shirt(b, look)
    head(b.at(0, 0, look.head, turn=nod), look)
    for side, arm in arms:
        if arm.in_front:
            draw_arm(b, look, side, arm)


def legs(b: Brush, look: Look, stride: float) -> None:
    """Draw legs with shoes, in trousers or below a skirt; stride lifts the right heel."""
    for side, lift in ((-1, 0.0), (1, stride)):
        knee, foot = (side * 9.5, -44 - lift * 0.2), (side * 9 - lift * 0.1, -5 - lift)
        b.dot(foot[0] + side, foot[1] + 2.5, 5, 4.5, "#23201f")
        if look.skirt:
            b.limb([knee, foot], [10, 7], shade(look.skin, 0.15))
            b.stroke([(foot[0], foot[1] - 11), foot], [8, 7.6], PAPER)
        else:
            tone = shade(look.bottom, 0.15 if side < 0 else 0.4)
            b.limb([(side * 8.5, -82), knee, foot], [19, 15, 11.5], tone)
    if look.skirt:
        hem = mirrored("0,-96 16,-96 22,-70 25,-42 12,-39 0,-40")
        b.blob(hem, [[lit(look.bottom, 0.12), shade(look.bottom, 0.4)]])
        for x in (-14, -5, 5, 13):
            b.stroke([(x * 0.6, -88), (x, -42)], [0.2, 1.6], shade(look.bottom, 0.6), 0.6)


def standing(
    b: Brush, look: Look, left: Arm = DOWN, right: Arm = DOWN, nod: float = 0, stride: float = 0
) -> None:
    """Draw a standing or walking person; the origin is on the ground."""
    b.dot(16, -1, 34, 5, INK, 0.4, blur=3)
    legs(b, look, stride)
    torso(b.at(0, -146), look, left, right, nod)
