"""How names are compared: whatever their case, accents, spaces and punctuation."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, Chinese and Japanese.
NO_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
WITHOUT_SPACES = re.compile(f"[{NO_SPACES}]")
# Letters that are no base letter with an accent, so that taking accents away keeps them.
PLAIN = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe"})
# A shorter word that is written apart is another word: “no I” is not Noi.
LONG_ENOUGH_TO_SPLIT = 6


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Letters, marks and digits without case and Latin accents; all between them is one space."""
    # Twice: letters of other alphabets, such as 𝑨, have no case before they are plain.
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = unicodedata.normalize("NFKD", plain).translate(PLAIN)
    return " ".join("".join(map(_folded, plain)).split())


def _folded(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf" or "\u0300" <= character <= "\u036f":
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    return character if category[0] in "LMN" else " "


@lru_cache(maxsize=5_000)
def pattern(name: str) -> re.Pattern[str] | None:
    """Finds a name in a folded text, or None where the name has no letter."""
    words = fold(name).split()
    if not words:
        return None
    found = " ?".join(_word(word) for word in words)
    if WITHOUT_SPACES.search(name):
        return re.compile(found)
    # A word may end where another script goes on.
    return re.compile(f"(?<![^ {NO_SPACES}]){found}(?![^ {NO_SPACES}])")


def _word(word: str) -> str:
    if len(word) < LONG_ENOUGH_TO_SPLIT:
        return re.escape(word)
    return " ?".join(re.escape(letter) for letter in word)


def stands_in(names: Iterable[str], text: str) -> bool:
    """Whether one of the names stands in the text, however it is written there."""
    folded = fold(text)
    return any(found.search(folded) for name in names if (found := pattern(name)))


def letters(text: str) -> int:
    """How many letters a name has, marks and punctuation apart."""
    return sum(unicodedata.category(character)[0] == "L" for character in text)
