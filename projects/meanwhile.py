"""Two people at one record: what fits together is merged, what does not is asked about.

A form carries in `seen` what it showed. When it is sent, the record may say something else. A
field that only others changed takes theirs, one that only this person changed takes this one's;
where both changed a field, nothing is saved, and the form comes back with both versions in sight.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.templatetags.local import day

MINE, THEIRS, BOTH = "mine", "theirs", "both"
CHOICE = "choice-{}"
NOTHING = "–"
CHANGED = _(
    "%(who)s changed this meanwhile to “%(theirs)s”. Yours stands here: save again to keep it."
)


@dataclass(frozen=True)
class Conflict:
    """A field that both changed; the versions are texts to read."""

    name: str
    # The name by which the form sends what was chosen.
    choice: str
    label: str
    mine: str
    theirs: str
    can_be_joined: bool


class MeanwhileMixin(forms.Form):
    """A form with an `instance`, which it was given as the database has it now."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    instance: Any
    # A copy of what was sent, in which what others changed is put.
    data: Any
    # The sentence on a field that both changed.
    changed: Any = CHANGED

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflicts: list[Conflict] = []
        # Labels of the fields in which others' changes were taken over.
        self.taken_over: list[str] = []
        if self.is_of_record:
            # Asked when it is shown: a form may add fields until then.
            self.initial["seen"] = lambda: json.dumps(self._now())

    @property
    def is_of_record(self) -> bool:
        return bool(self.instance.pk) and not self.instance._state.adding

    def full_clean(self) -> None:
        if self.is_bound and self.is_of_record:
            self._merge()
        super().full_clean()
        for each in self.conflicts:
            theirs = Truncator(each.theirs).chars(200)
            self.add_error(each.name, str(self.changed) % {"who": self.who, "theirs": theirs})

    @property
    def who(self) -> str:
        """Who changed it last, or that somebody did."""
        latest = self.instance.history.select_related("history_user").first()
        user = latest and latest.history_user
        return user.name if user else gettext("Somebody")

    def _merge(self) -> None:
        self.conflicts, self.taken_over = [], []
        self.data = self.data.copy()
        now = self._now()
        seen = self._seen() or now
        for name, theirs in now.items():
            self._merge_field(name, before=seen.get(name, theirs), theirs=theirs)
        self.data[self.add_prefix("seen")] = json.dumps(now)

    def _merge_field(self, name: str, *, before: str, theirs: str) -> None:
        field = self.fields[name]
        mine = self._chosen(name, before)
        if same(field, theirs, before) or same(field, mine, theirs):
            self._put(name, mine)
        elif same(field, mine, before):
            self._put(name, theirs)
            self.taken_over.append(str(self[name].label))
        else:
            self._put(name, mine)
            self.conflicts.append(self._conflict(name, mine, theirs))

    def _chosen(self, name: str, before: str) -> str:
        """What this person wants the field to say; what is not sent at all is not to change."""
        field, key = self.fields[name], self.add_prefix(name)
        chosen = self.data.get(CHOICE.format(key))
        is_left_out = field.widget.value_omitted_from_data(self.data, self.files, key)
        if chosen == THEIRS or (is_left_out and not field.required):
            return before
        mine = raw(field.widget.value_from_datadict(self.data, self.files, key))
        return f"{before}\n\n{mine}".strip() if chosen == BOTH else mine

    def _put(self, name: str, value: str) -> None:
        key = self.add_prefix(name)
        if isinstance(self.fields[name].widget, forms.CheckboxInput) and not value:
            self.data.pop(key, None)
        else:
            self.data[key] = value

    def _conflict(self, name: str, mine: str, theirs: str) -> Conflict:
        field = self.fields[name]
        return Conflict(
            name,
            CHOICE.format(self.add_prefix(name)),
            str(self[name].label),
            readable(field, mine),
            readable(field, theirs),
            can_be_joined=isinstance(field.widget, forms.Textarea),
        )

    def _now(self) -> dict[str, str]:
        """What the form shows of the record, by field, as a browser would send it."""
        return {
            name: raw(field.prepare_value(self.get_initial_for_field(field, name)))
            for name, field in self.fields.items()
            if not (field.disabled or field.widget.is_hidden or isinstance(field, forms.FileField))
        }

    def _seen(self) -> Mapping[str, str]:
        """What it showed, as the browser brings it back; nothing where that cannot be read."""
        try:
            seen = json.loads(self.data.get(self.add_prefix("seen")) or "{}")
        except ValueError:
            return {}
        if not isinstance(seen, dict):
            return {}
        return {name: value for name, value in seen.items() if isinstance(value, str)}


def raw(value: Any) -> str:
    """A value as a browser sends it."""
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    if isinstance(value, date):
        return value.isoformat()
    return str(getattr(value, "pk", value)).replace("\r\n", "\n")


def same(field: forms.Field, one: str, other: str) -> bool:
    return one == other or meaning(field, one) == meaning(field, other)


def meaning(field: forms.Field, text: str) -> Any:
    """What the text stands for: 14/03/2025 and 2025-03-14 are the same day."""
    if isinstance(field, forms.ModelChoiceField):
        return text
    try:
        return field.to_python(text)
    except ValidationError:
        return text


def readable(field: forms.Field, text: str) -> str:
    if isinstance(field, forms.BooleanField):
        return gettext("yes") if text else gettext("no")
    if isinstance(field, forms.ChoiceField):
        return str(dict(flat(field.choices)).get(text, text)) or NOTHING
    value = meaning(field, text)
    return (day(value) if isinstance(value, date) else text) or NOTHING


def flat(choices: Any) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for value, label in choices:
        found += flat(label) if isinstance(label, list | tuple) else [(str(value), str(label))]
    return found
