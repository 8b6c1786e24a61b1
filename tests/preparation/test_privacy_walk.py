"""Who reads a preparation: the two, each what is marked, once it is open; nobody else, by any way."""

from datetime import timedelta

import pytest
from preparing_steps import near, prepared, ready, screen, talk_id, write
from talk_steps import TUESDAY, plan, said

from bot.errors import NotThere
from bot.features.preparation import service, service_home, service_questions
from storage.preparations import Asked

OUTSIDERS = ("U_LEE", "U_NOOR", "U_SAM", "U_ANNA")


async def opened(company):
    company.pair("U_MARK", "U_ANNA")  # Mark's own manager
    await near(company)
    await ready(company.emma, "Van Emma", "Verborgen", shared=(1,))
    await ready(company.mark, "Van Mark", shared=(1,))


@pytest.mark.parametrize("who", OUTSIDERS)
async def test_a_third_gets_the_answer_for_what_is_not_there(company, who):
    """HR, an admin, a colleague, the manager's manager: every use case says that it is not there."""
    await opened(company)
    person, talk = company.person(who), talk_id(company)
    answer = prepared(company, "U_EMMA").answers[0].id
    attempts = [
        (service.read, talk),
        (service.look, talk),
        (service.writing, talk),
        (service.save, talk, []),
        (service.ready, talk),
        (service.not_ready, talk),
        (service_questions.open_pick, talk, None),
        (service_questions.open_pick, talk, answer),
        (service_questions.pick, talk, answer, Asked(None, "Wat?")),
        (service_questions.leave_out, answer),
    ]

    for work, *args in attempts:
        with pytest.raises(NotThere):
            company.look(work, person, *args)
    with pytest.raises(NotThere):
        company.look(service.set_shared, person, answer, is_shared=True)


async def test_the_other_cannot_change_ones_answer(company):
    """Mark with the id of Emma's answer: as if it were not there."""
    await opened(company)
    hidden = prepared(company, "U_EMMA").answers[1].id

    with pytest.raises(NotThere):
        company.look(service.set_shared, company.person("U_MARK"), hidden, is_shared=True)
    assert "Verborgen" not in await screen(company.mark)


async def test_a_copied_button_answers_as_what_does_not_exist(company):
    """Noor presses Emma's button, and one with a made-up id: the same words."""
    await opened(company)
    stranger = company.slack.say(company.slack.dm("U_NOOR"), company.slack.bot_user_id, "x")
    stranger.blocks = next(one for one in company.emma.inbox if "allebei klaar" in one.words).blocks
    await company.noor.press("preparation.open", in_=stranger)
    copied = company.noor.modal.words
    await company.noor.close_modal()
    for block in stranger.blocks:
        for element in block.get("elements", []):
            element["value"] = "123456789"
    await company.noor.press("preparation.open", in_=stranger)

    assert copied == company.noor.modal.words
    assert "Van Mark" not in copied


async def test_sharing_before_it_opens_goes_through_the_form_alone(company):
    """The button of an open answer does nothing while it is closed."""
    await near(company)
    await write(company.emma, "Nog dicht")
    await company.emma.close_modal()
    answer = prepared(company, "U_EMMA").answers[0].id
    company.look(service.set_shared, company.person("U_EMMA"), answer, is_shared=True)

    assert not prepared(company, "U_EMMA").answers[0].is_shared


async def test_one_of_two_partners(company):
    """Emma's coach has a talk of his own with her: what is for Mark is not for him."""
    company.pair("U_EMMA", "U_LEE", role="coach")
    await near(company)
    await ready(company.emma, "Voor Mark", shared=(1,))
    await company.until(TUESDAY)
    await company.lee.command("/talk prepare")

    assert "Voor Mark" in await screen(company.mark)
    assert "Voor Mark" not in company.lee.modal.words + said(company.lee)


async def test_a_screen_costs_a_fixed_number_of_queries(company):
    """One answer or five, the screen, the form and Home ask as often."""
    await near(company)
    await write(company.emma, "Een", shared=(1,))
    counts = []
    for _ in range(2):
        with company.app.house.database.count_queries() as counter:
            company.look(service.read, company.person("U_EMMA"), talk_id(company))
        counts.append(counter.count)
        await company.emma.press("preparation.change")
        company.emma.fill(**{f"answer_{n}": "Tekst" for n in range(1, 5)})
        await company.emma.submit()

    assert counts[0] == counts[1] <= 6


async def test_home_costs_as_many_queries_for_one_talk_as_for_three(company):
    """Mark has one talk that is near, then three."""
    mark, t = company.person("U_MARK"), company.app.house.texts.of("nl")
    counts = []
    for number, slack_id in enumerate(("U_EMMA", "U_NOOR", "U_LEE")):
        if number:
            company.pair(slack_id, "U_MARK")
        actor = {"U_EMMA": "emma", "U_NOOR": "noor", "U_LEE": "lee"}[slack_id]
        await plan(company, TUESDAY + timedelta(hours=number), proposer=actor)
        await company.mark.command(f"/talk prepare @{actor}")
        await company.mark.close_modal()
        with company.app.house.database.count_queries() as counter:
            blocks = company.look(service_home.home, mark, t)
        counts.append((counter.count, len(blocks)))

    assert counts == [(5, 2), (5, 3), (5, 4)]
