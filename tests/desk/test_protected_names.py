import logging

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from projects.models import ProtectedName


@pytest.fixture
def url(bees):
    return reverse("desk:names", args=[bees.slug])


def fields(**kwargs):
    return {"kind": "person", "name": "Mali", "also": ""} | kwargs


def test_an_empty_list_says_so(as_sam, url):
    assertContains(as_sam.get(url), "No name is on the list yet.")


def test_staff_add_a_name(as_sam, bees, url):
    response = as_sam.post(url, fields(also="มะลิ, Malee"), follow=True)

    assertContains(response, "also written มะลิ, Malee")
    assert ProtectedName.objects.get().spellings == ["Mali", "มะลิ", "Malee"]
    assert ProtectedName.objects.get().project == bees


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "M."}, "has fewer than 2 letters"),
        ({"also": "Malee, ม"}, "has fewer than 2 letters"),
        ({"name": "MÁLI"}, "“Mali” is on the list already."),
        ({"kind": "dragon"}, "dragon is not one of the available choices"),
        ({"name": "x" * 201}, "at most 200 characters"),
    ],
)
def test_a_wrong_name_is_refused_on_its_field(as_sam, bees, url, wrong, message):
    ProtectedName.objects.create(project=bees, name="Mali")

    response = as_sam.post(url, fields(name="Dao") | wrong)

    assertContains(response, message)
    assert ProtectedName.objects.count() == 1


def test_the_project_of_a_name_cannot_be_forged(as_sam, bees, url):
    as_sam.post(url, fields(project="999"))

    assert ProtectedName.objects.get().project == bees


def test_staff_change_a_name(as_sam, bees, url):
    name = ProtectedName.objects.create(project=bees, name="Mali")

    response = as_sam.post(
        reverse("desk:protected-name", args=[bees.slug, name.pk]), fields(kind="school")
    )

    assertRedirects(response, url)
    name.refresh_from_db()
    assert name.kind == "school"


def test_staff_delete_a_name(as_sam, bees, url):
    name = ProtectedName.objects.create(project=bees, name="Mali")

    as_sam.post(reverse("desk:protected-name", args=[bees.slug, name.pk]), {"delete": "1"})

    assert not ProtectedName.objects.exists()


def test_names_are_never_logged(as_sam, url, caplog):
    with caplog.at_level(logging.DEBUG):
        as_sam.post(url, fields(name="Malivalaya"))
        as_sam.get(url)

    assert "Malivalaya" not in caplog.text


def test_many_names_take_as_many_queries(as_sam, bees, url, django_assert_max_num_queries):
    ProtectedName.objects.create(project=bees, name="Mali")
    with django_assert_max_num_queries(20) as first:
        as_sam.get(url)
    for number in range(20):
        ProtectedName.objects.create(project=bees, name=f"Name {number}")

    with django_assert_max_num_queries(len(first.captured_queries)):
        as_sam.get(url)


def test_administrators_keep_the_names_with_the_project(client, root, bees):
    ProtectedName.objects.create(project=bees, name="Mali")
    client.force_login(root)

    response = client.get(reverse("admin:projects_project_change", args=[bees.pk]))

    assertContains(response, 'value="Mali"')
