from django.urls import URLPattern, path

from grantreports.reports.story import compare_views

# /reports/
urlpatterns: list[URLPattern] = [
    path("<int:pk>/compare/", compare_views.compare_reports, name="compare"),
]
