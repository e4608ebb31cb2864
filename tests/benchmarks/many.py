"""Drawing again and again in processes that are warm: ours, naive WeasyPrint and Chromium."""

import json
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import django

CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PAPER = {"format": "A4", "print_background": True, "tagged": True}
# What a worker of `with_two` keeps.
kept = {}


def draw_known(report):
    """Its size of text is known, as after the first time."""
    from django.core.files.storage import default_storage

    from grantreports.reports import drawn, pdf

    default_storage.delete(f"{drawn.FOLDER}/{pdf._Drawing.of(report).name('pdf')}")
    pdf.render_pdf(report)


def draw_unknown(report):
    from grantreports.reports import drawn, pdf

    drawn.forget_all()
    pdf.render_pdf(report)


def size_of(report):
    from grantreports.reports.pdf import measure

    return measure(report).size


def lay_out_once(report, size):
    from grantreports.reports import pdf

    pages = pdf._Pages(pdf._Drawing.of(report))
    drawn = pdf._thread.submit(lambda: pages.at(size).write_pdf(pdf_variant="pdf/ua-1"))
    drawn.result()


def layouts_of(report):
    """How many layouts it takes where nobody drew the report yet."""
    from grantreports.reports import pdf

    laid_out, count = pdf._Pages.laid_out, [0]

    def counted(*given):
        count[0] += 1
        return laid_out(*given)

    pdf._Pages.laid_out = counted
    draw_unknown(report)
    pdf._Pages.laid_out = laid_out
    return count[0]


def draw_naively(page):
    from weasyprint import HTML

    HTML(filename=page).write_pdf(pdf_variant="pdf/ua-1")


@contextmanager
def browser(path):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=CHROMIUM)


def print_in_new_page(browser, page):
    tab = browser.new_page()
    print_in(tab, page)
    tab.close()


def print_in(tab, page):
    tab.goto(page.as_uri(), wait_until="load")
    return tab.pdf(**PAPER)


@contextmanager
def two_workers(start, given, work, task):
    """A pool of two processes that have started, and each done one task already."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, context, initializer=start, initargs=[given]) as pool:
        ready = [pool.submit(stay, work, task) for _ in range(2)]
        assert len({each.result() for each in ready}) == 2
        yield pool


def stay(work, task):
    """Busy for so long that the other process takes the other task."""
    work(task)
    time.sleep(3)
    return multiprocessing.current_process().pid


def seconds_in_turns(tasks, *pools):
    """Seconds of each pool for its tasks; the pools take turns, ten tasks at a time."""
    total = [0.0] * len(pools)
    for begin in range(0, len(tasks), 10):
        for index, (pool, work) in enumerate(pools):
            part = [task[index] for task in tasks[begin : begin + 10]]
            start = time.perf_counter()
            assert all(pool.map(work, part))
            total[index] += time.perf_counter() - start
    return total


def start_drawing(data):
    django.setup()
    from grantreports.reports.frozen import from_data

    kept["report"] = from_data(json.loads(Path(data).read_text()))


def another(report, number):
    """A report of its own: other words in its first paragraph."""
    first, *others = report.about
    return replace(report, about=(f"{first} This is report {number} of many.", *others))


def draw_another(number):
    from grantreports.reports.pdf import render_pdf

    return len(render_pdf(another(kept["report"], number)))


def start_browser(path):
    from playwright.sync_api import sync_playwright

    kept["playwright"] = sync_playwright().start()
    browser = kept["playwright"].chromium.launch(executable_path=path, args=CHROMIUM)
    kept["tab"] = browser.new_page()


def print_page(page):
    return len(print_in(kept["tab"], page))
