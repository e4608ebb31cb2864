"""How things stand: indicators that are entered for a period by place, and their values."""

from datetime import date

from outreach.models import IndicatorValue


def make_state(project, name, **kwargs):
    fields = {"adds_up": "latest", "entered_with": "period", "order": 5}
    return project.indicators.create(name=name, **fields | kwargs)


def make_value(indicator, value, day=date(2025, 6, 30), province="", **kwargs):
    fields = {"indicator": indicator, "day": day, "province": province, "value": value}
    return IndicatorValue.objects.create(**fields | kwargs)
