"""The form in which partner staff enter an outreach event with its attendance."""

import uuid
from decimal import Decimal
from itertools import groupby

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from outreach.column_kinds import DayColumn
from outreach.columns import (
    BY_NAME,
    COLUMNS,
    COUNTED,
    NAMES,
    PARTS,
    WHO_CAME,
    columns_in,
    entered_with_events,
    left_out_of,
)
from outreach.columns import groups_of as chosen_groups
from outreach.counts import counts_of, recount, values_of
from outreach.doubts import doubts_about
from outreach.groups import group_called, kept_group
from outreach.idempotency import TokenField, usable_token
from outreach.models import (
    MonthSum,
    OutreachEvent,
    Setting,
)
from outreach.names import group_label, indicator_label
from outreach.periods import why_locked
from outreach.reading.choices import province_label
from outreach.reading.counts import is_approximate, read_count
from outreach.reading.values import read_value
from outreach.tree import Tree
from projects.days import DayField, today_of
from projects.meanwhile import MeanwhileMixin
from projects.places import local_provinces
from projects.templatetags.local import number
from projects.widgets import LongSelect

# How many of the provinces used last come first.
LAST_USED = 3
# Of how many records at most they are: the latest, not all that a project ever had.
LOOKED_AT = 100
NARROW, COUNTS = "col-6 col-md-4", "row counts"
ESTIMATE_OR_NOT = _(
    "You wrote “%(text)s”: choose that it was estimated, or write the number that was counted."
)


class PeopleField(forms.Field):
    """A number of people, as files are read; empty is “not counted”."""

    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "autocomplete": "off", "data-count": ""}
    )

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def to_python(self, value):
        if not isinstance(value, str):
            return value
        try:
            return read_count(value)
        except ValueError as error:
            raise ValidationError(str(error)) from None


