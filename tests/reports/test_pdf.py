import hashlib
import io
import os
import re
import subprocess
import sys
from decimal import Decimal

import pikepdf
import pytest
from pypdf import PdfReader

from grantreports.reports.donor_report import (
    Ask,
    Bar,
    Brand,
    DonorReport,
    Picture,
    PointGroup,
    Quote,
    Story,
    StripItem,
)
from grantreports.reports.looks import LOOKS, NEWEST
from grantreports.reports.pdf import OwnFiles, _Drawing, _Pages, _thread, render_pdf
from projects.money import money
from tests.factories import make_photo
from tests.pdfs import pages_of, text_of

BRAND = Brand(
    name="Entrust",
    contact="hello@entrust.example",
    foot="",
    primary="#12404f",
    accent="#d8843f",
    tint="#fbf3ec",
    logo="",
)
WORDS = "The children learn how recruiters talk and what to do when an offer sounds too good. "


def make_donor_report(**kwargs):
    """A report of about a page, without pictures."""
    fields = {
        "brand": BRAND,
        "title": "Targeting Trafficking Hotspots",
        "country": "Thailand",
        "place": "Mae Hong Son Province",
        "name": "Second report, Year 2",
        "period": "July–December 2019",
        "edition": "Draft",
        "ask": Ask("Budget: 2020 - Year 3 (of 3):", "$22,230", "needed."),
        "ask_in_masthead": True,
        "about": (WORDS * 3, WORDS),
        "lead_picture": None,
        "strip": tuple(StripItem(str(n), "outreach programs", None) for n in (21, 3913, 394)),
        "groups": (PointGroup("Children are safe", (WORDS, WORDS)),),
        "bars": (Bar("Outreach events", "39 of 40 for the year", 98),),
        "quotes": (Quote("", (WORDS,), "Our partner", ""),),
        "stories": (),
        "more_pictures": (),
        "comes_next": (WORDS,),
        "thank_you": "Thank you.",
        "method_note": "Numbers of people are attendances.",
        "page_budget": 2,
        "problems": (),
        "left_out": (),
    }
    return DonorReport(**fields | kwargs)


def points(count):
    return (PointGroup("", tuple(f"Point {n}. {WORDS}" for n in range(1, count + 1))),)


@pytest.fixture(scope="module")
def pdf():
    return render_pdf(make_donor_report())


def test_pdf_says_what_the_report_says(pdf):
    text = text_of(pdf).replace(" ", "")

    for expected in (
        "Targeting Trafficking Hotspots",
        "Budget: 2020 - Year 3 (of 3): $22,230 needed.",
        "3913",
        "39 of 40 for the year",
        "Our partner",
        "What comes next",
        "Thank you.",
        "Second report, Year 2 · July–December 2019 · Draft",
        "Entrust · hello@entrust.example",
        "1 of 1",
    ):
        assert expected.replace(" ", "") in text


def test_pdf_is_tagged_and_has_language_title_and_embedded_fonts(pdf):
    document = pikepdf.open(io.BytesIO(pdf))

    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang) == "en"
    assert document.open_metadata()["pdfuaid:part"] == "1"
    assert "Targeting Trafficking Hotspots" in str(document.docinfo.Title)
    assert document.Root.ViewerPreferences.DisplayDocTitle
    names = set()
    for page in document.pages:
        for font in page.Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert any(key.startswith("/FontFile") for key in descriptor)
            names.add(str(font.BaseFont).split("+")[1])
    assert all(name.startswith(("Sarabun", "Spectral")) for name in names)


def test_pdf_has_no_syntax_error(pdf):
    assert pikepdf.open(io.BytesIO(pdf)).check_pdf_syntax() == []


SCRIPT = """
import django
django.setup()
from tests.reports.test_pdf import digest, make_donor_report, render_pdf
print(digest(render_pdf(make_donor_report())))
"""


def digest(pdf):
    return hashlib.sha256(pdf).hexdigest()


def test_same_data_gives_the_same_bytes_in_other_processes_and_time_zones(pdf):
    digests = {
        hashlib.sha256(pdf).hexdigest(),
        hashlib.sha256(render_pdf(make_donor_report())).hexdigest(),
    }
    for zone, seed in (("Asia/Bangkok", "1"), ("America/Lima", "2")):
        environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed}
        environment["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        result = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env=environment,
            capture_output=True,
            check=True,
            text=True,
        )
        digests.add(result.stdout.strip())

    assert len(digests) == 1


@pytest.mark.parametrize("count", [12, 40])
def test_bytes_do_not_depend_on_what_was_rendered_before(count):
    """The first render looks for the best size, the second knows it."""
    report = make_donor_report(groups=points(count))
    first = render_pdf(report)

    render_pdf(make_donor_report())

    assert render_pdf(report) == first


@pytest.mark.parametrize("text", ["ทำงานกับเด็ก น้ำ ก่อนค่ำ", "Trẻ em ở Hà Giang được đến trường"])
def test_thai_and_vietnamese_can_be_copied_from_the_pdf(text):
    pdf = render_pdf(make_donor_report(title=text, about=(text,), thank_you=text))

    # Sara am stands in the file as its two parts, which every search treats alike.
    copied = re.sub("\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\u0e33", text_of(pdf)).replace(" ", "")

    assert text.replace(" ", "") in copied


