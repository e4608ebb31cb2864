"""Changes that reach further than their record: what they reach is told first, and asked about.

A form lists it on the field and takes the change when its box is ticked; an import refuses it.
"""

from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.html import format_html

from projects.signals import change_considered

Reached = tuple[str, str]


def reached_by(record: Any, changed: set[str]) -> list[Reached]:
    """Pairs of a changed field and a sentence about what its change reaches."""
    own: list[Reached] = list(record.reached_by(changed)) if hasattr(record, "reached_by") else []
    answers = change_considered.send(type(record), instance=record, changed=changed)
    told: list[Any] = [answer or [] for _, answer in answers]
    return own + [each for sentences in told for each in sentences]


def refuse_in_file(record: Any) -> None:
    """Raises ValidationError where a row of a file would reach further than its record."""
    fields = {field.name: field.attname for field in record._meta.concrete_fields}
    saved = type(record)._base_manager.filter(pk=record.pk).values(*fields.values()).first()
    if saved is None:
        return
    changed = {name for name, key in fields.items() if saved[key] != getattr(record, key)}
    if reached := reached_by(record, changed):
        sentences = " ".join(sentence for _, sentence in reached)
        raise ValidationError(f"{sentences} Change it on its own page.")


class AsksFirst(forms.ModelForm):
    """A form of a record that is there: it asks before a change that reaches further."""

    # As a browser sends it; Django's types know any mapping.
    data: Any

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors or self.instance._state.adding:
            return
        reached = reached_by(self.instance, set(self.changed_data))
        name, agreed = self.add_prefix("reaches"), digest(self.instance, reached)
        if not reached or agreed in self.data.getlist(name):
            return
        for field, sentence in reached[:-1]:
            self.add_error(field, sentence)
        field, sentence = reached[-1]
        box = format_html(
            '{} <label class="reaches"><input type="checkbox" name="{}" value="{}"> '
            "Change it all the same</label>",
            *(sentence, name, agreed),
        )
        self.add_error(field, ValidationError(box))


def digest(record: Model, reached: list[Reached]) -> str:
    """Another one for other sentences: who agreed to those did not agree to these."""
    told = [str(record.pk), *(sentence for _, sentence in reached)]
    return sha256("\n".join(told).encode()).hexdigest()[:16]
