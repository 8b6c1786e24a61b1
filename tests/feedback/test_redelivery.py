"""A press or form that Slack delivers again, late or out of order, has its effect once."""

import asyncio

import pytest
import sqlalchemy as sa

from storage import feedback, feedback_asks, feedback_posts, feedback_questions
from storage.deliveries import DeliveryRow
from storage.feedback_gift_drafts import GiftDraftRow
from storage.types import core

MOMENT = "On Tuesday you asked the client what they needed."


class Again:
    """Remembers what was sent to the app, to send the very same body once more."""

    def __init__(self, company):
        self.company = company
        self.kept = None

    def remember(self):
        self.kept = self.company.slack.dispatcher.last

    async def deliver(self, times=3):
        """At once and after the app has forgotten its answers, as after a restart."""
        dispatcher = self.company.slack.dispatcher
        await asyncio.gather(*(dispatcher.send(self.kept, attempt=1) for _ in range(times)))
        self.company.app.dispatcher._submitted._answers.clear()
        await dispatcher.send(self.kept, attempt=2)
        await self.company.app.settle()


@pytest.fixture
def again(company):
    return Again(company)


def item(company, slack_id="U_EMMA"):
    return company.look(feedback.received_by, company.person(slack_id).id, limit=1)[0]


def owed(company, kind):
    """How many messages of a kind were owed to anybody."""
    table = core(DeliveryRow)
    query = sa.select(sa.func.count()).where(table.c.kind == kind)
    return company.look(lambda tx: tx.session.execute(query).scalar_one())


async def read(company, desk):
    await desk.ask(company.emma, "U_LEE")
    await desk.answer(company.lee)
    await company.emma.press("Lezen")


async def test_share_again_after_it_was_taken_back(company, desk, again):
    """The old press does not share what is private since."""
    await read(company, desk)
    await company.emma.press("Delen met leidinggevende")
    again.remember()
    assert len(company.look(feedback.shares_of, item(company).id)) == 1
    await company.emma.press("Stoppen met delen")
    await again.deliver()

    assert company.look(feedback.shares_of, item(company).id) == []


async def test_taking_back_again_after_it_was_shared_again(company, desk, again):
    """The other way round."""
    await read(company, desk)
    await company.emma.press("Delen met leidinggevende")
    await company.emma.press("Stoppen met delen")
    again.remember()
    await company.emma.press("Delen met leidinggevende")
    await again.deliver()

    assert len(company.look(feedback.shares_of, item(company).id)) == 1


@pytest.mark.parametrize("last", ["take", "leave out"])
async def test_to_my_talk_or_not(company, desk, again, last):
    """What was pressed last counts."""
    await read(company, desk)
    await company.emma.press("Meenemen naar gesprek")
    if last == "leave out":
        again.remember()
        await company.emma.press("Niet meenemen")
    else:
        await company.emma.press("Niet meenemen")
        again.remember()
        await company.emma.press("Meenemen naar gesprek")
    await again.deliver()

    assert (item(company).taken_at is not None) is (last == "take")


async def test_thanks(company, desk, again):
    """One message to Lee."""
    await read(company, desk)
    await company.emma.press("Bedanken")
    again.remember()
    await again.deliver()

    assert owed(company, "feedback.thanked") == 1
    assert len([one for one in company.lee.inbox if "thanks you" in one.words]) == 1


async def test_withdraw(company, desk, again):
    """It is gone once, and stays gone."""
    await desk.ask(company.emma, "U_LEE")
    await desk.answer(company.lee)
    await company.lee.press("Take back")
    again.remember()
    withdrawn = company.look(feedback.count_received, company.person("U_EMMA").id)
    before = len(company.lee.ephemerals)
    await again.deliver()

    assert withdrawn == 0
    assert len(company.lee.ephemerals) == before


async def test_an_answer(company, desk, again):
    """The form delivered again after the answer was taken back brings it not back."""
    await desk.ask(company.emma, "U_LEE")
    await company.lee.press("Answer")
    company.lee.fill(question_1=MOMENT, question_2=MOMENT, question_3=MOMENT)
    await company.lee.submit()
    again.remember()
    await company.lee.close_modal()
    await company.lee.press("Take back")
    await again.deliver()

    assert company.look(feedback.count_received, company.person("U_EMMA").id) == 0
    assert owed(company, "feedback.answered") == 1


async def test_a_change(company, desk, again):
    """An older change does not come back over a newer one."""
    await desk.ask(company.emma, "U_LEE")
    await desk.answer(company.lee)
    for number, words in enumerate(("The first change.", "The second change.")):
        await company.lee.press("Change")
        company.lee.fill(question_1=words)
        await company.lee.submit()
        if number == 0:
            again.remember()
        await company.lee.close_modal()
    await again.deliver()

    assert item(company).texts[0] == "The second change."


