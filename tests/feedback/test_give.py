"""Giving feedback and thanking of one's own accord: menu, commands, shortcuts, and who may not be chosen."""

import pytest
import sqlalchemy as sa
from company import open_company

from bot.features.feedback.rules import Refusal, refuse_person
from playground.actor import ClientRefused
from storage import feedback

ODD = '*bold* <!channel> <@U1> &amp; "quotes" it\'s 🎉 :smile: payload=1'
LONG = ("🎉 *x* " * 500)[:3000]


def received(company, slack_id):
    return company.look(feedback.received_by, company.person(slack_id).id, limit=50)


def texts(screen):
    """The texts of rich text blocks, as they stand there."""
    return [
        piece["text"]
        for block in screen.blocks
        if block["type"] == "rich_text"
        for part in block["elements"]
        for piece in part["elements"]
    ]


def put(actor, field, entry):
    """Put something in a field that Slack's client would not, past its checks."""
    for block in actor.modal.shown.blocks:
        block["optional"] = True
    actor.modal.shown.state[field]["value"] = entry


async def test_feedback_alone_opens_a_menu_in_either_language(company):
    """Four buttons instead of a list of words; each leads on, and the form takes the menu's place."""
    reply = await company.lee.command("/feedback")
    assert reply.words == ""
    menu = company.lee.modal
    for label in ("Ask for feedback", "Give feedback", "Thank somebody", "My feedback"):
        assert f"[{label}]" in menu
    await company.lee.press("Give feedback")
    assert company.lee.modal.callback_id == "feedback.give"
    assert len(company.slack.stack("U_LEE")) == 1
    await company.lee.close_modal()
    for label, callback_id in (
        ("Feedback vragen", "feedback.ask"),
        ("Iemand bedanken", "feedback.thanks"),
        ("Mijn feedback", "feedback.list"),
    ):
        await company.emma.command("/goodtalk feedback")
        await company.emma.press(label)
        assert company.emma.modal.callback_id == callback_id
        await company.emma.close_modal(all_views=True)


async def test_given_feedback_lands_in_the_inbox_exactly_as_typed(company):
    """Lee gives, Emma hears that it is there, reads it in Dutch; nobody else hears anything."""
    await company.emma.open_home()
    await company.lee.command("/feedback give @emma the demo of Tuesday")
    form = company.lee.modal
    assert form.field("receiver").value == "U_EMMA"
    assert form.field("context").value == "the demo of Tuesday"
    assert "Situation: when and where was it?" in form
    assert "Read by: @Emma de Vries, who can share it with their manager (@Mark Jansen)." in form
    company.lee.fill(question_1=ODD, question_2=LONG, question_3="  two\n\nlines ")
    await company.lee.submit(times=2)
    assert "@Emma de Vries hears that there is feedback from you." in company.lee.modal

    told = company.emma.inbox
    assert [message.words for message in told] == ["@Lee Carter heeft je feedback gegeven.\n[Lezen]"]
    assert "bold" not in str(told[0].blocks)
    await company.emma.press("Lezen")
    assert "Situatie: wanneer en waar was het?" in company.emma.modal
    answer = received(company, "U_EMMA")[0]
    assert answer.texts == (ODD, LONG, "  two\n\nlines ", None)
    assert ODD in texts(company.emma.modal)
    for silent in (company.mark, company.noor, company.sam, company.anna, company.lee):
        assert silent.inbox == []


@pytest.mark.parametrize("line", ["/feedback geef @lee", "/goodtalk feedback geef @lee"])
async def test_dutch_words_open_the_same_form_in_dutch(company, line):
    """Emma types Dutch and reads Dutch."""
    await company.emma.command(line)

    assert company.emma.modal.field("receiver").value == "U_LEE"
    assert "Situatie: wanneer en waar was het?" in company.emma.modal


async def test_another_form_keeps_what_was_typed(company):
    """Tops & tips has two questions; receiver, context and the first texts stay."""
    await company.lee.command("/feedback give @emma the demo")
    company.lee.fill(question_1="one of three", question_2="two of three")
    await company.lee.press("form", value="tops_tips")
    form = company.lee.modal
    assert "Top: what went well? Give one example." in form
    assert form.field("receiver").value == "U_EMMA"
    assert [form.field(name).value for name in ("context", "question_1", "question_2")] == [
        "the demo",
        "one of three",
        "two of three",
    ]
    with pytest.raises(LookupError):
        form.field("question_3")
    await company.lee.submit()

    answer = received(company, "U_EMMA")[0]
    assert (answer.form.id, answer.texts, answer.context) == (
        "tops_tips",
        ("one of three", "two of three"),
        "the demo",
    )


