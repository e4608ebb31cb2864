from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from outreach.idempotency import save_once, token_in
from outreach.models import Photo
from outreach.periods import lock_on
from outreach.sent_photos import cleaned_picture, event_of, receive
from outreach.views.records import visible_project
from projects.locks import locked_project


@require_POST
def photo_upload(request, slug):
    """One picture that the browser sends by itself; answers with a receipt or a sentence."""
    project = visible_project(request, slug)
    picture, token = request.FILES.get("picture"), request.POST.get("form_token")
    if not picture or not token_in(token):
        return refusal(_("Choose a picture."))
    try:
        cleaned = cleaned_picture(picture)
        with locked_project(project):
            event = event_of(request.POST, project)
            if event and (locked := lock_on(event, request.user)):
                # The period may be returned; until then the photo waits on the phone.
                return refusal(locked, status=409)
            photo = save_once(
                Photo, request, lambda: receive(request.POST, cleaned, project, request.user)
            )
    except ValidationError as error:
        return refusal(" ".join(error.messages))
    return JsonResponse({"photo": reverse("outreach:photo", args=[photo.pk])})


def refusal(sentence, status=422):
    return JsonResponse({"refused": sentence}, status=status)
