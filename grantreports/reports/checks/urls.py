from django.urls import URLPattern, path

from grantreports.reports.checks import name_views, views

# /reports/
urlpatterns: list[URLPattern] = [
    path("<int:pk>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("names/<slug:slug>/", name_views.names, name="names"),
    path("names/<slug:slug>/<int:pk>/", name_views.name, name="protected-name"),
]
