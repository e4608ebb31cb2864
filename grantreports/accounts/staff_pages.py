from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import translation


def staff_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the foundation's own, closed to partner staff.

    It is in English, as the reports that are made on it, so its texts are not translated.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_staff:
            raise PermissionDenied
        with translation.override(settings.LANGUAGE_CODE):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = "en"
        return response

    return page
