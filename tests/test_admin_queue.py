"""The queue is looked at in the administration: nobody has the server run anything by it."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import NoReverseMatch, reverse
from django_q.models import OrmQ, Schedule, Task

from grantreports.schedules import SCHEDULES

NOW = datetime(2026, 2, 3, 9, 30, tzinfo=UTC)
MODELS = list(apps.get_app_config("django_q").get_models(include_auto_created=True))
ACTIONS = ["delete_selected", "resubmit_task", "retry_failed", "purge_failed"]


@pytest.fixture
def filled(db):
    task = {"func": "os.getcwd", "started": NOW, "stopped": NOW}
    Task.objects.create(id="a" * 32, name="good", success=True, **task)
    Task.objects.create(id="b" * 32, name="bad", success=False, result="no", **task)


def tries(client):
    """Every way by which an administrator could write to the tables of the queue."""
    evil = {"name": "evil", "func": "os.system", "args": "'true'", "schedule_type": "O"}
    for model in MODELS:
        name = f"admin:django_q_{model._meta.model_name}"
        try:
            pages = reverse(f"{name}_changelist")
        except NoReverseMatch:
            continue
        yield client.post(reverse(f"{name}_add"), evil)
        keys = list(model._base_manager.values_list("pk", flat=True))
        for action in ACTIONS:
            yield client.post(pages, {"action": action, "_selected_action": keys, "post": "yes"})
        for key in keys[:2]:
            yield client.post(reverse(f"{name}_change", args=[key]), evil)
            yield client.post(reverse(f"{name}_delete", args=[key]), {"post": "yes"})


def everything():
    return [list(model._base_manager.order_by("pk").values()) for model in (Schedule, Task, OrmQ)]


def test_no_way_writes_to_the_queue(client, root, filled):
    client.force_login(root)
    before = everything()

    tried = list(tries(client))

    assert everything() == before
    assert len(tried) > 20
    print(f"{len(tried)} ways tried, 0 got through")


@pytest.mark.parametrize("name", ["schedule", "success", "failure", "ormq"])
def test_it_can_be_looked_at(client, root, filled, name):
    client.force_login(root)

    assert client.get(reverse(f"admin:django_q_{name}_changelist")).status_code == 200
    if name == "schedule":
        first = Schedule.objects.first()
        page = client.get(reverse("admin:django_q_schedule_change", args=[first.pk]))
        assert page.status_code == 200


@pytest.mark.parametrize("harm", ["deleted", "changed"])
def test_each_migrate_puts_the_schedules_right(db, harm):
    if harm == "deleted":
        Schedule.objects.all().delete()
    else:
        Schedule.objects.update(func="os.system", schedule_type=Schedule.ONCE)

    call_command("migrate", verbosity=0)

    now = {each.name: each.func for each in Schedule.objects.all()}
    assert now == {name: declared["func"] for name, declared in SCHEDULES.items()}
