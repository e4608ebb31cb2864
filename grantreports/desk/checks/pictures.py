"""Photos: what readers are told about them, whether their files are there and large enough."""

from collections.abc import Iterator

from django.core.files.storage import default_storage

from grantreports.desk.checks.findings import ERROR, WARNING
from grantreports.desk.checks.registry import Found, check
from grantreports.desk.checks.subject import Subject, title_of
from grantreports.reports.compose import picture_of
from grantreports.reports.models import ChosenPhoto

MILLIMETRES_PER_INCH = 25.4
FEWEST_DOTS = 150
# How wide a photo is printed, in millimetres, by its place and shape: as in report.css, at the
# smallest size of the text, where the columns beside it leave it the most room. Further ones are
# as wide as the others of their row let them be.
WIDTHS = {
    ChosenPhoto.Place.LEAD: {"landscape": 80, "square": 66, "portrait": 57},
    ChosenPhoto.Place.STORY: {"landscape": 48, "square": 48, "portrait": 38},
    ChosenPhoto.Place.MORE: {"landscape": 90, "square": 72, "portrait": 54},
}
# Width by height of a photo that is cut.
RATIOS = {"landscape": 3 / 2, "square": 1, "portrait": 3 / 4}


@check("caption", ERROR)
def photos_have_captions(subject: Subject) -> Iterator[Found]:
    for chosen in subject.photos:
        if not chosen.photo.caption.strip():
            sentence = f"{capital(title_of(chosen.photo))} has no caption. Write one on its page."
            yield Found(sentence, f"photos:{chosen.photo_id}")


@check("alternative-text", ERROR)
def photos_have_alternative_texts(subject: Subject) -> Iterator[Found]:
    for chosen in subject.photos:
        if not chosen.photo.alternative_text.strip():
            sentence = (
                f"{capital(title_of(chosen.photo))} has no alternative text. Say on its page what "
                "can be seen, for readers who cannot see it."
            )
            yield Found(sentence, f"photos:{chosen.photo_id}")


@check("file", ERROR)
def picture_files_are_there(subject: Subject) -> Iterator[Found]:
    for chosen in subject.photos:
        photo = chosen.photo
        files = (photo.web_image.name, photo.print_image.name)
        if not all(name and default_storage.exists(name) for name in files):
            sentence = (
                f"The file of {title_of(photo)} is missing on the server. Take the photo out, or "
                "ask an administrator to bring the file back from a backup."
            )
            yield Found(sentence, f"photos:{chosen.photo_id}")
    logo = subject.composition.branding.logo.name
    if logo and not default_storage.exists(logo):
        yield Found("The file of the logo is missing on the server. Give the branding a new one.")


@check("resolution", WARNING)
def photos_are_sharp_in_print(subject: Subject) -> Iterator[Found]:
    for chosen in subject.photos:
        dots = dots_per_inch(chosen)
        if dots < FEWEST_DOTS:
            sentence = (
                f"{capital(title_of(chosen.photo))} would be printed with {dots} dots per inch; "
                f"{FEWEST_DOTS} look sharp. Choose another place or cut, or ask for a larger file."
            )
            yield Found(sentence, f"photos:{chosen.photo_id}")


def dots_per_inch(chosen: ChosenPhoto) -> int:
    picture = picture_of(chosen)
    pixels = picture.width
    if picture.cut != "whole":
        pixels = min(pixels, int(picture.height * RATIOS[picture.cut]))
    width = WIDTHS[ChosenPhoto.Place(chosen.place)][picture.shape]
    return round(pixels / width * MILLIMETRES_PER_INCH)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
