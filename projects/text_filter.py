"""The records of a list in whose names a text stands."""

from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _


class TextFilter(forms.Form):
    """Read from the address of the list; what cannot be read filters nothing and is told."""

    text = forms.CharField(label=_("Text"), required=False, max_length=100)

    def __init__(self, data: Any, *names: str, label: Any) -> None:
        super().__init__(data)
        self.names = names
        self.fields["text"].label = label

    @property
    def is_used(self) -> bool:
        return bool(self.errors or self.cleaned_data["text"])

    def passing(self, records: QuerySet[Any]) -> QuerySet[Any]:
        if self.errors or not (text := self.cleaned_data["text"]):
            return records
        return records.filter(
            reduce(or_, (Q(**{f"{name}__icontains": text}) for name in self.names))
        )
