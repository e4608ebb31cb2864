"""The page for a stored document that a newer version of the site wrote, wherever asked for."""

from django.shortcuts import render

from grantreports.reports.documents import UnknownSchema

# As pages call the documents.
KINDS = {
    "draft": "A draft",
    "data": "A published report",
    "events": "The events of a published report",
}


class UnknownDocumentMiddleware:
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
