"""What time and leaving do to an ask: later, reminders, the end; and that nobody hears anything else."""

from datetime import UTC, datetime

import pytest


def at(day, hour=9, minute=0):
    return datetime(2026, 2, day, hour, minute, tzinfo=UTC)


async def test_later_reminds_at_nine_tomorrow(company, desk):
    """Lee in London is reminded at 9:00 his time, once, with the same choices."""
    await desk.ask(company.emma, "U_LEE")
    await company.lee.press("Later")
    await company.lee.submit()
    assert "We remind you on Tuesday 3 February at 9:00" in company.lee.modal
    await company.lee.close_modal()
    assert "We remind you on Tuesday 3 February at 09:00." in company.lee.inbox[-1].words
    await company.until(at(3, 8, 59))
    assert len(company.lee.inbox) == 1
    await company.until(at(3, 9))
    await company.later(hours=2)

    assert len(company.lee.inbox) == 2
    assert company.lee.inbox[-1].words.splitlines()[0] == (
        "You wanted to hear of this again: @Emma de Vries asks for your feedback, by Monday 16 February."
    )
    await desk.answer(company.lee)
    assert "[Answer]" not in company.lee.inbox[-1].words


async def test_later_on_a_day_of_ones_own_replaces_an_earlier_choice_and_the_reminder_before_it(
    company, desk
):
    """First tomorrow, then Monday: only Monday, and the reminder after three days is left out."""
    await desk.ask(company.emma, "U_LEE")
    await company.lee.press("Later")
    await company.lee.submit()
    await company.lee.close_modal()
    await company.lee.press("Later")
    company.lee.fill(day="2026-02-09")
    await company.lee.submit()
    await company.hourly_until(at(9, 17))

    assert len(company.lee.inbox) == 2
    assert "You wanted to hear of this again" in company.lee.inbox[-1].words


async def test_later_says_nothing_when_it_was_answered_before(company, desk):
    """The reminder is dropped."""
    await desk.ask(company.emma, "U_LEE")
    await company.lee.press("Later")
    await company.lee.submit()
    await company.lee.close_modal()
    await desk.answer(company.lee)
    await company.later(days=2)

    assert len(company.lee.inbox) == 1


@pytest.mark.parametrize("day", ["2026-02-02", "2026-01-01", "2026-02-17", "never"])
async def test_later_on_a_wrong_day_is_said_at_the_field(company, desk, day):
    """Today, past, after the last day, or no day at all."""
    await desk.ask(company.emma, "U_LEE")
    await company.lee.press("Later")
    result = await desk.give(company.lee, "day", day)

    assert list(result.errors) == ["day"]


async def test_another_day_without_the_day_is_asked_for(company, desk):
    """The choice alone does not say when."""
    await desk.ask(company.emma, "U_LEE")
    await company.lee.press("Later")
    company.lee.fill(when="day")
    result = await company.lee.submit()

    assert result.errors == {"day": "Choose the day as well."}


async def test_two_reminders_then_the_end_and_each_is_told_once(company, desk):
    """Thursday and Wednesday at 9:00 their own time to those who owe; on the 17th both sides hear the end."""
    await desk.ask(company.lee, "U_ANNA", "U_SAM", "U_NOOR")
    await desk.answer(company.anna)
    await company.hourly_until(at(20, 9))

    assert company.noor.inbox[3].words.startswith(
        "De feedbackvraag van @Lee Carter is gesloten, want maandag 16 februari was de laatste dag. "
        "Je hoeft niets meer te doen."
    )
    assert [moment(message) for message in company.noor.inbox[1:]] == [at(5, 8), at(11, 8), at(17, 8)]
    assert [moment(message) for message in company.sam.inbox[1:]] == [at(5, 14), at(11, 14), at(17, 14)]
    assert len(company.anna.inbox) == 1
    assert [moment(message) for message in company.lee.inbox] == [at(2, 9), at(17, 9)]
    assert "No answer came from @Noor Bakker and @Sam Rivera." in company.lee.inbox[-1].words
    assert "gesloten" in company.noor.inbox[0].words
    assert "[Antwoorden]" not in company.noor.inbox[2].words


def moment(message):
    """When a message was posted, to the hour."""
    return datetime.fromtimestamp(float(message.ts), UTC).replace(minute=0, second=0, microsecond=0)


async def test_several_open_asks_are_one_reminder_a_day(company, desk):
    """Two people wait for Anna: one message names both, with their buttons; what she answers leaves it."""
    await desk.ask(company.lee, "U_ANNA", about="one")
    await desk.ask(company.emma, "U_ANNA", about="two")
    await company.until(at(5, 9))
    await company.later(hours=1)
    reminder = company.anna.inbox[-1]
    assert len(company.anna.inbox) == 3
    assert "2 questions for your feedback are still open." in reminder.words
    await desk.answer(company.anna)
    await desk.answer(company.anna)

    assert "The questions we reminded you of are done." in company.anna.inbox[-1].words
    assert len(company.anna.inbox) == 3


async def test_after_a_week_of_silence_one_reminder_goes_out_not_two(company, desk):
    """The app was down; what was missed is not made up for twice."""
    await desk.ask(company.lee, "U_ANNA")
    await company.until(at(12, 10))
    await company.later(hours=1)

    assert len(company.anna.inbox) == 2


async def test_who_leaves_owes_nothing_and_the_asker_is_told_once(company, desk):
    """Two asks to Anna are closed with one message each to the askers; Noor still owes hers."""
    await desk.ask(company.lee, "U_ANNA", "U_NOOR", about="one")
    await desk.ask(company.lee, "U_ANNA", about="two")
    await leave(company, "U_ANNA")
    await company.later(hours=1)

    assert [message.words.splitlines()[0] for message in company.lee.inbox] == [
        (
            "Anna Smit does not work here any more, so what you asked there is closed. "
            "Would you like to ask somebody else?"
        )
    ]
    assert "[Antwoorden]" in company.noor.inbox[-1].words


async def test_asks_of_a_leaver_close_and_their_messages_say_so(company, desk):
    """The givers need not answer any more, and are not reminded."""
    await desk.ask(company.lee, "U_ANNA")
    await leave(company, "U_LEE")
    await company.later(days=20)

    assert [message.words for message in company.anna.inbox] == [
        "The question of @Lee Carter is closed. There is nothing more to do."
    ]


async def leave(company, slack_id):
    """Slack says that somebody was deactivated."""
    member = company.slack.members[slack_id]
    member.deleted = True
    await company.slack.events.user_change(member)
