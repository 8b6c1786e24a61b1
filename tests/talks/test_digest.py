"""The digest: what may be read at that moment, the same for both, within Slack's limits, at a fixed cost."""

from datetime import UTC, datetime

import pytest
from talk_steps import DIGEST_AT, add_feedback, add_goal, plan, said

from storage import feedback
from storage.deliveries import Delivery, refresh
from storage.pairs import pairs_of, set_pair_state
from storage.talks import current_talks


async def test_it_shows_what_was_shared_and_nothing_else(company):
    """Goals with their movement and feedback that Emma shared; not what she kept; to both the same."""
    await plan(company)
    add_goal(company, "Beter *presenteren* <!here>", progress=40)
    add_goal(company, "Geheim doel", shared=False)
    add_feedback(company, "Rustig uitgelegd & <@U_LEE>")
    add_feedback(company, "Geheime feedback", shared=False)
    await company.until(DIGEST_AT)
    shown = company.mark.inbox[-1].words

    assert "0 % → 40 %, op koers: Beter *presenteren* <!here>" in shown
    assert "Van @Noor Bakker (Vrij)" in shown
    assert "Rustig uitgelegd & <@U_LEE>" in shown
    assert "Geheim" not in said(company.mark)
    assert company.emma.inbox[-1].words == f"Dit is wat @Mark Jansen ziet.\n{shown}"
    assert "presenteren" not in company.mark.inbox[-1].text


async def test_withdrawn_before_it_is_sent(company):
    """Sharing that ended in the meantime is not in it: the moment of rendering decides."""
    await plan(company)
    answer = add_feedback(company, "Toch maar niet")
    company.look(feedback.unshare, answer)
    await company.until(DIGEST_AT)

    assert "Toch maar niet" not in said(company.mark)
    assert (
        "nog" not in said(company.mark).split("Gespreksoverzicht")[1].split("Vragen")[0].split("Feedback")[0]
    )


async def test_each_reads_their_own_language(company):
    """Lee (English) with Emma (Dutch): questions and titles in the reader's language."""
    company.pair("U_NOOR", "U_LEE")
    await plan(company, proposer="noor", chooser="lee")
    await company.until(datetime(2026, 2, 27, 9, 0, tzinfo=UTC))

    assert "Questions to ask" in company.lee.inbox[-1].words
    assert "Vragen om te stellen" in company.noor.inbox[-1].words
    assert "Dit is wat @Lee Carter ziet." in company.noor.inbox[-1].words


async def test_long_lists_are_cut_and_shown_in_a_modal(company):
    """Fifty goals and fifty long answers: the message and the modal stay within Slack's limits."""
    await plan(company, aim="x" * 200)
    for number in range(50):
        add_goal(company, f"Doel {number} " + "é" * 150, progress=10)
        add_feedback(company, f"Feedback {number} " + "<&>" * 900)
    await company.until(DIGEST_AT)
    digest = company.mark.inbox[-1]

    assert digest.words.startswith("Gespreksoverzicht")
    assert len(digest.blocks) <= 50
    assert "en nog 45" in digest.words
    await company.mark.press("Alles tonen")
    assert len(company.mark.modal.blocks) <= 100
    assert "en nog 30" in company.mark.modal.text
    assert company.mark.modal.text.count("Doel ") == 20


async def test_show_all_asks_again(company):
    """The pair ended after the digest was sent: its button shows nothing any more."""
    await plan(company)
    for number in range(7):
        add_goal(company, f"Doel {number}")
    await company.until(DIGEST_AT)
    pair = company.look(pairs_of, company.person("U_EMMA").id)[0].id
    company.look(set_pair_state, pair, "ended")
    await company.mark.press("Alles tonen")

    assert "Doel" not in company.mark.modal.text
    assert "niet meer gepland" in company.mark.modal.text


async def test_it_costs_the_same_for_one_and_for_fifty(company):
    """One goal and one answer, or fifty of each: as many queries."""
    await plan(company)
    pair = company.look(pairs_of, company.person("U_EMMA").id)[0].id
    plan_id = company.look(current_talks, [pair])[pair].plan_id
    word = company.app.courier.kinds["talks.digest"].word
    t = company.app.house.texts.of("nl")
    mark = company.person("U_MARK")
    delivery = Delivery(
        1, company.workspace, "person", mark.id, "talks.digest", plan_id, "", "", "due", "n",
        DIGEST_AT, 0, 0, False, None, None, None,
    )  # fmt: skip
    counts = []
    for more in (1, 49):
        for number in range(more):
            add_goal(company, f"Doel {number}")
            add_feedback(company, f"Feedback {number}")
        company.look(word, delivery, mark, t)
        with company.app.house.database.count_queries() as counter:
            assert company.look(word, delivery, mark, t) is not None
        counts.append(counter.count)

    assert counts[0] == counts[1]
    assert counts[0] < 20


async def test_home_costs_the_same_for_one_and_for_many_pairs(company):
    """A manager of one and of five: as many queries, and one line a pair."""
    home = next(one.home for one in company.app.house.features if one.name == "talks")
    t = company.app.house.texts.of("nl")
    mark = company.person("U_MARK")
    counts = []
    for employees in ((), ("U_NOOR", "U_LEE", "U_SAM", "U_ANNA")):
        for employee in employees:
            company.pair(employee, "U_MARK")
        with company.app.house.database.count_queries() as counter:
            blocks = company.look(home, mark, t)
        counts.append(counter.count)

    assert counts[0] == counts[1]
    assert len(blocks) == 6


@pytest.mark.parametrize("kind", ["talks.digest", "talks.start", "talks.close"])
async def test_drawn_anew_nothing_is_repeated(company, kind):
    """Whatever makes a message be drawn anew, it stays one message."""
    await plan(company)
    await company.until(DIGEST_AT)
    pair = company.look(pairs_of, company.person("U_EMMA").id)[0].id
    plan_id = company.look(current_talks, [pair])[pair].plan_id
    count = len(company.mark.inbox)
    company.look(refresh, kind, plan_id)
    await company.app.settle()

    assert len(company.mark.inbox) == count


async def test_planned_while_away_until_the_day_before(company):
    """Emma is away until the eve of the talk that Mark proposes: she can plan it, and hears that morning."""
    await company.emma.command("/goodtalk settings")
    company.emma.fill(away_until="2026-03-02")
    await company.emma.submit()
    await company.emma.close_modal(all_views=True)
    await plan(company, proposer="mark", chooser="emma")
    await company.hourly_until(datetime(2026, 3, 3, 7, 59, tzinfo=UTC))
    early = said(company.emma)
    await company.later(minutes=2)

    assert "is gepland op dinsdag 3 maart om 10:00" in early
    assert "Gespreksoverzicht" not in early
    assert "Gespreksoverzicht" in said(company.emma)
