"""What a pair wants to talk about: either side adds and orders, both see the same, everywhere it shows."""

import re
from datetime import timedelta

import pytest
from talk_steps import DIGEST_AT, TUESDAY, hold, plan
from topic_steps import add, current, in_focus, put, screen, stored, write

from bot.questions import EMPLOYEE, MANAGER, fits, library
from storage.org_settings import POINTER, set_dm_detail
from storage.topics import DISCUSSED, discussed_in

ODD = "*bold* <!channel> &amp; 😀 مرحبا"
SHORTLY_BEFORE = TUESDAY - timedelta(minutes=10)


def titles(words):
    """The lines of a screen that are topics, in their order."""
    return [line for line in words.splitlines() if re.fullmatch(r"(\d\. )?onderwerp \w+", line)]


def offered(words):
    """The questions of the library that a screen shows, in their order."""
    found = [one for one in library().values() if one.text["nl"] in words.splitlines()]
    return sorted(found, key=lambda one: words.index(one.text["nl"]))


async def both_order(company):
    """Emma and Mark add, change, park, bring back, move up and remove; after each step both see the same."""
    emma, mark = company.emma, company.mark

    async def press(actor, what, nth=0):
        await actor.command("/talk topics")
        await actor.press(what, nth=nth)
        await actor.close_modal(all_views=True)
        seen = titles(await screen(emma))
        assert seen == titles(await screen(mark))
        return seen

    await add(emma, "onderwerp een", minutes=15)
    await add(mark, "onderwerp twee", minutes=20)
    assert await press(mark, "Bewaren voor de volgende keer") == ["1. onderwerp twee", "onderwerp een"]
    assert await press(emma, "Voor dit gesprek") == ["1. onderwerp een", "2. onderwerp twee"]
    assert await press(emma, "Omhoog") == ["1. onderwerp twee", "2. onderwerp een"]
    await mark.command("/talk topics")
    await mark.press("Wijzigen", nth=1)
    mark.fill(title="onderwerp drie", theme="trust", minutes=25)
    assert not (await mark.submit()).errors
    assert "Samenvatten" not in mark.modal.words
    await mark.close_modal()
    assert await press(emma, "Verwijderen") == ["1. onderwerp drie"]

    one = stored(company)["onderwerp drie"]
    assert (one.theme, one.minutes, one.author_id) == ("trust", 25, company.person("U_EMMA").id)
    for actor in (emma, mark):
        assert "Samenvatten en afspreken: 20 minuten" in await screen(actor)


async def test_both_order_the_topics(company):
    """Whatever one does, the other sees at once; the minutes add up to the talk."""
    await both_order(company)


async def test_both_order_the_topics_on_postgres(company_on_postgres):
    """The same on PostgreSQL."""
    await both_order(company_on_postgres)


async def test_where_the_topics_stand(company):
    """On the talk's screen, in the digest (the same to both) and in the start message, as they were typed."""
    await plan(company)
    await add(company.emma, ODD, question=ODD, minutes=15)
    await company.mark.command("/talk")
    talk = company.mark.modal
    assert talk.words.count(ODD) == 2
    assert "15 minuten · Doelen & prioriteiten · @Emma de Vries" in talk.words
    await company.mark.press("Onderwerpen")
    assert company.mark.modal.callback_id == "topics.screen"
    await company.mark.close_modal(all_views=True)
    await company.until(DIGEST_AT)
    digests = [actor.inbox[-1] for actor in (company.emma, company.mark)]
    await company.until(SHORTLY_BEFORE)
    starts = [actor.inbox[-1] for actor in (company.emma, company.mark)]

    for message in (*digests, *starts):
        assert f"1. {ODD}\n15 minuten" in message.words
        assert "Samenvatten en afspreken: 30 minuten" in message.words
        assert "[Onderwerpen]" in message.words
        assert ODD not in message.text
        typed = [block for block in message.blocks if "<!channel>" in str(block)]
        assert {block["type"] for block in typed} == {"rich_text"}
    agendas = [one.words[one.words.index("1. ") : one.words.index("Samenvatten")] for one in digests]
    assert agendas[0] == agendas[1]
    assert "begint om 10:00" in starts[0].words


