"""Writing a reflection: three steps, a draft on each of them, and a report at the end."""

import json

import pytest

from storage.reflection_copies import CopyRow
from storage.reflections import ReflectionRow

ODD = '*bold* <!channel> &amp; #read("x") $y$ _z_ 😀 :smile: مرحبا'
STEPS = {
    "U_EMMA": ("Stap 1 van 3", "Stap 2 van 3", "Stap 3 van 3", "Waar ik trots op ben", "alleen jij"),
    "U_LEE": ("Step 1 of 3", "Step 2 of 3", "Step 3 of 3", "What I am proud of", "only you"),
}


@pytest.mark.parametrize("who", ["U_EMMA", "U_LEE"])
async def test_with_nothing_to_show_one_writes_and_has_a_report(company, who):
    """Three steps in one modal, in either language; what was typed stands in the report as typed."""
    actor = company.act(who)
    first, second, third, proud, alone = STEPS[who]
    await actor.command("/reflect")
    assert first in actor.modal
    assert alone in actor.modal
    await actor.submit()
    assert second in actor.modal
    actor.fill(proud=ODD, learned="To wait", change="Nothing\nat all")
    await actor.submit()
    assert third in actor.modal
    actor.fill(next_goal="A course", help="Time", topics="Workload\nThe course")
    await actor.submit()

    assert proud in actor.modal
    assert ODD in actor.modal
    for text in ("To wait", "Nothing\nat all", "A course", "Time", "• Workload\n• The course"):
        assert text in actor.modal
    assert alone in actor.modal
    assert len(company.slack.stack(who)) == 1


@pytest.mark.parametrize(
    "line", ["/reflect", "/goodtalk reflect", "/goodtalk reflectie", "/reflect start", "/reflect schrijf"]
)
async def test_every_way_to_begin(company, line):
    """By command, with Dutch words as well."""
    await company.emma.command(line)

    assert "Stap 1 van 3" in company.emma.modal


async def test_lists_help_and_words_nobody_knows(company):
    """`list`, `lijst`, help, and what was meant."""
    for line in ("/reflect list", "/reflect lijst", "/goodtalk reflectie lijst"):
        await company.emma.command(line)
        assert "Nog geen verslagen." in company.emma.modal
        await company.emma.close_modal()
    reply = await company.emma.command("/reflect hulp")
    assert "/reflect lijst" in reply.words
    reply = await company.lee.command("/reflect lsit")

    assert "list" in reply.words
    assert company.lee.modal is None


async def test_what_happened_is_filled_in_and_left_out_by_the_person(company, past):
    """Goals, actions, agreements and feedback are ticked, notes are not; the report has what is ticked."""
    goal = past.goal("Learn to say no", progress=40)
    past.action(goal, "Ask for time to think", done=True)
    past.goal("Lead the demo", kind="professional")
    past.agreement("A day for the course", owner="U_MARK")
    past.feedback("Clear and calm.", context="the demo")
    past.note("The client thanked us")
    past.goal("Somebody else's", who="U_LEE")
    past.feedback("For Lee", owner="U_LEE", author="U_SAM")
    await company.emma.command("/reflect")
    modal = company.emma.modal
    assert [len(modal.field(name).value) for name in ("goals", "actions", "agreements", "feedback")] == [
        2,
        1,
        1,
        1,
    ]
    assert not modal.field("notes").value
    for text in ("0 % → 40 % · Op koers", "Klaar: Learn to say no", "Mark Jansen, uiterlijk 1 mei 2026"):
        assert text in modal
    assert "Somebody else's" not in modal
    keys = modal.field("goals").options
    company.emma.fill(goals=[keys[0]], notes=modal.field("notes").options)
    await company.emma.submit()
    await company.emma.submit()
    await company.emma.submit()
    report = company.emma.modal

    for text in ("Learn to say no", "☑ Ask for time to think (klaar)", "40 % (was 0 %)", "Mark Jansen"):
        assert text in report
    for text in ("Lee Carter", "the demo", "Clear and calm.", "The client thanked us"):
        assert text in report
    assert "Lead the demo" not in report


async def test_feedback_that_is_not_read_yet_keeps_its_words(company, past):
    """Ticking shows who gave it; taking it into a report is reading it."""
    past.feedback("Secret until read.")
    await company.emma.command("/reflect")
    assert "Secret until read." not in company.emma.modal
    assert "Nog niet gelezen: Tops en tips" in company.emma.modal
    for _ in range(3):
        await company.emma.submit()
    assert "Secret until read." in company.emma.modal
    await company.emma.close_modal()
    await company.emma.command("/feedback ontvangen")

    assert "Nieuw" not in company.emma.modal


