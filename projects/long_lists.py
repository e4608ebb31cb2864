"""Lists of the administration that open as fast with a million records as with a thousand.

Rows are counted up to a limit. Of a list that is longer, nothing is asked that would read it
all: it is sorted by what an index has, and dates and filters are offered without being counted.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path, lookup_spawns_duplicates
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.paginator import Paginator
from django.db.models import Max, Min, Model, Q, QuerySet
from django.utils.text import smart_split, unescape_string_literal

from projects.periods import DAY
from projects.records import as_pk

MOST_COUNTED = 10_000


class MoreThan(int):
    """A number of rows of which there are more; written, it says so."""

    def __str__(self) -> str:
        return f"more than {int(self):,}"


class CountedUpTo(Paginator):
    @cached_property
    def count(self) -> int:  # type: ignore[override]
        rows: Any = self.object_list
        found = rows.order_by()[: MOST_COUNTED + 1].count()
        return found if found <= MOST_COUNTED else MoreThan(MOST_COUNTED)


class LongChangeList(ChangeList):
    @cached_property
    def is_long(self) -> bool:
        return isinstance(self.counted.count, MoreThan)

    @cached_property
    def counted(self) -> CountedUpTo:
        return CountedUpTo(self.queryset, self.list_per_page)

    def get_filters(self, request: Any) -> Any:
        """A filter of related records shows no row twice; whatever else the address asks may."""
        specs, has_filters, others, _, is_active = super().get_filters(request)
        twice = any(lookup_spawns_duplicates(self.lookup_opts, name) for name in others)
        return specs, has_filters, others, twice, is_active

    def get_results(self, request: Any) -> None:
        if self.is_long:
            self._ask_little(request)
        super().get_results(request)
        self.result_list: Any = list(self.result_list)
        self.model_admin.add_sums(self.result_list)

    def _ask_little(self, request: Any) -> None:
        self.add_facets = self.is_facets_optional = False
        self.sortable_by = self.model_admin.quickly_sorted
        if self.params.pop(ORDER_VAR, ""):
            del self.filter_params[ORDER_VAR]
            self.queryset = self.queryset.order_by(*self.get_ordering(request, self.queryset))
        # The hierarchy of dates asks for those that there are.
        self.queryset.dates = self.queryset.datetimes = self._dates_between

    def _dates_between(self, field: str, kind: str) -> list[date]:
        """The years, months or days from the first date to the last, with records or without."""
        ends = self.queryset.aggregate(first=Min(field), last=Max(field))
        first, last = ends["first"], ends["last"]
        if kind == "year":
            return [date(year, 1, 1) for year in range(first.year, last.year + 1)]
        if kind == "month":
            return [date(first.year, month, 1) for month in range(first.month, last.month + 1)]
        return [first + DAY * more for more in range((last - first).days + 1)]


class LongListAdmin(admin.ModelAdmin):
    paginator = CountedUpTo
    show_full_result_count = False
    # The columns by which a long list can be sorted too: those of an index.
    quickly_sorted: tuple[str, ...] = ()

    def get_changelist(self, request: Any, **kwargs: Any) -> type[ChangeList]:
        return LongChangeList

    def add_sums(self, rows: list[Any]) -> None:
        """Put on the rows of a page what is summed up for each of them."""

    def get_search_results(
        self, request: Any, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """As Django's, but related records are looked up first.

        No index serves a condition on one table or another one.
        """
        names = [str(each) for each in self.get_search_fields(request)]
        twice = any(lookup_spawns_duplicates(self.opts, name) for name in names)
        for word in words_of(search_term) if names else ():
            queryset = queryset.filter(holding(self.model, names, word))
        return queryset, twice and bool(search_term)

    @property
    def media(self) -> Any:
        """With what the filters need that are searched."""
        return super().media + AutocompleteSelect(None, self.admin_site).media


def words_of(text: str) -> Iterator[str]:
    for word in smart_split(text):
        is_quoted = word[0] in "\"'" and word[0] == word[-1] and len(word) > 1
        yield unescape_string_literal(word) if is_quoted else word


def holding(model: type[Model], names: list[str], word: str) -> Q:
    """What has the word in one of the fields, its own and those of related records."""
    found, related = Q(), defaultdict(list)
    for name in names:
        path, _, own = name.rpartition("__")
        if path:
            related[path].append(own)
        else:
            found |= Q(**{f"{own}__icontains": word})
    for path, theirs in related.items():
        other: Any = get_fields_from_path(model, path)[-1].related_model
        keys = other._default_manager.filter(holding(other, theirs, word))
        found |= Q(**{f"{path}__in": list(keys.order_by().values_list("pk", flat=True))})
    return found


class KeyedSelect(AutocompleteSelect):
    """Offers no record for what is no key, where the database would raise an error."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        keys = [each for each in value if not each or as_pk(str(each)) is not None]
        return super().optgroups(name, keys, attr)


class SearchedFilter(admin.RelatedFieldListFilter):
    """A filter by a record of which there may be thousands: it is searched for by its name."""

    template = "admin/searched_filter.html"

    def __init__(
        self, field: Any, request: Any, params: Any, model: Any, model_admin: Any, field_path: Any
    ) -> None:
        sent = params.get(f"{field_path}__{field.target_field.name}__exact")
        if sent is not None and not any(sent):
            # The form of the filter, sent with nothing chosen.
            del params[f"{field_path}__{field.target_field.name}__exact"]
        super().__init__(field, request, params, model, model_admin, field_path)
        self.admin_site = model_admin.admin_site

    def field_choices(self, field: Any, request: Any, model_admin: Any) -> list[Any]:
        return []

    def has_output(self) -> bool:
        return True

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        everything, *others = super().choices(changelist)
        own = self.expected_parameters()
        kept = [
            (name, value)
            for name, values in changelist.filter_params.items()
            if name not in own
            for value in ([values] if isinstance(values, str) else values)
        ]
        chosen = self.lookup_val[-1] if self.lookup_val else None
        yield everything | {"select": self._select(chosen), "kept": kept}
        yield from others

    def _select(self, chosen: Any) -> Any:
        """A field with a search, as in forms."""
        field = forms.ModelChoiceField(
            self.field.remote_field.model._default_manager.all(),
            widget=KeyedSelect(self.field, self.admin_site),
            required=False,
        )
        label = {"aria-label": str(self.title), "class": "searched"}
        return field.widget.render(self.lookup_kwarg, chosen, label)
