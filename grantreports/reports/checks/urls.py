from django.urls import URLPattern, path

from grantreports.reports.checks import views

# /reports/
urlpatterns: list[URLPattern] = [
    path("<int:pk>/acknowledge/", views.acknowledge, name="acknowledge"),
]
