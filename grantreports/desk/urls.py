from django.urls import path

from grantreports.desk import history, translations, views
from grantreports.desk.checks import name_views
from grantreports.desk.checks import views as check_views

app_name = "desk"

# /reports/
urlpatterns = [
    path("translations/", translations.translations, name="translations"),
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
    path("<int:pk>/acknowledge/", check_views.acknowledge, name="acknowledge"),
    path("names/<slug:slug>/", name_views.names, name="names"),
    path("names/<slug:slug>/<int:pk>/", name_views.name, name="protected-name"),
]
