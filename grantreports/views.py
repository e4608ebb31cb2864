from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from grantreports.foundation.models import Branding
from grantreports.publishing.models import Edition
from grantreports.reports.models import ChosenPhoto, Report
from outreach.models import Photo


@require_safe
@cache_control(private=True, no_cache=True)
def media(request, name):
    """A photo or an edition's picture that this user may see and nobody withdrew, or the logo.

    A browser keeps its copy and asks each time whether it may still show it.
    """
    if "\0" in name or not is_visible(name, request.user) or not default_storage.exists(name):
        raise Http404
    # A file never changes under its random name.
    etag = quote_etag(name)
    unchanged = get_conditional_response(request, etag=etag)
    return unchanged or FileResponse(default_storage.open(name), headers={"ETag": etag})


def is_visible(name, user):
    photos = Photo.objects.visible_to(user).showable()
    return (
        photos.with_file(name).exists()
        or (user.is_reader and in_review(name))
        or (user.is_staff and Edition.objects.with_file(name).exists())
        or Branding.objects.filter(logo=name).exclude(logo="").exists()
    )


def in_review(name):
    """Whether it is a photo of a draft that waits for a second person."""
    chosen = ChosenPhoto.objects.filter(report__status=Report.Status.IN_REVIEW)
    photos = Photo.objects.showable().filter(chosen_in__in=chosen)
    return photos.with_file(name).exists()


@login_not_required
def admin_log_in(request):
    """One log-in for the whole site; who may not administer is told so, not asked again."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
    if not admin.site.has_permission(request):
        raise PermissionDenied
    return redirect("admin:index")


@require_safe
@login_not_required
def health(request):
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("The database does not answer.", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
