import re
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext, pgettext_lazy

from projects.names import key as key
from projects.names import whole_key as whole_key

# The names of groups are data. These are common enough to be known in other languages.
COMMON_GROUPS = [
    pgettext_lazy("audience group", "students"),
    pgettext_lazy("audience group", "teachers"),
    pgettext_lazy("audience group", "parents"),
    pgettext_lazy("audience group", "villagers"),
    pgettext_lazy("audience group", "visitors"),
    pgettext_lazy("audience group", "committee members"),
    pgettext_lazy("audience group", "police officers"),
]
BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
NUMBER_OF = re.compile(r"^(?:total )?(?:number|no|nr|count) of |^# of |^จำนวน\s*")
MARKS = re.compile(r"[\s_\-–/:;,.*?!'’\"“”]+")


def group_label(name: str) -> str:
    """The name of an audience group on a page; in figures and spreadsheets it stays as it is."""
    return pgettext("audience group", name)


def with_unit(indicator: Any) -> str:
    """“Wells repaired (km)”."""
    unit = f" ({indicator.unit})" if indicator.unit else ""
    return f"{capfirst(indicator.name)}{unit}"


def indicator_label(indicator: Any) -> str:
    """“Wells repaired (km), proposed”: what nobody at the foundation has confirmed says so."""
    label = with_unit(indicator)
    return gettext("%s, proposed") % label if indicator.is_proposed else label


def heading_key(heading: str) -> str:
    """A heading without case, accents, dots, what stands in brackets, and “number of”."""
    plain = BRACKETS.sub(" ", heading) if BRACKETS.sub("", heading).strip() else heading
    plain = MARKS.sub(" ", plain.casefold()).strip()
    return key(NUMBER_OF.sub("", plain))
