"""What somebody writes for a colleague unasked is not lost, and hints never stand in its way."""

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from bot.features.feedback.fields import ANSWER_LENGTH
from bot.features.feedback.rules_giving import together
from storage import feedback, feedback_gift_drafts
from storage.feedback_gift_drafts import GiftDraftRow, Written
from storage.types import core

TYPED = "Half a *thought* about <!channel> &amp; 🎉"
MOMENT = "On Tuesday you asked the client what they needed."
DRAFTS = core(GiftDraftRow)


def drafts(company):
    """How many drafts there are; none can be read in the database."""
    rows = company.look(lambda tx: tx.session.execute(sa.select(DRAFTS)).all())
    assert "thought" not in str(rows)
    return len(rows)


def received(company, slack_id="U_EMMA"):
    return company.look(feedback.received_by, company.person(slack_id).id, limit=50)


def values(actor, *names):
    return [actor.modal.field(name).value or None for name in names]


@pytest.mark.parametrize("line", ["give", "thanks"])
async def test_what_stood_in_a_closed_form_is_there_again(company, line):
    """For the same colleague, with the moment; once sent, nothing is kept."""
    await company.lee.command(f"/feedback {line} @emma")
    company.lee.fill(question_1=TYPED)
    await company.lee.close_modal()
    assert drafts(company) == 1
    await company.lee.command(f"/feedback {line} @emma")
    form = company.lee.modal
    assert values(company.lee, "receiver", "question_1", "question_2") == ["U_EMMA", TYPED, None]
    assert "Go on with what you wrote. It was kept on Monday 2 February at 09:00" in form
    company.lee.fill(question_2=MOMENT)
    if line == "give":
        company.lee.fill(question_3="They stayed.")
    await company.lee.submit()

    assert drafts(company) == 0
    assert [answer.texts[:2] for answer in received(company)] == [(TYPED, MOMENT)]


async def test_a_form_closed_without_state_loses_no_draft(company):
    """Slack promises the fields with a submission only: Save draft keeps them always."""
    await company.emma.command("/feedback bedank @lee")
    company.emma.fill(question_2=TYPED, post=["yes"], channel="team-noord")
    await company.emma.press("Concept bewaren")
    assert "Ga verder met wat je schreef." in company.emma.modal
    assert values(company.emma, "question_2", "post") == [TYPED, ["yes"]]
    company.emma.modal.shown.state.clear()
    await company.emma.close_modal()
    await company.emma.command("/feedback bedank @lee")
    assert values(company.emma, "question_2", "post") == [TYPED, ["yes"]]
    company.emma.fill(question_1="Je bleef rustig")
    await company.emma.submit()

    assert "#team-noord" in company.emma.modal
    assert received(company, "U_LEE")[0].texts == ("Je bleef rustig", TYPED)


async def test_nothing_is_kept_of_a_form_nobody_wrote_in(company):
    """Cancel at once, or a link that a shortcut brought along; Save says what to do."""
    await company.lee.command("/feedback give @emma")
    await company.lee.press("Save draft")
    assert "Write something here first." in company.lee.modal
    await company.lee.close_modal()
    await company.lee.close_modal()
    said = await company.mark.say("words", channel="team-noord")
    await company.lee.message_shortcut("feedback_on_message", said)
    await company.lee.close_modal()

    assert drafts(company) == 0


async def test_a_draft_is_for_one_colleague_only(company):
    """What was written for Emma never shows in a form for Sam, and nobody else ever sees it."""
    await company.lee.command("/feedback give @emma the demo")
    company.lee.fill(question_1=TYPED)
    await company.lee.close_modal()
    for line in ("/feedback give @sam", "/feedback give", "/feedback thanks @emma"):
        await company.lee.command(line)
        assert "thought" not in company.lee.modal
        await company.lee.close_modal()
    await company.anna.command("/feedback give @emma")
    assert "thought" not in company.anna.modal
    lee, anna = company.person("U_LEE"), company.person("U_ANNA")
    kept = company.look(
        feedback_gift_drafts.draft_for, giver=lee.id, receiver=company.person("U_EMMA").id, kind="give"
    )

    assert kept.written.texts[0] == TYPED
    assert company.look(feedback_gift_drafts.draft_by_id, anna.id, kept.id) is None


