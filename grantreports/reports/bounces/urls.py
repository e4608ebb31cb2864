from django.urls import path

from grantreports.reports.bounces import views

# /reports/
urlpatterns = [
    path("returned/", views.returned, name="returned"),
]
