"""Who is named in the readers line of a form reads it once it is shared, and nobody else ever."""

import re

import pytest

from bot.errors import PersonError
from bot.features.feedback import reading, service_items
from bot.people import readers_named
from bot.privacy import Kind
from storage import feedback, feedback_asks
from storage.pairs import pairs_of, set_pair_state

WORDS = "On Tuesday you asked the client what they needed."
EVERYBODY = ("U_EMMA", "U_MARK", "U_LEE", "U_NOOR", "U_SAM", "U_ANNA", "U_GONE", "U_GUEST")


def named_in(actor):
    """Whom the readers line of the form on top names, by Slack id."""
    lines = [
        element["text"]
        for block in actor.modal.blocks
        if block["type"] == "context"
        for element in block["elements"]
        if element["text"].startswith(("Read by:", "Wie leest dit:"))
    ]
    assert len(lines) == 1
    return set(re.findall(r"<@(\w+)>", lines[0]))


def who(company, opens):
    """Who of everybody can open something."""
    found = set()
    for slack_id in EVERYBODY:
        try:
            if company.look(opens, company.person(slack_id)):
                found.add(slack_id)
        except PersonError:
            continue
    return found


def share_with_all(company, owner, answer):
    """Share it with whoever the app lets its owner share with."""
    for slack_id in EVERYBODY:
        try:
            company.look(service_items.share_with, company.person(owner), answer, company.person(slack_id).id)
        except PersonError:
            continue


async def give(_desk, author):
    await author.command("/feedback give @emma")
    named = named_in(author)
    author.fill(question_1=WORDS, question_2="They felt heard.", question_3="They signed.")
    await author.submit()
    return named


async def thank(_desk, author):
    await author.command("/feedback thanks @emma")
    named = named_in(author)
    author.fill(question_1=WORDS, question_2="They signed.")
    await author.submit()
    return named


async def answer(desk, author):
    await desk.ask(desk.company.emma, author.id)
    await author.press("feedback.open_answer")
    named = named_in(author)
    author.fill(question_1=WORDS, question_2=WORDS, question_3=WORDS)
    await author.submit()
    return named


async def change(desk, author):
    await answer(desk, author)
    await author.close_modal()
    await author.press("feedback.open_change")
    return named_in(author)


def nobody(_company):
    """Emma has her manager only, as in every test."""


def many(company):
    """Coach and matrix manager; somebody who did not confirm, and somebody whose time ended."""
    company.pair("U_EMMA", "U_NOOR", role="coach")
    company.pair("U_EMMA", "U_ANNA", role="matrix")
    company.pair("U_EMMA", "U_SAM", role="coach", state="proposed")
    company.look(set_pair_state, company.pair("U_EMMA", "U_LEE", role="matrix"), "ended")


def alone(company):
    """No talk partner at all."""
    for pair in company.look(pairs_of, company.person("U_EMMA").id):
        company.look(set_pair_state, pair.id, "ended")


def coach_only(company):
    """A coach and no manager."""
    alone(company)
    company.pair("U_EMMA", "U_NOOR", role="coach")


@pytest.mark.parametrize("author", ["U_LEE", "U_MARK"])
@pytest.mark.parametrize("pairs", [nobody, many, alone, coach_only])
@pytest.mark.parametrize("write", [give, thank, answer, change])
async def test_who_is_named_reads_it_once_shared_and_nobody_else(company, desk, write, pairs, author):
    """Before sharing only Emma and the author; after sharing with all she can, those who were named."""
    pairs(company)
    named = await write(desk, company.act(author))
    item = company.look(feedback.received_by, company.person("U_EMMA").id, limit=1)[0]

    def opens(tx, person):
        return service_items.open_answer(tx, person, item.id)

    assert who(company, opens) == {"U_EMMA", author}
    share_with_all(company, "U_EMMA", item.id)
    assert who(company, opens) == named | {author}


