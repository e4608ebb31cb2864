"""Names as figures compare them, and how the longest known one is found in a text."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

LATIN_ACCENTS = re.compile("[\u0300-\u036f]")
# Where a name can end: before a sign or a space, or with its text.
ENDS = re.compile(r"(?=[\s,:])|$")


def key(name: str) -> str:
    """A name as figures compare it: no case, Latin accents or doubled spaces, no "province"."""
    return whole_key(name).removesuffix(" province")


def whole_key(name: str) -> str:
    """A name as it is compared first: Vientiane Province is not Vientiane Prefecture."""
    plain = LATIN_ACCENTS.sub("", unicodedata.normalize("NFKD", name.casefold()))
    return re.sub(r"\s+", " ", plain).strip()


def known_at_start(text: str, known: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Known names that the text begins with, by their keys, the longest first, and the rest."""
    ends = {match.start() for match in ENDS.finditer(text)} - {0}
    for end in sorted(ends, reverse=True):
        for found in dict.fromkeys((whole_key(text[:end]), key(text[:end]))):
            if found in known:
                yield found, text[end:]
