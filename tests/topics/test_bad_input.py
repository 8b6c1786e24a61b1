"""What cannot be is refused at its field, with what to do next, and changes nothing."""

import asyncio
from datetime import timedelta

import pytest
from talk_steps import TUESDAY, plan
from topic_steps import add, current, in_focus, pair_id, put, screen, stored, write

from playground.elements import elements
from storage import topics
from storage.pairs import set_pair_state
from storage.people import Profile, save_profiles
from storage.talks import change_talk

FULL = "Er staan al drie onderwerpen voor dit gesprek. Bewaar dit voor de volgende keer, of doe dat eerst"
OVER = TUESDAY + timedelta(minutes=50)


async def press(actor, what, nth=0, **how):
    """Press a button on the topics' screen, read it, and close it."""
    await actor.command("/talk topics")
    await actor.press(what, nth=nth, **how)
    words = actor.modal.words
    await actor.close_modal(all_views=True)
    return words


async def shorten(company, minutes):
    """The talk becomes shorter, as moving it does."""
    talk = current(company)
    company.look(lambda tx: change_talk(tx, talk.id, minutes=minutes))


async def test_a_fourth_topic(company):
    """It is refused at its field and stays in the form; parked it is taken. So is bringing one back."""
    for title in ("een", "twee", "drie"):
        await add(company.mark, title)
    errors = await write(company.emma, "vier", minutes=10)
    assert list(errors) == ["place"]
    assert errors["place"].startswith(FULL)
    company.emma.fill(place="parked")
    assert not (await company.emma.submit()).errors
    await company.emma.press("Voor dit gesprek")

    assert "*Er staan al drie onderwerpen" in str(company.emma.modal.blocks)
    assert in_focus(company) == ["een", "twee", "drie"]
    assert stored(company)["vier"].state == "parked"


async def test_both_add_the_third_at_the_same_moment(company_on_postgres):
    """On PostgreSQL too one of them is told that there are three: never four."""
    company = company_on_postgres
    put(company, "een")
    put(company, "twee")
    actors = (company.emma, company.mark)
    for actor in actors:
        await actor.command("/talk topics")
        await actor.press("topics.add")
        actor.fill(title=actor.id, theme="goals")
    results = await asyncio.gather(*(actor.submit() for actor in actors))

    assert sorted(list(result.errors) for result in results) == [[], ["place"]]
    assert len(in_focus(company)) == len(stored(company)) == 3


@pytest.mark.parametrize("minutes", [0, 4, 46, 600, -5])
async def test_minutes_that_cannot_be(company, minutes):
    """The sentence stands at that field, with what can be."""
    errors = await write(company.emma, "Rust", minutes=minutes)

    assert errors == {"minutes": "Een onderwerp duurt hier 5 tot 45 minuten. Vul een getal daartussen in."}
    assert not stored(company)


async def test_more_minutes_than_the_talk(company):
    """Together they never go over the talk: what is left is said, and taken."""
    put(company, "een", minutes=20)
    errors = await write(company.emma, "twee", minutes=26)
    assert errors["minutes"].startswith("Van de 45 minuten van dit gesprek zijn nog 25 minuten over.")
    company.emma.fill(minutes=25)
    assert not (await company.emma.submit()).errors
    await company.emma.close_modal()
    errors = await write(company.emma, "drie", minutes=5)

    assert errors["minutes"].startswith("De andere onderwerpen vullen de 45 minuten")
    assert in_focus(company) == ["een", "twee"]


async def test_bringing_back_takes_what_is_left(company):
    """A parked topic of an hour gets the minutes that are left; where none are, it is told."""
    put(company, "een", minutes=30)
    put(company, "twee", state="parked", minutes=60)
    put(company, "drie", state="parked")
    await press(company.emma, "Voor dit gesprek")
    words = await press(company.emma, "Voor dit gesprek")

    assert stored(company)["twee"].minutes == 15
    assert "De andere onderwerpen vullen de 45 minuten" in words
    assert in_focus(company) == ["een", "twee"]


