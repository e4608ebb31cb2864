"""What pages say of a reporting period: when it is due, what is owed first, where it stands."""

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from projects.days import today_of
from projects.templatetags.local import day, number


def period_url(period):
    """Where partner and foundation exchange it."""
    return reverse("handover:period", args=[period.pk])


def due_sentence(period):
    """“Due on 31 Jan 2026.”; while the partner enters, also how many days are left or over."""
    if period.is_skipped:
        return gettext("Nothing is due.")
    if period.is_open and not period.is_owed:
        return gettext("Not asked for: its due date was before the year was added.")
    left = (period.due_date - today_of(period.project.partner)).days
    words = {"day": day(period.due_date), "count": number(abs(left))}
    if not period.is_open:
        return gettext("Due on %(day)s.") % words
    if left == 0:
        return gettext("Due today.")
    if left > 0:
        return ngettext("Due tomorrow.", "Due on %(day)s, in %(count)s days.", left) % words
    return (
        ngettext(
            "%(count)s day overdue: it was due on %(day)s.",
            "%(count)s days overdue: it was due on %(day)s.",
            -left,
        )
        % words
    )


def is_overdue(period):
    return period.is_owed and period.due_date < today_of(period.project.partner)


def owed_first(periods):
    """Those the partner still enters for: what has begun first, then by due date."""

    def rank(period):
        return period.first_day > today_of(period.project.partner), period.due_date

    return sorted((period for period in periods if period.is_owed), key=rank)
