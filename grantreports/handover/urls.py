from django.urls import path

from grantreports.handover import schedule_views, views

app_name = "handover"

# /reports/
urlpatterns = [
    path("<int:pk>/period/", views.period, name="period"),
    path("<int:pk>/period/submit/", views.submit, name="submit"),
    path("<int:pk>/period/answer/", views.answer, name="answer"),
    path("<int:pk>/period/return/", views.send_back, name="return"),
    path("<int:pk>/period/accept/", views.accept, name="accept"),
    path("add/", schedule_views.add, name="add"),
    path("<int:pk>/schedule/", schedule_views.schedule, name="schedule"),
    path("<int:pk>/skip/", schedule_views.skip, name="skip"),
    path("<int:pk>/unskip/", schedule_views.unskip, name="unskip"),
    path("<int:pk>/delete/", schedule_views.delete, name="delete"),
]