async def test_titles_from_one_to_150_characters(company):
    """One letter is a title; 3,000 are not, whatever a client sends; nor is white space."""
    await add(company.emma, "x")
    await add(company.emma, "😀" * 75)
    await company.emma.command("/talk topics")
    await company.emma.press("topics.add")
    company.emma.fill(theme="goals", title="Rust")
    for typed, words in (
        ("a" * 3000, "3000 tekens; er passen er hooguit 150"),
        ("  ", "Schrijf hier eerst"),
    ):
        sent(company.emma, "title")["value"] = typed
        result = await company.emma.submit()
        assert list(result.errors) == ["title"], result
        assert words in result.errors["title"]

    assert list(stored(company)) == ["x", "😀" * 75]


def sent(actor, name):
    """What a field of the form on top will send."""
    [entry] = actor.workspace.stack(actor.id)[-1].state[name].values()
    return entry


async def test_what_no_form_offers(company):
    """A theme and a place that a client made up are refused at their fields."""
    await company.emma.command("/talk topics")
    await company.emma.press("topics.add")
    company.emma.fill(title="Rust", theme="goals")
    sent(company.emma, "place")["selected_option"]["value"] = "discussed"
    assert list((await company.emma.submit()).errors) == ["place"]
    sent(company.emma, "place")["selected_option"]["value"] = "focus"
    sent(company.emma, "theme")["selected_option"]["value"] = "salary"
    result = await company.emma.submit()

    assert result.errors == {"theme": "Dit thema is er niet meer. Kies een ander."}
    assert not stored(company)


async def test_a_form_opened_on_an_older_version(company):
    """Mark changed it meanwhile: Emma is told, and his text stands."""
    put(company, "oud")
    await company.emma.command("/talk topics")
    await company.emma.press("Wijzigen")
    company.emma.fill(title="van Emma")
    await company.mark.command("/talk topics")
    await company.mark.press("Wijzigen")
    company.mark.fill(title="van Mark")
    await company.mark.submit()
    result = await company.emma.submit()

    assert "intussen gewijzigd" in result.errors["title"]
    assert list(stored(company)) == ["van Mark"]


async def test_a_topic_removed_meanwhile(company):
    """Its form, its buttons on an old screen and **Change** say that it is gone; it stays so."""
    put(company, "weg")
    await company.emma.command("/talk topics")
    old = company.emma.modal
    await company.emma.press("Wijzigen")
    company.emma.fill(title="toch")
    await press(company.mark, "Verwijderen")
    result = await company.emma.submit()
    assert "intussen verwijderd of besproken" in result.errors["title"]
    await company.emma.close_modal()
    await company.emma.press("Wijzigen", in_=old)
    assert "intussen verwijderd of besproken" in company.emma.modal.words
    await company.emma.close_modal()
    await company.emma.press("Bewaren voor de volgende keer", in_=old)

    assert "intussen verwijderd of besproken" in company.emma.modal.words
    assert not stored(company)


async def test_second_clicks(company):
    """Every button pressed twice, and the form sent twice, has its effect once."""
    titles = ("een", "twee", "drie")
    for title in titles:
        put(company, title)
    await press(company.emma, "Omhoog", nth=1, times=2)
    assert in_focus(company) == ["een", "drie", "twee"]
    await press(company.emma, "Bewaren voor de volgende keer", times=2)
    assert in_focus(company) == ["drie", "twee"]
    await press(company.emma, "Voor dit gesprek", times=2)
    assert in_focus(company) == ["een", "drie", "twee"]
    words = await press(company.emma, "Verwijderen", times=2)
    assert "verwijderd" not in words
    assert in_focus(company) == ["drie", "twee"]
    await company.emma.command("/talk topics")
    await company.emma.press("topics.add")
    company.emma.fill(title="nog een", theme="goals")
    await company.emma.submit(times=2)

    assert in_focus(company) == ["drie", "twee", "nog een"]


