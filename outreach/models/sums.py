from django.db import models


class MonthSumQuerySet(models.QuerySet):
    def of_project(self, project):
        """Those that say something: of events that are there."""
        return self.filter(project_key=project.pk, records__gt=0)

    def of_events(self):
        return self.filter(group_key=0, indicator_key=0)

    def events_of(self, projects):
        """By the key of each of the projects how many events it has; one without has no key."""
        keys = [project.pk for project in projects]
        sums = self.of_events().filter(project_key__in=keys).order_by().values_list("project_key")
        return dict(sums.annotate(models.Sum("records")))


class MonthSum(models.Model):
    """What adds up over the events of one project, month, province and setting.

    The database keeps it itself (`outreach/sums.py`), so nothing else writes it. A row is of the
    events (no group, no indicator), of one group that they counted, or of one indicator.
    """

    # Keys without constraints: where a project or group is gone, nothing looks for its sums.
    project_key = models.BigIntegerField()
    # Its first day.
    month = models.DateField()
    province = models.CharField(max_length=10)
    setting = models.CharField(max_length=20)
    # 0 where it is of none.
    group_key = models.BigIntegerField()
    part_of_key = models.BigIntegerField()
    indicator_key = models.BigIntegerField()
    # How many events, attendances or values; with none left, the row says nothing.
    records = models.BigIntegerField()
    # Of attendances the people, of values their sum.
    total = models.DecimalField(max_digits=30, decimal_places=4)
    # Of events, as `outreach.cells.Amounts` names them; `counted` have an attendance.
    sessions = models.BigIntegerField()
    estimates = models.BigIntegerField()
    counted = models.BigIntegerField()
    newcomers = models.BigIntegerField()
    asked = models.BigIntegerField()

    objects = MonthSumQuerySet.as_manager()

    class Meta:
        indexes = [
            # How many events each project has.
            models.Index(
                fields=["project_key", "records"],
                name="sums_of_events",
                condition=models.Q(group_key=0, indicator_key=0),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "project_key",
                    "month",
                    "province",
                    "setting",
                    "group_key",
                    "part_of_key",
                    "indicator_key",
                ],
                name="one_sum_per_month_and_place",
            )
        ]

    def __str__(self):
        return f"{self.project_key}, {self.month:%Y-%m}, {self.province}, {self.setting}"
