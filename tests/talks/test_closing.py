"""After the talk: held by both, not held by one, agreements, and double clicks."""

from datetime import timedelta

from talk_steps import TUESDAY, hold, plan, record, said


async def test_one_alone_does_not_make_it_held(company):
    """Emma says held: Mark's question stands, and Home asks him still."""
    await plan(company)
    await company.until(TUESDAY + timedelta(hours=1))
    await company.emma.press("talks.held", times=2)

    assert "We vroegen het @Mark Jansen ook" in company.emma.inbox[-1].words
    assert "[Gevoerd]" in company.mark.inbox[-1].words
    await company.mark.open_home()
    assert "Is het gesprek gevoerd?" in company.mark.home.text
    await company.mark.press("talks.held", times=2)
    assert "hebben jullie gesprek van dinsdag 3 maart om 10:00 gevoerd" in company.emma.inbox[-1].words
    assert not company.emma.ephemerals


async def test_not_held_with_a_line(company):
    """Mark is told that it was not held; the line is read in the talk, not in the message."""
    await plan(company)
    await company.until(TUESDAY + timedelta(hours=1))
    await company.emma.press("talks.not_held")
    company.emma.fill(line="De trein <!here>")
    await company.emma.submit()
    await company.emma.close_modal()

    assert "niet is gevoerd" in company.mark.inbox[-1].words
    assert "trein" not in said(company.mark)
    await company.mark.press("Lees waarom")
    assert "De trein <!here>" in company.mark.modal.text
    await company.mark.close_modal()
    assert "[Gevoerd]" not in said(company.mark)
    await company.mark.command("/talk plan")
    assert company.mark.modal.callback_id == "talks.plan"


async def test_contradicting_answers_are_asked_again(company):
    """Emma says held, Mark not: both are asked once more, nothing is recorded before they agree."""
    await plan(company)
    await company.until(TUESDAY + timedelta(hours=1))
    await company.emma.press("talks.held")
    await company.emma.press("talks.record")
    await company.mark.press("talks.not_held")
    await company.mark.submit()
    company.emma.fill(what_1="Iets")
    result = await company.emma.submit()

    assert "Word het eerst eens" in result.errors["what_1"]
    await company.emma.close_modal()
    await company.mark.close_modal()
    assert (
        "Jij zei dat jullie gesprek van dinsdag 3 maart om 10:00 is gevoerd" in company.emma.inbox[-1].words
    )
    assert "Jij zei dat jullie gesprek van dinsdag 3 maart om 10:00 niet is gevoerd" in said(company.mark)
    await company.mark.press("talks.held", in_=company.mark.inbox[-1])
    assert "hebben jullie gesprek van dinsdag 3 maart om 10:00 gevoerd" in company.mark.inbox[-1].words
    assert "[Gevoerd]" not in said(company.emma)
    await record(company.emma, ("Iets", "U_EMMA", "2026-03-20"))


async def test_a_mistaken_not_held_is_corrected(company):
    """Mark skipped by mistake and says so: Emma is asked as before, and what she says counts."""
    await plan(company)
    await company.until(TUESDAY + timedelta(hours=1))
    await company.mark.press("talks.not_held")
    await company.mark.submit()
    await company.mark.close_modal()
    assert "[Toch wel gevoerd]" in company.emma.inbox[-1].words
    await company.mark.press("Toch wel gevoerd", times=2)

    assert "We vroegen het @Emma de Vries ook" in said(company.mark)
    await company.emma.press("talks.held")
    assert "hebben jullie gesprek van dinsdag 3 maart om 10:00 gevoerd" in said(company.emma)


async def test_the_other_objects_to_not_held(company):
    """Mark says not held; Emma says it was: both are asked, and Mark's second word settles it."""
    await plan(company)
    await company.until(TUESDAY + timedelta(hours=1))
    await company.mark.press("talks.not_held")
    await company.mark.submit()
    await company.mark.close_modal()
    await company.emma.press("Toch wel gevoerd")
    assert "zei van wel" in company.mark.inbox[-1].words
    assert "zei van niet" in company.emma.inbox[-1].words
    await company.emma.press("talks.not_held")
    await company.emma.submit()
    await company.emma.close_modal()

    assert "is niet gevoerd" in company.mark.inbox[-1].words


