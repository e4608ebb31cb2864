from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outreach.consent import Consent
from outreach.models.from_outreach import FromOutreach, FromOutreachQuerySet
from outreach.removal import PresentManager
from projects.models import Project


class PhotoQuerySet(FromOutreachQuerySet):
    def showable(self):
        """Photos whose picture may appear on a page; the same rule as `may_be_shown`."""
        blocked = Q(consent__in=Consent.Status.noes()) | Q(recognisable="survivor")
        return self.exclude(blocked)

    def with_file(self, name):
        """The photo that a file in the media storage is a rendition of."""
        return self.filter(Q(web_image=name) | Q(print_image=name))


PICTURE_IS_GONE = _(
    "The picture was deleted when it was blocked. If people agree to it now, add the photo anew."
)


class Photo(FromOutreach):
    """A cleaned picture in two sizes; what was uploaded is not kept."""

    class Kind(models.TextChoices):
        PHOTO = "photo", _("A photo")
        DRAWING = "drawing", _("A drawing")

    class Recognisable(models.TextChoices):
        NOBODY = "nobody", _("Nobody")
        ADULTS = "adults", _("Adults")
        CHILDREN = "children", _("Children, alone or with adults")
        SURVIVOR = "survivor", _("A survivor")

    web_image = models.FileField(upload_to="photos", editable=False)
    print_image = models.FileField(upload_to="photos", editable=False)
    print_width = models.PositiveIntegerField(editable=False)
    print_height = models.PositiveIntegerField(editable=False)
    caption = models.CharField(
        _("caption"),
        max_length=300,
        blank=True,
        help_text=_("What a reader should know, in one sentence. No names."),
    )
    alternative_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What can be seen, for readers who cannot see it."),
    )
    kind = models.CharField(_("kind of picture"), max_length=10, choices=Kind, default=Kind.PHOTO)
    shows_others = models.BooleanField(
        _("The picture shows other children than those of the story"),
        default=False,
        help_text=_("Donors read so below it."),
    )
    credit = models.CharField(
        _("made by"),
        max_length=120,
        blank=True,
        help_text=_("Donors read this name below the picture. Never a child's name."),
    )
    tells_day = models.BooleanField(
        _("Tell donors when it was made"),
        default=False,
        help_text=_("Month and year only."),
    )
    recognisable = models.CharField(
        _("who is recognisable"),
        max_length=10,
        blank=True,
        choices=Recognisable,
        help_text=_(
            "Recognisable: somebody who knows the person would know them in this picture. "
            "A survivor must never be recognisable: such a picture is refused and not kept, and "
            "of a photo that is here already the picture is deleted for good."
        ),
    )

    objects = PresentManager.from_queryset(PhotoQuerySet)()
    everything = PhotoQuerySet.as_manager()

    class Meta(FromOutreach.Meta):
        constraints = [
            *Consent.Meta.constraints,
            models.CheckConstraint(
                name="photo_with_people_needs_consent",
                condition=Q(recognisable="nobody") | ~Q(consent="not_needed"),
                violation_error_message=_("Consent is needed when somebody is recognisable."),
                violation_error_code="consent",
            ),
        ]

    def __str__(self):
        caption = self.caption if self.may_be_shown else ""
        return caption or gettext("Photo %s") % self.pk

    @property
    def lacks(self):
        """What still has to be said before donors may see this."""
        found = []
        if not self.caption:
            found.append(gettext("no caption"))
        if not self.alternative_text:
            found.append(gettext("no alternative text"))
        if not self.recognisable:
            found.append(gettext("not said who is recognisable"))
        return found + self.lacking_consent()

    @property
    def identifies_survivor(self):
        return self.recognisable == self.Recognisable.SURVIVOR

    def why_not_printable(self, day):
        if not self.recognisable:
            return "nobody has said who is recognisable"
        return super().why_not_printable(day)

    def block(self):
        """Its picture is not kept either; the record says that there was one."""
        super().block()
        if self.web_image:
            self.delete_files()
            self.web_image = self.print_image = ""
            self.change({}, by=None, web_image="", print_image="")

    def delete(self, *args, **kwargs):
        self.delete_files()
        return super().delete(*args, **kwargs)

    def delete_files(self):
        """The files go when it is certain that the record is gone or blocked."""
        names = [str(file.name) for file in (self.web_image, self.print_image) if file]
        storage = self.web_image.storage

        def delete() -> None:
            for name in names:
                storage.delete(name)

        transaction.on_commit(delete)

    def clean(self):
        super().clean()
        if not self._state.adding and not self.web_image and self.may_be_shown:
            raise ValidationError({"consent": PICTURE_IS_GONE})

    def hold(self, picture):
        """Keep the two sizes of a `CleanPicture`; the record is not saved yet.

        A photo keeps its picture for life, because reports may show it: for another picture, add
        another photo.
        """
        self.web_image.save(picture.name_of("web"), picture.web, save=False)
        self.print_image.save(picture.name_of("print"), picture.print, save=False)
        self.print_width, self.print_height = picture.print_size


class TakenOut(models.Model):
    """A photo that was taken out of its form on its way: it does not arrive any more."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    form_token = models.UUIDField(unique=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return str(self.form_token)
