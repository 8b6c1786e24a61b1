"""Topics alone: that it is time to prepare would stand in between."""

import pytest
from company import silent

from storage.preparations import BEGIN


@pytest.fixture
def features():
    """All of them, but nobody hears that it is time to prepare."""
    return silent(BEGIN)
