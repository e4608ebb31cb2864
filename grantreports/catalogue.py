"""The Thai catalogue: takes up the texts of code and templates, and compiles what is translated.

`make messages` runs it. Babel does all the work, so no other tool has to be installed.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("grantreports", "outreach", "projects", "templates")
PO = ROOT / "grantreports" / "locale" / "th" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
# Django's names beside those that Babel knows; where the text stands among the arguments.
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def sources() -> list[Path]:
    files = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))
    return sorted(path for path in files if path.suffix in (".py", ".html", ".txt"))


def texts_in(path: Path) -> Iterator[tuple]:
    """Each text marked in a file: its line, the text or its forms, comments, context."""
    code = path.read_text()
    if path.suffix != ".py":
        # Django writes the texts of a template as code; its indentation means nothing.
        code = "\n".join(line.strip() for line in templatize(code).splitlines())
    file = io.BytesIO(code.encode())
    yield from extract("python", file, KEYWORDS, options={"encoding": "utf-8"})


def gathered() -> Catalog:
    """All texts of the site, without translations."""
    catalogue = Catalog()
    for path in sources():
        for line, text, _, context in texts_in(path):
            place = (path.relative_to(ROOT).as_posix(), line)
            catalogue.add(text, locations=[place], context=context)
    return catalogue


def translated() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="th")


def compiled(catalogue: Catalog) -> bytes:
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def update() -> None:
    """Bring the catalogue up to date: new texts wait for a translation, unused ones go."""
    catalogue, site = translated(), gathered()
    site.creation_date = catalogue.creation_date
    # A guess from a similar text is worse than none.
    catalogue.update(site, no_fuzzy_matching=True)
    with PO.open("wb") as file:
        write_po(file, catalogue, width=98, ignore_obsolete=True, include_lineno=False)
    MO.write_bytes(compiled(catalogue))
    waiting = [message.id for message in catalogue if message.id and not is_translated(message)]
    print(f"{len(catalogue)} texts, {len(waiting)} wait for a translation", *waiting, sep="\n  ")


def is_translated(message: Message) -> bool:
    return all(message.string or [""])


if __name__ == "__main__":
    update()
