"""When the partner's part of a report is due, in words."""

from django.utils.translation import gettext, ngettext

from projects.days import today_of
from projects.templatetags.local import day, number


def due_sentence(report):
    """“Due on 31 Jan 2026.”; while the partner enters, also how many days are left or over."""
    if report.is_skipped:
        return gettext("Nothing is due.")
    left = (report.due_date - today_of(report.project.partner)).days
    words = {"day": day(report.due_date), "count": number(abs(left))}
    if not report.is_open:
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


def is_overdue(report):
    return report.is_open and report.due_date < today_of(report.project.partner)


def owed_first(reports):
    """Those the partner still enters for: what has begun first, then by due date."""

    def rank(report):
        return report.first_day > today_of(report.project.partner), report.due_date

    return sorted((report for report in reports if report.is_open), key=rank)