async def test_pressing_finish_twice_makes_one_report(company, writer):
    """One reflection, one copy, one modal."""
    emma = company.emma
    await emma.command("/reflect")
    await emma.submit(times=2)
    emma.fill(proud="Once")
    await emma.submit(times=2)
    await emma.submit(times=2)

    assert "Once" in emma.modal
    assert (writer.count(ReflectionRow), writer.count(CopyRow)) == (1, 1)


async def test_an_empty_reflection_is_not_finished(company, writer):
    """Nothing ticked and nothing written: said at the field, and the form stays."""
    emma = company.emma
    await emma.command("/reflect")
    await emma.submit()
    await emma.submit()
    result = await emma.submit()

    assert result.errors["next_goal"].startswith("Er staat nog niets in.")
    assert writer.count(CopyRow) == 0


async def test_texts_that_do_not_fit_are_told_at_their_fields(company):
    """3,001 characters, six topics, a long topic; nothing is lost, one at each field."""
    lee = company.lee
    await lee.command("/reflect")
    await lee.submit()
    for name in ("proud", "learned"):
        lee.modal.shown.state[name]["value"] = {"type": "plain_text_input", "value": "x" * 3001}
    result = await lee.submit()
    assert set(result.errors) == {"proud", "learned"}
    assert "3001 characters" in result.errors["proud"]
    lee.fill(proud="x" * 3000, learned="y")
    await lee.submit()
    lee.fill(topics="\n".join("abcdef"))
    assert "These are 6 topics" in (await lee.submit()).errors["topics"]
    lee.fill(topics="x" * 151)
    assert "150 characters" in (await lee.submit()).errors["topics"]
    lee.fill(topics="x")
    result = await lee.submit()

    assert result.ok
    assert "x" * 3000 in lee.modal


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("9999-12-31", "Deze dag moet nog komen."),
        ("2026-02-03", "Deze dag moet nog komen."),
        ("1970-01-01", "Dat is meer dan twee jaar geleden."),
        ("2026-02-30", "Dit is geen datum."),
        ("soon", "Dit is geen datum."),
    ],
)
async def test_a_first_day_that_is_none_is_told(company, day, said):
    """Tomorrow, long ago, 30 February: at the field."""
    await company.emma.command("/reflect")
    company.emma.modal.shown.state["since"]["value"] = {"type": "datepicker", "selected_date": day}
    result = await company.emma.submit()

    assert result.errors["since"].startswith(said)


async def test_a_first_day_that_is_none_is_told_at_once(company, writer):
    """Chosen in the calendar: a small window says why, and the form below is as it was."""
    await company.emma.command("/reflect")
    await company.emma.press("since", value="2031-01-01")
    assert "Deze dag moet nog komen." in company.emma.modal
    await company.emma.close_modal()

    assert "Sinds 3 november 2025" in company.emma.modal
    assert writer.drafts() is None


async def test_another_first_day_shows_another_period(company, past):
    """Chosen in the form: the lists follow at once, and what was left out stays left out."""
    past.feedback("Old", back=200)
    past.feedback("New", back=2)
    past.goal()
    emma = company.emma
    await emma.command("/reflect")
    assert len(emma.modal.field("feedback").options) == 1
    emma.fill(goals=[])
    await emma.press("since", value="2025-01-15")
    names = {field.placed.block_id: field for field in emma.modal.fields}
    assert len(names["feedback_again_1"].options) == 2
    assert names["goals_again_1"].value == []
    assert "sinds 15 januari 2025" in emma.modal
    for _ in range(3):
        await emma.submit()

    assert "15 januari 2025" in emma.modal
    assert emma.modal.text.count("Lee Carter") == 2


async def test_300_items_are_turned_page_by_page_and_ticks_are_kept(company, past):
    """Thirty to a page; what was unticked on one page and on another is left out, everything else is in."""
    for number in range(150):
        past.feedback(f"Feedback {number}", author="U_SAM")
    for number in range(150):
        past.goal(f"Goal {number}")
    emma = company.emma
    await emma.command("/reflect")
    assert "Pagina 1 van 10" in emma.modal
    first = emma.modal.field("goals").options
    emma.fill(goals=first[1:])
    await emma.press("Volgende pagina")
    second = emma.modal.field("goals_4").options
    emma.fill(goals_4=[])
    await emma.press("Volgende pagina", times=2)
    await emma.press("Vorige pagina")
    assert emma.modal.field("goals_4").value == []
    await emma.press("Deze allemaal aanvinken")
    assert emma.modal.field("goals_4_again_1").value == second
    await emma.press("Deze allemaal weglaten")
    assert emma.modal.field("goals_4_again_2").value == []
    await emma.press("Vorige pagina")
    assert emma.modal.field("goals_again_2").value == first[1:]
    for _ in range(3):
        await emma.submit()
    titles = []
    while True:
        titles += [line for line in emma.modal.text.splitlines() if line.startswith("Goal ")]
        if "[Volgende pagina]" not in emma.modal.text:
            break
        await emma.press("Volgende pagina")

    assert len(titles) == 150 - 1 - 30