@pytest.mark.parametrize("action", ["feedback.save_gift", "feedback.show_gift", "feedback.drop_gift"])
async def test_the_id_of_somebody_elses_draft_opens_nothing(company, action):
    """Anna puts Lee's draft in her modal: she neither reads nor deletes it."""
    await company.lee.command("/feedback give @emma")
    company.lee.fill(question_1=TYPED)
    await company.lee.press("Save draft")
    meta = company.lee.modal.shown.given["private_metadata"]
    await company.anna.command("/feedback give @emma")
    company.anna.fill(question_1="mine")
    company.anna.modal.shown.given["private_metadata"] = meta
    button = next(
        one
        for block in company.anna.modal.shown.blocks
        for one in block.get("elements", [])
        if one.get("action_id") == "feedback.save_gift"
    )
    button["action_id"] = action
    await company.anna.press(action)
    assert "thought" not in company.anna.modal
    await company.lee.close_modal()
    await company.lee.command("/feedback give @emma")

    assert values(company.lee, "question_1") == [TYPED]


async def test_the_form_follows_the_colleague_who_is_chosen(company):
    """Readers by name; an empty form brings what was kept, a filled one keeps its own words."""
    await company.lee.command("/feedback give @emma")
    company.lee.fill(question_1=TYPED)
    await company.lee.close_modal()
    await company.lee.shortcut("give_feedback")
    assert "Once you choose, their names stand here." in company.lee.modal
    await company.lee.press("receiver", value="U_EMMA")
    assert values(company.lee, "question_1") == [TYPED]
    assert "who can share it with their manager (@Mark Jansen)" in company.lee.modal
    await company.lee.press("receiver", value="U_SAM")
    assert values(company.lee, "receiver", "question_1") == ["U_SAM", TYPED]
    assert "@Mark Jansen" not in company.lee.modal
    assert "A manager or coach reads it only if @Sam Rivera shares it." in company.lee.modal
    await company.lee.close_modal()

    assert drafts(company) == 1
    assert company.look(
        feedback_gift_drafts.draft_for,
        giver=company.person("U_LEE").id,
        receiver=company.person("U_SAM").id,
        kind="give",
    )


async def test_without_a_colleague_it_is_kept_too(company):
    """And goes along to whoever is chosen later."""
    await company.lee.shortcut("give_feedback")
    company.lee.fill(question_1=TYPED)
    await company.lee.close_modal()
    await company.lee.shortcut("give_feedback")
    assert values(company.lee, "receiver", "question_1") == [None, TYPED]
    await company.lee.press("receiver", value="U_EMMA")
    company.lee.fill(question_2=MOMENT, question_3="They stayed.")
    await company.lee.submit()

    assert drafts(company) == 0
    assert len(received(company)) == 1


async def test_new_words_do_not_push_older_ones_out(company):
    """A command with a text begins anew; what was kept waits beside it, and nothing is lost on closing."""
    await company.lee.command("/feedback thanks @emma")
    company.lee.fill(question_1=TYPED)
    await company.lee.close_modal()
    await company.lee.command("/feedback thanks @emma you stayed calm")
    assert values(company.lee, "question_1") == ["you stayed calm"]
    assert "You wrote something for @Emma de Vries before and did not send it." in company.lee.modal
    company.lee.fill(question_2=MOMENT)
    await company.lee.submit()
    assert drafts(company) == 1
    await company.lee.close_modal()
    await company.lee.command("/feedback thanks @emma well done")
    await company.lee.close_modal()
    await company.lee.command("/feedback thanks @emma and more")
    await company.lee.press("Show it")
    both = f"{TYPED}\n\nwell done\n\nand more"
    assert values(company.lee, "question_1") == [both]
    assert "[Show it]" not in company.lee.modal
    await company.lee.press("Start anew", confirm=False)
    assert values(company.lee, "question_1") == [both]
    await company.lee.press("Start anew")
    assert values(company.lee, "receiver", "question_1") == ["U_EMMA", None]

    assert drafts(company) == 0
    assert [answer.texts for answer in received(company)] == [("you stayed calm", MOMENT)]


@pytest.mark.parametrize(
    ("texts", "hint"),
    [
        (("ok", "fine by me"), "It is very short. Name one moment when you saw this."),
        (("great job", "thanks, super good work"), "It is praise in general."),
        (("You are a star", "a really amazing person to have around"), "It says what somebody is."),
    ],
)
async def test_a_hint_is_shown_once_and_blocks_nothing(company, texts, hint):
    """Send, read the hint, go back with everything still there, send again: it goes."""
    await company.lee.command("/feedback thanks @emma")
    company.lee.fill(question_1=texts[0], question_2=texts[1], post=["yes"], channel="team-noord")
    await company.lee.submit(times=2)
    assert company.lee.modal.callback_id == "feedback.give_hints"
    assert hint in company.lee.modal
    assert "What you wrote is kept. It may help @Emma de Vries even more:" in company.lee.modal
    assert company.emma.inbox == []
    await company.lee.press("Go back")
    assert values(company.lee, "receiver", "question_1", "question_2", "post") == ["U_EMMA", *texts, ["yes"]]
    await company.lee.submit()

    assert company.lee.modal.callback_id == "goodtalk.notice"
    assert [answer.texts for answer in received(company)] == [texts]
    assert "#team-noord" in company.emma.inbox[-1].words
    assert drafts(company) == 0


