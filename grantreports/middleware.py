"""What happens to every page before it goes out."""

from django.middleware import gzip
from django.shortcuts import render

from grantreports.reports.documents import UnknownSchema

# As pages call the documents.
KINDS = {
    "draft": "A draft",
    "data": "A published report",
    "events": "The events of a published report",
}


class UnknownDocumentMiddleware:
    """The page for a stored document that a newer version of the site wrote."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """Unavailable, not broken: it opens again under the version that wrote it."""
        if not isinstance(exception, UnknownSchema):
            return None
        context = {"kind": KINDS[exception.kind], "error": exception}
        return render(request, "unknown_document.html", context, status=503)


class GZipMiddleware(gzip.GZipMiddleware):
    """Pages and CSV are compressed; other files, pictures and workbooks, are small already."""

    def process_response(self, request, response):
        is_text = not response.streaming or response["Content-Type"].startswith("text/")
        return super().process_response(request, response) if is_text else response
