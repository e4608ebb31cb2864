from django.urls import include, path

from outreach.views import events

app_name = "outreach"

# /projects/<slug>/
project_urls = [
    path("events/", events.event_list, name="event-list"),
]

urlpatterns = [
    path("projects/<slug:slug>/", include(project_urls)),
    path("events/<int:pk>/", events.event_detail, name="event"),
]
