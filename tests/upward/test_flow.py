"""From a manager's question to the answers that open together, or to nothing at all."""

import asyncio
from datetime import UTC, date, datetime

import pytest
from upward_team import Team

from bot.features.upward import service
from playground.actor import ClientRefused
from storage import upward
from storage.calendars import set_days_off
from storage.org_settings import set_floor
from storage.pairs import pairs_of, set_pair_state

ODD = '*bold* <!channel> <@U1> &amp; "quotes" 🎉 payload=1'


def at(day, hour=9, minute=0):
    return datetime(2026, 2, day, hour, minute, tzinfo=UTC)


async def leave(company, slack_id):
    """Slack says that somebody was deactivated."""
    member = company.slack.members[slack_id]
    member.deleted = True
    await company.slack.events.user_change(member)


async def test_three_of_five_answer_and_the_manager_reads_them_together(company, team):
    """Nothing shows before the day after the last one; then all that was typed, exactly, and no name."""
    await team.ask(context=f"sprint {ODD}")
    assert f"sprint {ODD}" in company.lee.inbox[-1].words
    assert "Asked: @Anna Smit, @Emma de Vries, @Lee Carter, @Noor Bakker and @Sam Rivera." in str(
        company.lee.inbox[-1].words
    )
    for giver in team.people[:3]:
        await team.answer(giver, f"{ODD} {'x' * 2000}")
    await company.until(at(17, 7, 59))
    assert team.told(company.mark) == []

    await company.until(at(17, 8))
    assert [one.words for one in team.told(company.mark)] == [
        "De antwoorden van je team staan klaar.\n[Lezen]"
    ]
    words = await team.pages(company.mark)
    assert words.count(ODD) == 3 * 3 + 3
    assert "3 antwoorden, geopend op 17 februari 2026." in words
    assert not any(name in words for name in ("Emma", "Lee", "Noor", "Sam", "Anna"))
    assert team.told(company.lee)[-1].words == (
        "The anonymous question of @Mark Jansen is closed, and the answers are there. "
        "There is nothing more to do."
    )
    await company.later(days=10)
    assert len(team.told(company.mark)) == 1


async def test_fewer_than_the_floor_is_erased_unread_and_everybody_is_told(company, team):
    """Two of five answered."""
    await team.ask()
    for giver in team.people[:2]:
        await team.answer(giver, "secret thought")
    await company.until(at(17))

    told = team.told(company.mark)[-1]
    assert "Minder dan 3 mensen hebben geantwoord" in told.words
    assert "[Lezen]" not in told.words
    assert "Fewer than 3 people answered, so everything is erased unread." in company.anna.inbox[0].words
    await company.mark.press("Vraag het op naam", in_=told)
    assert company.mark.modal.callback_id == "feedback.ask"


async def test_when_everybody_replied_it_opens_the_next_morning_not_at_once(company, team):
    """Three answers and two times "No thanks", of which nobody hears."""
    await team.ask()
    for giver in team.people[:3]:
        await team.answer(giver, "text")
    for giver in team.people[3:]:
        await giver.press("upward.decline", in_=team.question(giver))
        assert "Nobody hears of it" in giver.modal
        await giver.close_modal()
    await company.until(at(3, 7, 59))
    assert team.told(company.mark) == []
    await company.until(at(3, 8))

    assert len(team.told(company.mark)) == 1
    words = await team.pages(company.mark)
    assert "3 antwoorden" in words
    assert "2" not in words.splitlines()[1].replace("2026", "")


async def test_everybody_alike_is_reminded_once(company, team):
    """On Monday the 9th at 9:00 their own time, whoever answered too: to leave them out would tell."""
    await team.ask()
    await team.answer(company.lee, "text")
    await company.until(at(9, 7, 59))
    assert all(len(team.told(giver)) == 1 for giver in team.people)
    for moment in (at(9, 14), at(10, 14), at(11, 14), at(12, 14)):
        await company.until(moment)

    for giver in team.people:
        assert len(team.told(giver)) == 2
        assert "upward.open_answer" not in str(team.told(giver)[1].blocks)
    assert "If you replied already: thank you." in team.told(company.lee)[1].words
    assert team.told(company.mark) == []


async def test_each_person_answers_once(company, team):
    """Twice pressed, from a second device, and after a "No thanks": one effect, and a kind sentence."""
    await team.ask()
    lee = company.lee
    await lee.press("upward.open_answer")
    lee.fill(question_1="a", question_2="b", question_3="c")
    second = company.slack.stack("U_LEE").pop()
    await lee.press("upward.open_answer")
    lee.fill(question_1="d", question_2="e", question_3="f")
    await lee.submit(times=2)
    assert "Thank you. Your answer waits with the others" in lee.modal
    company.slack.modals["U_LEE"] = [second]
    result = await lee.submit()
    assert "You replied to this already" in result.errors["question_1"]
    await lee.close_modal()
    await lee.press("upward.open_answer")
    assert "You replied to this already" in lee.modal
    await lee.close_modal()
    await lee.press("upward.decline")
    assert "You replied to this already" in lee.modal

    found = company.look(upward.open_rounds_of, company.person("U_MARK").id)[0]
    assert company.look(upward.pool_of, found.id).answers == 1


