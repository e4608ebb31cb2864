"""Inputs that Django's own would be slow with."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class LongSelect(forms.Select):
    """A list of hundreds of choices, written at once: Django renders a template for each.

    Half of the time of the page of an event went into the languages of its quote.
    """

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]
        groups = format_html_join(
            "\n", "{}", ((grouped(label, options),) for label, options, _ in widget["optgroups"])
        )
        return format_html(
            '<select name="{}"{}>{}</select>', name, flatatt(widget["attrs"]), groups
        )


def grouped(label: str | None, options: list[dict[str, Any]]) -> SafeString:
    rows = ((each["value"], flatatt(each["attrs"]), each["label"]) for each in options)
    told = format_html_join("\n", '<option value="{}"{}>{}</option>', rows)
    return format_html('<optgroup label="{}">{}</optgroup>', label, told) if label else told
