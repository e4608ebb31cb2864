from django.urls import path

from grantreports.reports.schedule import overview_views, views

# /reports/
urlpatterns = [
    path("", overview_views.overview, name="overview"),
    path("add/", views.add, name="add"),
    path("<int:pk>/schedule/", views.schedule, name="schedule"),
    path("<int:pk>/skip/", views.skip, name="skip"),
    path("<int:pk>/unskip/", views.unskip, name="unskip"),
    path("<int:pk>/delete/", views.delete, name="delete"),
]
