from django.urls import path

from grantreports.reports import exchange_views, views

app_name = "reports"

# /reports/<id>/
urlpatterns = [
    path("<int:pk>/preview/", views.report_preview, name="preview"),
    path("<int:pk>/report.pdf", views.report_pdf, name="pdf"),
    path("<int:pk>/period/", exchange_views.period, name="period"),
    path("<int:pk>/period/submit/", exchange_views.submit, name="submit"),
    path("<int:pk>/period/answer/", exchange_views.answer, name="answer"),
    path("<int:pk>/period/return/", exchange_views.send_back, name="return"),
    path("<int:pk>/period/accept/", exchange_views.accept, name="accept"),
]
