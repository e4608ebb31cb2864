"""How pages slow down while a foundation's work grows: the same pages on a small and a large site.

On PostgreSQL a million events, or as many as BENCH_EVENTS says, on SQLite at most a hundred
thousand; beside a thousand. The first project of a large site has 2 % of all events.
"""

import json
import os
import statistics
import subprocess
import sys
import time

from tests.benchmarks.measuring import (
    ROOT,
    ROUNDS,
    collect_static_files,
    environment,
    module,
    no_postgres,
    postgres,
    say,
    sqlite,
    tell,
    timed,
)

EVENTS = int(os.environ.get("BENCH_EVENTS", "1000000"))
ON_SQLITE = min(EVENTS, 100_000)
LONGEST = 30.0
# Projects, events in each of them, and more in the first: enough for pages that are full.
SMALL = 40, 15, 400


def large(events):
    heavy = events // 50
    projects = max(SMALL[0], events // 1000)
    return projects, (events - heavy) // projects, heavy


def main():
    ratios, details = {}, {}
    if problem := no_postgres():
        details["PostgreSQL"] = f"not measured: {problem}"
    else:
        compare("", postgres, EVENTS, ratios, details)
        tell("growth", ratios, details)
    compare("SQLite: ", sqlite, ON_SQLITE, ratios, details)
    tell("growth", ratios, details)


def compare(prefix, address, events, ratios, details):
    """The two sites take turns, so that what else the machine does slows both alike."""
    sites = [
        site_of(address("bench_small"), SMALL),
        site_of(address("bench_large"), large(events)),
    ]
    with Pages(sites[0]) as small, Pages(sites[1]) as great:
        for name in small.names:
            firsts = small.open(name), great.open(name)
            before, now = in_turns(name, small, great)
            say(f"    {now / before:7.1f}  {name}, {now:.0f} ms")
            ratios[prefix + name] = now / before
            details[prefix + name] = {
                "small ms": before,
                "large ms": now,
                "queries": firsts[1]["queries"],
                "more than small": firsts[1]["queries"] - firsts[0]["queries"],
                "slowest query ms": firsts[1]["slowest"],
                "bytes": firsts[1]["bytes"],
            }


def site_of(database, size):
    site = environment(database)
    say(f"  {database}: {size[0] * size[1] + size[2]:,} events in {size[0]:,} projects")
    collect_static_files(site)
    seconds = timed(lambda: module(site, "fill", *size))
    say(f"  There after {seconds:.0f} s")
    return site


class Pages:
    """The process of `pages.py` on a site."""

    def __init__(self, site):
        line = [sys.executable, "-m", "tests.benchmarks.pages"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen(line, cwd=ROOT, env=site, **pipes)
        self.names = self.answer()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.process.stdin.close()
        self.process.wait()

    def answer(self):
        return json.loads(self.process.stdout.readline())

    def open(self, name):
        self.process.stdin.write(f"{name}\n")
        self.process.stdin.flush()
        return self.answer()


def in_turns(name, *sites):
    """Median milliseconds of nine rounds on each, or of as many as fit into half a minute."""
    end = time.perf_counter() + LONGEST
    turns = []
    while len(turns) < ROUNDS and (not turns or time.perf_counter() < end):
        turns.append([site.open(name)["ms"] for site in sites])
    return [statistics.median(each) for each in zip(*turns, strict=True)]


if __name__ == "__main__":
    main(*sys.argv[1:])
