"""The forms in which the foundation says what a project counts."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.models import ModelChoiceField

from projects.forms import OrderedFormSet
from projects.indicators import Indicator
from projects.models import Objective, Project
from projects.ready_sets import OUTREACH, READY_SETS
from projects.records import as_pk, why_protected
from projects.records_admin import RecordForm
from projects.signals import deletion_considered

# What an event is anyway has words of its own and nothing else to say.
OF_ENTERED_ONLY = (
    *("name", "unit", "decimals", "adds_up", "part", "whole", "entered_with", "every_event"),
    *("counts_people", "is_proposed"),
)


class IndicatorForm(RecordForm):
    """Of one indicator; part, whole and objective are those of its project."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_own()
        if self.instance.source != Indicator.Source.ENTERED:
            for name in OF_ENTERED_ONLY:
                if name in self.fields:
                    self.fields[name].disabled = True

    def _offer_own(self) -> None:
        project = self.instance.project_id or self._typed_project()
        own = Indicator.objects.filter(project=project).exclude(pk=self.instance.pk)
        offered = {
            "part": own.exclude(adds_up=Indicator.AddsUp.SHARE),
            "whole": own.exclude(adds_up=Indicator.AddsUp.SHARE),
            "objective": Objective.objects.filter(project=project),
        }
        for name, records in offered.items():
            field = self.fields.get(name)
            if isinstance(field, ModelChoiceField):
                field.queryset = records

    def _typed_project(self) -> int | None:
        """Of a new one: that of the address, or the one that is chosen."""
        chosen = self.data.get(self.add_prefix("project")) or self.initial.get("project")
        return as_pk(str(getattr(chosen, "pk", chosen) or ""))

    def _update_errors(self, errors: ValidationError) -> None:
        """What is wrong with a field that this form does not show stands on the name."""
        if hasattr(errors, "error_dict"):
            placed: dict[str, list[ValidationError]] = {}
            for name, found in errors.error_dict.items():
                shown = name == NON_FIELD_ERRORS or name in self.fields
                placed.setdefault(name if shown else "name", []).extend(found)
            errors = ValidationError(placed)
        super()._update_errors(errors)  # type: ignore[misc]


class IndicatorRowForm(IndicatorForm):
    """In the table of a project; a share is made on a page of its own, where its parts are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("adds_up")
        share = Indicator.AddsUp.SHARE
        if isinstance(field, forms.ChoiceField) and self.instance.adds_up != share:
            field.choices = [each for each in Indicator.AddsUp.choices if each[0] != share]


def why_it_stays(record: Any) -> str:
    """Why an indicator or a group cannot be taken away, as a sentence, or ""."""
    try:
        deletion_considered.send(type(record), instance=record)
    except ValidationError as error:
        return " ".join(error.messages)
    return why_protected(record)


class KeptRowsFormSet(OrderedFormSet):
    """Refuses to take away a row that something counts on, and says what."""

    deleted_forms: Any
    initial_forms: Any

    def clean(self) -> None:
        problems = list(self._why_rows_stay())
        super().clean()
        if problems:
            raise ValidationError(problems)

    def _why_rows_stay(self) -> Iterator[str]:
        for form in self.initial_forms:
            is_to_go = form["DELETE"].data
            if is_to_go and (problem := why_it_stays(form.instance)):
                yield f"“{form.instance}” stays: {problem}"
                # Django would tell it once more, in other words.
                form.cleaned_data.pop("DELETE", None)


class IndicatorFormSet(KeptRowsFormSet):
    def get_unique_error_message(self, unique_check: Any) -> str:
        return "Two indicators have the same name."

    def clean(self) -> None:
        """Two new rows with one name, which the database does not hold yet."""
        super().clean()
        names: set[str] = set()
        for form in self.forms:
            if form in self.deleted_forms or not hasattr(form, "cleaned_data"):
                continue
            name = " ".join((form.cleaned_data.get("name") or "").split()).casefold()
            if name and name in names:
                form.add_error("name", "Two indicators have the same name.")
            names.add(name)


class ReadySetsField(forms.MultipleChoiceField):
    """Sets to add; which ones a project had from is not kept."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        choices = [(name, f"{name}: {each.help}") for name, each in READY_SETS.items()]
        super().__init__(choices=choices, required=False, **kwargs)


class ProjectSetsForm(RecordForm):
    """A project with the ready sets that it begins with, or that are added."""

    ready_sets = ReadySetsField()

    class Meta:
        model = Project
        fields = "__all__"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["ready_sets"]
        if self.is_of_record:
            field.label = "Add a ready set"
            field.help_text = "What is there already stays as it is; nothing is doubled."
        else:
            field.label = "Ready sets"
            field.initial = [OUTREACH.name]
            field.help_text = (
                "What the project counts from the start, with its words. All of it can be changed "
                "and added to."
            )

    def _now(self) -> dict[str, str]:
        """The sets are no part of the record: nobody else can have changed them."""
        return {name: text for name, text in super()._now().items() if name != "ready_sets"}
