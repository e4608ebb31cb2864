"""A draft before a second person: handed over, signed off or given back, published, corrected."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from grantreports.accounts.staff_pages import review_page, staff_page
from grantreports.desk.checks.findings import acknowledge
from grantreports.publishing.correct import correct as correct_edition
from grantreports.publishing.forms import POINTS
from grantreports.publishing.publish import Changed, NotReady, refuse_unanswered
from grantreports.publishing.publish import publish as publish_report
from grantreports.publishing.review_page import ReviewPage
from grantreports.publishing.review_steps import give_back as take_back
from grantreports.publishing.review_steps import hand_over as hand_on
from grantreports.publishing.review_steps import sign_off as sign
from grantreports.reports.views import visible_report
from outreach.form_recovery import restored_post, say_saved

READ_AGAIN = (
    "The report changed while you read it: an event, a consent, a name to protect or the house "
    "style. Read it once more, and tick the points for what it says now."
)
DRAFT_OPENED = "This is a new draft. Donors read what is published until you publish it."
TEXTS = ("message", "text", "reason")
MEND_FIRST = "Correct what is marked as an error first."


def step(name, opened_by=staff_page):
    """A button of one step; where the report is in another one, it is told and nothing is done."""

    def decorate(view):
        @opened_by
        @wraps(view)
        def post_only(request, pk):
            if request.method != "POST":
                return redirect("publishing:review", pk)
            page = ReviewPage(visible_report(request, pk), request.user)
            return view(request, page) if page.step == name else review_has_moved(request, page)

        return post_only

    return decorate


@require_safe
@never_cache
@review_page
def review(request, pk):
    page = ReviewPage(visible_report(request, pk), request.user)
    kept = restored_post(request)
    return review_page_of(request, page, page.form(initial=kept.dict() if kept else {}))


@step("hand_over")
def hand_over(request, page):
    form = page.form(request.POST)
    if page.errors or not form.is_valid():
        return review_page_of(request, page, form, problem=MEND_FIRST if page.errors else "")
    if not hand_on(page.record, **act(request), message=form.cleaned_data["message"]):
        return review_has_moved(request, page)
    say_saved(request, "Handed over. The draft is locked until a second person has read it.")
    return back(page)


@step("sign_off", review_page)
def sign_off(request, page):
    form = page.form(request.POST)
    if page.errors:
        return review_page_of(request, page, form, problem=MEND_FIRST)
    if request.POST.get("content", page.content) != page.content:
        again = page.form(initial={"text": request.POST.get("text", "")})
        return review_page_of(request, page, again, problem=READ_AGAIN)
    if not form.is_valid():
        return review_page_of(request, page, form)
    signed = {"points": list(POINTS), "content_sha256": page.content, "signed": page.signed}
    if not sign(page.record, **act(request), text=form.cleaned_data["text"], **signed):
        return review_has_moved(request, page)
    say_saved(request, "Signed off. It can be published now.")
    return back(page)


@review_page
def give_back(request, pk):
    """The second person says what has to change; anybody else just takes the draft back."""
    if request.method != "POST":
        return redirect("publishing:review", pk)
    page = ReviewPage(visible_report(request, pk), request.user)
    if not page.may_take_back:
        return review_has_moved(request, page)
    form = page.form(request.POST, returns=True) if page.step == "sign_off" else None
    if form and not form.is_valid():
        return review_page_of(request, page, form)
    text = form.cleaned_data["text"] if form else ""
    if not take_back(page.record, **act(request), text=text):
        return review_has_moved(request, page)
    say_saved(request, "The draft is open again.")
    return back(page)


@step("publish")
def publish(request, page):
    form = page.form(request.POST)
    if not form.is_valid():
        return review_page_of(request, page, form)
    try:
        if not page.has_changed:
            answer_warnings(request, page, form.cleaned_data)
        edition = publish_report(
            page.record, **act(request), reason=form.cleaned_data.get("reason", "")
        )
    except Changed as refusal:
        now = ReviewPage(visible_report(request, page.record.pk), request.user)
        return review_page_of(request, now, now.form(), problem=str(refusal))
    except NotReady as refusal:
        return review_page_of(request, page, form, problem=str(refusal))
    if edition is None:
        return review_has_moved(request, page)
    say_saved(request, f"Edition {edition.number} is published.")
    return redirect(edition)


@step("correct")
def correct(request, page):
    left_out = correct_edition(page.record, **act(request))
    if left_out is None:
        return review_has_moved(request, page)
    messages.success(request, DRAFT_OPENED)
    for sentence in left_out:
        messages.warning(request, sentence)
    return redirect("desk:desk", page.record.pk)


def answer_warnings(request, page, answers):
    """Raises `NotReady` for one without an answer; that of the length is the page's alone."""
    answered = answers.get("warnings", ())
    refuse_unanswered([each for each in page.unanswered if each.key not in answered])
    for finding in page.unanswered:
        acknowledge(page.record, finding, reason=answers["standing"], **act(request))


def act(request):
    return {"by": request.user, "at": timezone.now()}


def back(page):
    return redirect("publishing:review", page.record.pk)


def review_has_moved(request, page):
    """Somebody took a step meanwhile: show where the report stands now, and what was typed."""
    now = ReviewPage(visible_report(request, page.record.pk), request.user)
    typed = [request.POST[name] for name in TEXTS if request.POST.get(name)]
    context = {"already": where_it_stands(now), "unsent": typed}
    return review_page_of(request, now, now.form(), status=409, **context)


def where_it_stands(page):
    if page.step == "correct" and page.editions:
        last = page.editions[0]
        return f"{last.published_by.name} has published edition {last.number}."
    return f"This is not possible now. The report is: {page.record.get_status_display()}."


def review_page_of(request, page, form, status=200, **context):
    context |= {"page": page, "form": form, "wrong": [form] if form and form.errors else []}
    return render(request, "publishing/review.html", context, status=status)
