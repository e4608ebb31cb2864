"""Names that must not stand in any text that donors read."""

import unicodedata

from django.core.exceptions import ValidationError
from django.db import models

from projects.records import Record

# A single letter would be found in every text.
FEWEST_LETTERS = 2


class ProtectedName(Record):
    """A name of a person, school or place that must not stand in any text that donors read."""

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        SCHOOL = "school", "School or other venue"
        PLACE = "place", "Place below the province"

    project = models.ForeignKey(
        "projects.Project", on_delete=models.CASCADE, related_name="protected_names"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PERSON)
    name = models.CharField(
        max_length=200,
        help_text="In Latin or Thai letters. Case, accents and spaces make no difference.",
    )
    also = models.CharField(
        "also written",
        max_length=300,
        blank=True,
        help_text="Other spellings, with commas between them: “Somchai, สมชาย”.",
    )

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "name"],
                name="one_protected_name_per_project",
                violation_error_message="This name is on the project's list already.",
                violation_error_code="name",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def spellings(self):
        """All ways it is written, as entered."""
        return [self.name, *(each.strip() for each in self.also.split(",") if each.strip())]

    def clean(self):
        super().clean()
        for spelling in self.spellings:
            # Marks and punctuation apart.
            letters = sum(unicodedata.category(character)[0] == "L" for character in spelling)
            if letters < FEWEST_LETTERS:
                message = (
                    f"“{spelling}” has fewer than {FEWEST_LETTERS} letters: it would be found "
                    "everywhere."
                )
                field = "name" if spelling == self.name else "also"
                raise ValidationError({field: ValidationError(message, code="short")})
