"""Every text of the site has its Thai, with the same blanks, and the Thai is compiled."""

import io
import re

import pytest
from babel.messages.mofile import read_mo

from grantreports.catalogue import MO, compiled, gathered, is_translated, translated

# %(name)s, %d, {name} and what scripts fill in; 5 % is no blank.
BLANK = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|\bCOUNT\b")


@pytest.fixture(scope="module")
def catalogue():
    return translated()


def by_text(catalogue):
    return {(message.context, message.id): message for message in catalogue if message.id}


def test_it_holds_the_texts_of_the_site_and_no_others(catalogue):
    site, thai = by_text(gathered()), by_text(catalogue)

    assert site.keys() - thai.keys() == set(), "Run make messages."
    assert thai.keys() - site.keys() == set(), "Run make messages."


def test_every_text_is_translated(catalogue):
    messages = by_text(catalogue).values()

    assert [each.id for each in messages if not is_translated(each) or each.fuzzy] == []


def test_blanks_are_the_same(catalogue):
    assert [each.id for each in by_text(catalogue).values() if not same_blanks(each)] == []


def same_blanks(message):
    """Thai has one form; it has the blanks of the plural, and so may always name the number."""
    text, thai = message.id, message.string
    if isinstance(text, tuple):
        text, thai = text[-1], thai[0]
    return sorted(BLANK.findall(text)) == sorted(BLANK.findall(thai))


def test_lines_begin_and_end_alike(catalogue):
    """Mails are put together from them."""
    for message in by_text(catalogue).values():
        if isinstance(message.id, str):
            ends = (message.id[0] == "\n", message.id[-1] == "\n")
            assert ends == (message.string[0] == "\n", message.string[-1] == "\n"), message.id


def test_what_is_compiled_is_what_is_translated(catalogue):
    """Not compared as bytes: these name the version of Babel."""
    assert texts(MO.read_bytes()) == texts(compiled(catalogue)), "Run make messages."


def texts(mo):
    return [(each.context, each.id, each.string) for each in read_mo(io.BytesIO(mo)) if each.id]
