from django.urls import path

from grantreports.delivery import donor_views
from grantreports.reports.lenses import LARGE_PRINT, PLAIN_TEXT

# /r/
urlpatterns = [
    path("<str:token>/", donor_views.page, name="donor-page"),
    path("<str:token>/colours.css", donor_views.colours, name="donor-colours"),
    path("<str:token>/report.pdf", donor_views.pdf, name="donor-pdf"),
    path(
        f"<str:token>/{LARGE_PRINT.name}",
        donor_views.lens,
        {"lens": LARGE_PRINT},
        name="donor-large-print",
    ),
    path(
        f"<str:token>/{PLAIN_TEXT.name}",
        donor_views.lens,
        {"lens": PLAIN_TEXT},
        name="donor-text",
    ),
    path("<str:token>/media/<path:name>", donor_views.media, name="donor-media"),
]
