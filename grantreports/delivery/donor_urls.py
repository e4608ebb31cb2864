from django.urls import path

from grantreports.delivery import donor_views

# /r/
urlpatterns = [
    path("<str:token>/", donor_views.page, name="donor-page"),
    path("<str:token>/report.pdf", donor_views.pdf, name="donor-pdf"),
    path("<str:token>/media/<path:name>", donor_views.media, name="donor-media"),
]
