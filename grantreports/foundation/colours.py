"""Colours of the house style: what makes a hexadecimal colour fit for print and screen."""

import re

from django.core.exceptions import ValidationError

HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
WHITE = "#ffffff"
# WCAG 2.2, success criterion 1.4.3: normal text needs this contrast with its ground.
READABLE = 4.5


def validate_colour(value: str) -> None:
    if not HEX.match(value):
        raise ValidationError("Write a colour as # and six digits or letters a to f: #12404f.")


def validate_dark_colour(value: str) -> None:
    validate_colour(value)
    if contrast(value, WHITE) < READABLE:
        raise ValidationError("White text on this colour is hard to read. Choose a darker one.")


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, from 1 (the same) to 21 (black and white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def tint(colour: str, share: float) -> str:
    """`share` (0 to 1) of the colour, the rest white."""
    mixed = (round(255 - (255 - channel) * share) for channel in _channels(colour))
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def _channels(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


def _luminance(colour: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
