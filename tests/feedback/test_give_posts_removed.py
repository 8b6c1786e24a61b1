"""A compliment that shall not stand in a channel any more is deleted there; nobody is left guessing."""

import json

import pytest

from bot.features.feedback import service_answers, service_posts
from storage import feedback

TEXT = "you stayed calm when the demo broke"


@pytest.fixture
def room(company):
    """A channel that Goodtalk was invited to."""
    return company.slack.add_channel("kudos", ["U_LEE", "U_EMMA", "U_SAM"], with_app=True)


async def agree(company):
    """Lee thanks, Emma says yes."""
    await company.lee.command(f"/feedback thanks @emma {TEXT}")
    company.lee.fill(question_2="we won the client", post=["yes"], channel="kudos")
    await company.lee.submit()
    await company.lee.close_modal()
    await company.emma.press("Bekijk het bericht")
    await company.emma.press("Ja, plaats het")
    await company.emma.close_modal()


async def withdraw(company, **how):
    """Lee takes the compliment back."""
    await company.lee.command("/feedback given")
    await company.lee.press("Open")
    await company.lee.press("Take back", **how)
    await company.lee.close_modal(all_views=True)


def deleted(company):
    return len(company.slack.calls("chat.delete"))


async def test_a_compliment_taken_back_disappears_from_the_channel(company, room):
    """Its words are in no place any more, and both messages say how it stands."""
    await agree(company)
    await company.later(minutes=5)
    assert len(room.messages) == 1
    await withdraw(company, times=2)
    await company.later(minutes=5)

    assert room.messages == []
    assert deleted(company) == 1
    assert company.lee.inbox[-1].words == (
        "You took your compliment for @Emma de Vries back, so it does not stand in #kudos."
    )
    assert company.emma.inbox[-1].words == (
        "@Lee Carter heeft teruggenomen wat je kreeg. Je hoeft niets meer te doen."
    )
    for actor in (company.lee, company.emma, company.sam):
        assert TEXT not in json.dumps([message.blocks for message in actor.inbox])


@pytest.mark.parametrize("who", ["receiver", "giver"])
async def test_either_takes_it_out_of_the_channel_and_keeps_the_compliment(company, room, who):
    """A yes can be taken back after it was posted as well; the other hears no reason."""
    await agree(company)
    await company.later(minutes=5)
    if who == "giver":
        await company.lee.press("Remove it there", confirm=False)
        await company.later(minutes=1)
        assert len(room.messages) == 1
        await company.lee.press("Remove it there", times=2)
    else:
        await company.emma.press("Bekijk het bericht")
        await company.emma.press("Daar weghalen", times=2)
        assert "Het staat niet in een kanaal. Het blijft tussen jullie twee." in company.emma.modal
        assert "[Daar weghalen]" not in company.emma.modal
    await company.later(minutes=5)

    assert room.messages == []
    assert deleted(company) == 1
    assert company.look(feedback.count_received, company.person("U_EMMA").id) == 1
    assert company.lee.inbox[-1].words == (
        "Your compliment for @Emma de Vries does not stand in a channel. It stays between the two of you."
    )
    assert "Het staat niet in een kanaal." in company.emma.inbox[-1].words
    assert "[Bekijk het bericht]" not in company.emma.inbox[-1].words


async def test_the_answer_to_the_deletion_is_lost(company, room):
    """Slack deleted it and the answer never came: asked again, it is gone, and nobody hears of it."""
    await agree(company)
    await company.later(minutes=5)
    company.slack.program("chat.delete", lose_reply=True)
    before = len(company.lee.inbox), len(company.emma.inbox)
    await withdraw(company)
    for _ in range(3):
        await company.later(minutes=1)

    assert room.messages == []
    assert deleted(company) == 2
    assert (len(company.lee.inbox), len(company.emma.inbox)) == before


async def test_slack_does_not_allow_it(company, room):
    """Then both hear who can delete it, once."""
    await agree(company)
    await company.later(minutes=5)
    company.slack.program("chat.delete", error="cant_delete_message")
    await withdraw(company)
    await company.later(hours=1)

    assert len(room.messages) == 1
    assert company.lee.inbox[-1].words == (
        "Slack does not let Goodtalk remove your compliment for @Emma de Vries from #kudos. "
        "Ask somebody who manages Slack in your company to delete it."
    )
    assert company.emma.inbox[-1].words == (
        "Slack laat Goodtalk het compliment dat @Lee Carter je gaf niet weghalen uit #kudos. "
        "Vraag iemand die Slack in je bedrijf beheert om het te verwijderen."
    )


