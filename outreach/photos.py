"""Pictures as they come from a phone, made safe and small: the only import of Pillow's decoders.

Every picture is decoded and its pixels are copied into a new one, so nothing else of the upload
survives: no EXIF with GPS, no XMP, no comment, no colour profile, no second image, no file name.
"""

import io
import secrets
import warnings
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageCms, ImageFile, ImageOps

MEGABYTE = 1024 * 1024
MAX_BYTES = 25 * MEGABYTE
MAX_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
# 100 mm at 300 dpi: the widest a report prints a photo.
PRINT_EDGE = 1181
WEB_EDGE = 960
LOGO_EDGE = 600
# Types of the ISO base media file format that phones use for HEIC and AVIF.
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")

NOT_A_PICTURE = _("This file is not a picture we can read. Send a JPEG, PNG or WebP.")


@dataclass(frozen=True)
class CleanPicture:
    """Two JPEG renditions with a random name; the size of the print one is in pixels."""

    token: str
    web: ContentFile
    print: ContentFile
    print_size: tuple[int, int]

    def name_of(self, rendition: str) -> str:
        return f"{self.token}-{rendition}.jpg"


def clean_photo(upload: IO[bytes]) -> CleanPicture:
    """Both renditions of an uploaded photo; a ValidationError holds a sentence for the user."""
    image = _flat(_open(upload, PRINT_EDGE))
    for_web, for_print = _at_most(WEB_EDGE, image), _at_most(PRINT_EDGE, image)
    return CleanPicture(
        token=secrets.token_hex(16),
        web=_jpeg(for_web, quality=76),
        print=_jpeg(for_print, quality=82),
        print_size=for_print.size,
    )


def clean_logo(upload: IO[bytes]) -> ContentFile:
    """A logo as PNG, transparency kept; a ValidationError holds a sentence for the user."""
    image = _at_most(LOGO_EDGE, _pixels_only(_open(upload, LOGO_EDGE).convert("RGBA")))
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return ContentFile(out.getvalue(), name=f"{secrets.token_hex(16)}.png")


def _open(upload: IO[bytes], edge: int) -> Image.Image:
    """The decoded picture, upright, at least twice `edge` where it was that large."""
    data = upload.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ValidationError(
            gettext("This file is larger than %s MB. Send a smaller picture.")
            % (MAX_BYTES // MEGABYTE),
            code="too_large",
        )
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        raise ValidationError(
            _(
                "This is a HEIC picture. Save it as JPEG, or set the phone's camera to "
                "“Most compatible”, and send it again."
            ),
            code="heic",
        )
    # WeasyPrint turns this on for the whole process.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=FORMATS)
            _refuse_too_many_pixels(image)
            # Lets the JPEG decoder skip what would be thrown away: a third of the time.
            image.draft("RGB", (edge * 2, edge * 2))
            image.load()
            return _eight_bits(_upright(image))
    except ValidationError:
        raise
    # Decoders of broken files raise what they like; any of it means the same to the user.
    except Exception as error:
        if isinstance(error, (Image.DecompressionBombWarning, Image.DecompressionBombError)):
            raise _too_many_pixels() from error
        raise ValidationError(NOT_A_PICTURE, code="unreadable") from error


def _upright(image: Image.Image) -> Image.Image:
    """The picture turned as its EXIF says; Pillow cannot write back all the EXIF it can read."""
    try:
        turn = image.getexif().get(ExifTags.Base.Orientation)
    except Exception:
        turn = None  # Broken EXIF is no reason to lose the photo.
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turn if turn in range(1, 9) else 1
    image.info["exif"] = exif.tobytes()
    return ImageOps.exif_transpose(image)


def _eight_bits(image: Image.Image) -> Image.Image:
    """16-bit greys would be clipped to white."""
    if not image.mode.startswith("I"):
        return image
    image = image.convert("I").point(lambda value: value / 257).convert("L")
    image.info.pop("transparency", None)
    return image


def _refuse_too_many_pixels(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        gettext("This picture has more than %s megapixels. Send a smaller one.")
        % (MAX_PIXELS // 1_000_000),
        code="too_many_pixels",
    )


def _flat(image: Image.Image) -> Image.Image:
    """The picture as sRGB on white: print and web show the same colours."""
    profile = image.info.get("icc_profile")
    if image.has_transparency_data:
        image = image.convert("RGBA")
    elif image.mode == "P":
        image = image.convert("RGB")
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            mode = "RGBA" if image.mode == "RGBA" else "RGB"
            image = ImageCms.profileToProfile(image, source, target, outputMode=mode) or image
        except (ImageCms.PyCMSError, OSError):
            pass  # A broken profile is no reason to lose the photo.
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return _pixels_only(image.convert("RGB"))


def _pixels_only(image: Image.Image) -> Image.Image:
    """A new picture with the same pixels and nothing else: saving a picture keeps its comment."""
    copy = Image.new(image.mode, image.size)
    copy.paste(image)
    return copy


def _at_most(edge: int, image: Image.Image) -> Image.Image:
    smaller = image.copy()
    smaller.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    return smaller


def _jpeg(image: Image.Image, quality: int) -> ContentFile:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return ContentFile(out.getvalue())
