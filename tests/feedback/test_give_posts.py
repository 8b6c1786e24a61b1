"""A compliment in a channel: only when giver and receiver both said yes, and either can still say no."""

from itertools import product

import pytest

from bot.features.feedback.rules_giving import Posting, Say, after, standing
from storage import feedback, feedback_marks

ODD = '*bold* <!channel> &amp; "quotes" 🎉 :smile:'


@pytest.fixture
def room(company):
    """A channel that Goodtalk was invited to."""
    return company.slack.add_channel("kudos", ["U_LEE", "U_EMMA", "U_SAM"], with_app=True)


async def thank(company, channel, *, text=ODD):
    await company.lee.command(f"/feedback thanks @emma {text}")
    company.lee.fill(question_1=text, question_2="we won the client", post=["yes"], channel=channel)
    result = await company.lee.submit()
    assert result.ok, result.errors


def texts(shown):
    return [
        piece["text"]
        for block in shown.blocks
        if block["type"] == "rich_text"
        for part in block["elements"]
        for piece in part["elements"]
    ]


async def test_both_say_yes_and_it_stands_there_exactly_as_typed(company, room):
    """Emma sees the very words and the channel first; it goes out five minutes after her yes, once."""
    await thank(company, "kudos")
    assert "It is posted in #kudos only if @Emma de Vries says yes." in company.lee.modal
    told = company.emma.inbox[-1]
    assert "@Lee Carter wil het graag in #kudos plaatsen." in told.words
    assert "bold" not in str(told.blocks)
    assert "bold" not in told.text
    await company.emma.press("Bekijk het bericht")
    assert texts(company.emma.modal) == [ODD, "we won the client"]
    assert "@Lee Carter thanks @Emma de Vries:" in company.emma.modal
    assert "Dit zou iedereen in #kudos lezen:" in company.emma.modal
    await company.emma.press("Ja, plaats het", times=2)
    assert "Het komt om 10:05 in #kudos." in company.emma.modal
    assert room.messages == []
    assert len(company.lee.inbox) == 1
    assert company.lee.inbox[0].words == (
        "@Emma de Vries says yes too: your compliment is posted in #kudos at 09:05. "
        "Until then you can change your mind.\n[Do not post it]"
    )
    await company.later(minutes=5)
    await company.later(minutes=5)

    assert [texts(message) for message in room.messages] == [[ODD, "we won the client"]]
    assert room.messages[0].words.startswith("@Lee Carter thanks @Emma de Vries:")
    assert "bold" not in room.messages[0].text
    assert company.lee.inbox[-1].words == (
        "Your compliment for @Emma de Vries stands in #kudos.\n[Remove it there]"
    )
    assert "Het staat in #kudos." in company.emma.inbox[-1].words
    assert company.mark.inbox == []
    assert company.sam.inbox == []


@pytest.mark.parametrize("who", ["receiver", "giver"])
async def test_either_says_no_before_it_is_posted_and_the_other_hears_no_reason(company, room, who):
    """After both said yes, too."""
    await thank(company, "kudos")
    await company.emma.press("Bekijk het bericht")
    await company.emma.press("Ja, plaats het")
    if who == "giver":
        await company.lee.close_modal()
        await company.lee.press("Do not post it", times=2)
    else:
        await company.emma.press("Niet plaatsen", times=2)
        assert "Het blijft tussen jullie twee." in company.emma.modal
    await company.later(minutes=10)

    assert room.messages == []
    assert company.lee.inbox[-1].words == (
        "Your compliment for @Emma de Vries does not stand in a channel. It stays between the two of you."
    )
    assert "Het staat niet in een kanaal." in company.emma.inbox[-1].words
    assert "[Bekijk het bericht]" not in company.emma.inbox[-1].words
    assert company.look(feedback.count_received, company.person("U_EMMA").id) == 1


