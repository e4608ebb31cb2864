from django.urls import include, path

from grantreports.reports.editions import views

# /reports/
one_edition = [
    path("", views.edition, name="edition"),
    path("report.pdf", views.edition_pdf, name="edition-pdf"),
    path("withdraw/", views.edition_withdraw, name="edition-withdraw"),
]
urlpatterns = [
    path("withdrawals/", views.withdrawals, name="withdrawals"),
    path("<int:pk>/editions/<int:number>/", include(one_edition)),
]
