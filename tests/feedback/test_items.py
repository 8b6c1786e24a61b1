"""The inbox, and what an owner can do with one piece of feedback."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.features.feedback import forms, service, service_inbox
from bot.features.feedback.rules_answers import Period
from bot.features.feedback.service_inbox import Wanted
from storage import feedback, feedback_asks, feedback_marks, feedback_questions
from storage.pairs import pairs_of, set_pair_state

ODD = '*bold* <!channel> &amp; "quotes" it\'s 🎉 payload=1'


async def received(company, desk, *, giver="U_LEE"):
    """Emma asks, somebody answers, Emma reads."""
    await desk.ask(company.emma, giver)
    await desk.answer(company.act(giver))
    await company.emma.press("Lezen")
    return company.look(feedback.received_by, company.person("U_EMMA").id, limit=1)[0]


async def test_thanks_reach_the_giver_once(company, desk):
    """Pressed twice in one moment: one message, and the button is gone."""
    await received(company, desk)
    await company.emma.press("Bedanken", times=2)
    assert "Je hebt @Lee Carter bedankt." in company.emma.modal
    assert "[Bedanken]" not in company.emma.modal
    told = [one.words for one in company.lee.inbox if "thanks you" in one.words]

    assert told == ["@Emma de Vries thanks you for your feedback (Start / Stop / Continue). It helped."]


async def test_what_the_manager_wrote_is_not_offered_to_them(company, desk):
    """Mark knows it already; in both languages."""
    await received(company, desk, giver="U_MARK")
    assert "Je leidinggevende schreef dit zelf en kent het dus al." in company.emma.modal
    assert "Delen met leidinggevende" not in company.emma.modal
    await company.emma.close_modal()
    company.slack.members["U_EMMA"].locale = "en-GB"
    await company.app.start()
    await company.emma.press("feedback.read")

    assert "Your manager wrote this, so they know it already." in company.emma.modal


async def test_a_question_and_its_answer_stand_under_the_feedback(company, desk):
    """Neither stands in a DM; both read both, Mark reads neither."""
    answer = await received(company, desk)
    await company.emma.press("Delen met leidinggevende")
    await company.emma.press("Vraag stellen")
    assert "Wie leest dit: @Lee Carter en jij, en niemand anders." in company.emma.modal
    company.emma.fill(question=ODD)
    await company.emma.submit()
    told = company.lee.inbox[-1]
    assert told.words == "@Emma de Vries has a question about your feedback.\n[Read and answer]"
    await company.lee.press("Read and answer")
    assert ODD in company.lee.modal
    company.lee.fill(reply="At the second slide.")
    await company.lee.submit(times=2)
    assert "You answered the question of @Emma de Vries" in told.words
    news = company.emma.inbox[-1]
    assert news.words == "@Lee Carter heeft je vraag over de feedback beantwoord.\n[Lezen]"
    assert len([one for one in company.emma.inbox if "over de feedback" in one.words]) == 1
    await company.emma.close_modal(all_views=True)
    await company.emma.press("Lezen", in_=news)
    assert ODD in company.emma.modal
    assert "At the second slide." in company.emma.modal
    assert "[Vraag stellen]" in company.emma.modal
    await company.mark.command("/feedback list")
    await company.mark.press("Lezen")

    assert "Keep the demos short." in company.mark.modal
    assert "second slide" not in company.mark.modal
    assert len(company.look(feedback_questions.questions_about, answer.id)) == 1


async def test_what_was_asked_about_something_taken_back_is_over(company, desk):
    """No button is left in the messages about the question, answered or not."""
    await received(company, desk)
    await company.emma.press("Vraag stellen")
    company.emma.fill(question="Welke demo?")
    await company.emma.submit()
    await company.emma.close_modal(all_views=True)
    await company.lee.press("Take back", in_=company.lee.inbox[0])
    assert company.lee.inbox[-1].words == (
        "This feedback was taken back. That happens; there is nothing to do for you."
    )
    assert "[" not in "".join(message.words for message in company.emma.inbox)

    await received(company, desk, giver="U_SAM")
    await company.emma.press("Vraag stellen")
    company.emma.fill(question="Welke demo?")
    await company.emma.submit()
    await company.sam.press("Read and answer")
    company.sam.fill(reply="The first one.")
    await company.sam.submit()
    await company.sam.close_modal()
    await company.sam.press("Take back", in_=company.sam.inbox[0])

    assert "[" not in "".join(message.words for message in company.emma.inbox)
    assert company.emma.inbox[-1].words.startswith("Deze feedback is teruggenomen.")


async def test_one_open_question_at_a_time(company, desk):
    """While Lee has not answered there is no button, and an old one says to wait."""
    answer = await received(company, desk)
    emma = company.person("U_EMMA")
    await company.emma.press("Vraag stellen")
    company.emma.fill(question="Welke demo?")
    await company.emma.submit()
    await company.emma.close_modal()
    assert "[Vraag stellen]" not in company.emma.modal
    button = company.emma.modal.shown.blocks[-3]["elements"][0]
    button["action_id"] = "feedback.open_question"
    await company.emma.press("feedback.open_question")

    assert "heeft je vorige vraag nog niet beantwoord" in company.emma.modal
    assert len(company.look(feedback_questions.questions_about, answer.id)) == 1
    assert company.look(feedback.count_received, emma.id) == 1


@pytest.mark.parametrize("text", ["   ", "x" * 501])
async def test_a_question_that_is_empty_or_too_long_is_said_at_its_field(company, desk, text):
    """Nothing is sent."""
    await received(company, desk)
    await company.emma.press("Vraag stellen")
    company.emma.modal.shown.blocks[1]["optional"] = True
    company.emma.modal.shown.state["question"]["value"] = {"value": text}
    before = len(company.lee.inbox)
    result = await company.emma.submit()

    assert list(result.errors) == ["question"]
    assert len(company.lee.inbox) == before


@pytest.mark.parametrize(
    "action",
    [
        "feedback.thank",
        "feedback.open_question",
        "feedback.take_to_talk",
        "feedback.share",
        "feedback.unshare",
    ],
)
async def test_nobody_but_the_owner_presses_these(company, desk, action):
    """Lee wrote it, Sam made the button up: neither may."""
    answer = await received(company, desk)
    await company.sam.command("/feedback list")
    await company.lee.command("/feedback given")
    await company.lee.press("Open")
    for actor in (company.lee, company.sam):
        blocks = actor.modal.shown.blocks
        button = next(one for block in blocks for one in block.get("elements", []) if one["type"] == "button")
        button |= {"action_id": action, "value": str(answer.id)}
        actor.modal.shown.given["private_metadata"] = f'{{"id":"{answer.id}","manager":"1"}}'
        await actor.press(action)
    kept = company.look(feedback.answer_by_id, answer.id)

    assert (kept.thanked_at, kept.taken_at) == (None, None)
    assert company.look(feedback.shares_of, answer.id) == []


async def test_each_talk_partner_is_shared_with_apart(company, desk):
    """Manager, matrix manager and coach; Emma sees who read it, and takes one back without the others."""
    company.pair("U_EMMA", "U_NOOR", role="coach")
    company.pair("U_EMMA", "U_ANNA", role="matrix")
    answer = await received(company, desk)
    assert "Je kunt @Noor Bakker, je coach, ook laten meelezen." in company.emma.modal
    await company.emma.press("feedback.share_with", nth=0, times=2)
    await company.emma.press("feedback.share_with", nth=0)
    assert "Alleen jij en de schrijver" not in company.emma.modal
    assert "Je kunt @Mark Jansen, je leidinggevende, ook laten meelezen." in company.emma.modal
    await company.emma.press("Delen met leidinggevende")
    for actor in (company.noor, company.anna, company.mark):
        await actor.command("/feedback list")
        await actor.press("feedback.read")
        assert "Keep the demos short." in actor.modal
        await actor.close_modal(all_views=True)
    await company.emma.close_modal()
    await company.emma.press("Lezen")
    assert "@Noor Bakker, je coach, die het op maandag 2 februari voor het eerst las" in company.emma.modal
    await company.emma.press("feedback.unshare")
    await company.emma.press("feedback.unshare_with")
    shares = company.look(feedback.shares_of, answer.id)

    assert len(shares) == 1
    assert shares[0].reader.slack_id in {"U_NOOR", "U_ANNA"}
    assert "Delen met leidinggevende" in company.emma.modal


async def test_a_coach_who_stopped_reads_nothing_any_more(company, desk):
    """Sharing ends with the pair, and a button with somebody else's id shares with nobody."""
    pair = company.pair("U_EMMA", "U_NOOR", role="coach")
    answer = await received(company, desk)
    await company.emma.press("feedback.share_with")
    company.look(set_pair_state, pair, "ended")
    await company.noor.command("/feedback list")
    assert "Lee Carter" not in company.noor.modal
    await company.emma.close_modal()
    company.pair("U_EMMA", "U_ANNA", role="coach")
    await company.emma.press("Lezen")
    desk.put_value(company.emma.modal.shown, "feedback.share_with", company.person("U_SAM").id)
    await company.emma.press("feedback.share_with")

    shared = {share.reader.slack_id for share in company.look(feedback.shares_of, answer.id)}
    assert shared == {"U_NOOR"}
    assert company.look(pairs_of, company.person("U_NOOR").id) == []


