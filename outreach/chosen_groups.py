"""The form in which the foundation says whom a project counts."""

from typing import Any

from django.core.exceptions import ValidationError

from outreach.models.attendance import why_no_tree
from projects.indicator_forms import KeptRowsFormSet


class ChosenGroupFormSet(KeptRowsFormSet):
    """Also looks at the tree that all rows together would make."""

    def get_unique_error_message(self, unique_check: Any) -> str:
        return "Two rows have the same group."

    def clean(self) -> None:
        super().clean()
        rows = [
            form
            for form in self.forms
            if form not in self.deleted_forms and getattr(form.instance, "group_id", None)
        ]
        parents = {form.instance.group_id: form.instance.part_of_id for form in rows}
        for form in rows:
            group = form.instance.group_id
            others = {each: above for each, above in parents.items() if each != group}
            problem = why_no_tree(group, parents[group], others)
            if problem and "part_of" not in form.errors:
                form.add_error("part_of", ValidationError(problem))
