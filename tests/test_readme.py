"""What README says of the code is what the code says."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import resolve

from grantreports.handover.life import LIFE as OF_PERIODS
from grantreports.publishing.life import LIFE as OF_REPORTS
from projects.life import table
from tests.our_apps import OUR_APPS

README = Path(settings.BASE_DIR, "README.md").read_text()


@pytest.mark.parametrize(("name", "life"), [("period", OF_PERIODS), ("report", OF_REPORTS)])
def test_the_lives_are_those_of_the_code(name, life):
    """Where it fails: what it expects goes between the two comments."""
    [printed] = re.findall(rf"<!-- {name}: \S+ -->\n(.*?)\n<!-- end -->", README, re.DOTALL)

    assert printed == table(life)


def test_every_app_has_its_floor():
    told = set(re.findall(r"^\| \d+ \| `([a-z/]+)/` \|", README, re.MULTILINE))

    ours = {apps.get_app_config(label).name.replace(".", "/") for label in OUR_APPS}
    assert ours <= told, ours - told
    assert all(Path(settings.BASE_DIR, folder).is_dir() for folder in told)


def test_the_steps_stand_at_addresses_that_exist():
    addresses = re.findall(r"`(/(?:periods|reports|projects)/[^`]*/)`", README)

    assert len(addresses) > 6
    for address in addresses:
        resolve(re.sub(r"<[^>]+>", "1", address))


def test_files_that_are_named_exist():
    section = README.partition("## Where things live")[2]
    for line in re.findall(r"^\| \d+ \| .*", section, re.MULTILINE):
        folder = Path(settings.BASE_DIR, re.search(r"`([a-z/]+)/`", line)[1])
        for name in re.findall(r"`(\w+(?:\.py|/))`", line.split("|")[3]):
            assert (folder / name).exists(), (folder, name)
