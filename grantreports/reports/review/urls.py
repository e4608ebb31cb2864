from django.urls import path

from grantreports.reports.review import views

# /reports/
urlpatterns = [
    path("<int:pk>/review/", views.review, name="review"),
    path("<int:pk>/review/hand-over/", views.hand_over, name="hand-over"),
    path("<int:pk>/review/sign-off/", views.sign_off, name="sign-off"),
    path("<int:pk>/review/give-back/", views.give_back, name="give-back"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("<int:pk>/correct/", views.correct, name="correct"),
]
