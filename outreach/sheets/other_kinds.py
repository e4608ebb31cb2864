"""XLS, XLSB and ODS files: read in a process of their own, within limits."""

import json
import logging
import subprocess
import sys
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from outreach.sheets.marks import Marks
from outreach.sheets.open_document import marks_of_open_document
from outreach.sheets.sheet import FileRefused, Sheet, SheetRow
from outreach.sheets.shown import shown_rows

logger = logging.getLogger(__name__)

PROGRAM = Path(__file__).with_name("cells_of_file.py")
PATIENCE = 90  # Seconds.


def sheets_of_other_kind(content: bytes, is_open_document: bool) -> list[Sheet]:
    found = cells_of(content)
    marks = marks_of_open_document(content) if is_open_document else {}
    return [
        Sheet(
            each["name"],
            partial(read_rows, each, marks.get(each["name"]) or Marks()),
            is_hidden=each["is_hidden"],
            tells_what_is_hidden=is_open_document,
            **(marks.get(each["name"]) or Marks()).told(),
        )
        for each in found
    ]


def cells_of(content: bytes) -> list[dict[str, Any]]:
    try:
        run = subprocess.run(  # noqa: S603 (our own program; the file is its input)
            [sys.executable, "-I", str(PROGRAM)],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
        return json.loads(run.stdout)
    except (subprocess.SubprocessError, ValueError):
        logger.info("A spreadsheet of another kind could not be read.", exc_info=True)
        raise FileRefused(cannot_be_read()) from None


def cannot_be_read() -> str:
    return gettext(
        "This kind of spreadsheet cannot be read. Open it and save it as “Excel workbook (.xlsx)”."
    )


def read_rows(sheet: dict[str, Any], marks: Marks, limit: int) -> tuple[list[SheetRow], str]:
    rows = shown_rows(sheet["rows"], sheet["left"], sheet["merged"], marks)
    return list(islice(rows, limit)), ""
