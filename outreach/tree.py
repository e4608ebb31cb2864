"""The groups of a project as a tree: students, and of them girls and boys.

A group may be split in several ways, by sex and by disability. Those of one split have nobody in
common, so their sum is at most the whole; what is left of the whole is not split.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.utils.translation import gettext

from outreach.models import AudienceGroup, ChosenGroup
from outreach.names import group_label
from projects.models import Project
from projects.templatetags.local import number

Counts = Mapping[int, int | None]


@dataclass(frozen=True)
class Branch:
    """A group that is a part of another one."""

    part_of: int
    split: str


@dataclass(frozen=True)
class Tree:
    # By the key of a part.
    branches: dict[int, Branch] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, groups: Iterable[AudienceGroup]) -> Self:
        """Of groups as `with_tree` gives them."""
        found: list[Any] = list(groups)
        branches = {each.pk: Branch(each.part_of, each.split) for each in found if each.part_of}
        return cls(branches, {each.pk: each.name for each in found})

    @classmethod
    def of_project(cls, project: Project) -> Self:
        """Runs one query."""
        found: Self = trees_of([project.pk])[project.pk]  # type: ignore[assignment]
        return found

    def __bool__(self) -> bool:
        return bool(self.branches)

    def part_of(self, group: int) -> int | None:
        branch = self.branches.get(group)
        return branch.part_of if branch else None

    def level(self, group: int) -> int:
        part_of = self.part_of(group)
        return 0 if part_of is None else 1 + self.level(part_of)

    def splits_of(self, group: int) -> dict[str, list[int]]:
        """The parts of a group, by what it is split by."""
        found: dict[str, list[int]] = defaultdict(list)
        for part, branch in self.branches.items():
            if branch.part_of == group:
                found[branch.split].append(part)
        return found

    def in_order(self, groups: Iterable[Any]) -> Iterator[Any]:
        """Each group, and below it its parts; of a part whose whole is not there the part."""
        groups = list(groups)
        there = {group.pk for group in groups}
        below: dict[int | None, list[Any]] = defaultdict(list)
        for group in groups:
            part_of = self.part_of(group.pk)
            below[part_of if part_of in there else None].append(group)

        def walk(part_of: int | None) -> Iterator[Any]:
            for group in below[part_of]:
                yield group
                yield from walk(group.pk)

        return walk(None)

    def filled(self, counts: Counts) -> dict[int, int | None]:
        """With wholes that nobody counted: there are at least as many as their parts."""
        found = dict(counts)
        wholes = {branch.part_of for branch in self.branches.values()}
        for whole in sorted(wholes, key=self.level, reverse=True):
            if found.get(whole) is None:
                sums = [self._sum(found, parts) for parts in self.splits_of(whole).values()]
                known = [each for each in sums if each is not None]
                if known:
                    found[whole] = max(known)
        return found

    def problems(self, counts: Counts) -> dict[int, str]:
        """By the key of a whole why its parts cannot be so many, as a sentence."""
        problems = {}
        for whole in {branch.part_of for branch in self.branches.values()}:
            limit = counts.get(whole)
            for parts in self.splits_of(whole).values():
                together = self._sum(counts, parts)
                if limit is not None and together is not None and together > limit:
                    problems[whole] = self._too_many(counts, parts, together, whole, limit)
        return problems

    def _sum(self, counts: Counts, parts: Iterable[int]) -> int | None:
        known = [count for part in parts if (count := counts.get(part)) is not None]
        return sum(known) if known else None

    def _too_many(
        self, counts: Counts, parts: list[int], together: int, whole: int, limit: int
    ) -> str:
        told = [
            f"{number(count)} {group_label(self.names[part])}"
            for part in parts
            if (count := counts.get(part)) is not None
        ]
        name = group_label(self.names[whole])
        if len(told) == 1:
            return gettext("%(parts)s are more than %(limit)s %(whole)s.") % {
                "parts": told[0],
                "limit": number(limit),
                "whole": name,
            }
        return gettext("%(parts)s are %(sum)s together, more than %(limit)s %(whole)s.") % {
            "parts": " + ".join(told),
            "sum": number(together),
            "limit": number(limit),
            "whole": name,
        }


def trees_of(projects: Collection[int]) -> dict[int, Tree]:
    """The groups of each project as a tree, by the key of the project; one query."""
    parts = ChosenGroup.objects.filter(project__in=projects).exclude(part_of=None)
    rows = parts.values_list(
        "project", "group", "part_of", "split", "group__name", "part_of__name"
    )
    trees = {project: Tree({}, {}) for project in projects}
    for project, group, part_of, split, name, whole in rows:
        tree = trees[project]
        tree.branches[group] = Branch(part_of, split)
        tree.names[group], tree.names[part_of] = name, whole
    return trees
