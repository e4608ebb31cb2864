from django.urls import path

from grantreports.handover import errors, schedule_views, views

app_name = "handover"

# /periods/
urlpatterns = [
    path("events/<int:pk>/error/", errors.report_error, name="report-error"),
    path("notes/<int:pk>/settle/", errors.settle, name="settle"),
    path("add/", schedule_views.add, name="add"),
    path("<int:pk>/", views.period_page, name="period"),
    path("<int:pk>/submit/", views.submit, name="submit"),
    path("<int:pk>/answer/", views.answer, name="answer"),
    path("<int:pk>/return/", views.send_back, name="return"),
    path("<int:pk>/accept/", views.accept, name="accept"),
    path("<int:pk>/schedule/", schedule_views.schedule, name="schedule"),
    path("<int:pk>/skip/", schedule_views.skip, name="skip"),
    path("<int:pk>/unskip/", schedule_views.unskip, name="unskip"),
    path("<int:pk>/take-over/", schedule_views.take_over, name="take-over"),
    path("<int:pk>/delete/", schedule_views.delete, name="delete"),
]
