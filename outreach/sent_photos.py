"""Photos that the browser sends one by one, before or after the event they belong to."""

from django.core.exceptions import ValidationError
from django.db import transaction

from outreach import consent_fields
from outreach.idempotency import token_in
from outreach.item_forms import PhotoEntryForm
from outreach.models import OutreachEvent, Photo
from outreach.periods import lock_on
from outreach.photos import clean_photo
from projects.records import as_pk

# The names of the hidden fields that list them, and the prefix of the words about each.
SENT = "sent_photo"
PREFIX = "sent-{}"


class SentPhotoForm(PhotoEntryForm):
    """What is said about a photo that has arrived; it may be said later."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recognisable"].required = False
        for name in ("form_token", "picture", "receipt", "event", "day"):
            self.fields.pop(name, None)
        self.use_required_attribute = False


def sent_photo_forms(data, project, user):
    """A form for each photo that an event's form lists, that has arrived and may change."""
    if data is None:
        return []
    tokens = {token_in(text) for text in data.getlist(SENT)} - {None}
    photos = Photo.objects.visible_to(user).filter(project=project, form_token__in=tokens)
    return [
        SentPhotoForm(data, instance=photo, prefix=PREFIX.format(photo.form_token))
        for photo in photos.select_related("event")
        if not lock_on(photo, user)
    ]


def blank_form(project):
    """The form that the browser copies for each picture chosen."""
    return SentPhotoForm(instance=Photo(project=project), prefix=PREFIX.format("TOKEN"))


def cleaned_picture(upload):
    """Takes its time, so it is made before the project is locked: nobody waits for it."""
    return clean_photo(upload)


def receive(data, picture, project, user):
    """The photo of a request that may come twice: kept once, and described as well as possible.

    `picture` is a `CleanPicture`. Raises ValidationError with a sentence where it is refused.
    """
    photo = Photo.everything.visible_to(user).filter(form_token=data["form_token"]).first()
    if photo is None:
        photo = new_photo(data, picture, project)
    elif photo.project_id != project.pk or not photo.may_be_shown or lock_on(photo, user):
        # It has arrived. What was decided about it since is not undone by a late repetition.
        return photo
    photo.event = photo.event or event_of(data, project)
    with transaction.atomic():
        photo.save()
        describe(photo, data)
    return photo


def new_photo(data, picture, project):
    if data.get("recognisable") == Photo.Recognisable.SURVIVOR:
        raise ValidationError(consent_fields.BLOCKED)
    photo = Photo(project=project, form_token=data["form_token"])
    photo.hold(picture)
    return photo


def event_of(data, project):
    """The event that the photo is for, or None when its form is not saved yet."""
    events = OutreachEvent.objects.filter(project=project)
    if pk := as_pk(data.get("event")):
        return events.filter(pk=pk).first()
    token = token_in(data.get("event_token"))
    return events.filter(form_token=token).first() if token else None


def describe(photo, data):
    """Take over what is said about the photo.

    Where something is wrong, the words are kept all the same, and so is what blocks the photo.
    """
    form = SentPhotoForm(data, instance=photo)
    if form.is_valid():
        form.save()
        return
    photo.refresh_from_db(fields=["consent", "recognisable"])
    if data.get("recognisable") == Photo.Recognisable.SURVIVOR:
        photo.recognisable, photo.consent = Photo.Recognisable.SURVIVOR, Photo.Status.NOT_RECORDED
    if data.get("consent") in Photo.Status.noes():
        photo.consent = data["consent"]
    photo.save(update_fields=["caption", "alternative_text", "recognisable", "consent"])
