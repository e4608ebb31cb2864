"""Photos that a collecting program gives as a ZIP beside its table, each with the row it is of.

KoboToolbox puts the photos of a form into a folder that is called like the form's `_uuid`; ODK
names the files in a column. Photos come in with new events; whoever sends the same file again does
not get them twice.
"""

import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext

from outreach.models import Photo
from outreach.photos import MAX_BYTES, clean_photo
from outreach.sheets.rows import ReadRow
from outreach.sheets.sheet import FileRefused
from outreach.sheets.table import Row, Table
from outreach.uploads import keep, kept
from projects.templatetags.local import number

PICTURE = re.compile(r"\.(?:jpe?g|png|webp|heic)$", re.IGNORECASE)
# Each is decoded while its sender waits.
MOST_PHOTOS = 100


def add_photos(table: Table, file: IO[bytes]) -> None:
    """Keep the photos of a ZIP for the rows that they are of; raises FileRefused."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError):
        raise FileRefused(gettext("This is not a ZIP of photos.")) from None
    with archive:
        infos = [info for info in archive.infolist() if PICTURE.search(info.filename)]
        if len(infos) > MOST_PHOTOS:
            raise FileRefused(
                gettext("This ZIP has more than %d photos. Send it in several parts.")
                % MOST_PHOTOS
            )
        rows_of = rows_by_name(table)
        without_row, problems = 0, []
        for info in infos:
            place = place_of(info.filename, rows_of)
            if place is None:
                without_row += 1
            elif problem := hold(table, place, archive, info):
                problems.append(problem)
    tell(table, without_row, problems)


def rows_by_name(table: Table) -> dict[str, int]:
    """The places of rows by each cell that may name a photo, or the folder of its form."""
    found: dict[str, int] = {}
    for place, row in enumerate(table.rows):
        for cell in row.cells:
            name = cell.removeprefix("uuid:")
            if PICTURE.search(name) or re.fullmatch(r"[0-9a-fA-F-]{32,36}", name):
                found.setdefault(PurePosixPath(name).name.casefold(), place)
    return found


def place_of(path: str, rows_of: dict[str, int]) -> int | None:
    parts = [part.casefold() for part in PurePosixPath(path).parts]
    places = (rows_of[part] for part in reversed(parts) if part in rows_of)
    return next(places, None)


def hold(table: Table, place: int, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    """Keep a cleaned photo until the rows come in; the sentence for one that cannot be read."""
    try:
        with archive.open(info) as photo:
            content = photo.read(MAX_BYTES + 1)
        picture = clean_photo(io.BytesIO(content))
    except ValidationError as error:
        return f"{PurePosixPath(info.filename).name}: {' '.join(error.messages)}"
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError):
        return f"{PurePosixPath(info.filename).name}: {gettext('This file is damaged.')}"
    table.photos.setdefault(str(place), []).append(keep(picture))
    return ""


def tell(table: Table, without_row: int, problems: list[str]) -> None:
    if count := sum(map(len, table.photos.values())):
        sentence = ngettext(
            "%s photo comes with the new events.", "%s photos come with the new events.", count
        )
        table.notes.append(sentence % number(count))
    if without_row:
        sentence = ngettext(
            "%s photo of the ZIP belongs to no row. It is not added.",
            "%s photos of the ZIP belong to no row. They are not added.",
            without_row,
        )
        table.to_know["photos-without-row"] = sentence % number(without_row)
    if problems:
        table.to_know["photos-not-read"] = " ".join(problems[:5])


def take_photos_in(table: Table, rows: Iterable[tuple[Row, ReadRow]]) -> int:
    """Save the photos of new events; how many were kept too long ago to be there still."""
    places = {id(row): str(place) for place, row in enumerate(table.rows)}
    gone = 0
    for row, read in rows:
        for receipt in table.photos.get(places[id(row)], []) if read.is_new else []:
            picture = kept(receipt)
            if picture is None:
                gone += 1
                continue
            photo = Photo(project=read.event.project, event=read.event)
            photo.hold(picture)
            photo.save()
    return gone