async def test_every_screen_costs_a_fixed_number_of_queries(company, past):
    """Opening, keeping, going on, finishing, listing, reading: the same with 4 items and with 240."""
    past.much(1)
    past.much(60, who="U_LEE")
    few, many = [await _costs(company, actor) for actor in (company.emma, company.lee)]

    assert few == many
    assert max(few) <= 30


async def _costs(company, actor):
    costs = []
    for act in (
        lambda: actor.command("/reflect"),
        lambda: actor.press("reflections.save_draft"),
        actor.submit,
        actor.submit,
        actor.submit,
        lambda: actor.command("/reflect list"),
        lambda: actor.press("reflections.open_own"),
        lambda: actor.press("reflections.open_share"),
    ):
        with company.app.house.database.count_queries() as counter:
            await act()
        costs.append(counter.count)
    return costs


async def test_what_a_client_makes_up_changes_nothing_of_others(company, past, writer):
    """Made-up keys, ids, pages and steps: refused or without effect, and never somebody else's."""
    past.goal()
    await writer.finish(company.lee)
    await company.lee.close_modal()
    theirs = company.look(lambda tx: tx.session.execute(ReflectionRow.__table__.select()).first()).id
    for meta in (
        {"id": str(theirs), "v": 1, "step": 1, "shown": {"goals": "goals:1 x:y feedback:9"}},
        {"id": "abc", "step": 1},
        {"id": "0", "step": 7},
        {"id": "0", "v": "x", "step": 1, "page": -4, "again": "x", "shown": [1, 2]},
        {},
    ):
        await company.emma.command("/reflect")
        company.emma.modal.shown.given["private_metadata"] = json.dumps(meta)
        await company.emma.press("Concept bewaren")
        await company.emma.close_modal(all_views=True)
    await company.emma.command("/reflect")
    assert len(company.emma.modal.field("goals").value) == 1

    assert writer.drafts("U_LEE") is None


async def test_a_finished_one_is_changed_and_the_next_begins_where_it_ended(company, past, writer):
    """Changing keeps one report, with the new words; a new reflection looks back from there."""
    past.goal()
    emma = company.emma
    await writer.finish(emma, proud="First")
    await emma.press("Wijzigen")
    assert "Wie je verslag al leest, houdt het verslag dat je deelde" in emma.modal
    await emma.submit()
    assert emma.modal.field("proud").value == "First"
    emma.fill(proud="Second")
    await emma.submit()
    await emma.submit()
    assert "Second" in emma.modal
    assert "First" not in emma.modal
    await emma.close_modal()
    assert (writer.count(ReflectionRow), writer.count(CopyRow)) == (1, 1)
    await company.later(days=10)
    await emma.command("/reflect")

    assert "sinds 2 februari 2026" in emma.modal


async def test_changes_of_a_report_can_be_thrown_away(company, past, writer):
    """The report stays as it was; one that was only looked at is in nobody's way."""
    goal = past.goal()
    emma = company.emma
    await writer.finish(emma, proud="First")
    await emma.press("Wijzigen")
    await emma.close_modal()
    assert writer.drafts() is None
    await emma.command("/reflect lijst")
    await emma.press("Lezen")
    await emma.press("Verder schrijven")
    emma.fill(goals=[])
    await emma.press("since", value="2026-01-01")
    await emma.submit()
    emma.fill(proud="Second")
    await emma.submit()
    assert writer.drafts().draft.proud == "Second"
    await emma.press("Laat het zoals het was", times=2)
    assert "Je wijzigingen zijn weg." in emma.modal
    await emma.press("Alle verslagen")
    await emma.press("Lezen")
    assert "First" in emma.modal
    assert "3 november 2025" in emma.modal
    assert writer.drafts() is None
    await emma.press("Wijzigen")

    assert emma.modal.field("goals").value == [f"goals:{goal}"]
    assert emma.modal.field("since").value == "2025-11-03"


async def test_it_works_on_postgresql(company_on_postgres):
    """Writing, finishing, sharing, reading and taking back."""
    company = company_on_postgres
    emma, mark = company.emma, company.mark
    await emma.command("/reflect")
    await emma.submit(times=2)
    emma.fill(proud="De demo")
    await emma.press("Concept bewaren")
    await emma.submit()
    await emma.submit(times=2)
    await emma.press("reflections.open_share")
    await emma.submit()
    await mark.press("Lezen")
    assert "De demo" in mark.modal
    await emma.close_modal()
    await emma.press("Terugnemen", times=2)
    await company.later(hours=1)

    assert "Het is teruggenomen" in mark.inbox[-1].words
    assert "De demo" not in mark.inbox[-1].words
