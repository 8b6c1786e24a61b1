"""Reminders: a week before and on the day, everything of one day in one message, and silence otherwise."""

import asyncio
from datetime import UTC, date, datetime

from goal_steps import add, kept

from bot.features.goals import service_check_ins, service_reminders
from storage import calendars


async def test_reminders_come_twice_and_open_the_goal(company):
    """A week before and on the day at 9:00 of the owner; hour by hour, nothing else, to nobody else."""
    emma = company.emma
    await add(emma, "Stil doel", due="2026-02-19")
    await company.hourly_until(datetime(2026, 2, 12, 7, 30, tzinfo=UTC))
    assert emma.inbox == []
    await company.hourly_until(datetime(2026, 2, 12, 8, 5, tzinfo=UTC))
    assert "Een ontwikkeldoel · ░░░░░░░░░░ 0 % · uiterlijk donderdag 19 februari" in emma.inbox[0].words
    await company.hourly_until(datetime(2026, 2, 25, 12, tzinfo=UTC))

    assert len(emma.inbox) == 2
    assert "uiterlijk donderdag 19 februari" in emma.inbox[1].words
    assert "staat in een nieuwer bericht" in emma.inbox[0].words
    assert company.mark.inbox == []
    await emma.press("Openen", in_=emma.inbox[1])
    assert "Stil doel" in emma.modal
    await emma.close_modal()
    await emma.press("Met een regel …", in_=emma.inbox[1])
    emma.fill(state="done")
    await emma.submit()
    assert "✓ Dit doel is klaar. Goed gedaan." in emma.inbox[1].words
    assert "[" not in emma.inbox[1].words


async def test_what_falls_on_one_day_comes_in_one_message(company):
    """Goals and actions together, each with its own buttons; one tap draws the message anew."""
    emma = company.emma
    await add(emma, "Eerste", due="2026-02-19", action_1="Doen", action_1_due="2026-02-12")
    await add(emma, "Tweede", kind="professional", due="2026-02-19")
    await company.until(datetime(2026, 2, 12, 8, 30, tzinfo=UTC))
    (message,) = emma.inbox
    assert "3 datums die je koos zijn dichtbij" in message.words
    assert message.words.count("[Op koers]") == 2
    assert message.words.count("[Afvinken]") == 1
    for secret in ("Eerste", "Tweede", "Doen"):
        assert secret not in message.words + message.text

    await emma.press("Loopt gevaar", in_=message)
    assert "Je hebt het bijgewerkt: Loopt gevaar, ░░░░░░░░░░ 0 %" in message.words
    assert "2 datums" in message.words
    at_risk = next(goal for goal in kept(company) if goal.state == "at_risk")
    await company.later(minutes=5)
    await emma.press("goals.tap_progress", value=f"{at_risk.id}:30", in_=message)
    assert "Je hebt het bijgewerkt: Loopt gevaar, ▓▓▓░░░░░░░ 30 %" in message.words
    await emma.press("Klaar", in_=message, nth=1)
    await emma.press("Afvinken", in_=message)
    assert "Je hebt hier alles bekeken" in message.words
    assert "✓ Een actie: afgevinkt." in message.words
    assert {(goal.state, goal.progress) for goal in kept(company)} == {("at_risk", 30), ("done", 100)}


async def test_no_reminder_of_what_is_closed_or_whose_owner_left(company):
    """Done and dropped goals and their actions are silent, and so is everything of somebody who left."""
    for state in ("done", "dropped"):
        await add(company.emma, state, due="2026-02-19", action_1="x", action_1_due="2026-02-18")
        goal = next(one for one in kept(company) if one.title == state)
        emma = company.person("U_EMMA")
        company.look(
            service_check_ins.check_in, emma, goal.id, state=state, progress="0", line="Om een reden"
        )
    await add(company.anna, "left", due="2026-02-19", action_1="x", action_1_due="2026-02-18")
    anna = company.slack.member("U_ANNA")
    anna.deleted = True
    await company.slack.events.user_change(anna)

    for _ in range(22):
        await company.later(days=1)

    assert [message for message in company.emma.inbox if "datum" in message.words] == []
    assert company.anna.inbox == []


async def test_a_ticked_action_is_not_reminded(company):
    """Done before its day: silence."""
    await add(company.emma, action_1="Bellen", action_1_due="2026-02-12")
    await company.emma.command("/goals")
    await company.emma.press("Afvinken")

    for _ in range(14):
        await company.later(days=1)

    assert [message for message in company.emma.inbox if "actie" in message.words.lower()] == []


