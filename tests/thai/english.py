"""What is left of English in a Thai page or mail, as a reader sees or hears it."""

import re
from html.parser import HTMLParser

# Elements whose content nobody reads as words.
SILENT = {"script", "style", "code"}
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
SPOKEN = {"alt", "aria-label", "aria-description", "placeholder", "title"}
# Texts for scripts are in attributes too; these hold keys and marks.
MARKS = {
    "data-allauth-onload",
    "data-csrf",
    "data-event",
    "data-only-when",
    "data-saved",
    "data-token",
    "data-user",
}
# Names that Thai writes in Latin letters, and what Thai readers are to write in English.
NAMES = (
    "English|JPEG|PNG|WebP|HEIC|XLSX|XLS|ODS|ODK|KoboToolbox|ZIP|CSV|PDF|Excel|xlsx|UTF-8|KB|MB|REF|PIN|JavaScript|Aegis|"
    "Google Authenticator|Microsoft Authenticator|a teacher in Chiang Mai|in, at, as, this"
)
# In a script's text it gives way to a number.
BLANKS = "COUNT"
ADDRESSES = r"\S+@\S+|https?://\S+|^/\S*$"
KNOWN = re.compile(rf"{ADDRESSES}|\b({NAMES}|{BLANKS})\b")
WORD = re.compile(r"[A-Za-z]{2,}")


def english_in(html):
    """The texts of a page that hold an English word."""
    page = Page()
    page.feed(html)
    return [text for text in page.texts if english_words(text)]


def assert_thai(response, status=200):
    html = response.content.decode()
    english = english_in(html)
    assert response.status_code == status, response.status_code
    assert '<html lang="th">' in html
    assert not english, english


def english_words(text):
    return WORD.findall(KNOWN.sub(" ", text))


class Page(HTMLParser):
    """Collects texts; what is marked as another language than Thai is left out."""

    def __init__(self):
        super().__init__()
        self.texts = []
        # The elements that are open, each with whether it is read.
        self.open = [("", True)]

    @property
    def is_read(self):
        return self.open[-1][1]

    def handle_starttag(self, tag, attributes):
        attributes = {name: value or "" for name, value in attributes}
        is_read = self.is_read and tag not in SILENT and attributes.get("lang", "th") == "th"
        if is_read:
            self.texts += spoken(tag, attributes)
        if tag not in VOID:
            self.open.append((tag, is_read))

    def handle_endtag(self, tag):
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.is_read and data.strip():
            self.texts.append(" ".join(data.split()))


def spoken(tag, attributes):
    """The values of attributes that are shown or read out."""
    for name, value in attributes.items():
        is_button = tag == "input" and attributes.get("type") in ("submit", "button")
        is_text = name.startswith("data-") and name not in MARKS
        if name in SPOKEN or is_text or (name == "value" and is_button):
            yield value