def test_forty_points_all_stand_in_the_pdf_and_no_line_alone():
    pages = pages_of(render_pdf(make_donor_report(groups=points(40))))

    text = " ".join(pages)
    assert all(f"Point {n}. The children" in text for n in range(1, 41))
    assert len(pages) <= 4
    assert all(len(page) > 1000 for page in pages)
    assert [page.endswith(f"{n} of {len(pages)}") for n, page in enumerate(pages, start=1)]


def test_an_empty_report_is_one_page_without_empty_headings():
    empty = make_donor_report(
        strip=(), groups=(), bars=(), quotes=(), comes_next=(), method_note="", ask=None
    )

    pages = pages_of(render_pdf(empty))

    assert len(pages) == 1
    for heading in ("Progress against", "What comes next", "In numbers", "needed"):
        assert heading not in pages[0]


def test_a_title_of_300_characters_is_whole():
    title = ("Safe schools and safe villages " * 10)[:300].strip()

    pages = pages_of(render_pdf(make_donor_report(title=title)))

    assert title in pages[0]


def test_a_long_amount_is_not_broken():
    amount = money(Decimal("1234567.89"), "KES")

    text = text_of(render_pdf(make_donor_report(ask=Ask("Budget:", amount, "needed."))))

    assert "KES 1,234,567.89" in text


def test_a_few_lines_too_many_are_drawn_in_to_the_page():
    longest = max(count for count in range(1, 14) if pages_at(LOOKS[NEWEST].sizes[3], count) == 1)

    assert pages_at(LOOKS[NEWEST].sizes[3], longest + 1) == 2
    assert len(pages_of(render_pdf(make_donor_report(groups=points(longest + 1))))) == 1


def pages_at(size, count):
    """How many pages the report has when its text is not sized to fill them."""
    drawing = _Drawing.of(make_donor_report(groups=points(count)))
    return len(_thread.submit(lambda: _Pages(drawing).at(size).pages).result())


def test_pictures_print_in_their_own_proportions(bees):
    wide, tall = make_photo(bees, (300, 200)), make_photo(bees, (200, 300))
    report = make_donor_report(
        lead_picture=picture(wide),
        stories=(Story(Quote("Tall", (WORDS,), "", ""), picture(tall)),),
    )

    reader = PdfReader(io.BytesIO(render_pdf(report)))

    sizes = {image.image.size for page in reader.pages for image in page.images}
    assert sizes == {(300, 200), (200, 300)}


def picture(photo):
    return Picture(
        web=photo.web_image.name,
        print=photo.print_image.name,
        width=photo.print_width,
        height=photo.print_height,
        caption="A caption.",
        alternative_text="What can be seen.",
    )


def test_bytes_do_not_depend_on_the_random_names_of_pictures(bees):
    same = [make_photo(bees, (300, 200)) for _ in range(2)]
    other = make_photo(bees, (200, 300))

    pdfs = {
        render_pdf(make_donor_report(lead_picture=picture(photo), more_pictures=(picture(other),)))
        for photo in same
    }

    assert len(pdfs) == 1


def test_a_missing_picture_leaves_the_rest():
    lost = Picture("photos/w.jpg", "photos/p.jpg", 300, 200, "A caption.", "What was seen.")

    text = text_of(render_pdf(make_donor_report(lead_picture=lost)))

    assert "A caption." in text
    assert "Thank you." in text


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:1/x.png",
        "data:image/png;base64,AAAA",
        "https://report.invalid/media/photos/another.jpg",
        "https://report.invalid/fonts/../../settings.py",
        "https://report.invalid/css/site.css",
    ],
)
def test_nothing_but_the_reports_own_files_is_opened(url):
    fetcher = OwnFiles({"media/photos/own.jpg": b"own"})

    with pytest.raises(ValueError, match="Not part of the report"):
        fetcher.fetch(url)

    assert fetcher.fetch("https://report.invalid/media/photos/own.jpg").read() == b"own"


LONG = "https://www.example.org/index.php?x=" + "1234567890" * 12


TEXT = f"See {LONG} there."


@pytest.mark.parametrize(
    "part",
    [
        {"about": (TEXT,)},
        {"groups": (PointGroup("", (TEXT,)),)},
        {"groups": (PointGroup(TEXT, (WORDS,)),)},
        {"quotes": (Quote("", (TEXT,), "Our partner", ""),)},
        {"comes_next": (TEXT,)},
        {"thank_you": TEXT},
    ],
)
def test_a_word_longer_than_its_line_stays_on_the_page(part):
    pdf = PdfReader(io.BytesIO(render_pdf(make_donor_report(**part))))

    lines = [line for page in pdf.pages for line in page.extract_text().splitlines()]
    told = [line for line in lines if "1234567890" in line]
    assert told
    assert all(line.count("1234567890") < 10 for line in told), told
