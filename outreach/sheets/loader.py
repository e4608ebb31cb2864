"""Which event of the project a row of a sheet is about."""

from collections import defaultdict

from django.utils.translation import gettext
from import_export.instance_loaders import BaseInstanceLoader

from outreach.models import OutreachEvent
from outreach.names import key
from outreach.sheets.columns import RECORD


class ProjectEventLoader(BaseInstanceLoader):
    """Finds the event of a row by its record number, or else by day, venue and province."""

    def __init__(self, resource, dataset=None):
        super().__init__(resource, dataset)
        events = OutreachEvent.objects.filter(project=resource.project)
        self.by_pk = {event.pk: event for event in events.prefetch_related("attendances")}
        self.by_key = defaultdict(list)
        for event in self.by_pk.values():
            event.project = resource.project
            self.by_key[event_key(event.first_day, event.venue, event.province)].append(event)

    def get_instance(self, row):
        if row.get(RECORD):
            return self._numbered(row[RECORD])
        found = self.by_key.get(self.resource.key_of(row), [])
        if len(found) > 1:
            self.resource.refuse("first_day", many_there(len(found)))
        return found[0] if found else None

    def _numbered(self, text):
        number = int(text) if text.isdecimal() and len(text) < 15 else None
        if number not in self.by_pk:
            self.resource.refuse(RECORD, unknown_record(text))
        return self.by_pk.get(number)


def event_key(day, venue, province):
    return day, key(venue), province


def many_there(count):
    return (
        gettext(
            "%d events of this day, venue and province are there already. Download the events: "
            "their column Record says which is which."
        )
        % count
    )


def unknown_record(text):
    return (
        gettext(
            "This project has no event with the number %s. Leave the cell empty for a new one."
        )
        % text
    )