@pytest.mark.parametrize("when", ["before it is known", "after it is known"])
async def test_nobody_knows_whether_it_stands_there(company, room, when):
    """The answer to the post was lost, so what may stand there cannot be deleted: both are told to look."""
    await agree(company)
    company.slack.program("chat.postMessage", lose_reply=True)
    await company.later(minutes=5)
    if when == "after it is known":
        await company.later(minutes=5)
        assert "Slack did not say whether it went through" in company.lee.inbox[-1].words
    await withdraw(company)
    for _ in range(3):
        await company.later(minutes=5)

    assert len(room.messages) == 1
    assert [one.words for one in company.lee.inbox].count(
        "Slack did not say whether your compliment for @Emma de Vries was posted in #kudos. Look there. "
        "If it stands there, ask somebody who manages Slack in your company to delete it."
    ) == 1
    assert [one for one in company.emma.inbox if "Staat het er, vraag dan iemand" in one.words]
    assert "[Try again]" not in "".join(one.words for one in company.lee.inbox)


async def test_a_no_in_the_moment_of_posting_still_counts(company, room):
    """Lee takes it back while Slack answers: what was posted is deleted at once."""
    await agree(company)

    lee, emma = company.person("U_LEE"), company.person("U_EMMA")
    steps = []

    def on_step(step, delivery):
        if (step, delivery.kind) == ("posted", service_posts.POST):
            steps.append(len(room.messages))
            answer = company.look(feedback.received_by, emma.id, limit=1)[0]
            company.look(service_answers.withdraw, lee, answer.id)

    company.app.courier._on_step = on_step
    await company.later(minutes=5)
    await company.later(minutes=1)

    assert steps == [1]
    assert room.messages == []


async def test_a_giver_who_left_does_not_keep_it_there(company, room):
    """The receiver can take it out of the channel all the same."""
    await agree(company)
    await company.later(minutes=5)
    lee = company.slack.members["U_LEE"]
    lee.deleted = True
    await company.slack.events.user_change(lee)
    await company.emma.press("Bekijk het bericht")
    await company.emma.press("Daar weghalen")
    await company.later(minutes=5)

    assert room.messages == []


async def test_on_postgresql(company_on_postgres):
    """Posted, taken back, gone."""
    company = company_on_postgres
    room = company.slack.add_channel("kudos", ["U_LEE", "U_EMMA"], with_app=True)
    await agree(company)
    await company.later(minutes=5)
    assert len(room.messages) == 1
    await withdraw(company)
    await company.later(minutes=1)

    assert room.messages == []


async def test_only_for_the_receiver_takes_it_out_of_the_channel_too(company, room):
    """Whoever narrows the readers in the private compliment does not leave the same words in public."""
    await agree(company)
    await company.later(minutes=5)
    await company.lee.command("/feedback given")
    await company.lee.press("Open")
    assert "It stands in #kudos, so everybody there can read it." in company.lee.modal
    await company.lee.press("Change")
    assert "What stands in #kudos stays as it is; you can remove it there." in company.lee.modal
    company.lee.fill(visibility=["only_owner"])
    await company.lee.submit()
    await company.later(minutes=1)

    assert room.messages == []
    assert company.look(feedback.count_received, company.person("U_EMMA").id) == 1


async def test_whoever_reads_it_is_told_that_everybody_in_the_channel_does(company, room):
    """No line says "only you" while it stands in a channel."""
    del room
    await agree(company)
    await company.emma.press("Lezen")
    assert "Alleen jij en de schrijver kunnen dit lezen." in company.emma.modal
    await company.emma.close_modal()
    await company.later(minutes=5)
    await company.emma.press("Lezen")
    assert "Alleen jij" not in company.emma.modal
    assert "Het staat in #kudos, dus iedereen daar kan het lezen." in company.emma.modal
    await company.emma.press("Bekijk het bericht")

    assert "Dit leest iedereen in #kudos:" in company.emma.modal