async def test_no_message_carries_a_title_where_they_only_point(company):
    """`DM detail: pointer`: only how many topics and minutes; the button leads to them."""
    company.look(set_dm_detail, POINTER)
    await plan(company)
    await add(company.emma, "Salaris", question="Hoe kom ik daar?", minutes=15)
    await company.until(DIGEST_AT)
    await company.until(SHORTLY_BEFORE)
    for actor in (company.emma, company.mark):
        told = "".join(f"{message.text}{message.blocks}" for message in actor.inbox)
        assert "Salaris" not in told
        assert "Hoe kom ik" not in told
        assert "1 onderwerp, samen 15 minuten" in actor.inbox[-1].words
    await company.mark.press("Onderwerpen", in_=company.mark.inbox[-1])

    assert "Salaris" in company.mark.modal.words


async def test_a_standing_digest_is_drawn_anew(company):
    """A topic added, changed and removed after the digest came: both digests follow, nobody gets anything."""
    await plan(company)
    await company.until(DIGEST_AT)
    actors = (company.emma, company.mark)
    before = [len(actor.inbox) for actor in actors]
    await add(company.mark, "onderwerp een")
    added = [actor.inbox[-1].words for actor in actors]
    await company.emma.command("/talk topics")
    await company.emma.press("Wijzigen")
    company.emma.fill(title="onderwerp twee")
    await company.emma.submit()
    changed = [actor.inbox[-1].words for actor in actors]
    await company.emma.press("Verwijderen")
    await company.emma.close_modal()

    assert all("1. onderwerp een" in words for words in added)
    assert all("1. onderwerp twee" in words and "een\n10 minuten" not in words for words in changed)
    assert not any(titles(actor.inbox[-1].words) for actor in actors)
    assert [len(actor.inbox) for actor in actors] == before


async def test_suggested_questions_of_each_side(company):
    """Each is offered three of their own side; "Use this" fills the form, and another comes instead."""
    mark = offered(await screen(company.mark))
    await company.emma.command("/talk topics")
    emma = offered(company.emma.modal.words)
    await company.emma.press("Deze gebruiken")
    assert company.emma.modal.callback_id == "topics.form"
    assert not (await company.emma.submit()).errors

    assert len(mark) == len(emma) == 3
    assert all(fits(question, MANAGER) for question in mark)
    assert all(fits(question, EMPLOYEE) for question in emma)
    [topic] = stored(company).values()
    assert (topic.question_id, topic.question, topic.theme) == (emma[0].id, None, emma[0].theme)
    again = offered(company.emma.modal.words.split("Vragen die")[1])
    assert len(again) == 3
    assert emma[0] not in again


async def test_the_questions_of_a_theme(company):
    """The library shows what fits the reader's side, says "no medical details", and fills the form."""
    seen = {}
    for actor, theme in ((company.emma, "trust"), (company.mark, "trust"), (company.emma, "wellbeing")):
        await actor.command("/talk topics")
        await actor.press("Vragen per thema")
        await actor.press("topics.library_theme", value=theme)
        seen[actor.id, theme] = actor.modal.words
        if theme == "trust":
            await actor.close_modal(all_views=True)
    await company.emma.press("Deze gebruiken")
    form = company.emma.modal.words
    await company.emma.submit()

    assert seen["U_EMMA", "trust"].count("[Deze") == 2
    assert seen["U_MARK", "trust"].count("[Deze") == 3
    assert "Geen medische gegevens" not in seen["U_EMMA", "trust"]
    assert "Geen medische gegevens" in seen["U_EMMA", "wellbeing"]
    assert "(x) Werkplezier & welzijn" in form
    assert "Geen medische gegevens" in form
    assert company.emma.modal.callback_id == "topics.screen"
    assert [one.question_id for one in stored(company).values()] == ["wellbeing_5"]


async def test_no_medical_details_comes_with_the_theme(company):
    """Choosing the theme brings the line and keeps all that was typed; another theme takes it away."""
    await company.emma.command("/talk topics")
    await company.emma.press("topics.add")
    company.emma.fill(title=ODD, minutes=600, question="Wat nu?", place="parked")
    await company.emma.press("theme", value="employability")
    chosen = company.emma.modal.words
    await company.emma.press("theme", value="goals")

    assert "Geen medische gegevens" in chosen
    for words in (chosen, company.emma.modal.words):
        assert all(typed in words for typed in (ODD, "\n600\n", "Wat nu?", "(x) Bewaren"))
    assert "Geen medische gegevens" not in company.emma.modal.words
    company.emma.fill(minutes=20)
    assert not (await company.emma.submit()).errors
    assert stored(company)[ODD].state == "parked"


