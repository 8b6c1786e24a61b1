"""A shared report whose message nobody is sure of: what ends meanwhile leaves the DM all the same."""

import json

import pytest

from storage.pairs import pairs_of, set_pair_state


def whole(actor):
    """Everything that the app's messages to somebody carry now."""
    return json.dumps([[one.text, one.blocks] for one in actor.inbox if one.by_app], ensure_ascii=False)


async def take_back(company):
    await company.emma.press("Terugnemen")


async def end(company):
    def work(tx):
        for pair in pairs_of(tx, company.person("U_EMMA").id):
            set_pair_state(tx, pair.id, "ended")

    company.look(work)


@pytest.mark.parametrize("meanwhile", [take_back, end])
async def test_ended_while_its_message_is_unknown(company, writer, meanwhile):
    """The reply of Slack got lost, and the share ended before the message was found: it shows no text."""
    await writer.finish(company.emma, proud="Only for a moment")
    company.slack.program("chat.postMessage", lose_reply=True)
    await writer.share(company.emma, "U_MARK")
    assert "Only for a moment" in whole(company.mark)
    await meanwhile(company)
    await company.later(seconds=90)
    await company.later(seconds=1)

    assert "Only for a moment" not in whole(company.mark)
    assert "teruggenomen" in company.mark.inbox[-1].words
    assert len(company.mark.inbox) == 1
