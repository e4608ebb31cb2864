"""The fonts that reports are set in are, byte for byte, those that their PDFs rest on."""

import re
from hashlib import sha256
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

# The beginnings of their SHA-256, of fontpkg-sarabun 1.0 and fontpkg-spectral 2.5.
FONTS = {
    "fonts/sarabun/Sarabun-Regular.ttf": "226d4f368fbc0457990ddef2692679ba",
    "fonts/sarabun/Sarabun-SemiBold.ttf": "c0bb057d86e4a12097d701ac0953597e",
    "fonts/spectral/Spectral-SemiBold.ttf": "5f86915a744832ecf6e4a17ab04bea09",
    "fonts/spectral/Spectral-Italic.ttf": "7ec97244259db4008c4b1224c7914e53",
}
CHANGED = (
    "{} is not the file that PDFs were made with: letters may stand elsewhere, and the same "
    "report gets other bytes. Take the version of the package in requirements.lock; or look at "
    "reports printed with the new one, then write its sum here."
)


@pytest.mark.parametrize("name", FONTS)
def test_a_font_is_the_one_that_pdfs_rest_on(name):
    path = finders.find(name)

    assert path, f"{name} is gone. README says what to use in its place."
    assert sha256(Path(path).read_bytes()).hexdigest()[:32] == FONTS[name], CHANGED.format(name)


def test_every_font_of_the_style_sheet_is_looked_at():
    sheet = Path(finders.find("css/fonts.css")).read_text()

    assert set(re.findall(r'url\("\.\./([^"]+)"\)', sheet)) == set(FONTS)