async def test_the_receiver_says_no_and_the_giver_is_told_nothing(company, room):
    """No message, no reason; the compliment is Emma's all the same."""
    await thank(company, "kudos")
    await company.emma.press("Bekijk het bericht")
    await company.emma.press("Nee, hou het tussen ons")
    await company.later(minutes=10)

    assert room.messages == []
    assert company.lee.inbox == []
    await company.lee.press("Do not post it")
    assert "It does not stand in a channel. It stays between the two of you." in company.lee.modal


async def test_the_giver_takes_the_yes_back_before_the_receiver_answers(company, room):
    """Emma's old button then finds nothing to say yes to."""
    await thank(company, "kudos")
    await company.emma.press("Bekijk het bericht")
    await company.lee.press("Do not post it", times=2)
    await company.emma.press("Ja, plaats het")
    await company.later(minutes=10)

    assert room.messages == []
    assert "Het blijft tussen jullie twee." in company.emma.modal


async def test_without_an_answer_nothing_is_posted(company, room):
    """Silence is no yes."""
    await thank(company, "kudos")
    await company.later(days=3)

    assert room.messages == []


async def test_a_channel_without_the_app_is_told_to_both_and_tried_again(company):
    """Slack refuses only when it is posted; nothing is lost, and after an invitation it goes out."""
    await thank(company, "team-noord")
    room = company.slack.channel("team-noord")
    await company.emma.press("Bekijk het bericht")
    await company.emma.press("Ja, plaats het")
    await company.emma.close_modal()
    await company.lee.close_modal()
    await company.later(minutes=5)
    assert room.messages == []
    assert "Goodtalk is not in that channel yet: invite it there" in company.lee.inbox[-1].words
    assert "kon niet in #team-noord worden geplaatst" in company.emma.inbox[-1].words
    room.members.add(company.slack.bot_user_id)
    await company.lee.press("Try again", times=2)
    await company.later(minutes=5)
    await company.later(minutes=5)

    assert [texts(message)[0] for message in room.messages] == [ODD]
    assert "[Try again]" not in company.lee.inbox[-1].words
    assert "Het staat in #team-noord." in company.emma.inbox[-1].words


async def test_when_slack_does_not_say_whether_it_stands_there_it_is_not_posted_twice(company, room):
    """The answer to the post was lost: both are asked to look before anything is tried again."""
    await thank(company, "kudos")
    await company.emma.press("Bekijk het bericht")
    await company.emma.press("Ja, plaats het")
    company.slack.program("chat.postMessage", lose_reply=True)
    for _ in range(4):
        await company.later(minutes=5)

    assert len(room.messages) == 1
    assert "Slack did not say whether it went through. Look there first" in company.lee.inbox[-1].words
    assert "Kijk daar eerst" in company.emma.inbox[-1].words


async def test_other_words_need_another_yes(company, room):
    """Lee changes the text after Emma's yes: what she did not see is not posted."""
    await thank(company, "kudos")
    await company.emma.press("Bekijk het bericht")
    await company.emma.press("Ja, plaats het")
    await company.emma.close_modal()
    answer = company.look(feedback.received_by, company.person("U_EMMA").id, limit=1)[0]
    company.look(feedback_marks.change, answer.id, ["other words", "we won the client"])
    await company.later(minutes=10)
    assert room.messages == []
    await company.emma.press("Bekijk het bericht")
    assert texts(company.emma.modal)[0] == "other words"
    await company.emma.press("Ja, plaats het")
    await company.later(minutes=5)

    assert [texts(message)[0] for message in room.messages] == ["other words"]


async def test_a_compliment_taken_back_is_not_posted(company, room):
    """Its words are gone."""
    await thank(company, "kudos")
    await company.emma.press("Bekijk het bericht")
    await company.emma.press("Ja, plaats het")
    await company.lee.close_modal()
    await company.lee.command("/feedback given")
    await company.lee.press("Open")
    await company.lee.press("Take back")
    await company.later(minutes=10)

    assert room.messages == []
    assert company.emma.inbox[-1].words == (
        "@Lee Carter heeft teruggenomen wat je kreeg. Je hoeft niets meer te doen."
    )


