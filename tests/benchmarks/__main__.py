"""`make benchmark`: runs all parts, or those that are named, and prints their table.

Each part runs in processes of its own and puts its ratios and details into `var/benchmark.json`.
"""

import json
import subprocess
import sys

from tests.benchmarks.measuring import RESULT, ROOT, say

PARTS = ["growth", "exports", "load", "render", "desk", "imports"]


def main(*names):
    if unknown := set(names) - set(PARTS):
        sys.exit(f"There is no part {', '.join(unknown)}. The parts: {', '.join(PARTS)}.")
    parts = names or PARTS
    failed = [name for name in parts if not run(name)]
    show(name for name in parts if name not in failed)
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}.")


def run(name):
    say(f"Measuring {name}")
    command = [sys.executable, "-m", f"tests.benchmarks.{name}"]
    return subprocess.run(command, cwd=ROOT).returncode == 0


def show(parts):
    table = json.loads(RESULT.read_text()) if RESULT.exists() else {}
    for part in parts:
        details = table["details"][part]
        print(f"\n{part}")
        for name in [*table[part], *(each for each in details if each not in table[part])]:
            ratio = table[part].get(name)
            told = "" if ratio is None else f"{ratio:.2f}"
            print(f"{told:>8}  {name:44} {words(details.get(name, ''))}")


def words(detail):
    if not isinstance(detail, dict):
        return detail
    return ", ".join(f"{name} {number(value)}" for name, value in detail.items())


def number(value):
    return f"{value:,.4g}" if isinstance(value, float) and value < 1000 else f"{value:,.0f}"


if __name__ == "__main__":
    main(*sys.argv[1:])
