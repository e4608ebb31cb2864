"""What the page of a review shows, gathered once for all its states."""

from functools import cached_property

from grantreports.desk.changes import changes_since
from grantreports.desk.checks.run import findings_of
from grantreports.publishing.forms import HandOverForm, PublishForm, SignOffForm
from grantreports.publishing.life import may_sign_off, signers_of
from grantreports.publishing.models import Review
from grantreports.publishing.review_steps import AGAIN
from grantreports.publishing.signed import changes_between, fingerprint, signed_content
from grantreports.reports.compose import Composition
from grantreports.reports.differences import differences
from grantreports.reports.frozen import without_people
from grantreports.reports.models import PUBLIC, Report
from grantreports.reports.pdf import measure


class ReviewPage:
    def __init__(self, report, user):
        self.record, self.user = report, user
        self.composition = Composition(report)
        self.report = self.composition.donor_report()
        extent = measure(self.report) if self.is_draft else None
        pages, size = (extent.pages, extent.size) if extent else (None, None)
        self.findings = findings_of(report, self.composition, pages=pages, size=size)
        self.errors = [finding for finding in self.findings if finding.is_error]
        self.unanswered = [each for each in self.findings if each.is_open and not each.is_error]
        self.reviews = list(report.reviews.select_related("handed_by", "decided_by"))
        self.editions = list(report.editions.select_related("published_by"))

    @cached_property
    def step(self):
        """What comes next: hand_over, wait, sign_off, publish, reopen, correct, or "" before."""
        status = self.record.status
        if not self.user.is_staff:
            waits = self.review and self.review.outcome == Review.Outcome.WAITING
            return "sign_off" if waits and may_sign_off(self.user, self.record) else "read"
        if status == Report.Status.DRAFTING:
            return "hand_over" if self.record.period.is_accepted else ""
        if status in PUBLIC:
            return "correct"
        if status != Report.Status.IN_REVIEW:
            return ""
        if self.review is None or self.review.outcome == Review.Outcome.RETURNED:
            return "reopen"
        if self.review.outcome == Review.Outcome.SIGNED_OFF:
            return "publish"
        return "sign_off" if may_sign_off(self.user, self.record) else "wait"

    @property
    def may_take_back(self):
        """Foundation staff at any time; an outside reader what they were asked to sign."""
        return self.user.is_staff or self.step == "sign_off"

    @property
    def is_draft(self):
        """Whether the page shows what donors do not read yet."""
        return self.record.status in (Report.Status.DRAFTING, Report.Status.IN_REVIEW)

    @property
    def review(self):
        return self.reviews[-1] if self.reviews else None

    @property
    def latest(self):
        """The edition that donors read, or None."""
        last = self.editions[0] if self.editions else None
        return last if last and not last.withdrawn_at else None

    @cached_property
    def signed(self):
        """What a signature would cover now."""
        return signed_content(self.composition, self.report)

    @property
    def content(self):
        return fingerprint(self.signed)

    @cached_property
    def signed_before(self):
        """What was signed off before the draft came back to be signed again, or None."""
        before = [each for each in self.reviews[:-1] if each.outcome == Review.Outcome.SIGNED_OFF]
        waits = self.review and self.review.outcome == Review.Outcome.WAITING
        return before[-1] if before and waits and self.review.message == AGAIN else None

    @cached_property
    def changed_since_signed(self):
        """Where what is to be signed differs from what was; None where that is forgotten."""
        before = self.signed_before.signed
        return changes_between(before, self.signed) if before else None

    @property
    def has_changed(self):
        """Whether it says something else than what was signed off."""
        return self.review.content_sha256 != self.content

    @cached_property
    def signers(self):
        """Who may sign it off as it is now; who hands it over cannot."""
        people = signers_of(self.record)
        if self.step == "hand_over":
            people = [each for each in people if each != self.user]
        return people

    @cached_property
    def differences(self):
        """From the last edition; what had to be deleted is not shown again."""
        last = self.editions[0]
        old, new = last.donor_report, self.report
        if last.is_closed:
            old, new = without_people(old), without_people(new)
        return differences(old, new)

    @cached_property
    def changes(self):
        """What changed in the data since the edition that donors read, or None."""
        return changes_since(self.latest, self.record) if self.latest else None

    def form(self, data=None, **kwargs):
        """The form of the next step, or None."""
        if self.step == "hand_over":
            return HandOverForm(data, **kwargs)
        if self.step == "sign_off":
            form = SignOffForm(data, **kwargs)
            form.initial["content"] = self.content
            return form
        if self.step == "publish":
            # What has changed goes back whatever is answered.
            warnings = {"unanswered": [] if self.has_changed else self.unanswered}
            read = {"report": self.record, "composed": self.report}
            return PublishForm(data, is_first=not self.editions, **read, **warnings, **kwargs)
        return None