async def test_held_after_seven_days_without_a_word_of_the_other(company):
    """Emma says held, Mark nothing: a week later it counts as held, not a minute sooner."""
    await plan(company)
    await company.until(TUESDAY + timedelta(hours=1))
    await company.emma.press("talks.held")
    await company.until(TUESDAY + timedelta(days=7, minutes=59))
    assert "[Gevoerd]" in said(company.mark)
    await company.until(TUESDAY + timedelta(days=7, hours=1))

    assert "hebben jullie gesprek van dinsdag 3 maart om 10:00 gevoerd" in said(company.mark)
    assert "[Gevoerd]" not in said(company.mark)


async def test_moved_after_its_time(company):
    """The button "Moved" proposes new moments; what the other chooses takes the old date's place."""
    await plan(company)
    await company.until(TUESDAY + timedelta(hours=1))
    await company.emma.press("Verzet")
    company.emma.fill(moment_1=int((TUESDAY + timedelta(days=7)).timestamp()))
    assert not (await company.emma.submit()).errors
    await company.emma.close_modal()
    assert "stelde andere momenten voor" in said(company.mark)
    await company.mark.press("talks.choose_1")

    assert "is gepland op dinsdag 10 maart om 10:00" in company.mark.inbox[-1].words
    assert "[Gevoerd]" not in said(company.mark)
    await company.until(TUESDAY + timedelta(days=7, hours=1))
    assert "Is het gesprek gevoerd?" in company.mark.inbox[-1].words


async def test_confirming_says_held_too(company):
    """Emma held and recorded; Mark only confirms: the talk is held by both, the agreement stands."""
    await plan(company)
    await company.until(TUESDAY + timedelta(hours=1))
    await company.emma.press("talks.held")
    await record(company.emma, ("Samen lunchen", "U_MARK", "2026-03-31"))
    await company.mark.press("Lezen en bevestigen")
    await company.mark.press("Bevestigen")

    assert "door jullie allebei bevestigd" in said(company.emma)
    assert "hebben jullie gesprek van dinsdag 3 maart om 10:00 gevoerd" in said(company.mark)


async def test_nothing_is_asked_before_the_end(company):
    """15 minutes after the end, not a minute earlier, and once."""
    await plan(company)
    await company.until(TUESDAY + timedelta(minutes=59))
    assert "Is het gesprek gevoerd?" not in said(company.emma)
    await company.until(TUESDAY + timedelta(minutes=60))
    for day in range(1, 10):
        await company.until(TUESDAY + timedelta(days=day))

    assert said(company.emma).count("Is het gesprek gevoerd?") == 1


async def test_what_was_open_stands_first_next_time(company):
    """An agreement of this talk is the first thing in the next talk's digest; a finished one is not in it."""
    await plan(company)
    await hold(company)
    await record(
        company.mark, ("Cursus zoeken", "U_EMMA", "2026-03-31"), ("Uren regelen", "U_MARK", "2026-03-31")
    )
    await company.emma.press("Lezen en bevestigen")
    await company.emma.press("Bevestigen")
    await company.emma.press("talks.done")
    await company.emma.close_modal()
    first = [m.words for m in company.mark.inbox if "Vragen om te stellen" in m.words]
    await plan(company, TUESDAY + timedelta(days=90, hours=-1))
    await company.until(TUESDAY + timedelta(days=89))
    digest = next(m.words for m in reversed(company.mark.inbox) if m.words.startswith("Gespreksoverzicht"))

    lines = digest.split("\n")
    assert lines[2:4] == ["Open afspraken", "Mark Jansen, uiterlijk 31 maart 2026: Uren regelen"]
    assert "Cursus" not in digest
    asked = [line for line in lines if line.startswith("•")]
    assert len(asked) == 3
    assert not any(line in message for line in asked for message in first)
