from django.urls import include, path

from grantreports.reports.copies import views

# /reports/
one_edition = [
    path("report.docx", views.edition_word, name="edition-word"),
    path("report.json", views.edition_json, name="edition-json"),
    path("figures.xlsx", views.edition_figures, name="edition-figures"),
]
urlpatterns = [
    path("<int:pk>/report.docx", views.word, name="word"),
    path("<int:pk>/figures.xlsx", views.figures, name="figures"),
    path("<int:pk>/editions/<int:number>/", include(one_edition)),
]
