"""How long the demo's report takes as PDF, beside other ways to make the same two pages.

Run by `make benchmark`; it prints medians of one run and their ratios. The naive way is the one
that examples show: pictures as a phone sends them, columns made with flex, fonts and stylesheets
parsed at each render. Chromium prints the same file from a browser that is already running.
"""

import io
import os
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from PIL import ExifTags, Image
from playwright.sync_api import sync_playwright
from weasyprint import HTML

ROUNDS = 15
FLEX = """
.masthead, .strip .cells, .achieved .group, .next, .story.pictured { display: flex; }
.masthead .title, .strip .cell, .achieved h3 + ul, .next .beside, .story .told { flex: 1; }
"""
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    # Playwright runs an event loop in this thread.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    django.setup()
    report = demo_report()
    from grantreports.reports import pdf

    ours = median(lambda: pdf.render_pdf(report))
    first = median(lambda: (pdf._sizes.clear(), pdf.render_pdf(report)))
    with TemporaryDirectory() as folder:
        page = write_out(report, Path(folder))
        naive = median(lambda: HTML(filename=page).write_pdf(pdf_variant="pdf/ua-1"))
        chromium = chromium_median(page)
    print(f"{'warm render':32} {ours * 1000:6.0f} ms")
    for name, seconds in (
        ("the same, size not yet known", first),
        ("naive WeasyPrint", naive),
        ("headless Chromium", chromium),
    ):
        print(f"{name:32} {seconds * 1000:6.0f} ms, the warm render is {ours / seconds:.2f} of it")


def demo_report():
    from django.core.management import call_command

    from grantreports.reports.compose import compose
    from grantreports.reports.models import Report

    call_command("migrate", verbosity=0)
    call_command("demo", stdout=io.StringIO())
    return compose(Report.objects.with_project().get(number=2, budget_year__label="2019"))


def median(render):
    render()
    return statistics.median(timed(render) for _ in range(ROUNDS))


def timed(render):
    begin = time.perf_counter()
    render()
    return time.perf_counter() - begin


def write_out(report, folder):
    """The report as a file with 12-megapixel pictures and its stylesheets, as examples do it."""
    from django.conf import settings
    from django.contrib.staticfiles import finders
    from django.core.files.storage import default_storage
    from django.template.loader import render_to_string

    from grantreports.reports import pdf

    html = render_to_string("reports/pdf.html", {"report": report})
    noise = Image.effect_noise((4000, 3000), 60).convert("RGB")
    phone = Image.Exif()
    phone[ExifTags.Base.Make] = "A phone"
    for index, name in enumerate(report.print_names):
        with default_storage.open(name) as file:
            drawn = Image.open(file).resize((4000, 3000))
        # The grain of a camera, which a drawing lacks and which takes its time to encode.
        picture = Image.blend(drawn, noise, 0.1)
        picture.save(folder / f"{index}.jpg", quality=92, exif=phone)
        html = html.replace(f"/media/{name}", f"{index}.jpg")
    styles = "".join(Path(finders.find(name)).read_text() for name in pdf.STYLESHEETS)
    for prefix, path in settings.STATICFILES_DIRS[1:]:
        styles = styles.replace(f"../{prefix}/", f"file://{path}/")
    (size,) = set(pdf._sizes.values())
    (folder / "report.css").write_text(f"{styles}{FLEX} html {{ font-size: {size}pt }}")
    link = '<link rel="stylesheet" href="report.css"></head>'
    page = folder / "report.html"
    page.write_text(html.replace("</head>", link))
    return page


def chromium_median(page):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        tab = browser.new_page()

        def render():
            tab.goto(page.as_uri(), wait_until="load")
            tab.pdf(format="A4", print_background=True, tagged=True)

        seconds = median(render)
        browser.close()
    return seconds


if __name__ == "__main__":
    main()
