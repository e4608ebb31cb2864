"""A donor report as one HTML file: its styles, fonts and pictures are in it."""

from base64 import b64encode
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from grantreports.reports.donor_report import DonorReport
from grantreports.reports.looks import FONT
from outreach.storage import read_media

STYLESHEETS = ("css/fonts.css", "css/report.css", "css/report-screen.css")


def render_html(report: DonorReport) -> str:
    """The page as donors see it; runs no query."""
    styles = "\n".join(_static(name).decode() for name in STYLESHEETS)
    styles = FONT.sub(lambda match: f'url("{_font(match[1])}")', styles)
    # Our own style sheets: escaped quotation marks would break them.
    context = {"report": report, "styles": SafeString(styles)}
    html: str = render_to_string("reports/standalone.html", context)
    for name in report.web_names:
        html = html.replace(f"/media/{name}", _picture(name))
    return html


def _font(name: str) -> str:
    return _data_uri("font/ttf", _static(name))


def _static(name: str) -> bytes:
    return Path(finders.find(name) or name).read_bytes()


def _picture(name: str) -> str:
    media_type = "image/png" if name.endswith(".png") else "image/jpeg"
    return _data_uri(media_type, read_media(name) or b"")


def _data_uri(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{b64encode(content).decode()}"
