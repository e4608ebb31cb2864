"""Lists of the administration that open as fast with a million records as with a thousand.

Rows are counted up to a limit. Of a list that is longer, nothing is asked that would read it
all: it is sorted by what an index has, and dates and filters are offered without being counted.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import (
    get_fields_from_path,
    get_model_from_relation,
    lookup_spawns_duplicates,
)
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.paginator import Paginator
from django.db.models import PROTECT, DateTimeField, Model, Q, QuerySet
from django.utils import timezone
from django.utils.text import smart_split, unescape_string_literal

from projects.periods import DAY
from projects.records import as_pk

MOST_COUNTED = 10_000
# More records that protect another one are counted, and not listed.
MOST_LISTED = 100
NO_DATES = {"first": None, "last": None}


class MoreThan(int):
    """A number of rows of which there are more; written, it says so."""

    def __str__(self) -> str:
        return f"more than {int(self):,}"


class CountedUpTo(Paginator):
    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        found = rows.order_by()[: MOST_COUNTED + 1].count()
        return found if found <= MOST_COUNTED else MoreThan(MOST_COUNTED)


class LongChangeList(ChangeList):
    model_admin: Any

    @cached_property
    def is_long(self) -> bool:
        return isinstance(self.paginator.count, MoreThan)

    @cached_property
    def dates(self) -> "Dates":
        return Dates(self)

    def get_filters(self, request: Any) -> Any:
        """A filter of related records shows no row twice; whatever else the address asks may."""
        specs, has_filters, others, _, is_active = super().get_filters(request)
        twice = any(lookup_spawns_duplicates(self.lookup_opts, name) for name in others)
        return specs, has_filters, others, twice, is_active

    def get_results(self, request: Any) -> None:
        self.paginator = CountedUpTo(self.queryset, self.list_per_page)
        if self.is_long:
            self._ask_little(request)
        super().get_results(request)
        self.result_list: Any = list(self.result_list if self.is_long else self._rows_by_key())
        self.model_admin.add_sums(self.result_list)

    def _ask_little(self, request: Any) -> None:
        self.add_facets = self.is_facets_optional = False
        self.sortable_by = self.model_admin.quickly_sorted
        columns = self.get_ordering_field_columns() if ORDER_VAR in self.params else {}
        names = {name for at in columns for name in self.list_display[at : at + 1]}
        if not names <= set(self.sortable_by):
            del self.params[ORDER_VAR], self.filter_params[ORDER_VAR]
            self.queryset = self.queryset.order_by(*self.get_ordering(request, self.queryset))

    def _rows_by_key(self) -> list[Any]:
        """The rows of the page, whose keys are looked up among those of all.

        Asked for the first few of an order, a database may walk through a whole table in it.
        """
        keys = list(self.queryset.values_list("pk", flat=True))
        if self.multi_page and not (self.show_all and self.can_show_all):
            keys = keys[(self.page_num - 1) * self.list_per_page :][: self.list_per_page]
        rows = self.apply_select_related(self.root_queryset.order_by()).in_bulk(keys)
        return [rows[key] for key in keys if key in rows]


class Dates:
    """The dates of a list, as the tag `date_hierarchy` asks a change list for them.

    Of a list that is long, all between the first and the last, with records or without.
    """

    def __init__(self, changelist: LongChangeList) -> None:
        self.date_hierarchy, self.model = changelist.date_hierarchy, changelist.model
        self.params, self.get_query_string = changelist.params, changelist.get_query_string
        self.rows, self.is_long = changelist.queryset, changelist.is_long
        # The tag's name for what it asks.
        self.queryset = self

    @cached_property
    def found(self) -> list[date]:
        """In order; of a long list the first and the last."""
        if self.is_long:
            # One from either end of an order: both at once would be asked of all.
            name = self.date_hierarchy
            ends = (self.rows.order_by(order)[:1] for order in (name, f"-{name}"))
            return [self._day(day) for end in ends for day in end.values_list(name, flat=True)]
        field = get_fields_from_path(self.model, self.date_hierarchy)[-1]
        if isinstance(field, DateTimeField):
            return list(self.rows.order_by().datetimes(self.date_hierarchy, "day"))
        return list(self.rows.order_by().dates(self.date_hierarchy, "day"))

    def _day(self, moment: Any) -> Any:
        if not isinstance(moment, datetime):
            return moment
        return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)

    def aggregate(self, **_ends: Any) -> dict[str, Any]:
        return {"first": self.found[0], "last": self.found[-1]} if self.found else NO_DATES

    def dates(self, _field: str, kind: str) -> list[date]:
        days = self.found
        if self.is_long and days:
            days = [days[0] + DAY * more for more in range((days[-1] - days[0]).days + 1)]
        begin = {"year": {"month": 1, "day": 1}, "month": {"day": 1}, "day": {}}[kind]
        return sorted({day.replace(**begin) for day in days})

    datetimes = dates


class LongListAdmin:
    # Of the `ModelAdmin` that it stands before.
    model: Any
    opts: Any
    admin_site: Any
    get_search_fields: Any

    paginator = CountedUpTo
    show_full_result_count = False
    list_per_page = 50
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

    def get_deleted_objects(self, objs: Any, request: Any) -> Any:
        """What is too much to list is told by its kind: it keeps the record as surely."""
        keeping = [told for each in objs for told in many_that_protect(each)]
        if keeping:
            return [str(each) for each in objs], {}, set(), keeping
        return super().get_deleted_objects(objs, request)  # type: ignore[misc]

    @property
    def media(self) -> Any:
        """With what the filters need that are searched."""
        own: Any = super().media  # type: ignore[misc]
        return own + AutocompleteSelect(None, self.admin_site).media


def many_that_protect(record: Model) -> Iterator[str]:
    for relation in record._meta.related_objects:
        if relation.on_delete is not PROTECT:
            continue
        other: Any = relation.related_model
        those = other._base_manager.filter(**{relation.field.name: record})
        if those.order_by()[: MOST_LISTED + 1].count() > MOST_LISTED:
            yield f"More than {MOST_LISTED} {other._meta.verbose_name_plural} of {record}"


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

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
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
            get_model_from_relation(self.field)._default_manager.all(),
            widget=KeyedSelect(self.field, self.admin_site),
            required=False,
        )
        label = {"aria-label": str(self.title), "class": "searched"}
        return field.widget.render(self.lookup_kwarg, chosen, label)
