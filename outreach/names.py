import re
import unicodedata

LATIN_ACCENTS = re.compile("[\u0300-\u036f]")


def key(name: str) -> str:
    """A name as figures compare it: no case, Latin accents or doubled spaces, no "province"."""
    plain = LATIN_ACCENTS.sub("", unicodedata.normalize("NFKD", name.casefold()))
    return re.sub(r"\s+", " ", plain).strip().removesuffix(" province")
