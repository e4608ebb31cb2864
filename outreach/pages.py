"""Pages of a list that may be long: the last one opens as fast as the first."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator


class LongPaginator(Paginator):
    """Of ordered records; `found` is how many there are, where that is known."""

    object_list: Any

    def __init__(self, records: Any, per_page: int, found: int | None = None) -> None:
        super().__init__(records, per_page)
        self.found = found

    @cached_property
    def count(self) -> int:
        return super().count if self.found is None else self.found

    def page(self, number: Any) -> Page:
        """Its keys are looked up from the nearer end, and then its records by them.

        What is computed for each record is so for those of the page alone.
        """
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        keys = self.object_list.values_list("pk", flat=True)
        if first > self.count - last:
            keys = keys.reverse()[self.count - last : self.count - first]
        else:
            keys = keys[first:last]
        return Page(self.object_list.filter(pk__in=list(keys)), number, self)
