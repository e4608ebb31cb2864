"""The same content by others, in an environment of their own; see `others.py`.

`rivals.py reportlab CONTENT.json OUT.pdf` and `… typst …` make one PDF; with `warm` behind it they
make one more for each line that they read, and answer it. `rivals.py word CONTENT.json SOFFICE
PROFILE OUT.pdf` fills a Word file and has LibreOffice print it.
"""

import json
import subprocess
import sys
from itertools import count
from pathlib import Path


def main(kind, content, *line):
    given = json.loads(Path(content).read_text())
    if kind == "word":
        word(given, *line)
        return
    out, *warm = line
    draw = {"reportlab": reportlab, "typst": typst}[kind]
    draw(given, out)
    for number, _ in zip(count(), sys.stdin if warm else (), strict=False):
        draw(changed(given, number), out)
        print("drawn", flush=True)


def changed(given, number):
    """Other words in the first text, so that nothing is drawn from memory."""
    parts = [list(part) for part in given["parts"]]
    parts[1][1] += f" ({number})"
    return given | {"parts": parts}


def reportlab(given, out):
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Image, Paragraph, SimpleDocTemplate

    for name in ("Regular", "Bold"):
        if f"Sarabun-{name}" not in pdfmetrics.getRegisteredFontNames():
            [file] = Path(given["fonts"]).rglob(f"*Sarabun-{name}.ttf")
            pdfmetrics.registerFont(TTFont(f"Sarabun-{name}", str(file)))
    text = ParagraphStyle("text", fontName="Sarabun-Regular", fontSize=10, leading=13)
    bold = ParagraphStyle("strong", text, fontName="Sarabun-Bold")
    styles = {
        "text": text,
        "strong": bold,
        "heading": ParagraphStyle("heading", bold, fontSize=12, leading=16),
        "title": ParagraphStyle("title", bold, fontSize=18, leading=22),
        "point": ParagraphStyle("point", text, bulletText="•", leftIndent=10),
        "picture": ParagraphStyle("picture", text, fontSize=8, leading=10),
    }
    flow = []
    for kind, words, *file in given["parts"]:
        for path in file:
            width, height = ImageReader(path).getSize()
            flow.append(Image(path, 60 * mm, 60 * mm * height / width))
        escaped = words.replace("&", "&amp;").replace("<", "&lt;")
        flow.append(Paragraph(escaped, styles[kind], "•" if kind == "point" else None))
    SimpleDocTemplate(out, title=given["parts"][0][1], author=given["name"]).build(flow)


def typst(given, out):
    import typst as compiler

    marks = {"title": "= ", "heading": "== ", "point": "- "}
    lines = ['#set page("a4")', '#set text(font: "Sarabun", size: 10pt)']
    root = Path("/")
    for kind, words, *file in given["parts"]:
        lines += [f'#image("{path}", width: 60mm)' for path in file]
        lines.append(f"{marks.get(kind, '')}#{json.dumps(words, ensure_ascii=False)}\n")
    source = Path(out).with_suffix(".typ")
    source.write_text("\n".join(lines))
    compiler.compile(str(source), output=out, root=str(root), font_paths=[given["fonts"]])


def word(given, office, profile, out):
    from docx.shared import Mm
    from docxtpl import DocxTemplate, InlineImage

    out = Path(out)
    template = DocxTemplate(word_template(out.with_name("template.docx")))
    parts = [
        {
            "text": words,
            "kind": kind,
            "picture": InlineImage(template, file[0], width=Mm(60)) if file else "",
        }
        for kind, words, *file in given["parts"]
    ]
    template.render({"parts": parts}, autoescape=True)
    filled = out.with_suffix(".docx")
    template.save(filled)
    convert = ["--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", "pdf"]
    line = [office, *convert, "--outdir", str(out.parent), str(filled)]
    subprocess.run(line, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def word_template(path):
    from docx import Document

    if not path.exists():
        document = Document()
        for line in (
            "{%p for part in parts %}",
            "{{ part.picture }}",
            "{{ part.text }}",
            "{%p endfor %}",
        ):
            document.add_paragraph(line)
        document.save(path)
    return path


if __name__ == "__main__":
    main(*sys.argv[1:])
