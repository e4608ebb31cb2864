from django.utils.functional import SimpleLazyObject

from grantreports.reports.models import Branding


def branding(request):
    """Context processor: the house style, read only by pages that show it."""
    return {"branding": SimpleLazyObject(Branding.current)}