@pytest.mark.parametrize("word", ["thanks", "bedank", "compliment"])
async def test_thanking_takes_two_lines(company, word):
    """The receiver hears who thanked them, and reads it."""
    await company.lee.command(f"/feedback {word} @emma you stayed calm")
    assert company.lee.modal.field("question_1").value == "you stayed calm"
    company.lee.fill(question_2=ODD)
    await company.lee.submit(times=2)

    assert "Thank you. @Emma de Vries hears that you thanked them." in company.lee.modal
    assert company.emma.inbox[-1].words == "@Lee Carter heeft je een compliment gegeven.\n[Lezen]"
    await company.emma.press("Lezen")
    assert {"you stayed calm", ODD} <= set(texts(company.emma.modal))
    assert len(received(company, "U_EMMA")) == 1


async def test_several_at_once_are_told_in_one_message(company):
    """Three colleagues within ten minutes; after reading, the next one is a message of its own."""
    for giver in (company.lee, company.sam, company.anna):
        await giver.command("/feedback thanks @emma well done")
        giver.fill(question_2="the client stayed with us")
        await giver.submit()
        await giver.close_modal()
        await company.later(minutes=1)
    assert len(company.emma.inbox) == 1
    assert company.emma.inbox[0].words == (
        "Collega's gaven je feedback en complimenten, samen 3:\n"
        "@Lee Carter heeft je een compliment gegeven.\n[Lezen]\n"
        "@Sam Rivera heeft je een compliment gegeven.\n[Lezen]\n"
        "@Anna Smit heeft je een compliment gegeven.\n[Lezen]"
    )
    await company.emma.press("Lezen", nth=1)
    await company.lee.command("/feedback give @emma")
    company.lee.fill(question_1="On Tuesday", question_2="you asked first", question_3="c")
    await company.lee.submit()

    assert len(company.emma.inbox) == 2
    assert company.emma.inbox[-1].words == "@Lee Carter heeft je feedback gegeven.\n[Lezen]"


async def test_the_global_shortcut_opens_the_form_empty(company):
    """Nobody is chosen, nothing is filled in."""
    await company.emma.shortcut("give_feedback")

    assert company.emma.modal.callback_id == "feedback.give"
    assert company.emma.modal.field("receiver").value is None


async def test_feedback_on_a_message_takes_author_and_link_but_no_words(company):
    """The app is not in the channel; the link can be followed where the feedback is read."""
    said = await company.mark.say("SECRET words", channel="team-noord")
    link = f"https://example.slack.com/archives/{said.channel}/p{said.ts.replace('.', '')}"
    await company.lee.message_shortcut("feedback_on_message", said)
    form = company.lee.modal
    assert form.field("receiver").value == "U_MARK"
    assert form.field("context").value == link
    assert "SECRET" not in form
    company.lee.fill(question_1="On Tuesday", question_2="you asked first", question_3="c")
    await company.lee.submit()
    await company.mark.press("Lezen")

    links = [
        piece
        for block in company.mark.modal.blocks
        if block["type"] == "rich_text"
        for part in block["elements"]
        for piece in part["elements"]
        if piece["type"] == "link"
    ]
    assert [piece["url"] for piece in links] == [link]


@pytest.mark.parametrize(
    ("author", "said"),
    [
        ("U_LEE", "This is you."),
        ("U_ROBOT", "This is an app"),
        ("U_GUEST", "This is a guest in this workspace."),
        ("U_GONE", "does not work here any more"),
        ("U_NOBODY", "This person is not known here."),
        ("", "An app wrote this."),
    ],
)
async def test_feedback_on_a_message_of_nobody_to_give_to(company, author, said):
    """A kind line instead of the form."""
    message = await company.mark.say("words", channel="team-noord")
    message.user = author
    await company.lee.message_shortcut("feedback_on_message", message)

    assert said in company.lee.modal
    assert company.lee.modal.callback_id == "goodtalk.notice"


async def test_feedback_on_a_message_of_the_app_itself(company):
    """Goodtalk's own message."""
    await company.emma.command("/feedback bedank @lee fijn")
    company.emma.fill(question_2="het hielp ons verder bij de klant")
    await company.emma.submit()
    await company.lee.message_shortcut("feedback_on_message", company.lee.inbox[-1])

    assert "An app wrote this. Choose a message that a colleague wrote." in company.lee.modal