async def test_the_post_is_found_again_where_the_compliment_is_read(company, room):
    """By the receiver and by the giver, until it stands there or one of them said no."""
    await thank(company, "kudos")
    await company.emma.press("Lezen")
    await company.emma.press("Bekijk het bericht")
    await company.emma.press("Ja, plaats het")
    await company.lee.close_modal()
    await company.lee.command("/feedback given")
    await company.lee.press("Open")
    await company.lee.press("Look at the post")
    assert texts(company.lee.modal) == [ODD, "we won the client"]
    await company.lee.press("Do not post it")
    await company.later(minutes=10)
    await company.lee.close_modal(all_views=True)
    await company.lee.command("/feedback given")
    await company.lee.press("Open")

    assert "[Look at the post]" not in company.lee.modal
    assert room.messages == []


@pytest.mark.parametrize("action", ["feedback.open_post", "feedback.post_yes", "feedback.post_no"])
async def test_a_copied_button_does_nothing(company, room, action):
    """Sam presses with the id of Emma's compliment: nothing is shown, nothing changes."""
    await thank(company, "kudos")
    answer = company.look(feedback.received_by, company.person("U_EMMA").id, limit=1)[0]
    await company.anna.command("/feedback thanks @sam hi")
    company.anna.fill(question_2="that helped at the client")
    await company.anna.submit()
    company.sam.inbox[-1].blocks[-1]["elements"][0] |= {"action_id": action, "value": str(answer.id)}
    await company.sam.press(action)

    assert "bold" not in str(company.sam.modal)
    await company.emma.press("Bekijk het bericht")
    assert "[Ja, plaats het]" in company.emma.modal
    assert room.messages == []


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"post": ["yes"]}, {"channel": "Choose the channel as well, or take the tick away."}),
        (
            {"channel": "kudos"},
            {"post": "Tick this as well if it may be posted there, or clear the channel."},
        ),
    ],
)
async def test_tick_and_channel_belong_together(company, room, values, errors):
    """Nobody posts by accident, and nobody thinks they did."""
    del room
    await company.lee.command("/feedback thanks @emma well done")
    company.lee.fill(question_2="it worked", **values)
    result = await company.lee.submit()

    assert result.errors == errors
    assert company.emma.inbox == []


async def test_somebody_who_left_is_not_posted_about(company, room):
    """Between the yes and the post."""
    await thank(company, "kudos")
    await company.emma.press("Bekijk het bericht")
    await company.emma.press("Ja, plaats het")
    emma = company.slack.members["U_EMMA"]
    emma.deleted = True
    await company.slack.events.user_change(emma)
    await company.later(minutes=10)

    assert room.messages == []


async def test_on_postgresql(company_on_postgres):
    """Thank, say yes, posted."""
    company = company_on_postgres
    room = company.slack.add_channel("kudos", ["U_LEE", "U_EMMA"], with_app=True)
    await thank(company, "kudos")
    await company.emma.press("Bekijk het bericht")
    await company.emma.press("Ja, plaats het")
    await company.later(minutes=5)

    assert [texts(message)[0] for message in room.messages] == [ODD]


def test_the_giver_alone_never_posts():
    """Only the receiver's yes leads from the offer to the channel; a no always ends it."""
    assert after(Posting.OFFERED, Say.YES, is_owner=False) is None
    assert after(Posting.OFFERED, Say.YES, is_owner=True) is Posting.AGREED
    for state, is_owner in product(Posting, (True, False)):
        ended = state is Posting.PRIVATE
        assert after(state, Say.NO, is_owner=is_owner) is (None if ended else Posting.PRIVATE)
        assert after(Posting.POSTED, Say.YES, is_owner=is_owner) is None


@pytest.mark.parametrize("state", Posting)
def test_a_yes_is_to_the_words_shown(state):
    """With other words it is only an offer again."""
    again = state in {Posting.AGREED, Posting.FAILED}

    assert standing(state, "a", "a") is state
    assert standing(state, "a", "b") is (Posting.OFFERED if again else state)