async def test_what_is_taken_to_the_talk_stands_first_in_what_is_shared(company, desk):
    """Newest first otherwise; taken, left out and taken again."""
    emma, mark = company.person("U_EMMA"), company.person("U_MARK")
    first = await received(company, desk)
    await company.emma.press("Delen met leidinggevende")
    await company.emma.press("Meenemen naar gesprek")
    assert "Je neemt dit mee naar je volgende gesprek." in company.emma.modal
    await company.emma.close_modal()
    await company.later(hours=1)
    second = await received(company, desk, giver="U_SAM")
    await company.emma.press("Delen met leidinggevende")
    since = company.clock.now() - timedelta(days=1)
    shared = [one.answer for one in company.look(feedback.shared_with, emma.id, mark.id, since)]
    assert shared == [first.id, second.id]
    assert [one.id for one in company.look(feedback_marks.taken_to_talk, emma.id)] == [first.id]
    await company.emma.close_modal()
    await company.emma.command("/feedback ontvangen")
    await company.emma.press("Lezen", nth=1)
    await company.emma.press("Niet meenemen")

    assert company.look(feedback_marks.taken_to_talk, emma.id) == []


async def test_a_giver_who_left_stays_named_and_gets_no_more_messages(company, desk):
    """No Thank and no question; an old button says why."""
    await received(company, desk)
    member = company.slack.members["U_LEE"]
    member.deleted = True
    await company.slack.events.user_change(member)
    before = len(company.lee.inbox)
    await company.emma.press("Bedanken")
    assert "Lee Carter werkt hier niet meer" in company.emma.modal
    await company.emma.close_modal()
    await company.emma.close_modal()
    await company.emma.press("Lezen")

    assert "Van @Lee Carter" in company.emma.modal
    assert "[Bedanken]" not in company.emma.modal
    assert "[Vraag stellen]" not in company.emma.modal
    assert len(company.lee.inbox) == before


