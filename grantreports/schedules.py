"""What the background worker does by itself, and how often: the one list of it."""

from datetime import UTC, datetime

from django.apps import AppConfig
from django_q.models import Schedule


def early() -> datetime:
    """Early in the morning of a European and an Asian day."""
    return datetime.now(UTC).replace(hour=2, minute=0, second=0, microsecond=0)


MINUTES = Schedule.MINUTES
DAILY = {"schedule_type": Schedule.DAILY, "minutes": None, "args": None}
COMMAND = "django.core.management.call_command"
SCHEDULES = {
    "Act on consent that ends": {
        "func": "grantreports.publishing.consent_end.act_on_ends",
        "schedule_type": MINUTES,
        "minutes": 60,
    },
    "Clear expired log-ins": {**DAILY, "func": COMMAND, "args": "'clearsessions'"},
    "Clear files of no edition": {
        **DAILY,
        "func": "grantreports.publishing.folder.clear_orphans",
    },
    "Clear old ZIPs of reports": {**DAILY, "func": "grantreports.delivery.batches.clear_zips"},
    "Clear drawn reports": {**DAILY, "func": "grantreports.reports.drawn.clear_old"},
    "Delete exports of yesterday": {**DAILY, "func": "outreach.sheets.exports.clear_exports"},
    "Delete imports nobody confirmed": {
        **DAILY,
        "func": "outreach.sheets.models.clear_unconfirmed",
    },
    "Delete pictures of forms nobody sent again": {
        **DAILY,
        "func": "outreach.uploads.clear_kept_pictures",
    },
    "Delete what was removed and not put back": {
        **DAILY,
        "func": "outreach.removal.clear_removed",
    },
    "Read which e-mails came back": {
        "func": "grantreports.mailing.bounces.read_bounces",
        "schedule_type": MINUTES,
        "minutes": 15,
    },
    "Remind of reports that are due": {**DAILY, "func": "grantreports.handover.reminders.remind"},
    "Send e-mails that were left": {
        "func": "grantreports.mailing.outbox.send_left",
        "schedule_type": MINUTES,
        "minutes": 5,
    },
}


def put_right(sender: AppConfig, using: str, **kwargs: object) -> None:
    """Runs after each migration: what is missing comes back, what was changed is as declared."""
    for name, declared in SCHEDULES.items():
        Schedule.objects.using(using).update_or_create(
            name=name, defaults=declared, create_defaults=declared | {"next_run": early()}
        )
