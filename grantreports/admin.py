"""The queue in the administration: looked at, never written to.

A task is the name of any function, so who could add one could have the server run anything. What
runs by itself is declared in `schedules.py`.
"""

from django.contrib import admin
from django_q import admin as queue
from django_q.models import Failure, OrmQ, Schedule, Success

from projects.records_admin import OnlyShown

admin.site.unregister([Schedule, Success, Failure, OrmQ])


@admin.register(Schedule)
class ScheduleAdmin(OnlyShown, queue.ScheduleAdmin):
    readonly_fields = ()


@admin.register(Success)
class SuccessAdmin(OnlyShown, queue.TaskAdmin):
    pass


@admin.register(Failure)
class FailureAdmin(OnlyShown, queue.FailAdmin):
    pass


@admin.register(OrmQ)
class QueuedAdmin(OnlyShown, queue.QueueAdmin):
    pass
