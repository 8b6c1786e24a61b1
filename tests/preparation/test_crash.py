"""Something breaks in the middle of Ready: what both prepared opens for both or for neither, told once."""

from datetime import timedelta

import pytest
from preparing_steps import near, prepared, ready, screen, talk_id, write
from talk_steps import said

from bot.features.preparation import service

TOLD = "zijn allebei klaar"


class Died(Exception):
    """The process ends here."""


def times_told(actor) -> int:
    return said(actor).count(TOLD)


async def test_dying_before_the_commit_opens_nothing(company):
    """Ready that was never committed shows nobody anything; pressed again, it opens, and is told once."""
    await near(company)
    await ready(company.emma, "Meer rust", shared=(1,))
    await write(company.mark, "Beter luisteren", shared=(1,))

    def die(tx):
        assert service.ready(tx, company.person("U_MARK"), talk_id(company)).is_open
        raise Died

    with pytest.raises(Died):
        company.look(die)
    await company.later(minutes=5)
    closed = await screen(company.emma)
    told = times_told(company.emma)
    assert prepared(company, "U_MARK").ready_at is None
    await company.mark.press("preparation.ready")

    assert ("Beter luisteren" in closed, told) == (False, 0)
    assert "Beter luisteren" in await screen(company.emma)
    assert (times_told(company.emma), times_told(company.mark)) == (1, 0)


async def test_a_reply_lost_while_telling_is_told_once(company):
    """Slack took the message and its answer was lost: it is found in the DM, and not sent again."""
    await near(company)
    await ready(company.emma, "Meer rust", shared=(1,))
    await write(company.mark, "Beter luisteren", shared=(1,))
    company.slack.program("chat.postMessage", lose_reply=True)
    await company.mark.press("preparation.ready")
    for _ in range(4):
        await company.later(minutes=2)

    assert times_told(company.emma) == 1


async def test_ready_delivered_again_after_slack_was_down(company):
    """Slack could not take the word for a while, and sends the press itself again: Emma hears of it once."""
    await near(company)
    await ready(company.emma, "Meer rust", shared=(1,))
    await write(company.mark, "Beter luisteren", shared=(1,))
    company.slack.program("chat.postMessage", error="ratelimited", status=429, retry_after=30, times=2)
    await company.mark.press("preparation.ready")
    await company.slack.redeliver_last(times=2)
    while_down = times_told(company.emma)
    for _ in range(4):
        await company.later(minutes=2)

    assert (while_down, times_told(company.emma)) == (0, 1)
    assert company.clock.now() < prepared(company, "U_MARK").ready_at + timedelta(minutes=10)
    assert "Beter luisteren" in await screen(company.emma)
