"""Which events of a project a list, its totals and its export show."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.db.models import Model, Q
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from outreach.columns import TEXTS
from outreach.list_totals import totals_of_events, totals_of_rows
from outreach.live_rows import live_rows
from outreach.models import AudienceGroup, MonthSum, OutreachEvent, Setting
from outreach.names import group_label
from outreach.periods import periods_of
from outreach.reading.choices import province_label
from projects.days import DayField
from projects.templatetags.local import days_to

EVER = date.min, date.max


class GroupField(forms.ModelChoiceField):
    def label_from_instance(self, group):
        return group_label(group.name)


class EventFilter(forms.Form):
    """Read from the address of the list; what cannot be read filters nothing and is told."""

    period = forms.ChoiceField(label=_("Period"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)
    province = forms.ChoiceField(label=_("Province"), required=False)
    setting = forms.ChoiceField(label=_("Setting"), required=False)
    group = GroupField(
        AudienceGroup.objects.none(), label=_("Audience"), required=False, empty_label=_("All")
    )
    text = forms.CharField(label=_("Text"), required=False, max_length=100)

    def __init__(self, data, project):
        super().__init__(data)
        self.project = project
        self.periods = periods_of(project)
        self.fields["group"].queryset = AudienceGroup.objects.offered_to(project.partner)
        sums = MonthSum.objects.of_project(project).of_events().order_by()
        used = sums.values_list("province", flat=True).distinct()
        everything = ("", _("All"))
        named = [(str(place), period_label(each)) for place, each in enumerate(self.periods)]
        self.fields["period"].choices = [everything, *named]
        self.fields["province"].choices = [
            everything,
            *sorted(
                ((code, province_label(code, project.division)) for code in used),
                key=lambda one: one[1],
            ),
        ]
        self.fields["setting"].choices = [everything, *Setting.choices]

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        # The page has the token already; in the address of a filter it has no place.
        helper.disable_csrf = True
        columns = [Div(name, css_class="col-6 col-md-3") for name in self.fields]
        helper.layout = Layout(Div(*columns, css_class="row"))
        return helper

    @property
    def is_used(self):
        self.full_clean()
        return any(self.cleaned_data.values())

    @property
    def query(self):
        """What it filters by, as in the address of the list: the same for the same events."""
        self.full_clean()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return urlencode(
            {name: each.pk if isinstance(each, Model) else each for name, each in chosen.items()}
        )

    def events(self):
        """The project's events that pass the filter, the latest first."""
        self.full_clean()
        chosen = self.cleaned_data
        events = OutreachEvent.objects.filter(project=self.project)
        if self.days != EVER:
            events = events.in_period(*self.days)
        for field in ("province", "setting"):
            if chosen.get(field):
                events = events.filter(**{field: chosen[field]})
        if chosen.get("group"):
            # A subquery: a join would multiply the sums of attendance.
            events = events.filter(pk__in=chosen["group"].attendances.values("event"))
        if chosen.get("text"):
            events = events.filter(holds_text(chosen["text"]))
        # Sums of attendance would drop the order of the model.
        return events.order_by("-first_day", "-pk")

    @property
    def days(self):
        """The first and the last day that pass."""
        chosen = self.cleaned_data
        first, last = chosen.get("since") or date.min, chosen.get("until") or date.max
        if chosen.get("period"):
            period = self.periods[int(chosen["period"])]
            first, last = max(first, period.first_day), min(last, period.last_day)
        return first, last

    def totals(self):
        """Of all events that pass; sums by month and place tell of no text and no group."""
        self.full_clean()
        chosen = self.cleaned_data
        if chosen.get("group") or chosen.get("text"):
            return totals_of_events(self.events())
        times = [self.days] if self.days[0] <= self.days[1] else []
        rows = live_rows([self.project.pk], times, with_values=False)[self.project.pk]
        return totals_of_rows(
            row
            for row in rows
            if chosen.get("province") in (None, "", row.province)
            and chosen.get("setting") in (None, "", row.setting)
        )


def period_label(period):
    return f"{period.name}: {days_to(period.first_day, period.last_day)}"


def holds_text(text):
    found = Q()
    for name in TEXTS:
        found |= Q(**{f"{name}__icontains": text})
    return found
