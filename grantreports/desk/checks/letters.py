"""Letters that cannot be printed, and texts that donors cannot read."""

from collections.abc import Iterator

from grantreports.desk.checks.findings import WARNING
from grantreports.desk.checks.names import Looked
from grantreports.desk.checks.registry import Found, check
from grantreports.reports.letters import without_letters
from outreach.scripts import is_of_another_script

MOST = 5


@check("letters", WARNING)
def every_letter_can_be_printed(subject: Looked) -> Iterator[Found]:
    for text in subject.texts:
        if missing := without_letters(text.plain):
            shown = " ".join(missing[:MOST])
            sentence = (
                f"“{shown}” in {text.name} cannot be printed: no font of the report has it, so "
                "the PDF shows an empty box. Write it in other letters, or take it out."
            )
            yield Found(sentence, text.where, detail=shown)


@check("language", WARNING)
def every_text_is_in_english(subject: Looked) -> Iterator[Found]:
    """A caption that came in Thai is printed as it stands; a word in a text may be a name."""
    for text in subject.texts:
        if is_of_another_script(text.plain):
            sentence = (
                f"{text.name[0].upper()}{text.name[1:]} is not in English, and is printed as it "
                "stands. Translate it where it was entered."
            )
            yield Found(sentence, text.where, detail=text.plain[:60])