class ValueField(forms.Field):
    """A value of an indicator, as files are read; empty is “not counted”."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def __init__(self, indicator, **kwargs):
        super().__init__(required=False, **kwargs)
        self.indicator = indicator
        keys = "decimal" if indicator.decimals else "numeric"
        self.widget.attrs["inputmode"] = keys

    def to_python(self, value):
        if not isinstance(value, str):
            return value
        try:
            return read_value(value, self.indicator.decimals, self.indicator.unit)
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def prepare_value(self, value):
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class EventEntryForm(MeanwhileMixin, forms.ModelForm):
    form_token = TokenField()
    province = forms.ChoiceField(widget=LongSelect)
    new_group = forms.CharField(label=_("Another group"), required=False, max_length=60)
    new_count = PeopleField(label=_("How many of them"))

    class Meta:
        model = OutreachEvent
        fields = ["project", *NAMES]
        field_classes = {each.name: DayField for each in COLUMNS if isinstance(each, DayColumn)}
        widgets = {"project": forms.HiddenInput, "count_method": forms.RadioSelect} | {
            column.name: forms.Textarea(attrs={"rows": 3}) for column in COLUMNS if column.is_long
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        # An event of a locked period cannot leave it either.
        self.day_before = self.instance.first_day
        # Disabled: never read from the POST. Listed: constraints can see it.
        self.fields["project"].disabled = True
        self.fields["province"].choices = province_choices(
            self.instance.project, self.instance.province
        )
        self.fields["province"].label = BY_NAME["province"].label
        self.fields["province"].help_text = BY_NAME["province"].help
        self.initial["form_token"] = uuid.uuid4()
        self.initial["first_day"] = self.day_before or today_of(self.instance.project.partner)
        self.fields["setting"].choices = [("", _("Choose")), *Setting.choices]
        self.fields["setting"].required = True
        self.doubts = []
        self.groups = groups_of(self.instance.project)
        self.tree = Tree.of(self.groups)
        self.indicators = entered_with_events(self.instance.project)
        self.counts_people = self.instance.project.counts_people
        self._leave_out()
        self._add_counts()
        self._add_values()
        self.helper = helper(self)

    def _add_counts(self):
        counted = counts_of(self.instance)
        for group in self.groups:
            field = PeopleField(
                label=group_label(group.name).capitalize(), initial=counted.get(group.pk)
            )
            field.widget.attrs["data-group"] = group.pk
            if (branch := self.tree.branches.get(group.pk)) is not None:
                # It is in the number of its whole already.
                del field.widget.attrs["data-count"]
                field.widget.attrs |= {"data-part-of": branch.part_of, "data-split": branch.split}
            self.fields[group.field] = field

    def _add_values(self):
        entered = values_of(self.instance)
        for indicator in self.indicators:
            self.fields[value_field(indicator)] = ValueField(
                indicator, label=indicator_label(indicator), initial=entered.get(indicator.pk)
            )

    def _leave_out(self):
        """What the project does not ask for."""
        gone = set(left_out_of(self.instance.project))
        if not self.counts_people:
            gone |= {"new_group", "new_count", "count_method"}
        for name in gone:
            del self.fields[name]

    def clean_new_group(self):
        """A group of that name that exists, else a new one; None where nothing was typed."""
        return group_called(self.cleaned_data["new_group"], self.instance.project.partner)

    def clean(self):
        cleaned = super().clean()
        self.is_open()
        group, count = cleaned.get("new_group"), cleaned.get("new_count")
        if count is not None and not group and not self.has_error("new_group"):
            self.add_error("new_group", _("Say which group this number counts."))
        if group and count is None and not self.has_error("new_count"):
            self.add_error("new_count", _("Say how many of this group came."))
        if group and group.pk and cleaned.get(group_field(group)) is not None:
            self.add_error("new_group", _("This group is counted above already."))
        self._clean_parts(cleaned)
        counts = (*map(group_field, self.groups), "new_count") if self.counts_people else ()
        typed = (self[name].data or "" for name in counts)
        about = next(filter(is_approximate, typed), "")
        if about and cleaned.get("count_method") == COUNTED:
            self.add_error("count_method", ESTIMATE_OR_NOT % {"text": about})
        return cleaned

    def _clean_parts(self, cleaned):
        """Parts are at most their whole; a whole that is left empty is the sum of its parts."""
        given = {group.pk: cleaned.get(group.field) for group in self.groups}
        counts = self.tree.filled(given)
        for group in self.groups:
            if group.field in cleaned:
                cleaned[group.field] = counts[group.pk]
        for whole, sentence in self.tree.problems(counts).items():
            self.add_error(f"count_{whole}", sentence)
        came = sum_of_wholes(counts, self.tree)
        if (
            (first := cleaned.get("first_visits")) is not None
            and came is not None
            and first > came
        ):
            told = {"first": number(first), "came": number(came)}
            message = _("%(first)s are more than the %(came)s who came.") % told
            self.add_error("first_visits", message)

    def full_clean(self):
        super().full_clean()
        if self.is_bound and not self.errors and self.tells_when_and_where_anew():
            sure = self.data.getlist("sure") if hasattr(self.data, "getlist") else []
            self.doubts = list(doubts_about(self.instance))
            for doubt in self.doubts:
                if doubt.key not in sure:
                    self.add_error(doubt.field, doubt.sentence)

    def tells_when_and_where_anew(self):
        """Only then may it be an event that is there already."""
        where = {"first_day", "last_day", "venue", "province"}
        return self.instance._state.adding or bool(where.intersection(self.changed_data))

    def is_open(self):
        """Whether the periods concerned may change now; else the date says why not."""
        days = {self.cleaned_data.get("first_day"), self.day_before} - {None}
        reasons = {why_locked(self.instance.project, day, self.user) for day in days} - {""}
        for reason in reasons:
            self.add_error("first_day", reason)
        return not reasons

    @transaction.atomic
    def save(self, commit=True):
        event = self.instance
        if event._state.adding:
            event.entered_by = self.user
            event.form_token = usable_token(event, self.cleaned_data["form_token"])
            event.save()
        else:
            event.save(update_fields=[each for each in self._meta.fields if each in self.fields])
        counts = {group.pk: self.cleaned_data[group.field] for group in self.groups}
        if group := self.cleaned_data.get("new_group"):
            group = kept_group(group, event.project, self.user)
            counts[group.pk] = self.cleaned_data["new_count"]
        values = {each.pk: self.cleaned_data[value_field(each)] for each in self.indicators}
        recount(event, counts, self.user, values)
        return event


def sum_of_wholes(counts, tree):
    """How many came, None where nobody was counted."""
    wholes = [count for group, count in counts.items() if tree.part_of(group) is None]
    known = [count for count in wholes if count is not None]
    return sum(known) if known else None


def value_field(indicator):
    return f"value_{indicator.pk}"


def group_field(group):
    return f"count_{group.pk}"


def groups_of(project):
    """The groups that the project counts, each before its parts.

    Where it has chosen none, those that it has counted come before all others.
    """
    groups = chosen_groups(project)
    if not any(group.is_chosen for group in groups):
        counted = MonthSum.objects.of_project(project).order_by()
        used = set(counted.values_list("group_key", flat=True).distinct())
        groups.sort(key=lambda group: group.pk not in used)
    for group in groups:
        group.field = group_field(group)
    return groups


def province_choices(project, own=""):
    """The provinces of the project's country, those used last before the others.

    `own` is what the event has: one that is no longer offered may stay.
    """
    return [
        ("", _("Choose")),
        *grouped_provinces(project, OutreachEvent.objects.filter(project=project), own),
    ]


def grouped_provinces(project, records, own=""):
    """The choices, those of the records' first in a group before the others."""
    names = local_provinces(project.country, project.division)
    if own and own not in names:
        names = {own: province_label(own, project.division)} | names
    latest = records.exclude(province="").values_list("province", flat=True)[:LOOKED_AT]
    used = [(code, names[code]) for code in [*dict.fromkeys(latest)][:LAST_USED] if code in names]
    if not used:
        return list(names.items())
    rest = [(code, name) for code, name in names.items() if code not in dict(used)]
    return [(_("Used last"), used), (_("All others"), rest)]