async def test_a_hint_can_be_passed_over(company):
    """Send as it is, twice in one moment: one piece of feedback, with form, context and channel as chosen."""
    await company.emma.command("/feedback geef @lee de demo")
    await company.emma.press("form", value="tops_tips")
    company.emma.fill(question_1="prima", question_2="top")
    await company.emma.submit()
    assert "Noem één moment waarop je dit zag" in company.emma.modal
    await company.emma.submit(times=2)
    given = received(company, "U_LEE")

    assert [(one.form.id, one.context, one.texts) for one in given] == [
        ("tops_tips", "de demo", ("prima", "top"))
    ]
    assert drafts(company) == 0
    assert len(company.lee.inbox) == 1


async def test_hints_that_were_closed_come_not_again(company):
    """The words are kept; the next time they go without another word."""
    await company.lee.command("/feedback thanks @emma")
    company.lee.fill(question_1="ok", question_2="fine")
    await company.lee.submit()
    await company.lee.close_modal()
    await company.lee.command("/feedback thanks @emma")
    assert values(company.lee, "question_1") == ["ok"]
    await company.lee.submit()

    assert len(received(company)) == 1


async def test_a_colleague_who_left_meanwhile_gets_nothing_and_nothing_is_lost(company):
    """Between the hint and the second press."""
    await company.lee.command("/feedback thanks @emma")
    company.lee.fill(question_1="ok", question_2="fine")
    await company.lee.submit()
    member = company.slack.members["U_EMMA"]
    member.deleted = True
    await company.slack.events.user_change(member)
    await company.lee.submit()

    assert "This person does not work here any more." in company.lee.modal
    assert received(company) == []
    assert drafts(company) == 1


async def test_a_draft_of_long_ago_is_thrown_away(company):
    """After two months it is not offered, and with the next draft it is gone."""
    await company.lee.command("/feedback give @emma")
    company.lee.fill(question_1=TYPED)
    await company.lee.close_modal()
    company.clock.move_to(company.clock.now() + timedelta(days=61))
    await company.lee.command("/feedback give @emma")
    assert values(company.lee, "question_1") == [None]
    await company.lee.close_modal()
    await company.lee.command("/feedback give @sam")
    company.lee.fill(question_1="new words")
    await company.lee.close_modal()

    assert drafts(company) == 1


def test_two_texts_below_each_other():
    """The same text is not repeated, and nothing grows longer than a field."""
    assert together(["a", None, "same"], ["b", "c", "same", "d"], most=9) == ["a\n\nb", "c", "same", "d"]
    assert together(["x" * 9], ["y"], most=9) == ["x" * 9]


@given(*[st.lists(st.one_of(st.none(), st.text(max_size=9)), max_size=5)] * 2)
def test_nothing_that_was_written_is_lost(before, now):
    """Whatever stood in either is found again, where there is room."""
    found = together(before, now, most=ANSWER_LENGTH)

    for texts in (before, now):
        for number, text in enumerate(texts):
            assert not text or text in (found[number] or "") or text.strip() in (found[number] or "")


async def test_kept_twice_at_once_on_postgresql(company_on_postgres):
    """From two devices: one draft; then sent, and gone."""
    company = company_on_postgres
    lee, emma = company.person("U_LEE"), company.person("U_EMMA")

    async def keep(text):
        await company.app.house.transact(
            company.workspace,
            feedback_gift_drafts.keep,
            giver=lee.id,
            receiver=emma.id,
            kind="thanks",
            written=Written("compliment", texts=(text, MOMENT)),
        )

    await asyncio.gather(*(keep(f"words {number}") for number in range(8)))
    assert drafts(company) == 1
    await company.lee.command("/feedback thanks @emma")
    assert company.lee.modal.field("question_1").value.startswith("words")
    await company.lee.submit()

    assert len(received(company)) == 1
    assert drafts(company) == 0
