"""A form that is sent twice makes one record: it carries a token, and the record keeps it."""

import uuid

from django.db import IntegrityError


def made_by(model, request):
    """The record that this very form has made already, or None."""
    try:
        token = uuid.UUID(request.POST.get("form_token", ""))
    except ValueError:
        return None
    return model.everything.visible_to(request.user).filter(form_token=token).first()


def save_once(model, request, save):
    """What `save` returns, or the record that the same form has made in the meantime."""
    try:
        return save()
    except IntegrityError:
        if record := made_by(model, request):
            return record
        raise
