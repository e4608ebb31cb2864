from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories import PASSWORD, make_partner, make_project, make_report, make_year


def test_partner_staff_see_their_own_projects_only(client, alice, report):
    make_project(title="Wasps", partner=make_partner())
    client.force_login(alice)

    response = client.get(reverse("home"))

    assertContains(response, "Bees")
    assertContains(response, "Report 1, Year 1")
    assertContains(response, "Budget: 2025 - Year 1 (of 3): $10,000 needed.")
    assertNotContains(response, "Wasps")
    assertNotContains(response, "Administration")


def test_staff_see_all_projects_and_whose_they_are(client, sam, report):
    make_project(title="Wasps", partner=make_partner(name="Wasp Keepers"))
    client.force_login(sam)

    response = client.get(reverse("home"))

    assertContains(response, "Bees")
    assertContains(response, "Wasp Keepers")


def test_an_empty_site_says_so(client, sam, mallory):
    client.force_login(sam)
    assertContains(client.get(reverse("home")), "Add the first one")

    client.force_login(mallory)
    response = client.get(reverse("home"))

    assertContains(response, "There is no project yet.")
    assertNotContains(response, "Add the first one")


def test_home_runs_a_constant_number_of_queries(
    client, sam, report, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(sam)
    with django_assert_max_num_queries(10) as few:
        client.get(reverse("home"))
    for number in range(5):
        project = make_project()
        make_report(make_year(project, 1), number=number + 1)
        make_year(project, 2)

    with django_assert_num_queries(len(few)):
        client.get(reverse("home"))


def test_logging_in_and_out(client, alice):
    wrong = client.post(reverse("account_login"), {"login": alice.email, "password": "guess"})
    right = client.post(
        reverse("account_login"), {"login": alice.email.upper(), "password": PASSWORD}
    )
    home = client.get(reverse("home"))
    client.post(reverse("account_logout"))

    assertContains(wrong, "The email address and/or password you specified are not correct.")
    assert right["Location"] == reverse("home")
    assertContains(home, "Alice")
    assert client.get(reverse("home")).status_code == 302


def test_projects_that_have_ended_come_last(client, sam, bees):
    make_project(title="Ants", status="completed")
    make_project(title="Crickets", status="planned")
    client.force_login(sam)

    projects = client.get(reverse("home")).context["projects"]

    assert [project.title for project in projects] == ["Bees", "Crickets", "Ants"]
