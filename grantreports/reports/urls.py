from django.urls import path

from grantreports.reports import views

app_name = "reports"

# /reports/
urlpatterns = [
    path("<int:pk>/preview/", views.report_preview, name="preview"),
    path("<int:pk>/report.pdf", views.report_pdf, name="pdf"),
]