async def test_five_at_once_lose_nothing(company, team):
    """All send in the same moment."""
    await team.ask()
    for giver in team.people:
        await giver.press("upward.open_answer")
        giver.fill(question_1=giver.id, question_2="b", question_3="c")
    await asyncio.gather(*(giver.submit() for giver in team.people))
    await company.later(days=1)
    words = await team.pages(company.mark)

    assert all(giver.id in words for giver in team.people)


async def test_five_at_once_lose_nothing_on_postgresql(company_on_postgres):
    """Transactions that read an older pool are run again."""
    team = Team(company_on_postgres)
    await team.ask()
    for giver in team.people:
        await giver.press("upward.open_answer")
        giver.fill(question_1=giver.id, question_2="b", question_3="c")
    await asyncio.gather(*(giver.submit(times=2) for giver in team.people))
    await company_on_postgres.later(days=1)
    words = await team.pages(company_on_postgres.mark)

    assert all(words.count(giver.id) == 1 for giver in team.people)


@pytest.mark.parametrize("how", ["closed", "cancelled", "manager left"])
async def test_too_late(company, team, how):
    """The form was open while the round ended; the text stays in the form, and nothing is kept."""
    await team.ask()
    await company.lee.press("upward.open_answer")
    company.lee.fill(question_1="late", question_2="b", question_3="c")
    match how:
        case "closed":
            await company.until(at(17))
        case "cancelled":
            await company.mark.command("/goodtalk teamfeedback")
            await company.mark.press("Intrekken")
            assert "Je vraag is ingetrokken." in company.mark.modal
        case "manager left":
            await leave(company, "U_MARK")
    result = await company.lee.submit()

    said = "the last day is past" if how == "closed" else "taken back meanwhile"
    assert said in result.errors["question_1"]
    assert company.lee.modal.field("question_1").value == "late"
    assert "[Answer]" not in company.lee.inbox[0].words


async def test_too_few_reports_are_refused_honestly(company):
    """Mark has talks with Emma only: nothing anonymous, but a named question is offered."""
    await company.mark.command("/goodtalk upward")

    assert "je voert hier gesprekken met 1 persoon" in company.mark.modal
    await company.mark.press("Vraag het op naam")
    assert company.mark.modal.callback_id == "feedback.ask"
    assert company.emma.inbox == []
    await company.mark.close_modal(all_views=True)
    await company.mark.open_home()
    assert "Teamfeedback" not in company.mark.home


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"givers": ["U_EMMA", "U_LEE"]}, "givers", "Kies minstens 3 mensen"),
        ({"due": "2026-02-02"}, "due", "Kies morgen of later"),
        ({"due": "2027-02-02"}, "due", "drie maanden"),
    ],
)
async def test_what_cannot_be_asked_is_said_at_its_field(team, values, field, said):
    """Nothing is sent then."""
    result = await team.ask(**values)

    assert said in result.errors[field]
    assert all(giver.inbox == [] for giver in team.people)


@pytest.mark.usefixtures("team")
async def test_only_ones_own_reports_can_be_asked(company):
    """An outsider to the team could be an accomplice who leaves one real answer."""
    lee = company.person("U_LEE")
    pair = company.look(pairs_of, lee.id)[0]
    company.look(set_pair_state, pair.id, "ended")
    await company.mark.command("/goodtalk upward")
    company.mark.fill(givers=["U_EMMA", "U_NOOR", "U_LEE", "U_GUEST"])
    result = await company.mark.submit()

    assert "Haal Lee Carter, Guest Person weg." in result.errors["givers"]


async def test_one_question_at_a_time_and_a_warning_for_the_next(company, team):
    """A second form that was open meanwhile is refused; after the opening the next form warns."""
    await company.mark.command("/goodtalk upward")
    form = company.slack.stack("U_MARK").pop()
    await team.ask()
    company.slack.modals["U_MARK"] = [form]
    result = await company.mark.submit()
    assert "Je hebt al een vraag openstaan." in result.errors["givers"]
    await company.mark.close_modal()
    for giver in team.people:
        await team.answer(giver, "text")
    await company.later(days=1)
    await company.mark.command("/goodtalk upward")

    assert "Minder dan 30 dagen geleden" in company.mark.modal


async def test_only_the_manager_reads_and_only_when_open(company, team):
    """Before, and for anybody else at any time: the same answer as for what does not exist."""
    await team.ask()
    for giver in team.people:
        await team.answer(giver, "text")
    mark, lee = company.person("U_MARK"), company.person("U_LEE")
    row = company.look(upward.open_rounds_of, mark.id)[0].id
    with pytest.raises(service.NotThere):
        company.look(service.read, mark, row)
    await company.later(days=1)

    assert company.look(service.read, mark, row).answers
    for person, number in ((lee, row), (mark, row + 1)):
        with pytest.raises(service.NotThere):
            company.look(service.read, person, number)
    with pytest.raises(service.NotThere):
        company.look(service.cancel, lee, row)


