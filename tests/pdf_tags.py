"""Whether a PDF can be read by those who do not see it.

What a machine can tell of PDF/UA-1 (ISO 14289-1:2014) and of the structure of ISO 32000-1:2008
(14.8): each check names its clause. veraPDF says the rest where it is installed.
"""

import io
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name

ARTIFACT = "artifact"
HEADINGS = [f"/H{level}" for level in range(1, 7)]
# What puts something on the page, by operator: texts, paths, pictures, shadings.
PAINTING = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "EI"}
# Which structure types may stand in which (14.8.4.3.3 and 14.8.4.3.4).
PARENTS = {
    "/LI": {"/L"},
    "/Lbl": {"/LI", "/TOCI", "/Note", "/Reference", "/BibEntry"},
    "/LBody": {"/LI"},
    "/TR": {"/Table", "/THead", "/TBody", "/TFoot"},
    "/TH": {"/TR"},
    "/TD": {"/TR"},
    "/THead": {"/Table"},
    "/TBody": {"/Table"},
}
CHILDREN = {"/L": {"/LI", "/Caption", "/L"}, "/TR": {"/TH", "/TD"}}


def problems_of(pdf):
    """Sentences, one for each fault; an empty list for a PDF that can be read."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        if "/StructTreeRoot" not in root:
            return ["Nothing is tagged (7.1)."]
        elements = list(walk(root.StructTreeRoot, None))
        return [
            *of_document(document, root),
            *of_elements(elements),
            *of_headings(elements),
            *of_contents(document, elements),
            *of_annotations(document),
            *of_fonts(document),
        ]


def walk(node, parent):
    """Each structure element with the type of the one that it stands in, in reading order.

    A NonStruct has no meaning of its own: its kids stand in what it stands in (14.8.4.2).
    """
    name = str(node.S) if "/S" in node else None
    if name and name != "/NonStruct":
        yield node, parent
    inside = parent if name == "/NonStruct" else name
    for kid in kids_of(node):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from walk(kid, inside)


def kids_of(element):
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, Array) else [kids]


def of_document(document, root):
    with document.open_metadata() as metadata:
        if not metadata.get("dc:title"):
            yield "It has no title (7.1)."
        if metadata.get("pdfuaid:part") != "1":
            yield "It does not say that it is PDF/UA-1 (5)."
    if not root.get("/MarkInfo", Dictionary()).get("/Marked", False):
        yield "It is not marked as tagged (6.2)."
    if not str(root.get("/Lang", "")):
        yield "It has no language (7.2)."
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        yield "Its window does not show the title (7.1)."


def of_elements(elements):
    types = [str(each.S) for each, _parent in elements]
    if types.count("/Document") != 1 or elements[0][1] is not None:
        yield "It is not one document (14.8.4.2)."
    for element, parent in elements:
        name = str(element.S)
        if name == "/Figure" and not (element.get("/Alt") or element.get("/ActualText")):
            yield "A figure says nothing to those who do not see it (7.3)."
        if name in PARENTS and parent not in PARENTS[name]:
            yield f"{name} stands in {parent} (7.2)."
        kids = [str(kid.S) for kid, above in walk(element, None) if above == name]
        for kid in kids if name in CHILDREN else ():
            if kid not in CHILDREN[name]:
                yield f"{kid} stands right in {name} (7.2)."
        if name == "/Table":
            yield from of_table(element)


def of_table(table):
    """Each cell below the first row names its headings."""
    rows = [
        [each for each, above in walk(row, None) if above == "/TR"]
        for row, _ in walk(table, None)
        if row.S == Name.TR
    ]
    known = {str(cell["/ID"]) for row in rows for cell in row if cell.S == Name.TH}
    if not known:
        yield "A table has no headings (7.5)."
    for cell in (cell for row in rows[1:] for cell in row if cell.S == Name.TD):
        headings = {str(each) for each in attributes_of(cell).get("/Headers", [])}
        if not headings or not headings <= known:
            yield "A cell of a table does not say what it is of (7.5)."


def attributes_of(element):
    found = element.get("/A", Dictionary())
    every = found if isinstance(found, Array) else [found]
    return {name: value for each in every for name, value in each.items()}


def of_headings(elements):
    levels = [HEADINGS.index(str(each.S)) + 1 for each, _ in elements if str(each.S) in HEADINGS]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield "It does not begin with its one heading of the first level (7.4.2)."
    for level, following in pairwise(levels):
        if following > level + 1:
            yield f"A heading of level {following} follows one of level {level} (7.4.2)."


def of_contents(document, elements):
    """All that is painted is a part of the structure, or marked as no part of it (7.1).

    WeasyPrint marks the foot of a page, which it paints last, and leaves it out of the structure:
    so nobody hears it between two sentences. Before that, nothing may be left out.
    """
    told = {mark for each, _ in elements for mark in marks_of(each)}
    for page in document.pages:
        painted = list(marks_painted(page))
        if None in painted:
            yield f"Something on page {page.index + 1} is neither tagged nor an artifact (7.1)."
        in_structure = [(page.obj.objgen, mark) in told for mark in painted if mark != ARTIFACT]
        if sorted(in_structure, reverse=True) != in_structure:
            yield f"Something on page {page.index + 1} is in no element (7.1)."


def marks_of(element):
    for kid in kids_of(element):
        if isinstance(kid, int):
            yield element.Pg.objgen, kid
        elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR:
            yield kid.get("/Pg", element.get("/Pg")).objgen, int(kid.MCID)


def marks_painted(page):
    """For each operator that paints: the mark it stands in, ARTIFACT, or None."""
    open_marks = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            open_marks.append(mark_in(operands))
        elif name == "EMC":
            open_marks.pop()
        elif name in PAINTING:
            yield next((mark for mark in reversed(open_marks) if mark is not None), None)


def mark_in(operands):
    if operands[0] == Name.Artifact:
        return ARTIFACT
    properties = operands[1] if len(operands) > 1 else None
    return int(properties.MCID) if isinstance(properties, Dictionary) else None


def of_annotations(document):
    for page in document.pages:
        annotations = list(page.get("/Annots", []))
        if annotations and page.get("/Tabs") != Name.S:
            yield f"The keyboard leaves the reading order on page {page.index + 1} (7.18.3)."
        for annotation in annotations:
            if "/StructParent" not in annotation:
                yield "A link is not tagged (7.18.1)."
            if not annotation.get("/Contents"):
                yield "A link does not say where it leads (7.18.5)."


def of_fonts(document):
    for each in document.objects:
        if not isinstance(each, Dictionary) or each.get("/Type") != Name.FontDescriptor:
            continue
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(each.keys()):
            yield f"The font {each.FontName} is not embedded (7.21.4)."
