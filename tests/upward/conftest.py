"""What the tests of anonymous feedback share."""

import pytest
from upward_team import Team


@pytest.fixture
def team(company):
    return Team(company)
