"""The files that collecting programs write: KoboToolbox, ODK and Google Forms.

They name a question by the groups that it lies in, and add columns about themselves: when a form
was opened is not when the event took place, and `_id` is the number of a form and not of an event.
"""

import re

from outreach.columns import Columns
from outreach.names import heading_key
from outreach.sheets.headings import meant

# By one of them a file is known.
SIGNS = {"_uuid", "_submission_time", "instanceid", "meta-instanceid", "submissiondate"}
OWN = {
    *("start", "end", "today", "deviceid", "username", "phonenumber", "simserial", "subscriberid"),
    *("key", "submissiondate", "submitterid", "submittername", "attachmentspresent", "status"),
    *("attachmentsexpected", "reviewstate", "edits", "formversion", "instanceid", "instancename"),
    *("meta-instanceid", "meta/instanceid", "meta-instancename", "audit", "timestamp"),
}
SEPARATORS = "/-"
PHOTO = re.compile(r"^(?:photos?|pictures?|images?|ภาพ|รูป)(?:_?url|\d*)?$", re.IGNORECASE)


def is_by_a_program(headings: list[str]) -> bool:
    return bool(SIGNS & {heading.casefold() for heading in headings})


def own_column(heading: str) -> bool:
    """Whether the program tells of itself in the column."""
    plain = heading.casefold()
    if plain in OWN or plain.startswith(("meta/", "meta-")):
        return True
    # A group of questions may be called so too.
    return plain.startswith("_") and "/" not in plain


def question_of(heading: str, columns: Columns) -> str:
    """The heading without the groups that it lies in; "" where the program tells of itself, or
    names the files of photos, which are found by them.
    """
    if own_column(heading) or PHOTO.search(heading.rpartition("/")[2]):
        return ""
    names = (heading.rpartition(separator)[2] for separator in SEPARATORS)
    return next((name for name in names if meant(name, columns)), heading)


def is_key(heading: str, words: str) -> bool:
    return heading_key(heading) in {heading_key(word) for word in words.split(", ")}