@pytest.mark.parametrize(
    ("question", "hint"),
    [("Ben je tevreden?", "met ja of nee"), ("Waarom lukt het niet?", "als een verwijt")],
)
async def test_a_hint_about_an_own_question(company, question, hint):
    """It is kept as it is; the hint offers to change it, and the changed one stands."""
    errors = await write(company.emma, "Rust", question=question)
    assert not errors
    assert hint in company.emma.modal.words
    assert stored(company)["Rust"].question == question
    await company.emma.press("Wijzigen")
    company.emma.fill(question="Wat zou helpen?")
    await company.emma.submit()

    assert company.emma.modal.callback_id == "topics.screen"
    assert stored(company)["Rust"].question == "Wat zou helpen?"


async def test_held_topics_are_talked_about(company):
    """After Held they are gone from the screen and read at their talk; what was parked waits for the next."""
    await plan(company)
    await add(company.emma, "onderwerp een")
    await add(company.emma, "onderwerp twee", meant="parked")
    talk = current(company)
    await company.until(TUESDAY - timedelta(hours=1))
    await hold(company)
    after = await screen(company.mark)
    await company.mark.command("/talk lijst")
    await company.mark.press("talks.one")

    assert titles(after) == ["onderwerp twee"]
    assert titles(company.mark.modal.words) == ["1. onderwerp een"]
    assert [one.state for one in company.look(discussed_in, talk.id)] == [DISCUSSED]


async def test_other_questions_after_the_talk(company):
    """What the manager was offered for a talk that was held is not offered again for the next."""
    await plan(company)
    await company.until(DIGEST_AT)
    digest = offered(company.mark.inbox[-1].words.replace("• ", "").replace(" (", "\n"))
    await company.until(TUESDAY - timedelta(hours=1))
    await hold(company)
    after = offered(await screen(company.mark))

    assert len(digest) == len(after) == 3
    assert not {one.id for one in digest} & {one.id for one in after}


@pytest.mark.parametrize("way", ["Gesprek afzeggen", "Deze keer overslaan", "Gesprek verzetten"])
async def test_topics_wait_for_the_talk(company, way):
    """Cancelled, skipped or moved: what was in focus stays so for the talk that comes."""
    await plan(company)
    await add(company.emma, "onderwerp een")
    await company.emma.command("/talk")
    await company.emma.press(way)
    if way == "Gesprek verzetten":
        company.emma.fill(moment_1=int((TUESDAY + timedelta(days=7)).timestamp()))
    if way != "Gesprek afzeggen":
        await company.emma.submit()
    if company.emma.modal is not None:
        await company.emma.close_modal(all_views=True)
    if way == "Gesprek verzetten":
        await company.mark.press("talks.choose_1")

    assert in_focus(company) == ["onderwerp een"]
    for actor in (company.emma, company.mark):
        words = await screen(actor)
        assert titles(words) == ["1. onderwerp een"]
        assert ("10 maart" in words) == (way == "Gesprek verzetten")
        assert ("nog niet gepland" in words) == (way != "Gesprek verzetten")


async def test_in_english(company):
    """Anna and Lee do the same in English."""
    company.pair("U_LEE", "U_ANNA")
    errors = await write(company.anna, "More *rest*", theme="wellbeing", question="Why so late?", minutes=15)
    hint = company.anna.modal.words
    await company.anna.close_modal(all_views=True)
    seen = await screen(company.lee)

    assert not errors
    assert "Your topic is saved.\n“Why” easily sounds like blame" in hint
    for line in (
        "Topics for your next talk with @Anna Smit. It is not planned yet; we count with 45 minutes.",
        "1. More *rest*\n15 minutes · Enjoyment & wellbeing · @Anna Smit\nWhy so late?",
        "Sum up and agree: 30 minutes\nNo medical details\nNothing here looks ahead yet.",
        "Read by: you and @Anna Smit.",
    ):
        assert line in seen


async def test_ways_in(company):
    """The command in both languages and by name; with several talk partners it asks which."""
    for line in ("/talk topics", "/talk onderwerpen", "/goodtalk gesprek onderwerpen", "/talk topics @mark"):
        await company.emma.command(line)
        assert company.emma.modal.callback_id == "topics.screen", line
        await company.emma.close_modal()
    company.pair("U_NOOR", "U_MARK")
    put(company)
    await company.mark.command("/talk topics")
    asked = company.mark.modal.words
    await company.mark.press("Onderwerpen")
    await company.noor.command("/talk topics @emma")
    await company.lee.command("/talk topics")

    assert "@Emma de Vries: 1 onderwerp voor jullie volgende gesprek" in asked
    assert "@Noor Bakker: nog geen onderwerpen" in asked
    assert company.mark.modal.callback_id == "topics.screen"
    assert "geen gesprekspartners" in company.noor.modal.words
    assert "nobody to talk with yet" in company.lee.modal.words