@pytest.mark.parametrize("form", ["give", "thanks"])
@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (None, "Choose a colleague first."),
        ("U_LEE", "This is you."),
        ("U_ROBOT", "This is an app"),
        ("U_GUEST", "This is a guest"),
        ("U_GONE", "does not work here any more"),
        ("U_NOBODY", "not known here"),
    ],
)
async def test_a_wrong_receiver_is_told_at_the_field_together_with_the_rest(company, form, chosen, said):
    """Nothing is sent, and what was typed stays."""
    await company.lee.command(f"/feedback {form}")
    company.lee.fill(question_1="here")
    put(company.lee, "receiver", {"selected_user": chosen})
    put(company.lee, "question_2", {"value": "x" * 10_000})
    result = await company.lee.submit()

    assert said in result.errors["receiver"]
    assert result.errors["question_2"] == "This is 10000 characters; at most 3000 fit. Shorten it a little."
    assert company.lee.modal.field("question_1").value == "here"
    assert company.emma.inbox == []


async def test_an_empty_form_is_not_sent(company):
    """Slack's client stops it; past that, each field says it."""
    await company.lee.command("/feedback give @emma")
    with pytest.raises(ClientRefused):
        await company.lee.submit()
    for name in ("question_1", "question_2", "question_3"):
        put(company.lee, name, {"value": "  "})
    result = await company.lee.submit()

    assert set(result.errors) == {"question_1", "question_2", "question_3"}
    assert received(company, "U_EMMA") == []


async def test_names_that_nobody_knows_and_too_many_are_told(company):
    """Only one colleague at a time."""
    await company.lee.command("/feedback thanks @emma @mark @nobody well done")

    assert company.lee.modal.field("receiver").value == "U_EMMA"
    assert "We did not recognise @nobody." in company.lee.modal
    assert "One colleague at a time, so the first one is filled in." in company.lee.modal


async def test_what_is_given_is_sealed_and_read_by_nobody_else(company):
    """No word of it stands in the database; a copied button opens nothing; the manager sees nothing of it."""
    await company.lee.command("/feedback thanks @emma SECRETWORD")
    company.lee.fill(question_2="SECRETWORD too")
    await company.lee.submit()
    await company.sam.command("/feedback thanks @anna hi")
    company.sam.fill(question_2="that helped at the client")
    await company.sam.submit()
    rows = company.look(lambda tx: str(tx.session.execute(sa.text("SELECT * FROM feedback_answers")).all()))
    assert "SECRETWORD" not in rows
    button = company.anna.inbox[-1].blocks[-1]["elements"][0]
    button["value"] = str(received(company, "U_EMMA")[0].id)
    await company.anna.press("Read")

    assert "not yours to open" in company.anna.modal
    await company.mark.command("/feedback list")
    assert "Lee Carter" not in company.mark.modal


@pytest.mark.parametrize(
    ("person", "kind", "active", "expected"),
    [
        (2, "colleague", True, None),
        (1, "colleague", True, Refusal.SELF),
        (0, "", False, Refusal.UNKNOWN),
        (2, "bot", True, Refusal.BOT),
        (2, "guest", True, Refusal.GUEST),
        (2, "stranger", True, Refusal.GUEST),
        (2, "colleague", False, Refusal.GONE),
    ],
)
def test_to_whom_feedback_can_be_given(person, kind, active, expected):
    """Only to colleagues who are still there, and not to oneself."""
    assert refuse_person(1, person, kind, active=active) is expected


async def test_home_opens_both_forms(company):
    """Giving and thanking stand beside asking."""
    await company.lee.open_home()
    for action, callback_id in (("open_give", "feedback.give"), ("open_thanks", "feedback.thanks")):
        await company.lee.press(f"feedback.{action}", in_=company.lee.home)
        assert company.lee.modal.callback_id == callback_id
        await company.lee.close_modal()


async def test_hr_and_admins_see_nothing_of_it(sqlite_file):
    """Noor is both: nothing in Home, her list or her messages, and a copied button opens nothing."""
    async with open_company(sqlite_file, hr_users=("U_NOOR",), admin_users=("U_NOOR",)) as company:
        await company.noor.open_home()
        await company.lee.command("/feedback thanks @emma SECRETWORD")
        company.lee.fill(question_2="SECRETWORD")
        await company.lee.submit()
        await company.emma.command("/goodtalk notitie SECRETWORD")
        answer = received(company, "U_EMMA")[0]
        await company.noor.command("/feedback list")
        assert "Lee Carter" not in company.noor.modal
        await company.noor.close_modal()
        assert company.noor.inbox == []
        await company.sam.command("/feedback thanks @noor hi")
        company.sam.fill(question_2="that helped at the client")
        await company.sam.submit()
        company.noor.inbox[-1].blocks[-1]["elements"][0]["value"] = str(answer.id)
        await company.noor.press("Lezen")

        assert "Dit is er niet meer" in company.noor.modal
        await company.noor.open_home()
        assert "SECRETWORD" not in company.noor.home
        assert "SECRETWORD" not in str(company.noor.modal)
