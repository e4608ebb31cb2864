"""What is drawn on the pages of a PDF, by the boxes of its layout."""

from grantreports.reports.pdf import (
    LARGE,
    LARGE_PRINT,
    _best_size,
    _Drawing,
    _Pages,
    _sheets,
    _thread,
)

POINTS = 0.75


def text_boxes(document):
    for page in document.pages:
        for box in page._page_box.descendants():
            if getattr(box, "text", "").strip():
                yield box


def sizes_in(document):
    """The sizes of its texts in points, each with a text of that size."""
    return {box.style["font_size"] * POINTS: box.text for box in text_boxes(document)}


def laid_out(report):
    """The ordinary PDF."""

    def lay_out(drawing):
        pages = _Pages(drawing)
        return pages.at(_best_size(pages, report.page_budget))

    return _thread.submit(lay_out, _Drawing.of(report)).result()


def laid_out_large(report):
    def lay_out(drawing):
        return _Pages(drawing).laid_out(LARGE, *_sheets(LARGE_PRINT))

    return _thread.submit(lay_out, _Drawing.of(report)).result()
