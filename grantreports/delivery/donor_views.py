"""What donors open with their link; they have no account."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.db.models import F
from django.http import FileResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from grantreports.delivery.etags import etag_of
from grantreports.delivery.models import DonorLink, Opening, hashed
from grantreports.delivery.readers import is_person
from grantreports.publishing.consent_end import is_open_to_donors
from grantreports.publishing.lenses import lens_of
from grantreports.reports.models import Report


def donor_page(view):
    """Gives the view a link that is open, or answers alike whatever is wrong with it."""

    @login_not_required
    @require_safe
    @cache_control(private=True, no_cache=True)
    @wraps(view)
    def page(request, token, **kwargs):
        link = DonorLink.objects.filter(token_sha256=hashed(token)).first()
        with translation.override("en-gb"):
            is_open = link is not None and link.is_open
            response = view(request, link, **kwargs) if is_open else not_found(request)
        # The address is the key: it is not told to other sites, and not listed.
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Content-Language"] = "en"
        return response

    return page


@donor_page
def page(request, link):
    edition = edition_of(link)
    if edition is None:
        return taken_back(request, link)
    note_opening(request, link, edition, Opening.Kind.PAGE)

    def make():
        # The site may have another key by now, so the address is not made from the link.
        token = request.resolver_match.kwargs["token"]
        media = f"{request.path}media/"
        context = {"report": edition.donor_report, "token": token, "media": media}
        return render(request, "delivery/donor.html", context)

    return if_changed(request, etag_of(edition, "page"), make)


@donor_page
def colours(request, link):
    """Those of the foundation; in the page they would need a sign that is another each time."""
    edition = edition_of(link)
    if edition is None:
        return not_found(request)

    def make():
        context = {"brand": edition.donor_report.brand}
        return render(request, "reports/_colours.css", context, content_type="text/css")

    return if_changed(request, etag_of(edition, "colours"), make)


@donor_page
def pdf(request, link):
    edition = edition_of(link)
    if edition is None:
        return taken_back(request, link)
    if not default_storage.exists(edition.pdf.name):
        return not_found(request)
    note_opening(request, link, edition, Opening.Kind.PDF)

    def make():
        name = f"{edition.report.file_name}.pdf"
        return FileResponse(default_storage.open(edition.pdf.name), filename=name)

    return if_changed(request, etag_of(edition, "pdf"), make)


@donor_page
def lens(request, link, lens):
    """Large print or plain text: for whoever reads it so, it is the PDF, and counts as that."""
    edition = edition_of(link)
    if edition is None:
        return taken_back(request, link)
    content = lens_of(edition, lens)
    if content is None:
        return not_found(request)
    note_opening(request, link, edition, Opening.Kind.PDF)

    def make():
        return lens.response(content, edition.report.file_name)

    return if_changed(request, etag_of(edition, lens.key), make)


@donor_page
def media(request, link, name):
    """A picture, if the edition shows it."""
    edition = edition_of(link)
    shown = edition.donor_report.web_names if edition else []
    if name not in shown or not default_storage.exists(name):
        return not_found(request)

    def make():
        return FileResponse(default_storage.open(name))

    return if_changed(request, etag_of(edition, name), make)


def if_changed(request, etag, make):
    """What `make` answers, or that the reader has it already.

    It is asked each time whether donors may still read it; only then a copy counts.
    """
    response = get_conditional_response(request, etag=etag) or make()
    response.headers["ETag"] = etag
    return response


def edition_of(link):
    """What the link opens today: the latest edition, or None."""
    return is_open_to_donors(Report.objects.with_project().get(pk=link.report_id))


def note_opening(request, link, edition, kind):
    """What a person opens; programs are counted, staff and questions for the headers are not."""
    if request.method == "GET" and not request.user.is_authenticated:
        if is_person(request):
            Opening.objects.create(link=link, edition=edition, kind=kind, at=timezone.now())
        else:
            looks = F("looks_of_programs") + 1
            DonorLink.objects.filter(pk=link.pk).update(looks_of_programs=looks)


def taken_back(request, link):
    return render(request, "delivery/donor_taken_back.html", status=410)


def not_found(request):
    return render(request, "delivery/donor_not_found.html", status=404)
