"""Who reads topics: the two of the pair, as long as they are one; nobody else, by any way."""

import pytest
from talk_steps import TUESDAY, hold, plan, said
from topic_steps import add, current, pair_id, put, screen, stored

from bot.errors import NotThere
from bot.features.topics import screens_service, service
from bot.features.topics.service import Filled
from bot.talks import side_of
from bot.topics import agenda_in
from playground.elements import elements
from storage.pairs import add_pair, pair_by_id, set_pair_state

OUTSIDERS = ("U_LEE", "U_NOOR", "U_SAM", "U_ANNA")


@pytest.mark.parametrize("who", OUTSIDERS)
async def test_a_third_gets_the_answer_for_what_is_not_there(company, who):
    """HR, an admin, a colleague, the manager's manager: every use case says that it is not there."""
    company.pair("U_MARK", "U_ANNA")  # Mark's own manager
    topic, parked = put(company, "Salaris"), put(company, "Later", state="parked")
    gone = put(company, "Weg", state="removed")
    person, pair = company.person(who), pair_id(company)
    t = company.app.house.texts.of("nl")
    filled = Filled("x", "goals", 10, None, in_focus=True)
    attempts = [
        (service.board, person, pair),
        (service.save, person, pair, filled),
        (service.change, person, topic, 1, filled),
        (service.keep_for_later, person, topic),
        (service.bring_back, person, parked),
        (service.move_up, person, topic, 1),
        (service.remove, person, topic),
        (service.remove, person, gone),
        (screens_service.screen, person, t, pair),
    ]
    forms = [
        (screens_service.add_form, person, t, pair),
        (screens_service.change_form, person, t, topic),
        (screens_service.question_form, person, t, pair, "goals_1"),
        (screens_service.questions, person, t, pair, "goals"),
    ]

    for work, *args in attempts:
        with pytest.raises(NotThere):
            company.look(work, *args)
    for work, *args in forms:
        with pytest.raises(NotThere):
            company.look(work, *args, meta={})
    assert list(stored(company)) == ["Salaris", "Later"]


async def test_a_copied_button_answers_as_what_does_not_exist(company):
    """Noor sends the values of Emma's buttons, and made-up ones, from her own screen: the same words."""
    company.pair("U_NOOR", "U_LEE")
    put(company, "Salaris")
    put(company, "Geheim")
    put(company, "Later", state="parked")
    await company.emma.command("/talk topics")
    await company.noor.command("/talk topics")
    for placed in list(elements(company.emma.modal.blocks)):
        if placed.action_id in {"topics.use", "topics.library"}:
            continue
        heard = []
        for value in (placed.element["value"], "123456789:1" if "up" in placed.action_id else "123456789"):
            placed.element["value"] = value
            await company.noor.use(company.noor.modal.shown, placed)
            heard.append(company.noor.modal.words)
            if company.noor.modal.callback_id != "topics.screen":
                await company.noor.close_modal()
        assert heard[0] == heard[1], placed.action_id
        assert "Dit is er niet meer" in heard[0]
        assert not any(title in heard[0] for title in ("Salaris", "Geheim", "Later"))
    assert {title: one.version for title, one in stored(company).items()} == {
        "Salaris": 1,
        "Geheim": 1,
        "Later": 1,
    }


async def test_a_former_pair_reads_nothing(company):
    """Once the pair ended, the topics of a talk that was held are gone from its screen, for both."""
    await plan(company)
    await add(company.emma, "Salaris")
    await hold(company)
    pair, talk = pair_id(company), current(company)

    def agenda(who):
        person = company.person(who)
        return company.look(lambda tx: agenda_in(tx, side_of(pair_by_id(tx, pair), person.id), talk)).topics

    before = [len(agenda(who)) for who in ("U_EMMA", "U_MARK")]
    company.look(set_pair_state, pair, "ended")

    assert before == [1, 1]
    assert [len(agenda(who)) for who in ("U_EMMA", "U_MARK")] == [0, 0]
    with pytest.raises(NotThere):
        agenda("U_NOOR")


async def test_the_next_manager_reads_nothing_of_the_last(company):
    """Emma has another manager: the topics with Mark are not hers with Lee."""
    await add(company.emma, "Over Mark", meant="parked")
    pair = pair_id(company)
    company.look(set_pair_state, pair, "ended")
    emma, lee = company.person("U_EMMA"), company.person("U_LEE")
    company.look(add_pair, employee=emma.id, partner=lee.id, role="manager", source="import", state="active")
    await company.until(TUESDAY)

    for actor in (company.emma, company.lee):
        assert "Over Mark" not in await screen(actor)
        assert "Over Mark" not in said(actor)
    assert "Over Mark" not in await screen(company.mark)


async def test_one_of_two_partners(company):
    """Emma's coach has topics of his own with her: what is for Mark is not for him."""
    company.pair("U_EMMA", "U_LEE", role="coach")
    put(company, "Voor Mark")

    assert "Voor Mark" in await screen(company.mark)
    assert "Voor Mark" not in await screen(company.lee)


async def test_a_screen_costs_a_fixed_number_of_queries(company):
    """One topic or fifty-one, for either side: as many."""
    t, pair = company.app.house.texts.of("nl"), pair_id(company)
    both = [company.person(who) for who in ("U_EMMA", "U_MARK")]
    counts = []
    put(company, "een")
    for more in (0, 50):
        for number in range(more):
            put(company, f"later {number}", state="parked")
        for person in both:
            with company.app.house.database.count_queries() as counter:
                company.look(screens_service.screen, person, t, pair)
            counts.append(counter.count)

    assert counts[:2] == counts[2:]
    assert max(counts) <= 6
