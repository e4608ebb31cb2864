from django.urls import path

from grantreports.reports.editions import views

# /reports/
urlpatterns = [
    path("<int:pk>/editions/<int:number>/", views.edition, name="edition"),
    path("<int:pk>/editions/<int:number>/report.pdf", views.edition_pdf, name="edition-pdf"),
]
