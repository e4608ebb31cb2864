"""Names as figures compare them, and how the longest known one is found in a text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

LATIN_ACCENTS = re.compile("[\u0300-\u036f]")
# Where a name can end: before a sign or a space, or with its text.
ENDS = re.compile(r"(?=[\s,:])|$")


def key(name: str) -> str:
    """A name as figures compare it: no case, Latin accents or doubled spaces, no "province"."""
    plain = LATIN_ACCENTS.sub("", unicodedata.normalize("NFKD", name.casefold()))
    return re.sub(r"\s+", " ", plain).strip().removesuffix(" province")


def known_at_start(text: str, known: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Known names that the text begins with, by their keys, the longest first, and the rest."""
    ends = {match.start() for match in ENDS.finditer(text)} - {0}
    for end in sorted(ends, reverse=True):
        if (found := key(text[:end])) in known:
            yield found, text[end:]


def by_key(names: Iterable[str]) -> dict[str, str]:
    return {key(name): name for name in names}
