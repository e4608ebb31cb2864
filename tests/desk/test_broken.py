"""What breaks behind a draft: a file that is gone, a group that has another name by now."""

from django.core.files.storage import default_storage
from django.urls import reverse
from pytest_django.asserts import assertContains

from grantreports.reports.models import Report
from outreach.models import AudienceGroup
from tests.desks import save
from tests.factories import make_event, make_photo, make_point


def test_a_picture_that_is_missing_is_named_and_the_rest_still_renders(as_sam, draft, bees):
    lost, kept = make_photo(bees, caption="Lost picture."), make_photo(bees, caption="Kept one.")
    for photo in (lost, kept):
        draft.chosenphotos.create(photo=photo, place="more")
    default_storage.delete(lost.print_image.name)
    default_storage.delete(lost.web_image.name)

    page = as_sam.get(reverse("desk:desk", args=[draft.pk]))

    errors = [each.sentence for each in page.context["page"].errors]
    assert len(errors) == 1
    assert "Lost picture." in errors[0]
    assertContains(page, "Kept one.")
    assert as_sam.get(reverse("desk:pages", args=[draft.pk])).status_code == 200
    assert as_sam.get(reverse("reports:pdf", args=[draft.pk])).status_code == 200


def test_with_a_picture_missing_nothing_is_handed_over(as_sam, draft, bees):
    lost = make_photo(bees)
    draft.chosenphotos.create(photo=lost)
    default_storage.delete(lost.print_image.name)

    as_sam.post(reverse("publishing:hand-over", args=[draft.pk]), {"message": ""})

    assert Report.objects.get(pk=draft.pk).status == Report.Status.DRAFTING


def test_a_group_with_another_name_is_an_error_beside_its_point(as_sam, draft, bees):
    make_event(bees, {"students": 40})
    point = make_point(draft, "{attendance: students} came.")
    AudienceGroup.objects.filter(name="students").update(name="pupils")

    page = as_sam.get(reverse("desk:desk", args=[draft.pk])).context["page"]

    (finding,) = page.beside[f"points:{point.token}"].findings
    assert finding.is_error
    assert "students" in finding.sentence
    assert "pupils" in finding.sentence


def test_a_draft_with_errors_can_still_be_saved(as_sam, draft):
    save(as_sam, draft, introduction="{attendance: nobody} and { and }.")

    draft.refresh_from_db()
    assert draft.introduction == "{attendance: nobody} and { and }."
    assert as_sam.get(reverse("desk:desk", args=[draft.pk])).status_code == 200
