"""A report as plain texts and pictures, in reading order, for those who set it otherwise."""

from importlib.resources import files

from django.utils.html import strip_tags


def content_of(report):
    """Pairs of a kind and a text, and of pictures the path of their file."""
    fonts = files("fontpkg_sarabun") / "files"
    parts = [
        ["title", f"{report.title}, {report.country}"],
        ["text", f"{report.name}, {report.period}"],
    ]
    if report.ask:
        parts.append(["strong", report.ask.line])
    parts += [["text", text] for text in report.about]
    parts += picture(report.lead_picture)
    parts += [["strong", f"{item.number} {item.label}"] for item in report.strip]
    for group in report.groups:
        parts.append(["heading", group.objective])
        parts += [["point", text] for text in group.points]
    parts += [["text", f"{bar.label}: {bar.text}"] for bar in report.bars]
    for quote in report.quotes:
        parts += quoted(quote)
    for story in report.stories:
        parts += quoted(story.quote) + picture(story.picture)
    for each in report.more_pictures:
        parts += picture(each)
    parts += [["heading", "What comes next"], *(["text", text] for text in report.comes_next)]
    parts += [["strong", report.thank_you], ["text", report.method_note]]
    return {
        "parts": [[kind, strip_tags(text), *file] for kind, text, *file in parts if text],
        "fonts": str(fonts),
        "name": report.brand.name,
    }


def quoted(quote):
    texts = [["text", text] for text in quote.paragraphs]
    return [["heading", quote.heading], *texts, ["strong", quote.speaker]]


def picture(shown):
    from django.core.files.storage import default_storage

    return [["picture", shown.caption, default_storage.path(shown.print)]] if shown else []
