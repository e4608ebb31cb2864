"""What staff do with the period of a report: skip it, take that back, move it, delete it."""

from django.db import models, transaction


class Scheduled(models.Model):
    """Each step returns whether it was taken: of two people at once, one takes it."""

    class Meta:
        abstract = True

    @property
    def is_skipped(self):
        return self.status == self.Status.SKIPPED

    @property
    def can_be_moved(self):
        """What donors have seen keeps its period."""
        return self.status in self._movable() and not self.editions.exists()

    @property
    def can_be_deleted(self):
        """Whether nothing was done with it: neither partner nor staff have touched it."""
        if self.status not in (self.Status.COLLECTING, self.Status.SKIPPED) or self.version:
            return False
        used = ("handovers", "editions", "reviews", "revisions", "acknowledgements", "donor_links")
        parts = ("progresspoints", "stripfigures", "chosenquotes", "chosenphotos")
        return not any(getattr(self, name).exists() for name in used + parts)

    def skip(self, *, reason, by):
        reports = self._now_in([self.Status.COLLECTING])
        return self._take(reports, by, status=self.Status.SKIPPED, skipped_reason=reason)

    def take_back_skip(self, *, by):
        reports = self._now_in([self.Status.SKIPPED])
        return self._take(reports, by, status=self.Status.COLLECTING, skipped_reason="")

    @transaction.atomic
    def reschedule(self, *, first_day, last_day, due_date, by):
        """The new days are valid; reminders of another due date are not sent any more."""
        reports = self._now_in(self._movable()).filter(editions=None)
        days = {"first_day": first_day, "last_day": last_day, "due_date": due_date}
        moved = self._take(reports, by, **days)
        if moved:
            self.reminders.filter(sent_at=None).exclude(due_date=due_date).delete()
        return moved

    def _movable(self):
        return [self.Status.COLLECTING, self.Status.SUBMITTED, self.Status.DRAFTING]

    def _now_in(self, statuses):
        return type(self).objects.filter(pk=self.pk, status__in=statuses)

    @transaction.atomic
    def _take(self, reports, by, **fields):
        # One statement looks and changes: nobody else can come in between.
        if not reports.update(**fields):
            return False
        for name, value in fields.items():
            setattr(self, name, value)
        # An update leaves no history of its own.
        saved = type(self).objects.get(pk=self.pk)
        self.history.bulk_history_create([saved], update=True, default_user=by)
        return True
