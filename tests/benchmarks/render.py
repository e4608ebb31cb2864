"""How long the demo's report takes as PDF, beside other ways to make the same two pages.

The naive way is the one that examples show: pictures as a phone sends them, columns made with
flex, fonts and stylesheets parsed at each render. Chromium prints the page as it is drawn here,
with the pictures that are made for print. Word through LibreOffice, ReportLab and Typst set the
same texts and pictures, see `rivals.py`. Ratios are our time over theirs.
"""

import json
import os
import statistics
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from tests.benchmarks import many
from tests.benchmarks.content import content_of
from tests.benchmarks.measuring import (
    ROOT,
    ROUNDS,
    environment,
    manage,
    medians,
    say,
    sqlite,
    tell,
    watched,
)
from tests.benchmarks.others import Missing, chromium, libreoffice, rivals_python
from tests.benchmarks.pages_as_files import with_phone_pictures, written_out

REPORTS = 100
COLD_ROUNDS = 3
OWN = [sys.executable, "-m", "tests.benchmarks.drawn"]
RIVALS = ROOT / "tests" / "benchmarks" / "rivals.py"


def main():
    site = environment(sqlite("bench_demo"))
    manage(site, "migrate", "--verbosity", "0")
    subprocess.run(
        [sys.executable, "manage.py", "demo"],
        cwd=ROOT,
        env=site,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    os.environ |= site
    django.setup()
    with TemporaryDirectory(prefix="benchmark-") as folder:
        tell("render", *Comparison(Path(folder)).made())


class Comparison:
    def __init__(self, folder):
        from grantreports.reports.compose import compose
        from grantreports.reports.frozen import to_data
        from grantreports.reports.models import Report

        reports = Report.objects.with_project()
        self.report = compose(reports.get(period__number=2, period__budget_year__label="2019"))
        self.folder = folder
        self.ratios, self.details = {}, {}
        self.data = folder / "report.json"
        self.data.write_text(json.dumps(to_data(self.report)))
        self.page = written_out(self.report, folder / "page")
        self.naive_page = with_phone_pictures(self.report, folder / "naive")
        self.content = folder / "content.json"
        self.content.write_text(json.dumps(content_of(self.report)))

    def made(self):
        self.sizes()
        for compare in (
            self.naive,
            self.chromium,
            self.word,
            self.reportlab,
            self.typst,
            self.hundred,
        ):
            say(f"  {compare.__name__}")
            try:
                compare()
            except Missing as problem:
                self.details[compare.__name__] = str(problem)
        return self.ratios, self.details

    def ours(self):
        many.draw_known(self.report)

    def sizes(self):
        """The size of the text is found by laying the report out several times."""
        for name, report in (
            ("size of text found, against one layout", self.report),
            ("the same on 1 page", replace(self.report, page_budget=1)),
        ):
            layouts = many.layouts_of(report)
            size = many.size_of(report)
            found, known, one = medians(
                lambda report=report: many.draw_unknown(report),
                lambda report=report: many.draw_known(report),
                lambda report=report, size=size: many.lay_out_once(report, size),
            )
            self.ratios[name] = found / one
            told = {"ms": found * 1000, "known ms": known * 1000, "one ms": one * 1000}
            self.details[name] = told | {"layouts": layouts, "pt": size}

    def cold(self, name, command, pdf="out.pdf"):
        """New processes, from their start to the file, in turns with ours."""
        out = self.folder / pdf
        own = [*OWN, "ours", self.data, self.folder / "ours.pdf"]
        turns = [(watched(own), watched(command)) for _ in range(COLD_ROUNDS)]
        for told, runs, file in zip(
            ("ours", name), zip(*turns, strict=True), (own[-1], out), strict=True
        ):
            seconds, peaks = zip(*runs, strict=True)
            self.details[told] = {
                "cold ms": statistics.median(seconds) * 1000,
                "peak MB": max(peaks),
                "PDF KB": file.stat().st_size / 1024,
            }
        ours, theirs = (self.details[told]["cold ms"] for told in ("ours", name))
        self.ratios[f"cold, against {name}"] = ours / theirs

    def warm(self, name, act, rounds=ROUNDS):
        ours, theirs = medians(self.ours, act, rounds=rounds)
        self.ratios[f"warm, against {name}"] = ours / theirs
        told = {"warm ms": theirs * 1000, "ours ms": ours * 1000}
        self.details[name] = self.details.get(name, {}) | told

    def naive(self):
        name = "naive WeasyPrint"
        self.cold(name, [*OWN, "naive", self.naive_page, self.folder / "out.pdf"])
        self.warm(name, lambda: many.draw_naively(self.naive_page))

    def chromium(self):
        path = chromium()
        out = self.folder / "out.pdf"
        line = [path, *many.CHROMIUM, "--headless", "--no-pdf-header-footer"]
        self.cold("Chromium", [*line, f"--print-to-pdf={out}", self.page.as_uri()])
        with many.browser(path) as browser:
            tab = browser.new_page()
            self.warm("Chromium, same tab", lambda: many.print_in(tab, self.page))
            self.warm("Chromium, new page", lambda: many.print_in_new_page(browser, self.page))

    def word(self):
        """The profile of the first run is there; the office itself starts anew for each file."""
        name = "docxtpl and LibreOffice"
        office = libreoffice()
        line = [rivals_python(), RIVALS, "word", self.content, office, self.folder / "office"]
        line.append(self.folder / "out.pdf")
        self.cold(name, line)
        self.warm(name, lambda: watched(line), rounds=COLD_ROUNDS)

    def reportlab(self):
        self.rival("ReportLab", "reportlab")

    def typst(self):
        self.rival("Typst", "typst")

    def rival(self, name, kind):
        line = [rivals_python(), RIVALS, kind, self.content, self.folder / "out.pdf"]
        self.cold(name, line)
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        with subprocess.Popen([*map(str, line), "warm"], **pipes) as process:

            def draw():
                process.stdin.write("\n")
                process.stdin.flush()
                assert process.stdout.readline()

            self.warm(name, draw)
            process.stdin.close()

    def hundred(self):
        """As many different reports on two workers, their sizes of text to be found."""
        name = f"{REPORTS} reports on two workers"
        reports = [many.another(self.report, number) for number in range(REPORTS)]
        folder = self.folder / "many"
        tasks = [
            (number, written_out(report, folder, f"{number}.html"))
            for number, report in enumerate(reports)
        ]
        one, page = tasks[0]
        drawing = many.start_drawing, self.data, many.draw_another, one
        printing = many.start_browser, chromium(), many.print_page, page
        with many.two_workers(*drawing) as first, many.two_workers(*printing) as second:
            pools = (first, many.draw_another), (second, many.print_page)
            ours, theirs = many.seconds_in_turns(tasks[1:], *pools)
        self.ratios[f"{name}, against two Chromiums"] = ours / theirs
        for told, seconds in ((name, ours), (f"{REPORTS} reports on two Chromiums", theirs)):
            self.details[told] = {"s": seconds, "a minute": len(tasks[1:]) / seconds * 60}


if __name__ == "__main__":
    main()