def helper(form):
    helper = FormHelper()
    helper.form_tag = False
    # The page has the token already; in the address of a filter it has no place.
    helper.disable_csrf = True
    parts = [
        Fieldset(title_of(part, form), *counts_first(part, form), *lines_of(part, form))
        for part in PARTS
    ]
    helper.layout = Layout("project", "form_token", "seen", *parts)
    return helper


def title_of(part, form):
    return _("What was counted") if part == WHO_CAME and not form.counts_people else part


def lines_of(part, form):
    """The fields of a part of the form, those that are half as wide two by two."""
    columns = [each for each in columns_in(part) if each.name in form.fields]
    for is_half, group in groupby(columns, key=lambda column: column.is_half):
        names = [column.name for column in group]
        if is_half:
            yield Div(*(Div(name, css_class="col-sm-6") for name in names), css_class="row")
        else:
            yield from names


def counts_first(part, form):
    """Above how they were counted: how many came, and what else was counted."""
    if part != WHO_CAME:
        return
    if form.counts_people:
        yield from people_first(form)
    values = [Div(value_field(each), css_class=NARROW) for each in form.indicators]
    if values:
        yield Div(*values, css_class="row values")


def people_first(form):
    """The groups beside each other; one that is split has a line of its own with its parts."""
    alone = [group for group in form.groups if not form.tree.splits_of(group.pk)]
    wholes = [group for group in alone if form.tree.part_of(group.pk) is None]
    split = [group for group in form.groups if group not in alone]
    for group in split:
        if form.tree.part_of(group.pk) is None:
            yield Div(*split_group(group, form), css_class=f"{COUNTS} split")
    if wholes:
        yield Div(*(Div(group.field, css_class=NARROW) for group in wholes), css_class=COUNTS)
    another = [Div(name, css_class=NARROW) for name in ("new_group", "new_count")]
    yield Div(*another, css_class=f"{COUNTS} another")
    yield HTML('{% include "outreach/_running_total.html" %}')


def split_group(group, form):
    """The whole, and below it its parts, of whatever level."""
    yield Div(group.field, css_class=f"{NARROW} whole")
    for part in form.groups:
        if part.pk != group.pk and is_below(part.pk, group.pk, form.tree):
            level = form.tree.level(part.pk)
            yield Div(part.field, css_class=f"{NARROW} part level-{level}")


def is_below(part, whole, tree):
    above = tree.part_of(part)
    return above is not None and (above == whole or is_below(above, whole, tree))
