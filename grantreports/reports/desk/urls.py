from django.urls import path

from grantreports.reports.desk import history, views

# /reports/
urlpatterns = [
    path("token/", views.token, name="token"),
    path("<int:pk>/", views.desk, name="desk"),
    path("<int:pk>/save/", views.save_desk, name="save"),
    path("<int:pk>/merge/", views.merge_desk, name="merge"),
    path("<int:pk>/undo/", views.undo_desk, name="undo"),
    path("<int:pk>/redo/", views.redo_desk, name="redo"),
    path("<int:pk>/pages/", views.pages, name="pages"),
    path("<int:pk>/figure/", views.figure, name="figure"),
    path("<int:pk>/history/", history.history, name="history"),
    path("<int:pk>/history/<int:version>/", history.go_back, name="go-back"),
]
