"""The form in which partner staff enter an outreach event with its attendance."""

import uuid
from itertools import groupby

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from outreach.column_kinds import DayColumn
from outreach.columns import BY_NAME, COLUMNS, COUNTED, NAMES, PARTS, WHO_CAME, columns_in
from outreach.counts import counts_of, recount
from outreach.doubts import doubts_about
from outreach.groups import group_called, kept_group
from outreach.idempotency import TokenField, usable_token
from outreach.models import (
    AudienceGroup,
    OutreachEvent,
    Setting,
)
from outreach.names import group_label
from outreach.periods import why_locked
from outreach.reading.choices import province_label
from outreach.reading.counts import is_approximate, read_count
from projects.days import DayField, today_of
from projects.meanwhile import MeanwhileMixin
from projects.places import local_provinces
from projects.widgets import LongSelect

# How many of the provinces used last come first.
LAST_USED = 3
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
        self.doubts = []
        self.groups = groups_of(self.instance.project)
        self._add_counts()
        self.helper = helper(self)

    def _add_counts(self):
        counted = counts_of(self.instance)
        for group in self.groups:
            self.fields[group.field] = PeopleField(
                label=group_label(group.name).capitalize(), initial=counted.get(group.pk)
            )

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
        typed = (self[name].data or "" for name in (*map(group_field, self.groups), "new_count"))
        about = next(filter(is_approximate, typed), "")
        if about and cleaned.get("count_method") == COUNTED:
            self.add_error("count_method", ESTIMATE_OR_NOT % {"text": about})
        return cleaned

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
            event.save(update_fields=self._meta.fields)
        counts = {group.pk: self.cleaned_data[group.field] for group in self.groups}
        if group := self.cleaned_data["new_group"]:
            group = kept_group(group, event.project.partner)
            counts[group.pk] = self.cleaned_data["new_count"]
        recount(event, counts, self.user)
        return event


def group_field(group):
    return f"count_{group.pk}"


def groups_of(project):
    """The audience groups on offer, those that this project has counted before the others."""
    counted = Max("attendances__event", filter=Q(attendances__event__project=project))
    offered = AudienceGroup.objects.offered_to(project.partner)
    groups = list(offered.annotate(last_used=counted))
    for group in groups:
        group.field = group_field(group)
    return sorted(groups, key=lambda group: group.last_used is None)


def province_choices(project, own=""):
    """The provinces of the project's country, those used last before the others.

    `own` is what the event has: one that is no longer offered may stay.
    """
    names = local_provinces(project.country, project.division)
    if own and own not in names:
        names = {own: province_label(own, project.division)} | names
    latest = (
        OutreachEvent.objects.filter(project=project)
        .order_by()
        .values_list("province")
        .annotate(latest=Max("pk"))
        .order_by("-latest")
        .values_list("province", flat=True)[:LAST_USED]
    )
    used = [(code, names[code]) for code in latest if code in names]
    if not used:
        return [("", _("Choose")), *names.items()]
    rest = [(code, name) for code, name in names.items() if code not in dict(used)]
    return [("", _("Choose")), (_("Used last"), used), (_("All others"), rest)]


def helper(form):
    helper = FormHelper()
    helper.form_tag = False
    # The page has the token already; in the address of a filter it has no place.
    helper.disable_csrf = True
    parts = [Fieldset(part, *counts_first(part, form), *lines_of(part)) for part in PARTS]
    helper.layout = Layout("project", "form_token", "seen", *parts)
    return helper


def lines_of(part):
    """The fields of a part of the form, those that are half as wide two by two."""
    for is_half, group in groupby(columns_in(part), key=lambda column: column.is_half):
        names = [column.name for column in group]
        if is_half:
            yield Div(*(Div(name, css_class="col-sm-6") for name in names), css_class="row")
        else:
            yield from names


def counts_first(part, form):
    """Above how they were counted: how many came."""
    if part != WHO_CAME:
        return
    yield Div(*(Div(group.field, css_class=NARROW) for group in form.groups), css_class=COUNTS)
    another = [Div(name, css_class=NARROW) for name in ("new_group", "new_count")]
    yield Div(*another, css_class=f"{COUNTS} another")
    yield HTML('{% include "outreach/_running_total.html" %}')
