"""PDFs that some test had drawn already: most tests publish the same few reports.

They are called by a digest of all that decides how they look, with the code that draws them. Tests
of drawing itself draw each time.
"""

import json
import os
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from grantreports.reports import pdf

CODE = (Path(pdf.__file__).with_name(name).read_bytes() for name in ("pdf.py", "looks.py"))
FOLDER = Path(__file__).parents[1] / "var" / "drawn-by-tests" / sha256(b"".join(CODE)).hexdigest()


def draw_once(patch):
    """Of what `patch` undoes, nothing but the time that drawing takes is another one."""
    render, render_large, extent_of = pdf._render, pdf._render_large, pdf._extent

    def rendered(drawing, known):
        content = kept(drawing, "pdf", lambda: join(*render(drawing, known)))
        return split(content)

    def rendered_large(drawing):
        return kept(drawing, "large", lambda: render_large(drawing))

    def measured(drawing):
        content = kept(drawing, "extent", lambda: join(b"", extent_of(drawing)))
        return split(content)[1]

    patch.setattr(pdf, "_render", rendered)
    patch.setattr(pdf, "_render_large", rendered_large)
    patch.setattr(pdf, "_extent", measured)


def join(content, extent):
    return json.dumps(asdict(extent)).encode() + b"\n" + content


def split(kept):
    extent, _, content = kept.partition(b"\n")
    return content, pdf.Extent(**json.loads(extent))


def kept(drawing, ending, draw):
    path = FOLDER / drawing.name(ending)
    if not path.exists():
        content = draw()
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_bytes(content)
        partial.replace(path)
    return path.read_bytes()
