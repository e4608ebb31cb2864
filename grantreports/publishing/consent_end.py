"""Consent that ends: what donors may read is asked again each day, and when they read it.

A consent holds to the end of its last day, in the time zone of the project's partner. The day
after, no new link is made and nothing is sent; the edition is closed as in a withdrawal, or, where
the foundation chose so, rests until a named person keeps it with a reason.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from grantreports.foundation.models import Branding
from grantreports.publishing.models import Edition, Kept
from grantreports.publishing.notices import tell_of_end
from grantreports.publishing.withdrawal import take_out_of_reports
from grantreports.reports.models import Report
from outreach.models import PartnerQuote, Photo
from projects.days import today_of
from projects.locks import locked_project

# Days before the last one; after it, the day that it is over.
NOTICES = (60, 14, -1)


@dataclass(frozen=True)
class End:
    """The last day of the consent for one quote or photo of an edition."""

    item: PartnerQuote | Photo
    name: str
    last_day: date

    @property
    def sentence(self) -> str:
        return f"Consent for {self.name} ended on {self.last_day:%-d %B %Y}."


def ends_of(editions: Iterable[Edition]) -> dict[int, list[End]]:
    """The consents that end, by edition, the first one first; two queries."""
    found: dict[int, list[End]] = defaultdict(list)
    keys = [edition.pk for edition in editions]
    for kind, model in (("photo", Photo), ("quote", PartnerQuote)):
        through = model.editions.through
        shown = through.objects.filter(edition__in=keys, **{f"{kind}__consent": "given"})
        shown = shown.exclude(**{f"{kind}__consent_until": None}).select_related(kind)
        for each in shown:
            item = getattr(each, kind)
            end = End(item, f"{kind} {item.pk}", item.consent_until)
            found[each.edition_id].append(end)
    return {pk: sorted(ends, key=lambda end: end.last_day) for pk, ends in found.items()}


def over_of(editions: Iterable[Edition]) -> dict[int, list[End]]:
    """Those of them that are over today, and that nobody keeps; three queries.

    The editions come with their project and partner.
    """
    editions = list(editions)
    ends = ends_of(editions)
    kept = set(Kept.objects.filter(edition__in=ends).values_list("edition", "sentence"))
    found = {}
    for edition in editions:
        today = today_of(edition.report.project.partner)
        over = [end for end in ends.get(edition.pk, ()) if end.last_day < today]
        if over := [end for end in over if (edition.pk, end.sentence) not in kept]:
            found[edition.pk] = over
    return found


def why_over(edition: Edition) -> str:
    """Why donors may not read the edition today, as a sentence, or ""."""
    over = over_of([edition]).get(edition.pk)
    return over[0].sentence if over else ""


def keep(edition: Edition, *, reason: str, by: Any, at: datetime) -> bool:
    """Let donors read on although consent is over; False where nothing is to be kept any more."""
    with locked_project(edition.report.project):
        edition.refresh_from_db(fields=["withdrawn_at", "pdf"])
        over = [] if edition.withdrawn_at else over_of([edition]).get(edition.pk, [])
        for end in over:
            act = {"reason": reason, "by": by, "at": at}
            Kept.objects.get_or_create(edition=edition, sentence=end.sentence, defaults=act)
    return bool(over)


def act_on_ends() -> None:
    """Close what is over, and tell staff what will be; runs hourly, as days begin everywhere."""
    readable = Edition.objects.exclude(pdf="").readable().with_report()
    latest = list(readable.last_ones())
    if Branding.current().when_consent_ends == Branding.WhenConsentEnds.CLOSE:
        for ends in over_of(readable).values():
            for end in ends:
                close(end)
    tell(latest)


def close(end: End) -> None:
    """Every edition with it, as a withdrawal does.

    Nothing where consent was given anew, or somebody keeps an edition in spite of this end.
    """
    with locked_project(end.item.project):
        item = type(end.item).everything.get(pk=end.item.pk)
        kept = Kept.objects.filter(edition__in=item.editions.all(), sentence=end.sentence)
        if item.consent_until == end.last_day and not kept.exists():
            take_out_of_reports(item, end.sentence, by=None, at=timezone.now())


def tell(editions: list[Edition]) -> None:
    """Once for each end, step and person; of the steps that were missed only the last counts."""
    ends = ends_of(editions)
    for edition in editions:
        today = today_of(edition.report.project.partner)
        for end in ends.get(edition.pk, ()):
            left = (end.last_day - today).days
            if (step := min((s for s in NOTICES if left <= s), default=None)) is not None:
                tell_of_end(edition, end.name, end.last_day, step)


def coming_ends(user: Any) -> list[tuple[Edition, End, int]]:
    """For staff: editions that donors read, whose consent ends soon or is over, with days left.

    Runs four queries.
    """
    soon = timezone.localdate() + timedelta(days=NOTICES[0] + 1)
    ending = Q(photos__consent_until__lte=soon) | Q(quotes__consent_until__lte=soon)
    readable = Edition.objects.visible_to(user).exclude(pdf="").readable().last_ones()
    editions = list(readable.filter(ending).distinct().with_report())
    ends = ends_of(editions)
    kept = set(Kept.objects.filter(edition__in=editions).values_list("edition", "sentence"))
    found = [
        (edition, end, (end.last_day - today_of(edition.report.project.partner)).days)
        for edition in editions
        for end in ends.get(edition.pk, ())
        if (edition.pk, end.sentence) not in kept
    ]
    return sorted((each for each in found if each[2] <= NOTICES[0]), key=lambda each: each[2])


def is_open_to_donors(report: Report) -> Edition | None:
    """The edition that donors read now, or None: withdrawn, closed, or its consent is over."""
    edition = report.latest_edition()
    if edition is None or edition.is_closed or why_over(edition):
        return None
    return edition
