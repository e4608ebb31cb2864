"""Quotes that came in their own language alone, and wait for their English words."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from grantreports.accounts.staff_pages import staff_page
from outreach.item_forms import NOT_ENGLISH
from outreach.models import PartnerQuote
from outreach.scripts import is_of_another_script
from projects.locks import locked_project
from projects.records import as_pk

ON_A_PAGE = 20


class TranslationForm(forms.Form):
    words = forms.CharField(
        label="In English", widget=forms.Textarea({"rows": 3}), max_length=5000
    )

    def clean_words(self) -> str:
        words = self.cleaned_data["words"]
        if is_of_another_script(words):
            raise forms.ValidationError(NOT_ENGLISH)
        return words


@staff_page
def translations(request: HttpRequest) -> HttpResponse:
    """All that wait, of every project; each is translated by itself."""
    waiting = PartnerQuote.objects.visible_to(request.user).to_translate()
    waiting = waiting.select_related("project", "event").order_by("project__title", "pk")
    sent = as_pk(request.POST.get("quote")) if request.method == "POST" else None
    wrong = None
    if sent is not None:
        quote = waiting.filter(pk=sent).first()
        form = TranslationForm(request.POST, prefix=f"quote-{sent}")
        if quote is None:
            messages.info(request, "Somebody has translated or changed this quote meanwhile.")
            return redirect("desk:translations")
        if form.is_valid():
            keep(request, quote, form.cleaned_data["words"])
            return redirect("desk:translations")
        wrong = form
    page = Paginator(waiting, ON_A_PAGE).get_page(request.GET.get("page"))
    for quote in page:
        quote.form = (
            wrong if wrong and quote.pk == sent else TranslationForm(prefix=f"quote-{quote.pk}")
        )
    return render(request, "desk/translations.html", {"page": page})


def keep(request: HttpRequest, quote: PartnerQuote, words: str) -> None:
    """Only where nobody else has written the words, blocked or removed the quote meanwhile."""
    there = {"words": "", "consent": quote.consent, "blocked_at": None, "removed_at": None}
    with locked_project(quote.project):
        if quote.change(there, by=request.user, words=words):
            messages.success(request, f"Translated: {quote}")
        else:
            messages.info(request, "Somebody has translated or changed this quote meanwhile.")
