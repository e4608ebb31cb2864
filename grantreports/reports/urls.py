from django.urls import path

from grantreports.reports import exchange_views, views
from grantreports.reports.bounces.urls import urlpatterns as bounces
from grantreports.reports.checks.urls import urlpatterns as checks
from grantreports.reports.copies.urls import urlpatterns as copies
from grantreports.reports.delivery.urls import urlpatterns as delivery
from grantreports.reports.desk.urls import urlpatterns as desk
from grantreports.reports.editions.urls import urlpatterns as editions
from grantreports.reports.review.urls import urlpatterns as review
from grantreports.reports.schedule.urls import urlpatterns as schedule
from grantreports.reports.story.urls import urlpatterns as story

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
    *bounces,
    *checks,
    *copies,
    *delivery,
    *desk,
    *editions,
    *review,
    *schedule,
    *story,
]
