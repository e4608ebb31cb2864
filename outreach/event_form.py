"""The form in which partner staff enter an outreach event with its attendance."""

import re
import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from outreach.idempotency import TokenField, usable_token
from outreach.models import (
    MOST_PEOPLE,
    TOO_MANY,
    Attendance,
    AudienceGroup,
    OutreachEvent,
    Setting,
)
from outreach.names import group_label, key
from outreach.periods import why_locked
from projects.days import DayField, today_of
from projects.places import local_provinces

# How many of the provinces used last come first.
LAST_USED = 3
GROUPED = re.compile(r"(?<=\d)[,\s](?=\d{3}(?!\d))")


class PeopleField(forms.IntegerField):
    """A number of people: 1,200 and Thai digits are read; empty is "not counted"."""

    def __init__(self, **kwargs):
        super().__init__(
            required=False,
            min_value=0,
            max_value=MOST_PEOPLE,
            error_messages={
                "invalid": _("Write a whole number, or leave it empty if nobody counted."),
                "min_value": _("A number of people is 0 or more."),
                "max_value": TOO_MANY,
            },
            **kwargs,
        )
        self.widget = forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "data-count": ""}
        )

    def to_python(self, value):
        return super().to_python(
            GROUPED.sub("", value).strip() if isinstance(value, str) else value
        )


class EventEntryForm(forms.ModelForm):
    form_token = TokenField()
    first_day = DayField(label=_("Date"))
    last_day = DayField(
        label=_("Last day"), required=False, help_text=_("Only if it took several days.")
    )
    province = forms.ChoiceField(label=_("Province"), help_text=_("Donors may read this."))
    new_group = forms.CharField(label=_("Another group"), required=False, max_length=60)
    new_count = PeopleField(label=_("How many of them"))

    class Meta:
        model = OutreachEvent
        fields = [
            "project",
            "first_day",
            "last_day",
            "venue",
            "province",
            "setting",
            "count_method",
            "activities",
            "outcome",
            "co_hosts",
        ]
        widgets = {
            "project": forms.HiddenInput,
            "count_method": forms.RadioSelect,
            "activities": forms.Textarea(attrs={"rows": 3}),
            "outcome": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        # An event of a locked period cannot leave it either.
        self.day_before = self.instance.first_day
        # Disabled: never read from the POST. Listed: constraints can see it.
        self.fields["project"].disabled = True
        self.fields["province"].choices = province_choices(self.instance.project)
        self.initial["form_token"] = uuid.uuid4()
        self.initial["first_day"] = self.day_before or today_of(self.instance.project.partner)
        self.fields["setting"].choices = [("", _("Choose")), *Setting.choices]
        self.groups = groups_of(self.instance.project)
        self._add_counts()
        self.helper = helper(self)

    def _add_counts(self):
        counted = {}
        if self.instance.pk:
            counted = {each.group_id: each.count for each in self.instance.attendances.all()}
        for group in self.groups:
            self.fields[group.field] = PeopleField(
                label=group_label(group.name).capitalize(), initial=counted.get(group.pk)
            )

    def clean_new_group(self):
        """A group of that name that exists, else a new one; None where nothing was typed."""
        name = " ".join(self.cleaned_data["new_group"].split()).lower()
        if not name:
            return None
        for group in AudienceGroup.objects.all():
            if key(name) in (key(group.name), key(group_label(group.name))):
                return group
        last = max((group.order for group in self.groups), default=0)
        group = AudienceGroup(name=name, order=last + 1, partner=self.instance.project.partner)
        try:
            group.full_clean()
        except ValidationError as error:
            raise ValidationError(error.messages) from None
        return group

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
        return cleaned

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
        counts = {group: self.cleaned_data[group.field] for group in self.groups}
        if group := self.cleaned_data["new_group"]:
            group = kept_group(group, event.project.partner)
            counts[group] = self.cleaned_data["new_count"]
        keep_counts(event, counts)
        return event


def kept_group(group, partner):
    """The group in the database; one that a second partner uses too is offered to all."""
    if not group.pk:
        # Somebody else may have added it at the same moment.
        defaults = {"order": group.order, "partner": partner}
        group, _made = AudienceGroup.objects.get_or_create(name=group.name, defaults=defaults)
    if group.partner not in (None, partner):
        group.partner = None
        group.save(update_fields=["partner"])
    return group


def keep_counts(event, counts):
    """Make the attendance of the event these counts; a count of None is "not counted"."""
    kept = {attendance.group_id: attendance for attendance in event.attendances.all()}
    for group, count in counts.items():
        attendance = kept.get(group.pk)
        if count is None:
            if attendance:
                attendance.delete()
        elif attendance is None:
            Attendance.objects.create(event=event, group=group, count=count)
        elif attendance.count != count:
            attendance.count = count
            attendance.save()


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


def province_choices(project):
    """The provinces of the project's country, those used last before the others."""
    names = local_provinces(project.country)
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
    counts = [Div(group.field, css_class="col-6 col-md-4") for group in form.groups]
    helper.layout = Layout(
        "project",
        "form_token",
        Fieldset(
            _("When and where"),
            Div(
                Div("first_day", css_class="col-sm-6"),
                Div("last_day", css_class="col-sm-6"),
                css_class="row",
            ),
            "venue",
            Div(
                Div("province", css_class="col-sm-6"),
                Div("setting", css_class="col-sm-6"),
                css_class="row",
            ),
        ),
        Fieldset(
            _("Who came"),
            Div(*counts, css_class="row counts"),
            Div(
                Div("new_group", css_class="col-6 col-md-4"),
                Div("new_count", css_class="col-6 col-md-4"),
                css_class="row counts another",
            ),
            HTML('{% include "outreach/_running_total.html" %}'),
            "count_method",
        ),
        Fieldset(_("What happened"), "activities", "outcome", "co_hosts"),
    )
    return helper
