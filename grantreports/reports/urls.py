from django.urls import path

from grantreports.reports import views
from grantreports.reports.lenses import LARGE_PRINT, PLAIN_TEXT

app_name = "reports"

# /reports/
urlpatterns = [
    path("<int:pk>/preview/", views.report_preview, name="preview"),
    path("<int:pk>/report.pdf", views.report_pdf, name="pdf"),
    path(
        f"<int:pk>/{LARGE_PRINT.name}",
        views.report_lens,
        {"lens": LARGE_PRINT},
        name="large-print",
    ),
    path(f"<int:pk>/{PLAIN_TEXT.name}", views.report_lens, {"lens": PLAIN_TEXT}, name="text"),
]