async def test_something_given(company, again):
    """One compliment, one message, and no draft comes back."""
    await company.lee.command("/feedback thanks @emma")
    company.lee.fill(question_1=MOMENT, question_2="They signed.")
    await company.lee.submit()
    again.remember()
    await again.deliver()

    assert company.look(feedback.count_received, company.person("U_EMMA").id) == 1
    assert owed(company, "feedback.given") == 1
    assert len(company.emma.inbox) == 1


async def test_start_anew_does_not_throw_away_what_was_written_since(company, again):
    """The press that emptied the form comes once more when there is a new draft."""
    await company.lee.command("/feedback thanks @emma")
    company.lee.fill(question_1="an old thought")
    await company.lee.press("Save draft")
    await company.lee.press("Start anew")
    again.remember()
    company.lee.fill(question_1="a new thought")
    await company.lee.press("Save draft")
    await again.deliver()
    drafts = core(GiftDraftRow)

    assert company.look(lambda tx: tx.session.execute(sa.select(drafts.c.id)).all()) != []


async def test_an_older_draft_does_not_come_back(company, desk, again):
    """Saved, written on, saved again; the first press comes once more."""
    await desk.ask(company.emma, "U_LEE")
    await company.lee.press("Answer")
    company.lee.fill(question_1="one")
    await company.lee.press("Save draft")
    again.remember()
    company.lee.fill(question_1="one and two")
    await company.lee.press("Save draft")
    await again.deliver()
    company.lee.modal.shown.state.clear()
    await company.lee.close_modal()
    await company.lee.press("Answer")

    assert company.lee.modal.field("question_1").value == "one and two"


async def test_a_yes_to_the_channel_after_the_no(company, again):
    """A no stays a no."""
    room = company.slack.add_channel("kudos", ["U_LEE", "U_EMMA"], with_app=True)
    await company.lee.command("/feedback thanks @emma")
    company.lee.fill(question_1=MOMENT, question_2="They signed.", post=["yes"], channel="kudos")
    await company.lee.submit()
    await company.emma.press("Bekijk het bericht")
    await company.emma.press("Ja, plaats het")
    again.remember()
    await company.emma.press("Niet plaatsen")
    await again.deliver()
    await company.later(minutes=10)

    assert company.look(feedback_posts.post_of, item(company).id).state == "private"
    assert room.messages == []


async def test_a_question_and_its_reply(company, desk, again):
    """Asked once; after the reply the question's form comes again and asks nothing new."""
    await read(company, desk)
    await company.emma.press("Vraag stellen")
    company.emma.fill(question="Welke demo?")
    await company.emma.submit()
    asked = company.slack.dispatcher.last
    await company.lee.press("Read and answer")
    company.lee.fill(reply="The one of Tuesday.")
    await company.lee.submit()
    again.remember()
    await again.deliver()
    again.kept = asked
    await again.deliver()

    thread = company.look(feedback_questions.questions_about, item(company).id)
    assert [(one.question, one.reply) for one in thread] == [("Welke demo?", "The one of Tuesday.")]
    assert owed(company, "feedback.question") == owed(company, "feedback.replied") == 1


async def test_cancelled_and_asked_once_more(company, desk, again):
    """The old cancel does not cancel the new question."""
    await desk.ask(company.emma, "U_LEE", about="the demo")
    await company.emma.command("/feedback overzicht")
    await company.emma.press("feedback.cancel")
    again.remember()
    await company.emma.close_modal()
    await desk.ask(company.emma, "U_LEE", about="the demo")
    await again.deliver()

    asks = company.look(feedback_asks.open_of_givers, [company.person("U_LEE").id])
    assert len(asks) == 1


async def test_no_thanks(company, desk, again):
    """Emma hears it once."""
    await desk.ask(company.emma, "U_LEE")
    await company.lee.press("No thanks")
    await company.lee.submit()
    again.remember()
    await again.deliver()

    assert owed(company, "feedback.declined") == 1


async def test_on_postgresql(company_on_postgres):
    """Eight times the same press in the same moment: shared once; then taken back, and eight times again."""
    company = company_on_postgres
    await company.lee.command("/feedback thanks @emma")
    company.lee.fill(question_1=MOMENT, question_2="They signed.")
    await company.lee.submit()
    await company.emma.press("Lezen")
    await company.emma.press("Bedanken")
    again = Again(company)
    again.remember()
    await again.deliver(times=8)
    await company.emma.press("Delen met leidinggevende")
    again.remember()
    await company.emma.press("Stoppen met delen")
    await again.deliver(times=8)

    assert owed(company, "feedback.thanked") == 1
    assert company.look(feedback.shares_of, item(company).id) == []
