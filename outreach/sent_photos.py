"""Photos that the browser sends one by one, before or after the event they belong to."""

import uuid

from outreach.item_forms import PhotoEntryForm
from outreach.models import OutreachEvent, Photo
from outreach.photos import clean_photo

# The names of the hidden fields that list them, and the prefix of the words about each.
SENT = "sent_photo"
PREFIX = "sent-{}"


class SentPhotoForm(PhotoEntryForm):
    """What is said about a photo that has arrived; it may be said later."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recognisable"].required = False
        for name in ("form_token", "picture", "receipt", "event"):
            self.fields.pop(name, None)
        self.use_required_attribute = False


def sent_photo_forms(data, project, user):
    """A form for each photo that an event's form lists and that has arrived."""
    if data is None:
        return []
    tokens = [token for token in data.getlist(SENT) if is_token(token)]
    photos = Photo.objects.visible_to(user).filter(project=project, form_token__in=tokens)
    return [
        SentPhotoForm(data, instance=photo, prefix=PREFIX.format(photo.form_token))
        for photo in photos
    ]


def blank_form(project):
    """The form that the browser copies for each picture chosen."""
    return SentPhotoForm(instance=Photo(project=project), prefix=PREFIX.format("TOKEN"))


def receive(data, picture, project, user):
    """The photo of a request that may come twice: kept once, and described as well as possible."""
    token = data["form_token"]
    photo = Photo.everything.visible_to(user).filter(form_token=token).first()
    if photo is None:
        photo = Photo(project=project, form_token=token)
        photo.hold(clean_photo(picture))
    photo.event = event_of(data, project) or photo.event
    photo.save()
    describe(photo, data)
    return photo


def event_of(data, project):
    """The event that the photo is for, or None when its form is not saved yet."""
    events = OutreachEvent.objects.filter(project=project)
    if data.get("event", "").isdecimal():
        return events.filter(pk=data["event"]).first()
    token = data.get("event_token")
    return events.filter(form_token=token).first() if is_token(token) else None


def describe(photo, data):
    """Take over what is said about the photo; words are kept even where the rest is wrong."""
    form = SentPhotoForm(data, instance=photo)
    if form.is_valid():
        form.save()
    else:
        photo.save(update_fields=["caption", "alternative_text"])


def is_token(text):
    try:
        return bool(uuid.UUID(text or ""))
    except ValueError:
        return False
