"""The form for how things stand on a day in a place, and the one for another number."""

import json
import uuid
from collections.abc import Mapping
from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outreach.event_form import ValueField, grouped_provinces, value_field
from outreach.idempotency import TokenField
from outreach.models import IndicatorValue, OutreachEvent
from outreach.models.events import day_problem
from outreach.names import indicator_label
from outreach.periods import periods_of, why_locked
from outreach.state import (
    Spot,
    StateValues,
    day_to_enter,
    problem_with_places,
    told_last,
    told_of,
)
from projects.days import DayField
from projects.meanwhile import MeanwhileMixin, same
from projects.models import Indicator
from projects.places import known_provinces
from projects.widgets import LongSelect

AddsUp, EnteredWith = Indicator.AddsUp, Indicator.EnteredWith


class StateForm(MeanwhileMixin):
    """All numbers of a project for a day and a place; what is empty was not counted.

    `seen` holds what it showed of that day and place. Where others entered something since, or
    another day is chosen, of which it showed nothing, what is there now is not silently undone.
    """

    form_token = TokenField()
    # The day and the place that it was opened for, with their numbers: they move with it.
    moved_from = forms.CharField(required=False, widget=forms.HiddenInput)
    day = DayField(label=_("Date"), help_text=_("The day of which the numbers are."))
    province = forms.ChoiceField(label=_("Place"), required=False, widget=LongSelect)

    instance = None
    is_of_record = True
    changed = _(
        "For this day and place it is “%(theirs)s” by now (%(who)s). Yours stands here: save "
        "again to keep it."
    )

    def __init__(self, data=None, *, project, user, spot=None, is_change=False, **kwargs):
        """`spot` is offered; with `is_change` its numbers are shown, and move with it."""
        super().__init__(data, **kwargs)
        self.project, self.user = project, user
        self.values = StateValues(project)
        self.indicators = self.values.indicators
        spot = spot or Spot(day_to_enter(project, periods_of(project)))
        self.opened = spot_in(told(self.data.get("moved_from"))) if data is not None else None
        self.spot = self._spot_sent(spot) if data is not None else spot
        self.initial["day"], self.initial["province"] = self.spot
        self.initial["form_token"] = uuid.uuid4()
        self.fields["province"].choices = [
            ("", _("The whole project")),
            *grouped_provinces(project, self._records_with_places(), self._own_province()),
        ]
        self._add_values(shows=is_change or data is not None)
        if is_change and data is None:
            self.opened = self.spot
            self.initial["moved_from"] = json.dumps(self._now())
        self.helper = helper(self)

    @property
    def is_change(self):
        """Whether it was opened for numbers that are there."""
        return bool(self.opened and self.values.at(self.opened))

    def _spot_sent(self, offered):
        """Where what is sent belongs; while its day cannot be read, where the form was."""
        seen = spot_in(super()._seen()) or offered
        try:
            day = DayField().to_python(self.data.get("day")) or seen.day
        except ValidationError:
            day = seen.day
        province = self.data.get("province", seen.province)
        return Spot(day, province if province in known_provinces(self.project.country) else "")

    def _records_with_places(self):
        """Those by which the places used last come first: numbers, else events."""
        if any(spot.province for spot in self.values.by_spot):
            values = IndicatorValue.objects.filter(indicator__in=self.indicators, event=None)
            return values.order_by("-day", "-pk")
        return OutreachEvent.objects.filter(project=self.project)

    def _own_province(self):
        """One that numbers have may stay, also where it is no longer offered."""
        spots = [spot for spot in (self.spot, self.opened) if spot and self.values.at(spot)]
        return spots[0].province if spots else ""

    def _add_values(self, shows):
        there = self.values.at(self.spot) if shows else {}
        for indicator in self.indicators:
            value = there.get(indicator.pk)
            shown = self.spot if shows else None
            last = self.values.last(indicator, self.spot.province, shown)
            self.fields[value_field(indicator)] = ValueField(
                indicator,
                label=indicator_label(indicator),
                initial=value.value if value else None,
                help_text=told_last(indicator, last, self.values),
            )

    @property
    def has_shown_it(self):
        """Whether the form showed what was there of the day and the place."""
        return spot_in(super()._seen()) == self.spot

    def _seen(self):
        if self.has_shown_it:
            return super()._seen()
        return {value_field(each): "" for each in self.indicators}

    def _merge(self):
        had_shown_it = self.has_shown_it
        super()._merge()
        if not had_shown_it:
            # That was there before: nobody changed it at the same time.
            self.taken_over = []

    @property
    def who(self):
        versions = IndicatorValue.history.filter(
            indicator__in=self.indicators, day=self.spot.day, province=self.spot.province
        )
        latest = versions.select_related("history_user").order_by("-history_date").first()
        user = latest and latest.history_user
        return user.name if user else gettext("Somebody")

    @property
    def moved(self):
        """The values that leave another day or place, by indicator: those that were shown."""
        if self.opened is None or self.opened == self.spot:
            return {}
        shown = told(self.data.get("moved_from"))
        there = self.values.at(self.opened)
        return {
            each.pk: there[each.pk]
            for each in self.indicators
            if each.pk in there and shown.get(value_field(each))
        }

    def typed(self):
        """The indicators that have a number."""
        given = self.cleaned_data
        return [each for each in self.indicators if given.get(value_field(each)) is not None]

    def clean_day(self):
        day = self.cleaned_data["day"]
        if problem := day_problem(self.project, day):
            raise ValidationError(problem)
        return day

    def clean(self):
        cleaned = super().clean()
        self.is_open()
        self._clean_move()
        self._clean_place()
        there = self.values.at(self.spot) or self.moved
        if not (self.errors or self.typed() or there) and self.indicators:
            self.add_error(value_field(self.indicators[0]), _("Write at least one number."))
        return cleaned

    def _clean_move(self):
        """What somebody else changed meanwhile is not moved away unseen."""
        shown = told(self.data.get("moved_from"))
        for pk, value in self.moved.items():
            field, name = self.fields[f"value_{pk}"], f"value_{pk}"
            if not same(field, shown[name], field.prepare_value(value.value)):
                sentence = _("Somebody changed the numbers of %s meanwhile. Open them anew first.")
                self.add_error("day", sentence % told_of(self.opened))
                return

    def _clean_place(self):
        if self.has_error("day") or self.has_error("province"):
            return
        for indicator in self.typed():
            provinces = self.values.provinces(indicator, self.spot.day)
            if indicator.pk in self.moved and self.opened and self.opened.day == self.spot.day:
                provinces.discard(self.opened.province)
            if problem := problem_with_places(indicator, provinces, self.spot.province):
                self.add_error("province", problem)
                return

    def is_open(self):
        """Whether the periods concerned may change now; else the day says why not."""
        days = {self.cleaned_data.get("day"), *(each.day for each in self.moved.values())}
        reasons = {why_locked(self.project, day, self.user) for day in days - {None}} - {""}
        for reason in reasons:
            self.add_error("day", reason)
        return not reasons

    @transaction.atomic
    def save(self):
        there, moved = self.values.at(self.spot), self.moved
        for indicator in self.indicators:
            record = there.get(indicator.pk) or moved.pop(indicator.pk, None)
            self._keep(indicator, record, self.cleaned_data.get(value_field(indicator)))
        for record in moved.values():
            self._delete(record)

    def _keep(self, indicator, record, number):
        if number is None:
            if record:
                self._delete(record)
            return
        record = record or IndicatorValue(indicator=indicator, entered_by=self.user)
        new = (number, self.spot.day, self.spot.province)
        if (record.value, record.day, record.province) != new:
            record.value, record.day, record.province = new
            record._history_user = self.user
            record.save()

    def _delete(self, record):
        record._history_user = self.user
        record.delete()


