"""Many posts in one moment, by one link or by several of one invitation: one wins, no text is lost."""

import asyncio

from company import open_company
from outside_desk import PUBLIC_URL, TYPED, Mailbox, Outside, mail_server

from storage import feedback, outside


async def post_at_once(company, outsiders, links):
    """Send by each of these links, all in one moment; the answers."""
    opened = {link.token: await link.get() for link in {one.token: one for one in links}.values()}
    answers = await asyncio.gather(
        *(
            link.post(opened[link.token], **{**TYPED, "question_1": f"My words {number}"})
            for number, link in enumerate(links)
        )
    )
    await company.app.settle()
    late = [number for number, answer in enumerate(answers) if answer.status_code == 409]

    assert sorted(answer.status_code for answer in answers) == [200] + [409] * (len(links) - 1)
    assert all(f"My words {number}" in answers[number].text for number in late)
    assert len(company.look(feedback.received_by, company.person("U_EMMA").id, limit=99)) == 1
    assert outsiders.invited().state == "answered"
    assert len(company.emma.inbox) == 1


async def test_64_posts_of_one_link_at_once_send_once_on_postgres(company_on_postgres, outsiders_on_postgres):
    """There they really run at the same time."""
    outsider = outsiders_on_postgres.invite()

    await post_at_once(company_on_postgres, outsiders_on_postgres, [outsider] * 64)


async def test_two_devices_with_two_links_of_one_invitation_send_once(company, outsiders):
    """The e-mail's link on the telephone, the reminder's on the computer."""
    first = outsiders.invite()
    second = outsiders.outsider(company.look(outside.add_link, outsiders.invitation.id))

    await post_at_once(company, outsiders, [first, second] * 16)


async def test_an_answer_and_a_no_at_once_are_one_of_the_two(company, outsiders):
    """Whichever was first; the asker hears of one thing."""
    outsider = outsiders.invite()
    page = await outsider.get()
    answers = await asyncio.gather(
        *(outsider.post(page, act=act, **TYPED) for act in ("send", "decline") * 8)
    )
    await company.app.settle()

    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 15
    assert len(company.emma.inbox) == 1


async def test_false_hosts_reach_no_link_of_an_e_mail_or_of_slack(sqlite_file):
    """Whoever opened the page with another host: links come from PUBLIC_URL alone."""
    false = {"host": "evil.example", "x-forwarded-host": "evil.example", "forwarded": "host=evil.example"}
    box = Mailbox()
    async with (
        mail_server(box) as port,
        open_company(
            sqlite_file,
            public_url=PUBLIC_URL,
            smtp_url=f"smtp://127.0.0.1:{port}",
            mail_from="goodtalk@example.org",
        ) as company,
    ):
        outsiders = Outside(company)
        outsider = outsiders.invite()
        await outsider.get(headers=false)
        await outsider.post_raw({"act": "send"}, headers=false)
        await company.later(days=7, hours=1)
        await company.emma.open_home()
        await company.emma.press("outside.new_link", in_=company.emma.home)
        sent = [letter.content.decode() for letter in box.letters]
        await outsider.client.aclose()

        assert len(sent) == 2
        assert "evil" not in str(sent) + company.emma.modal.words
        assert all(f"{PUBLIC_URL}/f/" in letter.replace("=\r\n", "") for letter in sent)
        assert f"{PUBLIC_URL}/f/" in company.emma.modal.words


async def test_a_question_cancelled_while_the_answer_is_written_keeps_the_text(company, outsiders):
    """Cancelled as a whole by its asker: what was typed is shown to be copied, and nothing arrives."""
    await company.emma.command("/feedback vraag de demo")
    company.emma.fill(outsiders="kim@client.example", form="external")
    await company.emma.submit()
    outsider = outsiders.outsider(company.emma.modal.words.split("/f/")[1].split()[0])
    page = await outsider.get()
    await company.emma.press("Bekijk hoe het ervoor staat")
    await company.emma.press("feedback.cancel")
    late = await outsider.post(page, **TYPED)

    assert late.status_code == 409
    assert "Clear plans" in late.text
    assert company.emma.inbox == []
