"""A composed report as plain data, and back: what an edition keeps for good."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from cattrs.preconf.json import make_converter

from grantreports.reports.documents import read, write
from grantreports.reports.donor_report import DonorReport, Picture

_converter = make_converter()


def to_data(report: DonorReport) -> dict[str, Any]:
    data: dict[str, Any] = _converter.unstructure(report)
    return write("data", data)


def from_data(data: dict[str, Any]) -> DonorReport:
    """As it is stored, of whichever version; raises `UnknownSchema`."""
    return _converter.structure(read("data", data), DonorReport)


# What people agree to, and may take back: their words and pictures.
OF_PEOPLE: dict[str, Any] = {
    "quotes": (),
    "stories": (),
    "lead_picture": None,
    "more_pictures": (),
}


def without_people(report: DonorReport) -> DonorReport:
    """The same report without any quote or picture."""
    return replace(report, **OF_PEOPLE)


def forget_people(data: dict[str, Any]) -> dict[str, Any]:
    """A stored report, of whichever version, without any quote or picture."""
    return data | {name: None if kept is None else [] for name, kept in OF_PEOPLE.items()}


def with_files(report: DonorReport, rename: Callable[[str], str]) -> DonorReport:
    """The same report whose pictures and logo have other names in the media storage."""
    logo = report.brand.logo
    brand = replace(report.brand, logo=rename(logo) if logo else "")
    return replace(_with_pictures(report, rename), brand=brand)


def _with_pictures(value: Any, rename: Callable[[str], str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_with_pictures(each, rename) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    if isinstance(value, Picture):
        return replace(value, web=rename(value.web), print=rename(value.print))
    changed = {f.name: _with_pictures(getattr(value, f.name), rename) for f in fields(value)}
    return replace(value, **changed)
