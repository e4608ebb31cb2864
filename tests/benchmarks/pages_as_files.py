"""The printed report as an HTML file with its stylesheets and pictures beside it."""

from pathlib import Path

from PIL import ExifTags, Image

FLEX = """
.masthead, .strip .cells, .achieved .group, .next, .story.pictured { display: flex; }
.masthead .title, .strip .cell, .achieved h3 + ul, .next .beside, .story .told { flex: 1; }
"""


def written_out(report, folder, name="report.html"):
    """With the pictures that are made for print, and the size of text that it is drawn in."""
    from outreach.storage import read_media

    folder.mkdir(exist_ok=True)
    pictures = {}
    for index, media in enumerate(report.print_names):
        pictures[media] = f"{index}.jpg"
        if not (folder / pictures[media]).exists():
            (folder / pictures[media]).write_bytes(read_media(media))
    return write(report, folder, name, pictures, "")


def with_phone_pictures(report, folder):
    """With pictures of 12 megapixels, and columns made with flex."""
    from django.core.files.storage import default_storage

    folder.mkdir()
    noise = Image.effect_noise((4000, 3000), 60).convert("RGB")
    phone = Image.Exif()
    phone[ExifTags.Base.Make] = "A phone"
    pictures = {}
    for index, media in enumerate(report.print_names):
        with default_storage.open(media) as file:
            drawn = Image.open(file).resize((4000, 3000))
        # The grain of a camera, which a drawing lacks and which takes its time to encode.
        picture = Image.blend(drawn, noise, 0.1)
        pictures[media] = f"{index}.jpg"
        picture.save(folder / pictures[media], quality=92, exif=phone)
    return write(report, folder, "report.html", pictures, FLEX)


def write(report, folder, name, pictures, more_css):
    from django.conf import settings
    from django.contrib.staticfiles import finders
    from django.template.loader import render_to_string

    from grantreports.reports.looks import LOOKS
    from grantreports.reports.pdf import measure

    look = LOOKS[report.look]
    html = render_to_string(look.template, {"report": report})
    for media, picture in pictures.items():
        html = html.replace(f"/media/{media}", picture)
    styles = "".join(Path(finders.find(sheet)).read_text() for sheet in look.stylesheets)
    for prefix, path in settings.STATICFILES_DIRS[1:]:
        styles = styles.replace(f"../{prefix}/", f"file://{path}/")
    sheet = folder / "report.css"
    if not sheet.exists():
        size = f"html {{ font-size: {measure(report).size}pt }}"
        sheet.write_text(f"{styles}{more_css} {size}")
    page = folder / name
    page.write_text(html.replace("</head>", '<link rel="stylesheet" href="report.css"></head>'))
    return page
