from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import translation

View = Callable[..., HttpResponse]


def staff_page(view: View) -> View:
    """A page of the foundation's own, closed to everybody else."""
    return english_page(view, lambda user: user.is_staff)


def review_page(view: View) -> View:
    """A page for those who sign reports off: outside readers too."""
    return english_page(view, lambda user: user.may_review)


def english_page(view: View, may_open: Callable[[Any], bool]) -> View:
    """It is in English, as the reports that are made on it, so its texts are not translated."""

    @wraps(view)
    def page(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not may_open(request.user):
            raise PermissionDenied
        with translation.override(settings.LANGUAGE_CODE):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = "en"
        return response

    return page
