"""A report is kept as JSON and read again as it was."""

import json

import pytest
from report_samples import ODD, one_of_each, report

from bot.features.reflections.report_data import Report, UnreadableReportError


@pytest.mark.parametrize("kept", [report(), one_of_each(), one_of_each("nl", ODD, country="US")])
def test_a_report_comes_back_as_it_was_kept(kept):
    """Dates, pairs and empty places survive, and so does every text."""
    assert Report.from_json(kept.to_json()) == kept


def test_what_a_later_version_adds_is_left_out():
    """A report of tomorrow can be read by the version of today."""
    kept = json.loads(one_of_each().to_json()) | {"mood": "sunny"}

    assert Report.from_json(json.dumps(kept)) == one_of_each()


def test_what_an_earlier_version_did_not_know_has_a_default():
    """A report of yesterday can be read by the version of today."""
    first = {"owner": "E", "language": "nl", "first": "2026-07-01", "last": "2026-09-30"}

    kept = Report.from_json(json.dumps({**first, "made_on": "2026-10-05"}))

    assert (kept.goals, kept.feedback, kept.country, kept.proud) == ((), (), None, None)


@pytest.mark.parametrize("text", ["", "[]", '{"owner": "Secret words", "language": 3}'])
def test_what_is_no_report_is_refused_without_repeating_it(text):
    """An error may be logged, so it holds nothing of what was kept."""
    with pytest.raises(UnreadableReportError) as refused:
        Report.from_json(text)

    assert "Secret" not in repr(refused.value) + repr(refused.value.__cause__)
