"""One PDF in a new process: `drawn ours REPORT.json OUT.pdf`, `drawn naive PAGE.html OUT.pdf`."""

import json
import sys
from pathlib import Path


def ours(data, out):
    import django

    django.setup()
    from grantreports.reports.frozen import from_data
    from grantreports.reports.pdf import render_pdf

    Path(out).write_bytes(render_pdf(from_data(json.loads(Path(data).read_text()))))


def naive(page, out):
    from weasyprint import HTML

    HTML(filename=page).write_pdf(out, pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    {"ours": ours, "naive": naive}[sys.argv[1]](*sys.argv[2:])