async def test_only_for_its_owner_names_nobody_else(company, desk):
    """After narrowing, the form says so, and sharing is refused."""
    many(company)
    await desk.ask(company.emma, "U_LEE")
    await desk.answer(company.lee)
    await company.lee.press("feedback.open_change")
    company.lee.fill(visibility=["only_owner"])
    await company.lee.submit()
    await company.lee.close_modal()
    await company.lee.press("feedback.open_change")
    item = company.look(feedback.received_by, company.person("U_EMMA").id, limit=1)[0]
    share_with_all(company, "U_EMMA", item.id)

    assert named_in(company.lee) == {"U_EMMA"}
    assert "and nobody else. It cannot be shared." in company.lee.modal
    assert who(company, lambda tx, person: service_items.open_answer(tx, person, item.id)) == {
        "U_EMMA",
        "U_LEE",
    }


async def test_question_and_reply_are_for_the_two_they_name(company, desk):
    """Also when the feedback itself is shared with everybody it can be shared with."""
    many(company)
    await desk.ask(company.emma, "U_LEE")
    await desk.answer(company.lee)
    item = company.look(feedback.received_by, company.person("U_EMMA").id, limit=1)[0]
    share_with_all(company, "U_EMMA", item.id)
    await company.emma.press("Lezen")
    await company.emma.press("Vraag stellen")
    assert named_in(company.emma) == {"U_LEE"}
    company.emma.fill(question="Welke demo?")
    await company.emma.submit()
    await company.lee.press("Read and answer")
    assert named_in(company.lee) == {"U_EMMA"}
    company.lee.fill(reply="The first one.")
    await company.lee.submit()

    def reads_thread(tx, person):
        return service_items.open_answer(tx, person, item.id).thread

    assert who(company, reads_thread) == {"U_EMMA", "U_LEE"}


async def test_the_line_of_a_no_thanks_is_for_who_asked(company, desk):
    """Named in the form; no manager, HR or other colleague opens it."""
    many(company)
    await desk.ask(company.emma, "U_LEE")
    await company.lee.press("No thanks")
    assert named_in(company.lee) == {"U_EMMA"}
    company.lee.fill(reason="I was not there.")
    row = company.look(feedback_asks.open_of_asker, company.person("U_EMMA").id)[0]
    await company.lee.submit()

    assert who(company, lambda tx, person: reading.open_reason(tx, person, row.id)) == {"U_EMMA", "U_LEE"}


async def test_who_left_is_not_named(company):
    """A manager who does not work here any more reads nothing."""
    member = company.slack.members["U_MARK"]
    member.deleted = True
    await company.slack.events.user_change(member)
    await company.lee.command("/feedback give @emma")

    assert named_in(company.lee) == {"U_EMMA"}


async def test_in_dutch_with_everybody_named(company):
    """Manager by name in brackets, the others after it."""
    company.pair("U_LEE", "U_SAM")
    company.pair("U_LEE", "U_NOOR", role="coach")
    company.pair("U_LEE", "U_ANNA", role="matrix")
    await company.emma.command("/feedback bedank @lee")

    assert named_in(company.emma) == {"U_LEE", "U_SAM", "U_NOOR", "U_ANNA"}
    assert (
        "Wie leest dit: @Lee Carter, die het kan delen met de eigen leidinggevende (@Sam Rivera) en met "
        in company.emma.modal
    )
    assert "Anderen lezen het alleen als jullie allebei ja zeggen." in company.emma.modal


@pytest.mark.parametrize("kind", Kind)
def test_any_kind_gets_its_line_from_the_guard(company, kind):
    """Goals and reflections too: nobody is promised to read along whom the guard refuses.

    A preparation is marked for one pair; written between Emma and Lee, it is never Mark's to read.
    """
    emma, lee, mark = (company.person(slack_id) for slack_id in ("U_EMMA", "U_LEE", "U_MARK"))
    named = company.look(readers_named, emma, lee, kind)
    shared = {Kind.NAMED_FEEDBACK, Kind.COMPLIMENT, Kind.GOAL, Kind.REFLECTION}

    assert named.along == []
    assert [pair.partner for pair in named.if_shared] == ([mark] if kind in shared else [])
    assert named.everybody_if_posted is (kind is Kind.COMPLIMENT)
