"""What cannot be is refused at its field, with what to do next, and changes nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from talk_steps import TUESDAY, hold, plan, propose, record, said


@pytest.mark.parametrize("minutes", [0, 600, -45, 14, 241])
async def test_lengths_that_cannot_be(company, minutes):
    """0 or 600 minutes: the sentence stands at that field, and Mark gets nothing."""
    await company.emma.command("/talk plan")
    company.emma.fill(moment_1=stamp(TUESDAY), minutes=minutes)
    result = await company.emma.submit()

    assert result.errors == {"minutes": "Een gesprek duurt 15 tot 240 minuten. Vul een getal daartussen in."}
    assert not company.mark.inbox


async def test_a_moment_in_the_night_of_both(company):
    """At 3:00 for both it is refused at the field."""
    await company.emma.command("/talk plan")
    company.emma.fill(moment_1=stamp(datetime(2026, 3, 3, 2, 0, tzinfo=UTC)))
    result = await company.emma.submit()

    assert "voor jullie allebei buiten de dag" in result.errors["moment_1"]


async def test_a_holiday_is_hinted_at(company):
    """Easter Monday may be proposed; it says that it is no working day, of either."""
    await propose(company.emma, datetime(2026, 4, 6, 8, 0, tzinfo=UTC))

    assert "zijn werkdagen van @Mark Jansen" in company.emma.modal.text
    assert "zijn werkdagen van jou" in company.emma.modal.text
    assert "maandag 6 april" in company.mark.inbox[-1].words


async def test_planning_with_a_name(company):
    """A talk partner is chosen at once; somebody else, or nobody, is answered kindly."""
    company.pair("U_NOOR", "U_MARK")
    await company.mark.command("/talk plan @noor")
    company.mark.fill(moment_1=stamp(TUESDAY))
    await company.mark.submit()
    assert company.noor.inbox
    assert not company.emma.inbox
    await company.mark.close_modal()
    await company.mark.command("/talk plan @lee")
    assert "geen gesprekspartners" in company.mark.modal.text
    await company.mark.close_modal()
    reply = await company.mark.command("/talk plan @niemand")

    assert "Noem één collega" in reply.words


def stamp(moment):
    return int(moment.timestamp())


@pytest.mark.parametrize(
    ("fields", "place", "words"),
    [
        ({"moment_1": datetime(2026, 2, 1, 9, 0, tzinfo=UTC)}, "moment_1", "Dit moment is voorbij"),
        ({"moment_1": datetime(2027, 3, 1, 9, 0, tzinfo=UTC)}, "moment_1", "meer dan een jaar"),
        ({"moment_1": TUESDAY, "moment_2": TUESDAY}, "moment_2", "twee keer hetzelfde moment"),
    ],
)
async def test_moments_that_cannot_be(company, fields, place, words):
    """Passed, too far, or twice: the sentence stands at that moment, and Mark gets nothing."""
    await company.emma.command("/talk plan")
    company.emma.fill(**{name: stamp(moment) for name, moment in fields.items()})
    result = await company.emma.submit()

    assert words in result.errors[place]
    assert not company.mark.inbox


async def test_a_moment_in_another_planned_talk(company):
    """Mark talks with Noor then: Emma is told without learning with whom."""
    company.pair("U_NOOR", "U_MARK")
    await plan(company)
    await company.noor.command("/talk plan")
    company.noor.fill(moment_1=stamp(TUESDAY + timedelta(minutes=30)))
    result = await company.noor.submit()

    assert result.errors == {
        "moment_1": "Een van jullie heeft dan al een ander gesprek. Kies een ander moment."
    }


async def test_a_moment_taken_between_proposing_and_choosing(company):
    """Mark chose the same hour for Noor: choosing it for Emma is answered kindly, nothing is doubled."""
    company.pair("U_NOOR", "U_MARK")
    await propose(company.emma, TUESDAY)
    emmas = company.mark.inbox[-1]
    await propose(company.noor, TUESDAY)
    await company.mark.press("talks.choose_1")
    await company.mark.press("talks.choose_1", in_=emmas)

    assert "al een ander gesprek" in company.mark.ephemerals[-1].words
    assert not company.emma.inbox


async def test_planned_while_the_form_was_open(company):
    """The second plan of a pair is refused, so there are never two dates."""
    await company.emma.command("/talk plan")
    await propose(company.mark, TUESDAY)
    await company.mark.close_modal()
    form = company.emma.modal.shown
    company.slack.modals["U_EMMA"] = []
    await company.emma.press("talks.choose_1")
    company.slack.modals["U_EMMA"] = [form]
    result = await company.emma.submit()

    assert "al gepland" in result.errors["moment_1"]


async def test_a_manager_of_two_chooses_with_whom(company):
    """The form asks; without a choice it is not sent."""
    company.pair("U_NOOR", "U_MARK")
    await company.mark.command("/talk plan")
    assert company.mark.modal.field("partner").required
    pair = company.mark.modal.field("partner").options[1]
    company.mark.fill(partner=pair)
    result = await company.mark.submit()

    assert result.ok
    assert company.noor.inbox
    assert not company.emma.inbox


async def test_somebody_elses_buttons(company):
    """Noor presses Emma's buttons: the same answer as for what does not exist, and no effect."""
    await propose(company.emma, TUESDAY)
    proposal = company.mark.inbox[-1]
    stranger = company.slack.say(company.slack.dm("U_NOOR"), company.slack.bot_user_id, "x")
    stranger.blocks = proposal.blocks
    await company.noor.press("talks.choose_1", in_=stranger)
    assert "niet meer" in company.noor.ephemerals[-1].words
    own = company.slack.say(company.slack.dm("U_EMMA"), company.slack.bot_user_id, "x")
    own.blocks = proposal.blocks
    await company.emma.close_modal()
    await company.emma.press("talks.choose_1", in_=own)
    assert "niet meer" in company.emma.ephemerals[-1].words
    await company.mark.press("talks.choose_1")
    await company.until(TUESDAY + timedelta(hours=1))
    stranger.blocks = company.mark.inbox[-1].blocks
    await company.noor.press("talks.held", in_=stranger)

    assert "niet meer" in company.noor.ephemerals[-1].words
    assert "[Gevoerd]" in company.mark.inbox[-1].words


