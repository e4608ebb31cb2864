"""Whether donors who are no experts can read it.

At most 25 words a sentence: GOV.UK content design, “Writing for GOV.UK”.
"""

import re
from collections.abc import Iterator

from grantreports.desk.checks.findings import WARNING
from grantreports.desk.checks.registry import Found, check
from grantreports.desk.checks.subject import Subject

MOST_WORDS = 25
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+(?=\s|$)|\n|$)|[.!?]+")
ACRONYM = re.compile(r"\b[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*s?\b")
# Everybody knows them, or they are Roman numbers.
KNOWN = {
    *("UK", "USA", "US", "UN", "EU", "UNICEF", "UNESCO", "HIV", "AIDS", "TV", "DVD", "OK", "PDF"),
    *("II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "AM", "PM", "BC", "AD", "ID"),
}


@check("long-sentence", WARNING)
def sentences_are_short(subject: Subject) -> Iterator[Found]:
    """Only of what staff write on the desk: words that were said stay as they were said."""
    for text in subject.texts:
        if not text.is_written or not text.where:
            continue
        for sentence in SENTENCE.findall(text.plain):
            words = [each for each in sentence.split() if any(map(str.isalnum, each))]
            if len(words) > MOST_WORDS:
                begin = " ".join(words[:6])
                yield Found(
                    f"In {text.name} a sentence has {len(words)} words: “{begin} …”. Make two "
                    "of it.",
                    text.where,
                    detail=sentence.strip()[:200],
                )


@check("acronym", WARNING)
def acronyms_are_explained(subject: Subject) -> Iterator[Found]:
    """Where it first stands, its words stand beside it: “the water committee (WUA)”."""
    everything = "\n".join(text.plain for text in subject.texts)
    told: set[str] = set()
    for text in subject.texts:
        if not text.where or text.plain.isupper():
            continue
        for acronym in ACRONYM.findall(text.plain):
            short = acronym.removesuffix("s")
            if short in KNOWN or short in told or is_explained(short, everything):
                continue
            told.add(short)
            yield Found(
                f"“{short}” in {text.name} is not explained. Write its words before it: "
                f"“… ({short})”.",
                text.where,
                detail=short,
            )


def is_explained(acronym: str, text: str) -> bool:
    in_brackets = rf"\({acronym}s?\)|\b{acronym}s?\s+\((?=[^)]*[a-z])"
    return bool(re.search(in_brackets, text))
