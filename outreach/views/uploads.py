from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from outreach import removal
from outreach.idempotency import save_once, token_in
from outreach.models import Photo, TakenOut
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
            if TakenOut.objects.filter(form_token=token).exists():
                return refusal(_("This photo was taken out."), status=410)
            event = event_of(request.POST, project)
            if event and (locked := lock_on(event, request.user)):
                # The period may be returned; until then the photo waits on the phone.
                return refusal(locked, status=409)
            photo = save_once(
                Photo, request, lambda: receive(request.POST, cleaned, project, request.user)
            )
    except ValidationError as error:
        # The picture of a survivor does not stay on the telephone either.
        is_survivor = request.POST.get("recognisable") == Photo.Recognisable.SURVIVOR
        return refusal(" ".join(error.messages), forget=is_survivor)
    return JsonResponse({"photo": reverse("outreach:photo", args=[photo.pk])})


@require_POST
def photo_take_out(request, slug):
    """The photo of a form's token goes; one that is still on its way does not arrive any more."""
    project = visible_project(request, slug)
    token = token_in(request.POST.get("form_token"))
    if token is None:
        return refusal(_("Choose a picture."))
    photos = Photo.objects.visible_to(request.user).filter(project=project, form_token=token)
    with locked_project(project):
        if photo := photos.first():
            try:
                removal.remove(photo, by=request.user, at=timezone.now())
            except ValidationError as error:
                return refusal(" ".join(error.messages), status=409)
        TakenOut.objects.get_or_create(form_token=token, defaults={"project": project})
    return JsonResponse({"taken_out": str(token)})


def refusal(sentence, status=422, forget=False):
    return JsonResponse({"refused": sentence, "forget": forget}, status=status)
