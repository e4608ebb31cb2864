from django.contrib import admin
from django.urls import include, path

from grantreports import home, project_pages, proposals, views
from grantreports.overview.views import overview
from grantreports.reports.views import project_story

# The lists need the room.
admin.site.enable_nav_sidebar = False

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("grantreports.accounts.urls")),
    path("admin/login/", views.admin_log_in, name="admin-log-in"),
    path("admin/", admin.site.urls),
    path("projects/", project_pages.project_list, name="project-list"),
    path("projects/<slug:slug>/", project_pages.project, name="project"),
    path(
        "projects/<slug:slug>/proposed/<str:kind>/<int:pk>/confirm/",
        proposals.confirm,
        name="proposal-confirm",
    ),
    path(
        "projects/<slug:slug>/proposed/<str:kind>/<int:pk>/rename/",
        proposals.rename,
        name="proposal-rename",
    ),
    path(
        "projects/<slug:slug>/proposed/<str:kind>/<int:pk>/merge/",
        proposals.merge,
        name="proposal-merge",
    ),
    path("projects/<slug:slug>/story/", project_story, name="project-story"),
    path("reports/", overview, name="overview"),
    path("reports/", include("grantreports.mailing.urls")),
    path("periods/", include("grantreports.handover.urls")),
    path("reports/", include("grantreports.reports.urls")),
    path("reports/", include("grantreports.desk.urls")),
    path("reports/", include("grantreports.publishing.urls")),
    path("reports/", include("grantreports.delivery.urls")),
    path("r/", include("grantreports.delivery.donor_urls")),
    path("", include("outreach.urls")),
    path("media/<path:name>", views.media, name="media"),
    path("healthz", views.health, name="health"),
]
