"""Where two composed reports differ, in words and numbers, for pages to show."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from grantreports.reports.blocks import COMES_NEXT, LEARNED
from grantreports.reports.chart import Chart
from grantreports.reports.donor_report import Bar, DonorReport, Picture, Quote

SAME, REMOVED, ADDED = "same", "removed", "added"
# A word, or what stands between two words.
WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of words that both have, or that only one of them has."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """One text of one part of the report; "" where only the other report has it."""

    part: str
    before: str
    after: str

    @property
    def pieces(self) -> list[Piece]:
        return list(_pieces(self.before, self.after))


def differences(old: DonorReport, new: DonorReport) -> list[Difference]:
    """In reading order; names of files and the number of the edition do not count."""
    found = []
    before, after = _parts(old), _parts(new)
    for part in dict.fromkeys((*before, *after)):
        pairs = aligned(before.get(part, ()), after.get(part, ()))
        found += [Difference(part, *pair) for pair in pairs]
    return found


def _parts(report: DonorReport) -> dict[str, Sequence[str]]:
    """Every text that donors read, by the part it stands in."""
    brand, ask = report.brand, report.ask
    parts: dict[str, Sequence[str]] = {
        "Title": (report.title,),
        "Place": (report.country, report.place),
        "Period": (report.name, report.period),
        "Budget line": (ask.line,) if ask else (),
        "Order of the parts": (" · ".join(block.heading or block.key for block in report.blocks),),
        "In one sentence": (report.in_brief,),
        "The project": report.about,
        "Photo beside the project": _told(report.lead_picture),
        "In numbers": [f"{item.number} {item.label}{_target(item.bar)}" for item in report.strip],
        "Method note": (report.method_note,),
        "Targets": [f"{bar.label}: {bar.text}" for bar in report.bars],
        "Story so far": _charted(report.chart),
    }
    for group in report.groups:
        parts[f"Progress: {group.objective}" if group.objective else "Progress"] = group.points
    parts |= {
        "Change since the beginning": [
            f"{row.label}: {row.began} ({row.source}), {row.now}, {row.change}"
            for row in report.since_baseline
        ],
        "Who was reached": [
            *(f"{row.label}: {row.number}" for row in report.reached),
            report.reached_note,
        ],
        LEARNED: report.learned,
    }
    parts |= {
        "Quotes": [_said(quote) for quote in report.quotes],
        "Stories": [_said(story.quote) for story in report.stories],
        "Photos of stories": [each for story in report.stories for each in _told(story.picture)],
        "Further photos": [each for picture in report.more_pictures for each in _told(picture)],
        COMES_NEXT: report.comes_next,
        "Thank-you line": (report.thank_you,),
        "Foot": (brand.name, brand.contact, brand.foot, brand.person),
    }
    return {part: [text for text in texts if text] for part, texts in parts.items()}


def _charted(chart: Chart | None) -> list[str]:
    return [" · ".join((row.label, *row.cells)) for row in chart.rows] if chart else []


def _told(picture: Picture | None) -> list[str]:
    """What can be said of a picture in words: its caption, what it shows, how it is cut."""
    if picture is None:
        return []
    cut = "" if picture.cut == "whole" else f" (cut to {picture.cut})"
    note = f" {picture.note}" if picture.note else ""
    return [f"{picture.caption}{note} [{picture.alternative_text}]{cut}"]


def _target(bar: Bar | None) -> str:
    return f" ({bar.text})" if bar else ""


def _said(quote: Quote) -> str:
    words = " ".join((quote.heading, *quote.paragraphs)).strip()
    return f"{words} – {quote.speaker}{f' ({quote.note})' if quote.note else ''}"


def aligned(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Texts that are not in both, each beside the one that it came from."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, first, last, new_first, new_last in matcher.get_opcodes():
        if kind != "equal":
            yield from zip_longest(before[first:last], after[new_first:new_last], fillvalue="")


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = WORDS.findall(before), WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, last, new_first, new_last in matcher.get_opcodes():
        gone, come = "".join(old[first:last]), "".join(new[new_first:new_last])
        if kind == "equal":
            yield Piece(SAME, gone)
            continue
        if gone:
            yield Piece(REMOVED, gone)
        if come:
            yield Piece(ADDED, come)
