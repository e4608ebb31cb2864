from django.urls import path

from grantreports.mailing import views

app_name = "mailing"

# /reports/
urlpatterns = [
    path("returned/", views.returned, name="returned"),
]
