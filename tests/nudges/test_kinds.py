"""Every message of the app's own accord can be explained and stopped: the kinds say how they are called."""

import pytest

from bot.feature import Timing
from bot.features import FEATURES
from bot.features.nudges import fields
from bot.features.nudges.service import counted_kinds
from bot.texts import LANGUAGES, load_texts

KINDS = counted_kinds(FEATURES)
TEXTS = load_texts()


@pytest.mark.parametrize("kind", KINDS)
def test_a_counted_kind_says_its_name_and_its_rule(kind):
    """And keeps to office hours, which the rule promises."""
    assert KINDS[kind].name is not None
    assert KINDS[kind].why is not None
    assert KINDS[kind].timing is Timing.OFFICE_HOURS


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_kinds_have_the_same_name(language):
    """In the settings they stand below each other, and fit in an option."""
    names = [TEXTS.of(language).sentence(kind.name) for kind in KINDS.values()]

    assert len(set(names)) == len(names)
    assert all(len(name) <= 75 for name in names)


def test_all_kinds_fit_in_the_settings():
    """Three groups of ten boxes."""
    assert len(KINDS) <= len(fields.KINDS) * fields.IN_A_GROUP


def test_no_two_pages_for_admins_have_the_same_word():
    """The second would hide the first."""
    pages = [(word, *page.also) for feature in FEATURES for word, page in feature.admin.items()]
    words = [word for page in pages for word in page]

    assert len(set(words)) == len(words)
