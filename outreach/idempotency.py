"""A form that is sent twice makes one record: it carries a token, and the record keeps it."""

import uuid

from django import forms
from django.db import IntegrityError, transaction


class TokenField(forms.UUIDField):
    """The token of a form. One that is missing or broken is replaced: nobody could correct it."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False)

    def to_python(self, value):
        return token_in(value) or uuid.uuid4()


def token_in(text):
    """The token that a text is, or None."""
    try:
        return uuid.UUID(str(text or ""))
    except ValueError:
        return None


def made_by(model, request, prefix=""):
    """The record that this very form has made already, or None."""
    token = token_in(request.POST.get(f"{prefix}form_token"))
    if token is None:
        return None
    return model.objects.visible_to(request.user).filter(form_token=token).first()


def usable_token(record, token):
    """The token, or another one where a record that is removed or of another project has it."""
    taken = type(record).everything.filter(form_token=token)
    own = taken.filter(project=record.project, removed_at=None)
    return uuid.uuid4() if taken.exists() and not own.exists() else token


def save_once(model, request, save):
    """What `save` returns, or the record that the same form makes at this moment."""
    try:
        with transaction.atomic():
            return save()
    except IntegrityError:
        if record := made_by(model, request):
            return record
        raise