def fill(company, count):
    """Emma received `count` answers, one an hour back, from two people, with two forms."""
    emma = company.person("U_EMMA")
    people = [company.person("U_LEE"), company.person("U_SAM")]
    known = forms.askable(company.app.house.texts)

    def keep(tx):
        for number in range(count):
            giver, form = people[number % 2], known["tops_tips" if number % 3 else "project"]
            then = replace_now(tx, timedelta(hours=number))
            rows = feedback_asks.add_ask(
                then,
                asker=emma.id,
                form=form,
                context=None,
                due_on=tx.now.date(),
                givers={giver.id: then.now},
            )
            service.answer(then, giver, rows[giver.id], [f"text {number}"] * len(form.questions))

    company.look(keep)


def replace_now(tx, back):
    return replace(tx, now=tx.now - back)


@pytest.mark.parametrize("count", [12, 500])
async def test_the_inbox_costs_a_fixed_number_of_queries(company, count):
    """Any page, any filter, 12 items or 500."""
    fill(company, count)
    emma, lee = company.person("U_EMMA"), company.person("U_LEE")
    costs = set()
    for wanted in (
        Wanted(),
        Wanted(page=10**5),
        Wanted(Period.THIS_QUARTER, "project", None, lee.id),
        Wanted(goal=1),
    ):
        with company.app.house.database.count_queries() as counter:
            company.look(service_inbox.inbox, emma, wanted)
        costs.add(counter.count)

    assert costs == {5}


