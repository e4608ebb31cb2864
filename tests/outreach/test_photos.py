import importlib
import io
import re
import struct
import zlib
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from outreach.photos import LOGO_EDGE, MAX_BYTES, PRINT_EDGE, WEB_EDGE, clean_logo, clean_photo

RED, GREEN, WHITE, GREY = (255, 0, 0), (0, 255, 0), (255, 255, 255), (90, 90, 90)
FORMATS = ["JPEG", "PNG", "WEBP"]
NOT_A_PICTURE = "This file is not a picture we can read. Send a JPEG, PNG or WebP."
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Planted by http://ns.adobe.com/xap/</x:xmpmeta>"
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
# A profile whose red is sRGB's green and the other way round: a conversion cannot be missed.
SWAPPED = SRGB.replace(b"rXYZ", b"temp").replace(b"gXYZ", b"rXYZ").replace(b"temp", b"gXYZ")


def plain(mode="RGB", colour="red", size=(64, 48)):
    return Image.new(mode, size, colour)


def encoded(image, kind="JPEG", **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def photo(data):
    return clean_photo(io.BytesIO(data))


def renditions(picture):
    return [Image.open(picture.web), Image.open(picture.print)]


def refusal(clean, data):
    with pytest.raises(ValidationError) as caught:
        clean(SimpleUploadedFile("picture.jpg", data, "image/jpeg"))
    return caught.value.code, caught.value.messages


def near(image, expected, place=(20, 20)):
    colour = image.getpixel(place)
    return max(abs(a - b) for a, b in zip(colour, expected, strict=True)) <= 3


def planted_exif(orientation=1):
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Planted camera"
    exif[ExifTags.Base.Orientation] = orientation
    gps = {1: "N", 2: (18.0, 47.0, 30.0), 3: "E", 4: (98.0, 59.0, 6.0), 18: "Planted GPS datum"}
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(gps)
    # Many cameras keep a preview in their own tag; Pillow cannot write the standard's thumbnail.
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.MakerNote] = encoded(plain(), comment="Planted")
    return exif


def planted(kind):
    text = PngInfo()
    text.add_text("Comment", "Planted text")
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    own = {"JPEG": {"xmp": XMP, "comment": "Planted"}, "PNG": {"pnginfo": text}}
    options = own.get(kind, {"xmp": XMP}) | {"exif": planted_exif(), "icc_profile": SRGB}
    # Some phones hang a film on the end of a picture.
    return encoded(plain(), kind, **options) + b"Planted film"


PLANTED = {kind: planted(kind) for kind in FORMATS}


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_but_pixels_survives(kind):
    assert PLANTED[kind].count(b"Planted") >= 5

    picture = photo(PLANTED[kind])

    for content in (picture.web, picture.print):
        jpeg, image = content.read(), Image.open(content)
        traces = rb"Planted|Exif|GPS|xmpmeta|http|ICC_PROFILE|\xff[\xe1-\xef\xfe]"
        assert re.findall(traces, jpeg) == []
        assert [name for name, _ in image.applist] == ["APP0"]
        # One start of a picture and one baseline frame.
        assert re.findall(rb"\xff[\xc0-\xc3\xd8]", jpeg) == [b"\xff\xd8", b"\xff\xc0"]
        assert jpeg.endswith(b"\xff\xd9")
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (64, 48))


CORNERS = {"NW": (0.2, 0.2), "NE": (0.8, 0.2), "SE": (0.8, 0.8), "SW": (0.2, 0.8)}


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(("orientation", "corner"), [*enumerate([*CORNERS] * 2, start=1)])
def test_photos_are_upright(kind, orientation, corner):
    image = plain(colour="blue")
    image.paste("red", (0, 0, 32, 24))

    picture = photo(encoded(image, kind, exif=planted_exif(orientation)))

    for seen in renditions(picture):
        places = {name: (x * seen.width, y * seen.height) for name, (x, y) in CORNERS.items()}
        assert [name for name, place in places.items() if near(seen, RED, place)] == [corner]
        assert seen.size == ((64, 48) if orientation <= 4 else (48, 64))