@pytest.mark.parametrize("value", ["", "1", "1.2", "x.y", "9" * 30, "1.1.abc.def", "é.ü"])
async def test_a_made_up_ballot_is_nobodys(company, team, value):
    """Whatever a client sends."""
    await team.ask()

    with pytest.raises(service.NotThere):
        company.look(service.answer, company.person("U_LEE"), value, ["a", "b", "c"])


async def test_somebody_elses_ballot_is_nobodys(company, team):
    """Emma holds Lee's button."""
    await team.ask()
    ballot = str(team.question(company.lee).blocks[-1]["elements"][0]["value"])

    with pytest.raises(service.NotThere):
        company.look(service.answer, company.person("U_EMMA"), ballot, ["a", "b", "c"])
    assert company.look(service.answer, company.person("U_LEE"), ballot, ["a", "b", "c"])


async def test_a_giver_who_leaves_or_changes_manager_stays_in_the_round(company, team):
    """Their answer cannot be found, so it cannot be taken out; and who changes may still answer."""
    await team.ask()
    await team.answer(company.lee, "from who left")
    await leave(company, "U_LEE")
    pair = company.look(pairs_of, company.person("U_NOOR").id)[0]
    company.look(set_pair_state, pair.id, "ended")
    await team.answer(company.noor, "from who changed")
    await team.answer(company.anna, "text")
    await company.until(at(17))
    words = await team.pages(company.mark)

    assert "from who left 1" in words
    assert "from who changed 1" in words


async def test_home_of_the_manager(company, team):
    """The button, then how it stands, then the answers; for everybody else nothing."""
    await company.mark.open_home()
    await company.mark.press("Vraag je team")
    await company.mark.submit()
    await company.mark.close_modal()
    assert "Je hebt 5 mensen gevraagd." in company.mark.home
    for giver in team.people[:4]:
        await team.answer(giver, "text")
    assert "Tot dan ziet niemand hoeveel het er zijn." in company.mark.home
    await company.until(at(17))
    assert "Antwoorden van je team, geopend op 17 februari 2026" in company.mark.home
    await company.emma.open_home()

    assert "Teamfeedback" not in company.emma.home


async def test_taking_back_from_home(company, team):
    """Everybody is told, what was written is gone, and a new question can be asked."""
    await company.mark.open_home()
    await team.ask()
    await team.answer(company.lee, "text")
    await company.mark.press("Intrekken", in_=company.mark.home)

    assert "taken back. Everything written for it is erased unread." in company.lee.inbox[-1].words
    assert "Vraag je team" in company.mark.home
    assert (await team.ask()).ok
    await company.until(at(17))
    assert len(team.told(company.mark)) == 1


async def test_the_floor_of_the_round_is_that_of_its_asking(company, team):
    """An admin raises the floor to 5 meanwhile: the promise made before stays, the next one says 5."""
    await team.ask()
    company.look(set_floor, 5)
    for giver in team.people[:3]:
        await team.answer(giver, "text")
    await company.until(at(17))
    assert "[Lezen]" in team.told(company.mark)[-1].words
    await company.mark.command("/goodtalk upward")

    assert "minstens 5 mensen" in company.mark.modal


async def test_confidential_is_never_said(team):
    """The words "anonymous" and "confidential" are not mixed, in either language."""
    await team.ask()
    for giver in team.people[:2]:
        await giver.press("upward.open_answer")
        words = giver.inbox[-1].words + giver.modal.words
        assert "confiden" not in words
        assert "vertrouwelijk" not in words


async def test_a_question_left_empty_is_asked_for(company, team):
    """White space is nothing."""
    await team.ask()
    await company.lee.press("upward.open_answer")
    with pytest.raises(ClientRefused):
        await company.lee.submit()
    company.lee.fill(question_1="a", question_2="  ", question_3="c")
    result = await company.lee.submit()

    assert list(result.errors) == ["question_2"]


async def test_home_costs_three_queries(company, team):
    """However many people and rounds."""
    mark = company.person("U_MARK")
    await team.ask()
    with company.app.house.database.count_queries() as counter:
        company.look(service.desk, mark)

    assert counter.count == 3


async def test_the_last_day_that_is_offered_counts_the_days_off_of_the_manager(company, team):
    """Ten working days, without King's Day and the company's own day off: two days later than usual."""
    await company.until(datetime(2026, 4, 15, 8, tzinfo=UTC))
    await company.mark.command("/goodtalk upward")
    usual = company.mark.modal.field("due").value
    await company.mark.close_modal()
    company.look(set_days_off, [date(2026, 4, 24)])

    await company.mark.command("/goodtalk upward")

    assert len(team.people) == 5
    assert (usual, company.mark.modal.field("due").value) == ("2026-04-30", "2026-05-01")
