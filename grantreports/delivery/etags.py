"""By what a browser asks whether the copy that it has is still the one that donors read."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.utils.http import quote_etag

from grantreports.publishing.models import Edition


def etag_of(edition: Edition, form: str) -> str:
    """Of one form of an edition, such as its page; another release may draw it otherwise."""
    what = f"{edition.pk} {edition.sha256} {form} {_digest_of_pages()}"
    return quote_etag(sha256(what.encode()).hexdigest()[:32])


@cache
def _digest_of_pages() -> str:
    digest = sha256()
    for folder in ("templates", "static", "grantreports", "outreach", "projects"):
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.hexdigest()
