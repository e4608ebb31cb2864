"""How names are compared: whatever their case, accents, spaces, punctuation and look-alikes."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from confusable_homoglyphs.confusables import confusables_data

# Scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, Chinese and Japanese.
NO_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
WITHOUT_SPACES = re.compile(f"[{NO_SPACES}]")
# Letters that are no base letter with an accent, so that taking accents away keeps them.
PLAIN = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe"})
# A shorter word that is written apart is another word: “no I” is not Noi.
LONG_ENOUGH_TO_SPLIT = 6
# But every letter apart is no words: “N-o-i”.
LONG_ENOUGH_TO_SPELL = 3
# Letters that are drawn as nothing.
INVISIBLE = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")
# Written for letters by who hides a name: “M4li”, “M@li”. One and | are i or l.
DIGITS = {"0": "o", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g", "2": "z"}
SIGNS = {"@": "a", "$": "s", "€": "e", "£": "l"}
STROKES = "ǀӀӏІіΙι"
LETTER = r"[^\W\d_]"
BESIDE_A_LETTER = re.compile(rf"(?<={LETTER})[0-9@$€£|!]|[0-9@$€£|!](?={LETTER})")
CAPITAL_I_INSIDE = re.compile(r"(?<=[a-z])I")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Letters, marks and digits without case and Latin accents; all between them is one space."""
    # Twice: letters of other alphabets, such as 𝑨, have no case before they are plain.
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = unicodedata.normalize("NFKD", plain).translate(PLAIN)
    return " ".join("".join(map(_folded, plain)).split())


def _folded(character: str) -> str:
    category = unicodedata.category(character)
    if character in INVISIBLE or "VARIATION SELECTOR" in unicodedata.name(character, ""):
        return ""
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
    letters = "".join(words)
    if len(letters) >= LONG_ENOUGH_TO_SPELL:
        spelled = " ".join(re.escape(letter) for letter in letters)
        # Of several, or what is theirs: Malis, Amies.
        found = f"(?:{found}|{spelled})(?:e?s)?"
        if letters.endswith("y"):
            found += f"|(?<![^ {NO_SPACES}]){re.escape(' '.join(words)[:-1])}ies"
    # A word may end where another script goes on.
    return re.compile(f"(?<![^ {NO_SPACES}])(?:{found})(?![^ {NO_SPACES}])")


def _word(word: str) -> str:
    if len(word) < LONG_ENOUGH_TO_SPLIT:
        return re.escape(word)
    return " ?".join(re.escape(letter) for letter in word)


def stands_in(names: Iterable[str], text: str) -> bool:
    """Whether one of the names stands in the text, however it is written there."""
    texts = [fold(each) for each in (text, *readings_of(text))]
    patterns = (pattern(each) for name in names for each in (name, *readings_of(name)))
    return any(found.search(each) for found in patterns if found for each in texts)


@lru_cache(maxsize=50_000)
def readings_of(text: str) -> tuple[str, ...]:
    """The text with look-alikes as the letters they look like; nothing where there are none.

    Look-alikes are those of Unicode's list (UTS 39, “confusables”), and digits for letters.
    """
    text = unicodedata.normalize("NFKC", text)
    found = (_read(text, stroke) for stroke in "il")
    return tuple(dict.fromkeys(each for each in found if each != text))


def _read(text: str, stroke: str) -> str:
    plain = "".join(stroke if c in STROKES else _latin(c) for c in text)
    # Also capital I, which looks like l.
    plain = CAPITAL_I_INSIDE.sub(stroke, plain)
    marks = DIGITS | SIGNS | {"1": stroke, "|": stroke, "!": stroke}
    # Twice: of two beside each other, the first makes a letter of its place.
    for _ in range(2):
        plain = BESIDE_A_LETTER.sub(lambda match: marks[match.group()], plain)
    return plain


def _latin(character: str) -> str:
    return character if character.isascii() else latin_look_alikes().get(character, character)


@cache
def latin_look_alikes() -> dict[str, str]:
    """Letters of other alphabets that look like a Latin one, by Unicode's list."""
    found = {}
    for character, others in confusables_data.items():
        if len(character) != 1 or character.isascii() or WITHOUT_SPACES.match(character):
            continue
        latin = [each["c"] for each in others if each["c"].isascii() and each["c"].isalpha()]
        if latin and len(latin[0]) == 1:
            found[character] = latin[0]
    return found
