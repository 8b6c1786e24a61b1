"""As much as fits: five answers of 3,000 characters are kept, changed, shared and read whole."""

import asyncio

from storage import feedback

LONG = [(f"{number} *x* <!channel> &amp; 🎉 " * 500)[:3000] for number in range(1, 6)]
NAMES = [f"question_{number}" for number in range(1, 6)]


def texts(actor):
    return [
        piece["text"]
        for block in actor.modal.blocks
        if block["type"] == "rich_text"
        for part in block["elements"]
        for piece in part["elements"]
    ]


async def read_all(actor):
    """The texts of every page, from the first to the last."""
    found = texts(actor)
    while "feedback.read_next" in str(actor.modal.blocks):
        await actor.press("feedback.read_next")
        found += texts(actor)
    return found


async def ask_five(company):
    """Emma asks five questions of her own."""
    await company.emma.command("/feedback vraag @lee de demo")
    await company.emma.press("form", value="own")
    company.emma.fill(**{name: f"Vraag {name}?" for name in NAMES})
    await company.emma.submit()
    await company.emma.close_modal()


async def test_typed_kept_sent_changed_shared_and_read_whole(company):
    """Through the draft, the change form, the manager and what the giver sees."""
    await ask_five(company)
    await company.lee.press("Answer")
    company.lee.fill(**dict(zip(NAMES, LONG, strict=True)))
    await company.lee.close_modal()
    await company.lee.press("Answer")
    assert [company.lee.modal.field(name).value for name in NAMES] == LONG
    assert (await company.lee.submit()).ok
    await company.lee.close_modal()
    await company.emma.press("Lezen")
    assert [text for text in await read_all(company.emma) if text in LONG] == LONG
    await company.emma.press("Delen met leidinggevende")
    assert "Pagina 3 van 3" in company.emma.modal
    await company.lee.press("Change")
    assert [company.lee.modal.field(name).value for name in NAMES] == LONG
    company.lee.fill(question_5=LONG[0])
    assert (await company.lee.submit()).ok
    await company.lee.close_modal()
    await company.mark.command("/feedback list")
    await company.mark.press("Lezen")
    assert [text for text in await read_all(company.mark) if text in LONG] == [*LONG[:4], LONG[0]]
    await company.lee.command("/feedback given")
    await company.lee.press("Open")

    assert [text for text in await read_all(company.lee) if text in LONG] == [*LONG[:4], LONG[0]]


async def test_a_long_question_and_reply_come_on_pages_of_their_own(company):
    """Five questions back with the longest replies, under five of the longest answers."""
    await ask_five(company)
    await company.lee.press("Answer")
    company.lee.fill(**dict(zip(NAMES, LONG, strict=True)))
    await company.lee.submit()
    replies = [(f"reply {number} 🎉 " * 300)[:2000] for number in range(5)]
    for reply in replies:
        await company.emma.press("Lezen", in_=company.emma.inbox[0])
        await company.emma.press("Vraag stellen")
        company.emma.fill(question=("Waarom? " * 99)[:500])
        await company.emma.submit()
        await company.emma.close_modal(all_views=True)
        await company.lee.close_modal(all_views=True)
        await company.lee.press("Read and answer", in_=company.lee.inbox[-1])
        company.lee.fill(reply=reply)
        await company.lee.submit()
        await company.later(minutes=1)
    await company.emma.press("Lezen", in_=company.emma.inbox[0])
    found = await read_all(company.emma)

    assert [text for text in found if text in LONG] == LONG
    assert [text for text in found if text in replies] == replies
    await company.emma.press("Vraag stellen")
    assert "Je stelde hier al 5 vragen over. Praat er eens over met Lee Carter." in company.emma.modal


async def five_at_once(company):
    """Everybody who was asked sends the longest answers in the same moment."""
    await company.emma.command("/feedback vraag @lee @sam @anna @noor @mark de demo")
    await company.emma.submit()
    givers = [company.lee, company.sam, company.anna, company.noor, company.mark]
    for giver in givers:
        await giver.press("feedback.open_answer")
        giver.fill(question_1=LONG[0], question_2=LONG[1], question_3=LONG[2])
    await asyncio.gather(*(giver.submit() for giver in givers))
    received = company.look(feedback.received_by, company.person("U_EMMA").id, limit=50)

    assert sorted(answer.author.slack_id for answer in received) == sorted(giver.id for giver in givers)
    assert all(answer.texts == tuple(LONG[:3]) for answer in received)
    told = "\n".join(message.words for message in company.emma.inbox)
    assert all(f"@{answer.author.name}" in told for answer in received)


async def test_five_at_once_lose_nothing(company):
    """All arrive whole, and Emma hears of each."""
    await five_at_once(company)


async def test_five_at_once_lose_nothing_on_postgresql(company_on_postgres):
    """The same, with transactions that really run beside each other."""
    await five_at_once(company_on_postgres)
