"""In which letters a text is written."""

import unicodedata


def is_of_another_script(text: str) -> bool:
    """Whether most letters are not Latin; a name or a word of theirs may stand in any text."""
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return len(letters) > 2 * latin
