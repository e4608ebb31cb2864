"""The page on which staff keep the names that no donor may read."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from grantreports.accounts.staff_pages import staff_page
from grantreports.desk.checks.forms import NameForm
from projects.models import Project, ProtectedName


@staff_page
def names(request, slug):
    project = visible_project(request, slug)
    data = request.POST if request.method == "POST" else None
    form = NameForm(data, instance=ProtectedName(project=project))
    if form.is_valid():
        form.save()
        messages.success(request, "The name is on the list.")
        return redirect("desk:names", project.slug)
    context = {"project": project, "names": project.protected_names.all(), "form": form}
    return render(request, "desk/checks/names.html", context)


@staff_page
def name(request, slug, pk):
    project = visible_project(request, slug)
    name = get_object_or_404(project.protected_names, pk=pk)
    if request.method == "POST" and "delete" in request.POST:
        name.delete()
        messages.success(request, "The name is off the list.")
        return redirect("desk:names", project.slug)
    data = request.POST if request.method == "POST" else None
    form = NameForm(data, instance=name)
    if form.is_valid():
        form.save()
        messages.success(request, "The name is saved.")
        return redirect("desk:names", project.slug)
    return render(request, "desk/checks/name.html", {"project": project, "form": form})


def visible_project(request, slug):
    return get_object_or_404(Project.objects.visible_to(request.user), slug=slug)
