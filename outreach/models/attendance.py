from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outreach.models.events import OutreachEvent
from outreach.names import key
from projects.models import Partner, Project
from projects.records import Named, Record
from projects.signals import record_cleaned


class AudienceGroupQuerySet(models.QuerySet):
    def offered_to(self, partner):
        """The groups of all partners, and those that this one has added itself."""
        return self.filter(Q(partner=None) | Q(partner=partner))

    def with_tree(self, project):
        """Adds `part_of`, `split` and `place` in the project, and whether it `is_chosen`."""
        own = ChosenGroup.objects.filter(project=project, group=OuterRef("pk"))
        return self.annotate(
            is_chosen=Exists(own),
            part_of=Subquery(own.values("part_of")[:1]),
            split=Subquery(own.values("split")[:1]),
            place=Coalesce(Subquery(own.values("order")[:1]), F("order")),
        ).order_by("place", "order", "name")

    def of_project(self, project):
        """Those that the project has chosen, in its order; without a choice those on offer."""
        has_none = ~Exists(ChosenGroup.objects.filter(project=project))
        on_offer = Q(partner=None) | Q(partner=project.partner_id)
        return self.with_tree(project).filter(Q(is_chosen=True) | (Q(has_none) & on_offer))


class AudienceGroup(Named):
    name = models.CharField(
        _("name"),
        max_length=60,
        unique=True,
        help_text=_(
            "Small letters and plural, as in “394 teachers”: reports count with this name."
        ),
        error_messages={"unique": _("There is a group with this name already.")},
        validators=[
            RegexValidator(r"^[^\W\d_]", _("A name begins with a letter.")),
            RegexValidator(
                r"[{},:]", _("Figures cannot read a name with { } , or :"), inverse_match=True
            ),
        ],
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=1, help_text=_("1 comes first in lists.")
    )
    partner = models.ForeignKey(
        Partner,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("partner"),
        help_text=_("Who added it and is offered it. Empty: all partners are."),
    )
    is_proposed = models.BooleanField(
        _("proposed by the partner"),
        default=False,
        help_text=_("Counted already; reports wait until the foundation confirms it."),
    )

    objects = AudienceGroupQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="one_audience_group_per_name",
                violation_error_message=_("There is a group with this name already."),
                violation_error_code="name",
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        columns = {field.name for field in OutreachEvent._meta.get_fields()}
        if key(self.name) in columns:
            raise ValidationError(
                {"name": gettext("Spreadsheets have a column with this name already.")}
            )
        for other in AudienceGroup.objects.exclude(pk=self.pk):
            if key(other.name) == key(self.name):
                message = gettext("Figures cannot tell this name from “%s”.") % other.name
                raise ValidationError({"name": message})
        record_cleaned.send(AudienceGroup, instance=self)


# Students, girls among them, girls with a disability among those.
MOST_LEVELS = 3


class ChosenGroup(Record):
    """A group that a project counts, and of which other one it is a part."""

    class Split(models.TextChoices):
        """What a group is split by; those of one split have nobody in common."""

        SEX = "sex", _("sex")
        AGE = "age", _("age")
        DISABILITY = "disability", _("disability")
        KIND = "kind", _("kind")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="chosen_groups")
    group = models.ForeignKey(
        AudienceGroup, on_delete=models.CASCADE, related_name="choices", verbose_name=_("group")
    )
    part_of = models.ForeignKey(
        AudienceGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("part of"),
        help_text=_("Girls are a part of students. Empty for a group that stands for itself."),
    )
    split = models.CharField(
        _("split by"), max_length=10, choices=Split, blank=True, help_text=_("Of a part.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "group"],
                name="group_once_in_a_project",
                violation_error_message=_("The project counts this group already."),
                violation_error_code="group",
            ),
            models.CheckConstraint(
                name="part_of_a_group_has_a_split",
                condition=(Q(part_of=None) & Q(split=""))
                | (Q(part_of__isnull=False) & ~Q(split="")),
                violation_error_message=_("Say by what the group is split; only parts have that."),
                violation_error_code="split",
            ),
            models.CheckConstraint(
                name="group_is_no_part_of_itself",
                condition=Q(part_of=None) | ~Q(part_of=F("group")),
                violation_error_message=_("A group is no part of itself."),
                violation_error_code="part_of",
            ),
        ]

    def __str__(self):
        return str(self.group)

    def clean(self):
        super().clean()
        project, group = getattr(self, "project", None), getattr(self, "group", None)
        if project is None or not project.pk or group is None:
            return
        others = ChosenGroup.objects.filter(project=project).exclude(pk=self.pk)
        parents = dict(others.values_list("group", "part_of"))
        if problem := why_no_tree(group.pk, self.part_of_id, parents):
            raise ValidationError({"part_of": problem})


def why_no_tree(group, part_of, parents):
    """Why a group cannot be a part of that one, as a sentence, or ""; `parents` are of others."""
    if part_of is None:
        return ""
    if part_of not in parents:
        return gettext("The project does not count that group. Choose it first.")
    above, at = [group], part_of
    while at is not None:
        if at in above:
            return gettext("That group is a part of this one already.")
        above.append(at)
        at = parents.get(at)
    depth = max(levels_below(group, parents | {group: part_of}), 1)
    if len(above) + depth - 1 > MOST_LEVELS:
        return gettext("Groups have at most three levels.")
    return ""


def levels_below(group, parents):
    """How many levels the tree has from this group on."""
    below = [child for child, parent in parents.items() if parent == group]
    return 1 + max((levels_below(each, parents) for each in below), default=0)


MOST_PEOPLE = 1_000_000
TOO_MANY = _("At most a million people at one event.")


class Attendance(Record):
    """How many of one group came. Not counted is not zero: then there is no such record.

    A part, such as girls, is counted beside its whole, and never added to it.
    """

    event = models.ForeignKey(
        OutreachEvent,
        on_delete=models.CASCADE,
        related_name="attendances",
        verbose_name=_("outreach"),
    )
    group = models.ForeignKey(
        AudienceGroup,
        on_delete=models.PROTECT,
        related_name="attendances",
        verbose_name=_("audience group"),
    )
    part_of = models.ForeignKey(
        AudienceGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("part of"),
    )
    count = models.PositiveIntegerField(
        _("number of people"), validators=[MaxValueValidator(MOST_PEOPLE, TOO_MANY)]
    )

    class Meta:
        ordering = ["group__order", "group__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "group"],
                name="one_attendance_per_event_and_group",
                violation_error_message=_("This group is counted twice for the same event."),
                violation_error_code="group",
            ),
            models.CheckConstraint(
                name="attendance_0_to_a_million",
                condition=Q(count__gte=0, count__lte=MOST_PEOPLE),
                violation_error_message=_("A number of people is 0 to a million."),
                violation_error_code="count",
            ),
        ]

    def __str__(self):
        return f"{self.count} {self.group}"

    def save(self, *args, **kwargs):
        """A group that the project counts as a part is not added to its whole."""
        if self._state.adding and self.part_of_id is None:
            choices = ChosenGroup.objects.filter(project=self.event.project_id, group=self.group)
            self.part_of_id = choices.values_list("part_of", flat=True).first()
        super().save(*args, **kwargs)