def told(text):
    """What a hidden field tells, by field; nothing where that cannot be read."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: value for name, value in found.items() if isinstance(value, str)}


def spot_in(fields: Mapping[str, str]) -> Spot | None:
    try:
        return Spot(date.fromisoformat(fields.get("day", "")), fields.get("province", ""))
    except ValueError:
        return None


def helper(form):
    helper = FormHelper()
    helper.form_tag = False
    # The page has the token already.
    helper.disable_csrf = True
    where = [Div(name, css_class="col-sm-6") for name in ("day", "province")]
    values = [Div(value_field(each), css_class="col-sm-6") for each in form.indicators]
    helper.layout = Layout(
        "form_token",
        "seen",
        "moved_from",
        Div(*where, css_class="row"),
        Div(*values, css_class="row counts"),
    )
    return helper


class ProposalForm(forms.ModelForm):
    """Another number, which this project enters at once; reports wait for the foundation."""

    name = forms.CharField(
        label=_("What you count"),
        max_length=Indicator._meta.get_field("name").max_length,
        help_text=_("As a report reads it, with small letters: “wells repaired”."),
    )
    unit = forms.CharField(
        label=_("Unit"),
        required=False,
        max_length=Indicator._meta.get_field("unit").max_length,
        help_text=_("“litres”, “%”, “km”. Empty for pieces or people."),
    )
    adds_up = forms.ChoiceField(
        label=_("How it adds up"),
        choices=[
            (AddsUp.SUM, _("It is added up: each outreach has its own number.")),
            (AddsUp.LATEST, _("How it stands now: the latest number counts.")),
        ],
        widget=forms.RadioSelect,
    )
    counts_people = forms.BooleanField(label=_("It counts people"), required=False)

    class Meta:
        model = Indicator
        fields = ["project", "name", "unit", "adds_up", "counts_people"]
        widgets = {"project": forms.HiddenInput}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        # Disabled: never read from the POST. Listed: constraints can see it.
        self.fields["project"].disabled = True
        self.initial["adds_up"] = ""
        self.user = user

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean(self):
        cleaned = super().clean() or {}
        is_sum = cleaned.get("adds_up") == AddsUp.SUM
        self.instance.entered_with = EnteredWith.EVENT if is_sum else EnteredWith.PERIOD
        return cleaned

    def save(self, commit=True):
        indicator = self.instance
        last = indicator.project.indicators.aggregate(last=Max("order"))["last"] or 0
        indicator.order, indicator.is_proposed = last + 1, True
        indicator._history_user = self.user
        return super().save(commit)
