from django.urls import include, path

from grantreports.publishing import compare_views, review_views, views
from grantreports.publishing.copies import views as copies
from grantreports.reports.lenses import LARGE_PRINT, PLAIN_TEXT

app_name = "publishing"

# /reports/
one_edition = [
    path("", views.edition, name="edition"),
    path("report.pdf", views.edition_pdf, name="edition-pdf"),
    path(LARGE_PRINT.name, views.edition_lens, {"lens": LARGE_PRINT}, name="edition-large-print"),
    path(PLAIN_TEXT.name, views.edition_lens, {"lens": PLAIN_TEXT}, name="edition-text"),
    path("keep/", views.edition_keep, name="edition-keep"),
    path("withdraw/", views.edition_withdraw, name="edition-withdraw"),
    path("report.docx", copies.edition_word, name="edition-word"),
    path("report.json", copies.edition_json, name="edition-json"),
    path("figures.xlsx", copies.edition_figures, name="edition-figures"),
]
urlpatterns = [
    path("<int:pk>/review/", review_views.review, name="review"),
    path("<int:pk>/review/hand-over/", review_views.hand_over, name="hand-over"),
    path("<int:pk>/review/sign-off/", review_views.sign_off, name="sign-off"),
    path("<int:pk>/review/give-back/", review_views.give_back, name="give-back"),
    path("<int:pk>/publish/", review_views.publish, name="publish"),
    path("<int:pk>/correct/", review_views.correct, name="correct"),
    path("<int:pk>/report.docx", copies.word, name="word"),
    path("<int:pk>/figures.xlsx", copies.figures, name="figures"),
    path("<int:pk>/compare/", compare_views.compare_reports, name="compare"),
    path("<int:pk>/editions/<int:number>/", include(one_edition)),
]
