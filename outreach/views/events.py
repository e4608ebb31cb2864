from django.shortcuts import get_object_or_404, render

from outreach.filters import EventFilter
from outreach.models import OutreachEvent
from projects.models import Project


def visible_project(request, slug):
    return get_object_or_404(Project.objects.visible_to(request.user), slug=slug)


def event_list(request, slug):
    project = visible_project(request, slug)
    event_filter = EventFilter(request.GET, project)
    context = {"project": project, "filter": event_filter, "events": event_filter.events()}
    return render(request, "outreach/event_list.html", context)


def event_detail(request, pk):
    events = OutreachEvent.objects.visible_to(request.user).select_related("project")
    event = get_object_or_404(events, pk=pk)
    return render(request, "outreach/event_detail.html", {"event": event})
