"""What stands in a text and cannot be printed."""

from collections.abc import Iterator

from grantreports.desk.checks.findings import WARNING
from grantreports.desk.checks.names import Looked
from grantreports.desk.checks.registry import Found, check
from grantreports.reports.letters import without_letters

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