# A number written wider than the standard says: Pillow reads it, and cannot write it again.
WIDE = planted_exif(6)
WIDE[ExifTags.Base.Compression] = 1
WIDE = WIDE.tobytes().replace(b"\x01\x03\x00\x03", b"\x01\x03\x00\x04")


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("exif", [b"Exif\0\0broken", WIDE], ids=["broken", "wide"])
def test_strange_exif_does_not_lose_the_photo(kind, exif):
    picture = photo(encoded(plain(), kind, exif=exif))

    assert near(Image.open(picture.web), RED)


@pytest.mark.parametrize("size", [(200, 100), (5000, 1), (960, 961), (1182, 700), (3001, 4999)])
def test_photos_fit_and_are_never_enlarged(size):
    picture = photo(encoded(plain(size=size)))

    assert picture.print_size == Image.open(picture.print).size
    for seen, edge in zip(renditions(picture), (WEB_EDGE, PRINT_EDGE), strict=True):
        scale = min(1, edge / max(size))
        assert max(seen.size) == min(edge, max(size))
        assert seen.size == pytest.approx((size[0] * scale, size[1] * scale), abs=1)


def test_names_are_random():
    upload = encoded(plain())

    first, second = (clean_photo(SimpleUploadedFile("mali.jpg", upload)) for _ in range(2))

    assert first.token != second.token
    for picture in (first, second):
        assert re.fullmatch("[0-9a-f]{32}", picture.token)
        assert picture.name_of("web") == f"{picture.token}-web.jpg"
        assert picture.web.name is picture.print.name is None


TWO = {"save_all": True, "append_images": [plain(colour="blue")]}
PIXELS = {
    "clear": (encoded(plain("RGBA", (*RED, 0)), "PNG"), WHITE),
    "half clear": (encoded(plain("RGBA", (0, 0, 0, 128)), "WEBP"), (127, 127, 127)),
    "clear grey": (encoded(plain("LA", (0, 0)), "PNG"), WHITE),
    "palette": (encoded(plain("P"), "PNG"), RED),
    "palette with a clear colour": (encoded(plain("P"), "PNG", transparency=0), WHITE),
    "a clear colour": (encoded(plain(), "PNG", transparency=RED), WHITE),
    "grey": (encoded(plain("L", 90)), GREY),
    "1 bit": (encoded(plain("1", 1), "PNG"), WHITE),
    "16 bits": (encoded(plain("I;16", 90 * 257), "PNG"), GREY),
    "16 bits, black clear": (encoded(plain("I;16", 90 * 257), "PNG", transparency=0), GREY),
    "CMYK": (encoded(plain("CMYK", (0, 255, 255, 0))), RED),
    "progressive": (encoded(plain(), progressive=True), RED),
} | {
    f"first of two {kind}": (encoded(plain(), kind, **TWO), RED) for kind in ("MPO", *FORMATS[1:])
}


@pytest.mark.parametrize(("data", "colour"), PIXELS.values(), ids=PIXELS)
def test_every_kind_of_pixel_becomes_rgb_on_white(data, colour):
    picture = photo(data)

    for seen in renditions(picture):
        assert seen.mode == "RGB"
        assert near(seen, colour)
        assert "progressive" not in seen.info


COLOURED = [("RGB", "JPEG"), ("RGB", "PNG"), ("RGB", "WEBP"), ("RGBA", "PNG"), ("P", "PNG")]


@pytest.mark.parametrize(("mode", "kind"), COLOURED)
def test_colours_are_converted_to_srgb(mode, kind):
    picture = photo(encoded(plain(mode), kind, icc_profile=SWAPPED))

    assert near(Image.open(picture.print), GREEN)


# The whole sRGB profile fits only the first of the modes.
@pytest.mark.parametrize("profile", [b"Broken", SRGB[:200], SRGB], ids=["broken", "cut", "sRGB"])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_bad_profile_does_not_lose_the_photo(mode, profile):
    picture = photo(encoded(plain().convert(mode), icc_profile=profile))

    assert near(Image.open(picture.print), (76, 76, 76) if mode == "L" else RED)


@pytest.fixture(params=[clean_photo, clean_logo])
def clean(request):
    return request.param