async def test_filters_narrow_and_pages_turn(company):
    """From the command: person, form and period; what is not there is said, and everything comes back."""
    fill(company, 25)
    await company.emma.command("/feedback ontvangen")
    assert "25 keer feedback." in company.emma.modal
    assert "Pagina 1 van 3" in company.emma.modal
    await company.emma.press("Volgende")
    await company.emma.press("Volgende")
    assert company.emma.modal.text.count("[Lezen]") == 5
    sam = str(company.person("U_SAM").id)
    await company.emma.press("feedback.inbox_person", value=sam)
    assert "12 keer feedback." in company.emma.modal
    await company.emma.press("feedback.inbox_form", value="project")
    assert "4 keer feedback." in company.emma.modal
    await company.emma.press("feedback.inbox_period", value="last_quarter")
    assert "Niets gevonden." in company.emma.modal
    await company.emma.press("feedback.inbox_period", value="this_year")
    assert "4 keer feedback." in company.emma.modal
    await company.emma.press("feedback.inbox_form", value="all")
    await company.emma.press("feedback.inbox_person", value="all")

    assert "25 keer feedback." in company.emma.modal


async def test_made_up_filters_are_none(company):
    """Whatever a client puts into the modal."""
    fill(company, 3)
    await company.emma.command("/feedback received")
    company.emma.modal.shown.given["private_metadata"] = (
        '{"period":"century","form":7,"goal":"-1","person":"' + "9" * 19 + '","page":-5}'
    )
    await company.emma.press("feedback.inbox_period", value="all")

    assert "3 keer feedback." in company.emma.modal


async def test_nothing_received_yet(company):
    """One sentence and what to do, in English for Lee; from the list as well."""
    await company.lee.command("/feedback list")
    await company.lee.press("What you received")
    assert "Answers you get will stand here." in company.lee.modal
    await company.lee.close_modal()
    await company.lee.press("What you gave")

    assert "What you give by name will stand here." in company.lee.modal


async def test_two_people_submitting_at_once_lose_nothing_on_postgresql(company_on_postgres):
    """Both arrive, in one message or two; thanks, question and sharing work there too."""
    company = company_on_postgres
    await company.emma.command("/feedback vraag @lee @sam @anna na de demo")
    await company.emma.submit()
    await company.emma.close_modal()
    actors = [company.lee, company.sam, company.anna]
    for actor in actors:
        await actor.press("Answer")
        actor.fill(question_1="Keep the demos short.", question_2="Fewer slides.", question_3="Talk slower.")
    await asyncio.gather(*(actor.submit() for actor in actors))
    assert company.look(feedback.count_received, company.person("U_EMMA").id) == 3
    told = "\n".join(message.words for message in company.emma.inbox)
    assert all(name in told for name in ("Lee Carter", "Sam Rivera", "Anna Smit"))
    await company.emma.command("/feedback ontvangen")
    await company.emma.press("feedback.inbox_person", value=str(company.person("U_SAM").id))
    await company.emma.press("Lezen")
    await company.emma.press("Bedanken", times=2)
    await company.emma.press("Vraag stellen")
    company.emma.fill(question="Welke dia?")
    await company.emma.submit()
    await company.sam.close_modal()
    await company.sam.press("Read and answer")
    company.sam.fill(reply="The second.")
    await company.sam.submit()

    assert [one.words.splitlines()[0] for one in company.emma.inbox][-1].startswith("@Sam Rivera")
