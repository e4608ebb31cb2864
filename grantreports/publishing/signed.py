"""What a signature covers: all that donors would read and see, and what allows it.

    {"report": {…}, "behind": {"Photos": ["Photo 3: …"], …}, "photos": [3], "quotes": []}

`report` is the composed report, `behind` what stands behind it, in sentences: the files of
pictures by their hash, who is recognisable, consent and until when, the names to protect.
"""

from hashlib import sha256
from json import dumps
from typing import Any

from grantreports.reports.compose import Composition
from grantreports.reports.differences import Difference, aligned, differences
from grantreports.reports.donor_report import DonorReport
from grantreports.reports.frozen import from_data, to_data
from outreach.consent import Consent
from outreach.models import PartnerQuote, Photo
from outreach.storage import read_media

Signed = dict[str, Any]


def signed_content(composition: Composition, composed: DonorReport) -> Signed:
    """`composed` is what the composition made; five queries, and its files are read."""
    report = composition.report
    photos = [each.photo for each in report.chosenphotos.select_related("photo__event")]
    quotes = [each.quote for each in report.chosenquotes.select_related("quote__event")]
    protected = composition.project.protected_names.all()
    behind = {
        "Photos": [photo_line(photo) for photo in photos],
        "Quotes": [quote_line(quote) for quote in quotes],
        "Logo": [f"file {file_hash(composed.brand.logo)}"] if composed.brand.logo else [],
        "Names to protect": [" / ".join((each.kind, *each.spellings)) for each in protected],
    }
    return {
        "report": to_data(composed),
        "behind": behind,
        "photos": [photo.pk for photo in photos],
        "quotes": [quote.pk for quote in quotes],
    }


def fingerprint(signed: Signed) -> str:
    """Any change of what is signed makes another one."""
    return sha256(dumps(signed, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def photo_line(photo: Photo) -> str:
    shown = photo.get_recognisable_display() if photo.recognisable else "not said"
    files = f"files {file_hash(photo.web_image.name)} {file_hash(photo.print_image.name)}"
    return f"Photo {photo.pk}: who is recognisable: {shown}; {consent_line(photo)}; {files}"


def quote_line(quote: PartnerQuote) -> str:
    survivor = "; a survivor could be identified" if quote.identifies_survivor else ""
    return f"Quote {quote.pk}: {consent_line(quote)}{survivor}"


def consent_line(item: Consent) -> str:
    facts = [
        ("by", item.consent_by),
        ("on", item.consent_on and item.consent_on.isoformat()),
        ("for", item.consent_use),
        ("until", item.consent_until and item.consent_until.isoformat()),
    ]
    told = " ".join(f"{word} {fact}" for word, fact in facts if fact)
    return f"consent: {item.get_consent_display()} {told}".strip()


def file_hash(name: str | None) -> str:
    """The beginning of its SHA-256; "missing" where there is none."""
    content = read_media(name) if name else None
    return sha256(content).hexdigest()[:16] if content is not None else "missing"


def changes_between(before: Signed, after: Signed) -> list[Difference]:
    """What another person has to read again, the report first."""
    found = differences(from_data(before["report"]), from_data(after["report"]))
    for part in after["behind"]:
        pairs = aligned(before["behind"].get(part, ()), after["behind"][part])
        found += [Difference(part, *pair) for pair in pairs]
    return found