OTHERS = {
    "empty": b"",
    "text": b"Dear donor, the picture follows.",
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    "start of a JPEG": b"\xff\xd8\xff\xe0",
} | {kind: encoded(plain(), kind) for kind in ("GIF", "BMP", "TIFF", "EPS", "TGA", "PDF", "ICO")}


@pytest.mark.parametrize("data", OTHERS.values(), ids=OTHERS)
def test_other_files_are_refused(clean, data):
    assert refusal(clean, data) == ("unreadable", [NOT_A_PICTURE])


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_half_a_picture_is_refused(clean, kind, share):
    # Loads WeasyPrint, which tells Pillow to accept truncated files in the whole process.
    importlib.import_module("grantreports.reports.pdf")
    data = encoded(Image.effect_noise((200, 200), 80), kind)

    assert refusal(clean, data[: int(len(data) * share)]) == ("unreadable", [NOT_A_PICTURE])


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1", b"avif"])
def test_heic_is_refused_with_a_way_out(clean, brand):
    code, [message] = refusal(clean, b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1heic")

    assert code == "heic"
    assert "Save it as JPEG" in message


def test_a_file_may_have_the_most_bytes_and_not_one_more():
    largest = encoded(plain()).ljust(MAX_BYTES, b"\0")
    message = "This file is larger than 25 MB. Send a smaller picture."

    assert photo(largest).token
    assert refusal(clean_photo, largest + b"\0") == ("too_large", [message])


# Just above our own limit, where Pillow warns, and where Pillow raises.
@pytest.mark.parametrize("edge", [7_750, 13_000, 20_000])
def test_too_many_pixels_are_refused_before_they_are_read(clean, edge):
    png = encoded(plain("1"), "PNG")
    header = b"IHDR" + struct.pack(">II", edge, edge) + png[24:29]
    bomb = png[:12] + header + struct.pack(">I", zlib.crc32(header)) + png[33:]

    message = "This picture has more than 50 megapixels. Send a smaller one."
    assert refusal(clean, bomb) == ("too_many_pixels", [message])


@given(st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]), st.binary(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_refused(start, data):
    assert refusal(clean_photo, start + data)[0] == "unreadable"


DAMAGES = st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=6)


@given(st.sampled_from(FORMATS), DAMAGES, st.integers(0, 4000))
@settings(max_examples=60, deadline=None)
def test_a_damaged_picture_is_a_picture_or_refused(kind, damages, cut):
    data = bytearray(PLANTED[kind])
    for place, byte in damages:
        data[place % len(data)] = byte
    del data[len(data) - cut % len(data) :]

    with suppress(ValidationError):
        assert max(Image.open(photo(data).print).size) <= PRINT_EDGE


LOGOS = {
    "RGBA": (plain("RGBA", (*RED, 90)), {}, (*RED, 90)),
    "palette": (plain("P"), {"transparency": 0}, (*RED, 0)),
    "RGB": (plain(), {}, (*RED, 255)),
    "large": (plain(size=(2400, 1200)), {}, (*RED, 255)),
    "as large as can be": (plain(size=(LOGO_EDGE, 9)), {}, (*RED, 255)),
    "16 bits": (plain("I;16", 90 * 257), {}, (*GREY, 255)),
}


@pytest.mark.parametrize(("image", "options", "colour"), LOGOS.values(), ids=LOGOS)
def test_a_logo_keeps_its_transparency_and_nothing_else(image, options, colour):
    upload = encoded(image, "PNG", exif=planted_exif(), icc_profile=SRGB, **options)

    logo = clean_logo(SimpleUploadedFile("planted.png", upload))

    cleaned = Image.open(logo)
    assert re.fullmatch(r"[0-9a-f]{32}\.png", logo.name)
    assert (cleaned.format, cleaned.mode) == ("PNG", "RGBA")
    assert cleaned.size == ((600, 300) if image.width > LOGO_EDGE else image.size)
    assert near(cleaned, colour, (5, 5))
    assert cleaned.info == {}
    assert not re.search(rb"Planted|eXIf|tEXt|iTXt|iCCP", logo.file.getvalue())