async def test_a_talk_that_became_shorter(company):
    """Moved to 30 minutes: screen, digest and start message say that it does not fit; shortening is taken."""
    await plan(company)
    put(company, "een", minutes=25)
    put(company, "twee", minutes=20)
    await shorten(company, 30)
    said = "Deze onderwerpen duren 45 minuten, en het gesprek duurt 30 minuten. Maak er een korter"
    assert said in await screen(company.mark)
    await company.until(TUESDAY - timedelta(days=4))
    assert said in company.mark.inbox[-1].words
    await company.until(TUESDAY - timedelta(minutes=10))
    assert said in company.emma.inbox[-1].words
    for minutes, fits in ((26, False), (15, True), (5, True)):
        await company.emma.command("/talk topics")
        await company.emma.press("Wijzigen")
        company.emma.fill(minutes=minutes)
        assert bool((await company.emma.submit()).errors) != fits
        await company.emma.close_modal(all_views=True)

    assert "Samenvatten en afspreken: 5 minuten" in company.emma.inbox[-1].words


async def test_the_51st_kept_topic(company):
    """Fifty are kept for later: one more, from the form or from the talk, is refused kindly."""
    put(company, "nu")
    for number in range(50):
        put(company, f"later {number}", state="parked")
    errors = await write(company.emma, "te veel", meant="parked")
    assert errors["place"].startswith("Er zijn vijftig onderwerpen bewaard")
    await company.emma.close_modal(all_views=True)
    words = await press(company.emma, "Bewaren voor de volgende keer")

    assert "Er zijn vijftig onderwerpen bewaard" in words
    assert in_focus(company) == ["nu"]
    assert len(stored(company)) == 51


async def test_between_the_end_and_held(company):
    """Nothing of the talk changes, by old buttons neither; what is added then is for later, and says so."""
    await plan(company)
    put(company, "een")
    put(company, "twee")
    put(company, "later", state="parked")
    await company.emma.command("/talk topics")
    old = {placed.action_id: placed for placed in reversed(list(elements(company.emma.modal.blocks)))}
    await company.emma.press("topics.add")
    company.emma.fill(title="nieuw", theme="goals")
    await company.until(OVER)
    await company.emma.submit()
    assert "Bewaard voor de volgende keer: dit gesprek is intussen voorbij." in company.emma.modal.words
    await company.emma.close_modal()
    for button in ("up", "later", "remove", "bring_back", "change"):
        await company.emma.use(company.emma.modal.shown, old[f"topics.{button}"])
        assert "Dit gesprek is voorbij, en jullie" in company.emma.modal.words, button
    await company.emma.close_modal(all_views=True)
    words = await screen(company.mark)

    assert "blijven zoals ze zijn tot jullie allebei zeggen" in words
    assert "[Bewaren voor de volgende keer]" not in words
    assert in_focus(company) == ["een", "twee"]
    assert stored(company)["nieuw"].state == "parked"


async def test_a_form_of_a_parked_topic_when_the_talk_is_over(company):
    """It changes, and stays parked: the form does not ask where."""
    await plan(company)
    put(company, "later", state="parked")
    await company.until(OVER)
    await company.emma.command("/talk topics")
    await company.emma.press("Wijzigen")
    company.emma.fill(title="nog later")
    assert "Wanneer" not in company.emma.modal.words
    assert not (await company.emma.submit()).errors

    assert stored(company)["nog later"].state == "parked"


@pytest.mark.parametrize("what", ["the pair ends", "Mark leaves"])
async def test_an_end_with_the_form_open(company, what):
    """The pair ended, or Mark left, with the form open: nothing is added, read or changed any more."""
    put(company, "een")
    await company.emma.command("/talk topics")
    await company.emma.press("topics.add")
    company.emma.fill(title="te laat", theme="goals")
    pair = pair_id(company)
    if what == "Mark leaves":
        gone = Profile("U_MARK", "Mark Jansen", "Europe/Amsterdam", "nl", "colleague", active=False)
        company.look(save_profiles, [gone])
    else:
        company.look(set_pair_state, pair, "ended")
    result = await company.emma.submit()
    assert "Dit is er niet meer" in "".join(result.errors.values())
    await company.emma.close_modal()
    await company.emma.press("Verwijderen")
    assert "Dit is er niet meer" in company.emma.modal.words
    await company.emma.close_modal(all_views=True)

    assert "nog niemand om een gesprek mee te voeren" in await screen(company.emma)
    assert [one.title for one in company.look(topics.topics_of, pair)] == ["een"]
