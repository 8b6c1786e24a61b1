"""Goals from the empty list to done, in both languages and on both databases."""

import asyncio
from datetime import UTC, datetime

from goal_steps import ODD, add, kept

from bot.features.goals import service_check_ins
from storage import goal_history, goals


async def test_from_empty_list_to_done(company):
    """Emma finds an empty list, adds a goal, is given hints, ticks her action and checks in."""
    emma = company.emma
    await emma.open_home()
    await emma.command("/goals")
    assert "Je hebt nog geen doelen" in emma.modal
    await emma.press("Doel toevoegen")
    emma.fill(title="Nee leren zeggen", action_1="Eén keer nee zeggen", action_1_due="2026-02-09")
    await emma.submit()

    assert "Waaraan merk je dat het gelukt is?" in emma.modal
    assert "Wanneer uiterlijk?" in emma.modal
    assert "eerste kleine ding" not in emma.modal
    await emma.press("Aanpassen")
    emma.fill(measure="Mijn agenda heeft gaten", due="2026-03-31")
    await emma.submit()
    assert "Werk het bij" in emma.modal
    await emma.close_modal()

    assert "Te doen, uiterlijk 9 februari 2026: Eén keer nee zeggen" in emma.modal
    await emma.press("Openen")
    await emma.press("Afvinken")
    assert "✓ Klaar op 2 februari 2026: Eén keer nee zeggen" in emma.modal
    await emma.press("Ongedaan maken")
    assert "Te doen, uiterlijk 9 februari 2026: Eén keer nee zeggen" in emma.modal
    await emma.press("Bijwerken")
    assert "Wie leest dit: alleen jij." in emma.modal
    emma.fill(state="at_risk", progress="60", line="Lastige week")
    assert (await emma.submit()).closed
    line = "@Emma de Vries · 2 februari 2026, 10:00 · Loopt gevaar · ▓▓▓▓▓▓░░░░ 60 %\nLastige week"
    assert line in emma.modal
    await emma.close_modal()
    stands = (
        "Loopt gevaar · uiterlijk 31 maart 2026\n▓▓▓▓▓▓░░░░ 60 %\n▁▅ van 0 % naar 60 % sinds 2 februari 2026"
    )
    assert stands in emma.modal
    assert stands in emma.home.text


async def test_english_in_english(company):
    """Anna, who has no manager yet, reads English and is told who reads along."""
    await company.anna.command("/goals add learn to say no")
    assert company.anna.modal.field("title").value == "learn to say no"
    assert company.anna.modal.field("visibility").options == ["me"]
    assert "Read by: you." in company.anna.modal
    await company.anna.submit()

    assert "How will you notice" in company.anna.modal
    await company.anna.close_modal()
    await company.anna.open_home()
    assert "Personal development · On track\n░░░░░░░░░░ 0 %" in company.anna.home
    assert company.anna.inbox == []


async def test_odd_texts_arrive_to_the_letter_everywhere(company):
    """In the list, the goal, Home, the history; and no reminder carries a word of it."""
    emma = company.emma
    await emma.open_home()
    await emma.command("/goals add")
    emma.fill(title=ODD, why=ODD, measure=ODD, action_1=ODD, due="2026-02-12")
    await emma.submit()
    await emma.close_modal()
    await emma.command("/goals")
    assert emma.modal.text.count(ODD) == 2
    await emma.press("Openen")
    assert emma.modal.text.count(ODD) == 4
    await emma.press("Bijwerken")
    assert ODD in emma.modal
    emma.fill(state="at_risk", line=ODD)
    await emma.submit()
    assert emma.modal.text.count(ODD) == 5
    await emma.press("Aanpassen")
    emma.fill(title="Gewoon", reason=ODD)
    await emma.submit()
    assert emma.modal.text.count(ODD) == 6
    assert ODD in emma.home.text

    await company.until(datetime(2026, 2, 5, 9, tzinfo=UTC))
    assert len(emma.inbox) == 1
    assert "bold" not in emma.inbox[-1].words + emma.inbox[-1].text


async def test_a_double_click_has_one_effect(company):
    """Two submits of one form make one goal and one check-in; two presses tick once."""
    emma = company.emma
    await emma.command("/goals add x")
    emma.fill(action_1="y")
    await emma.submit(times=2)
    await emma.command("/goals")
    await emma.press("Bijwerken")
    emma.fill(progress="40")
    await emma.submit(times=2)
    await emma.press("Openen")
    await emma.press("Afvinken", times=2)

    (goal,) = kept(company)
    assert "✓ Klaar op 2 februari 2026: y" in emma.modal
    assert company.look(goal_history.history_of, goal.id, limit=9)[1] == 2


async def test_the_main_flow_on_postgresql(company_on_postgres):
    """Add, tick, check in twice, filter, reopen, be reminded."""
    company, emma = company_on_postgres, company_on_postgres.emma
    await add(emma, "Nee leren zeggen", action_1="Een keer", due="2026-02-12")
    await emma.command("/goals")
    await emma.press("Openen")
    await emma.press("Afvinken")
    for progress in ("30", "50"):
        await emma.press("Bijwerken")
        emma.fill(progress=progress, line=f"Nu {progress}")
        await emma.submit()
    assert emma.modal.text.index("Nu 50") < emma.modal.text.index("Nu 30")
    await emma.close_modal(all_views=True)
    person, (goal,) = company.person("U_EMMA"), kept(company)
    work = (company.workspace, service_check_ins.check_in, person, goal.id)
    both = [
        company.app.house.transact(*work, state="on_track", progress="50", line=line) for line in ("a", "b")
    ]
    await asyncio.gather(*both)
    await company.until(datetime(2026, 2, 5, 9, tzinfo=UTC))

    (goal,) = kept(company)
    lines, count = company.look(goal_history.history_of, goal.id, limit=9)
    assert (count, {line.line for line in lines[:2]}) == (5, {"a", "b"})
    assert (goal.progress, goal.checked_line) == (50, lines[0].line)
    assert company.look(goals.movement, goal.owner, company.clock.now()) == {goal.id: (50, 50)}
    assert len(emma.inbox) == 1
    await emma.press("Klaar", in_=emma.inbox[0])
    await emma.command("/goals klaar")
    assert "Doelen die klaar zijn (1)" in emma.modal
    await emma.press("Openen")
    await emma.press("Heropenen")
    assert "Op koers · uiterlijk 12 februari 2026\n▓▓▓▓▓░░░░░ 50 %" in emma.modal
