"""Illustrations for the demo reports: six 'photos' of outreach events, painted for it."""

from pathlib import Path

PHOTOS = Path(__file__).with_name("photos")


def picture(name: str) -> bytes:
    return (PHOTOS / f"{name}.jpg").read_bytes()
