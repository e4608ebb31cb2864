"""How pages slow down while a foundation's work grows: the same pages on a small and a large site.

On PostgreSQL a million events, or as many as BENCH_EVENTS says, on SQLite at most a hundred
thousand; beside a thousand. The first project of a large site has 2 % of all events.
"""

import json
import os
import sys

from tests.benchmarks.measuring import (
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
# Projects, events in each of them, and more in the first.
SMALL = 40, 25, 0


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
    small = pages_of(address("bench_small"), SMALL)
    great = pages_of(address("bench_large"), large(events))
    for name, before in small.items():
        now = great[name]
        ratios[prefix + name] = now["ms"] / before["ms"]
        details[prefix + name] = {
            "small ms": before["ms"],
            "large ms": now["ms"],
            "queries": now["queries"],
            "more than small": now["queries"] - before["queries"],
            "slowest query ms": now["slowest"],
            "bytes": now["bytes"],
        }


def pages_of(database, size):
    site = environment(database)
    say(f"  {database}: {size[0] * size[1] + size[2]:,} events in {size[0]:,} projects")
    collect_static_files(site)
    seconds = timed(lambda: module(site, "fill", *size))
    say(f"  There after {seconds:.0f} s")
    return json.loads(module(site, "pages"))


if __name__ == "__main__":
    main(*sys.argv[1:])