async def test_typed_text_arrives_as_typed(company):
    """`<!channel>`, stars and ampersands in an aim are letters for the reader; no notification has them."""
    await propose(company.emma, TUESDAY, aim="<!channel> *bold* &amp; :tada:")

    assert "<!channel> *bold* &amp; :tada:" in company.mark.inbox[-1].words
    assert "channel" not in company.mark.inbox[-1].text


async def test_agreements_that_cannot_be(company):
    """A day that passed, a third person, nothing at all: at the field, and nothing is recorded."""
    await plan(company)
    await hold(company)
    await company.emma.press("talks.record")
    company.emma.fill(what_1="x", by_1="2026-03-02", what_2="y", by_2="2026-03-01")
    result = await company.emma.submit()
    assert set(result.errors) == {"by_1", "by_2"}
    assert "Deze dag ligt vóór jullie gesprek" in result.errors["by_1"]
    await company.later(days=3)
    company.emma.fill(by_1="2026-03-04", by_2="2026-03-20")
    result = await company.emma.submit()
    assert "voorbij" in result.errors["by_1"]
    view = company.emma.modal.shown
    view.state["owner_1"]["value"]["selected_option"]["value"] = "U_NOOR"
    company.emma.fill(by_1="2026-03-20", by_2="2026-03-20")
    result = await company.emma.submit()
    assert "een van jullie twee" in result.errors["owner_1"]
    view.state["owner_1"]["value"]["selected_option"]["value"] = "U_MARK"
    view.state["what_4"] = {"value": {"type": "plain_text_input", "value": "nog een"}}
    result = await company.emma.submit()

    assert "Drie afspraken" in result.errors["what_1"]
    assert "afspraak" not in said(company.mark)


async def test_a_change_made_meanwhile_is_never_confirmed_unread(company):
    """Mark has the first version open while Emma changes it: Confirm shows the new one instead."""
    await plan(company)
    await hold(company)
    await record(company.emma, ("Eerste", "U_MARK", "2026-03-20"))
    await company.mark.press("Lezen en bevestigen")
    await company.emma.press("talks.agreements")
    await company.emma.press("Wijzigen")
    company.emma.fill(what_1="Tweede")
    await company.emma.submit()
    await company.mark.press("Bevestigen")
    assert "heeft dit net gewijzigd" in company.mark.modal.text
    assert "Tweede" in company.mark.modal.text
    assert "bevestigd" not in said(company.emma)
    await company.mark.press("Bevestigen", times=2)

    assert said(company.emma).count("door jullie allebei bevestigd") == 1
    assert said(company.mark).count("door jullie allebei bevestigd") == 1


async def test_both_record_at_once(company):
    """The second one is refused kindly and loses nothing that the first wrote."""
    await plan(company)
    await hold(company)
    await company.mark.press("talks.record")
    await record(company.emma, ("Van Emma", "U_EMMA", "2026-03-20"))
    company.mark.fill(what_1="Van Mark")
    result = await company.mark.submit()

    assert "net gewijzigd" in result.errors["what_1"]
    await company.mark.close_modal()
    await company.mark.press("Lezen en bevestigen")
    assert "Van Emma" in company.mark.modal.text


async def test_one_alone_cannot_confirm(company):
    """The one who wrote it has no button; the other's change asks the writer again."""
    await plan(company)
    await hold(company)
    await record(company.emma, ("Een", "U_EMMA", "2026-03-20"))
    await company.emma.press("talks.agreements")
    assert "[Bevestigen]" not in company.emma.modal.text
    await company.emma.close_modal()
    await company.mark.press("Lezen en bevestigen")
    await company.mark.press("Wijzigen")
    company.mark.fill(what_1="Ander")
    await company.mark.submit()
    await company.emma.press("Lezen en bevestigen")
    await company.emma.press("Bevestigen")

    assert "door jullie allebei bevestigd" in said(company.mark)


async def test_done_is_for_the_owner(company):
    """Mark sees Emma's agreement in Home without a button; her button pressed twice does it once."""
    await plan(company)
    await hold(company)
    await record(company.mark, ("Van Emma", "U_EMMA", "2026-03-20"))
    await company.emma.press("Lezen en bevestigen")
    await company.emma.press("Bevestigen")
    await company.emma.close_modal()
    await company.mark.open_home()
    assert "Van Emma" in company.mark.home.text
    assert "[Klaar]" not in company.mark.home.text
    await company.emma.open_home()
    await company.emma.press("talks.done", in_=company.emma.home, times=2)

    assert "Van Emma" not in company.mark.home.text