async def test_another_date_brings_new_reminders(company):
    """The reminder of the old date says that it moved; the new date is reminded in its turn."""
    emma = company.emma
    await add(emma, due="2026-02-12")
    await company.until(datetime(2026, 2, 5, 9, tzinfo=UTC))
    await emma.command("/goals")
    await emma.press("Openen")
    await emma.press("Aanpassen")
    emma.fill(due="2026-03-12")
    await emma.submit()
    await emma.close_modal(all_views=True)
    assert "een andere datum" in emma.inbox[0].words
    for _ in range(40):
        await company.later(days=1)

    assert len([one for one in emma.inbox if "doel" in one.words or "nieuwer bericht" in one.words]) == 3


async def test_a_goal_for_tomorrow_is_reminded_once_on_its_day(company):
    """Nothing about the week before, which lies behind."""
    await add(company.emma, due="2026-02-03")

    for _ in range(3):
        await company.later(days=1)

    assert len([one for one in company.emma.inbox if "datum" in one.words]) == 1


async def test_what_is_past_its_day_comes_along_and_has_no_message_of_its_own(company):
    """The overdue goal stands in the message about the next date, which says that its day was."""
    emma = company.emma
    await add(emma, "Te laat", due="2026-02-05")
    await add(emma, "Nieuw", kind="professional", due="2026-02-23")
    await company.hourly_until(datetime(2026, 2, 15, 12, tzinfo=UTC))
    assert len([one for one in emma.inbox if "datum" in one.words or "doel" in one.words]) == 1
    await company.until(datetime(2026, 2, 16, 8, 30, tzinfo=UTC))

    assert "Een ontwikkeldoel · ░░░░░░░░░░ 0 % · de dag was donderdag 5 februari" in emma.inbox[-1].words
    assert "Een vakinhoudelijk doel · ░░░░░░░░░░ 0 % · uiterlijk maandag 23 februari" in emma.inbox[-1].words
    assert "staat in een nieuwer bericht" in emma.inbox[-2].words


async def test_two_processes_that_ask_at_once_owe_one_message(company_on_postgres):
    """Whoever is second sees that it was told already."""
    company = company_on_postgres
    await add(company.emma, due="2026-02-12", action_1="x", action_1_due="2026-02-12")
    company.clock.move_to(datetime(2026, 2, 5, 8, 30, tzinfo=UTC))
    run = company.app.house.transact
    await asyncio.gather(*(run(company.workspace, service_reminders.remind) for _ in range(6)))
    await company.later(minutes=1)

    assert len([one for one in company.emma.inbox if "datums" in one.words]) == 1


async def test_closing_a_goal_closes_the_reminder_of_its_action(company):
    """The message about the action has no button any more, and gets it back when the goal is reopened."""
    emma, person = company.emma, company.person("U_EMMA")
    await add(emma, action_1="x", action_1_due="2026-02-05")
    await company.until(datetime(2026, 2, 5, 8, 30, tzinfo=UTC))
    (goal,) = kept(company)
    company.look(service_check_ins.drop, person, goal.id, "Toch niet")
    await company.later(minutes=1)
    assert "een doel dat inmiddels is afgesloten" in emma.inbox[0].words
    assert "[Afvinken]" not in emma.inbox[0].words
    company.look(service_check_ins.reopen, person, goal.id)
    await company.later(minutes=1)

    assert "[Afvinken]" in emma.inbox[0].words


async def test_reminders_come_before_days_off_of_the_owner(company):
    """Emma's King's Day and a day off of the company move hers; Lee, in London, is told on the day."""
    company.look(calendars.set_days_off, [date(2026, 4, 24)])
    for actor in (company.emma, company.lee):
        await add(actor, due="2026-04-27")
    monday = datetime(2026, 4, 20, 9, 30, tzinfo=UTC)
    await company.until(monday)
    assert [len(actor.inbox) for actor in (company.emma, company.lee)] == [1, 1]
    await company.hourly_until(datetime(2026, 4, 23, 6, 30, tzinfo=UTC))
    assert [len(actor.inbox) for actor in (company.emma, company.lee)] == [1, 1]
    await company.until(datetime(2026, 4, 23, 7, 5, tzinfo=UTC))
    assert [len(actor.inbox) for actor in (company.emma, company.lee)] == [2, 1]
    await company.hourly_until(datetime(2026, 4, 28, 12, tzinfo=UTC))

    assert [len(actor.inbox) for actor in (company.emma, company.lee)] == [2, 2]
    assert "27 april" in company.emma.inbox[1].words
