"""A talk from the first nudge to the last agreement, as both people see it."""

from datetime import UTC, date, datetime, timedelta

from talk_steps import TUESDAY, hold, plan, propose, record, said

from playground.members import Member
from storage.talks import held_counts, planned_talks

APRIL = datetime(2026, 4, 1, 7, 0, tzinfo=UTC)
"""The first working day of the quarter, 9:00 in Amsterdam."""
TALK = datetime(2026, 4, 21, 8, 0, tzinfo=UTC)


async def whole_quarter(company):
    """Nudge, plan, choose, digest, start, held by both, one agreement, done."""
    emma, mark = company.emma, company.mark
    await company.until(APRIL)
    assert "dit kwartaal nog geen gesprek gepland" in emma.inbox[-1].words
    assert "dit kwartaal nog geen gesprek gepland" in mark.inbox[-1].words

    await emma.press("Plan ons gesprek")
    emma.fill(moment_1=int(TALK.timestamp()), aim="Hoe het *verder* gaat <!channel>")
    await emma.submit()
    await emma.close_modal()
    assert "Bedoeling van Emma de Vries: Hoe het *verder* gaat <!channel>" in mark.inbox[-1].words
    assert "verder" not in mark.inbox[-1].text
    await mark.press("dinsdag 21 april om 10:00")
    for person in (emma, mark):
        assert "gepland op dinsdag 21 april om 10:00" in person.inbox[-1].words
        assert "Plan ons gesprek" not in said(person)

    await company.until(datetime(2026, 4, 17, 7, 0, tzinfo=UTC))
    told, shown = emma.inbox[-1].words.split("\n", 1)
    assert told == "Dit is wat @Mark Jansen ziet."
    assert shown == mark.inbox[-1].words
    assert shown.startswith("Gespreksoverzicht")

    await company.until(TALK - timedelta(minutes=10))
    assert "begint om 10:00" in mark.inbox[-1].words
    assert "Telefoon weg, laptop dicht" in emma.inbox[-1].words
    await hold(company, TALK)
    await record(mark, ("Een cursus zoeken", "U_EMMA", "2026-05-20"))
    assert "cursus" not in said(emma)
    await emma.press("Lezen en bevestigen")
    assert "Emma de Vries, uiterlijk 20 mei 2026: Een cursus zoeken" in emma.modal.text
    await emma.press("Bevestigen")
    await emma.close_modal()
    assert "1 afspraak van je gesprek met @Emma de Vries is door jullie allebei bevestigd" in said(mark)

    await emma.open_home()
    assert "Een cursus zoeken" in emma.home.text
    await emma.press("talks.done", in_=emma.home)
    assert "Een cursus zoeken" not in emma.home.text


async def test_a_whole_quarter(company):
    """One quarter from nudge to done; then it counts as held, for the employee only."""
    await whole_quarter(company)

    both = [company.person("U_EMMA").id, company.person("U_MARK").id]
    counts = company.look(held_counts, both, date(2026, 4, 1), date(2026, 6, 30))
    assert counts == {both[0]: True, both[1]: False}
    assert company.look(held_counts, both, date(2026, 1, 1), date(2026, 3, 31)) == dict.fromkeys(both, False)


async def test_a_whole_quarter_on_postgres(company_on_postgres):
    """The same on PostgreSQL."""
    await whole_quarter(company_on_postgres)


async def test_nobody_else_hears_of_it(company):
    """Noor, Lee, Anna and Sam get nothing, and no channel does."""
    await whole_quarter(company)

    assert not any(company.act(one).inbox for one in ("U_NOOR", "U_LEE", "U_ANNA", "U_SAM"))
    assert not any(channel.messages for channel in company.emma.channels)


async def test_moments_stand_in_the_readers_own_zone(company):
    """Sam in New York plans with Anna in Amsterdam: each reads the hour of their own clock.

    Two weeks ahead is Presidents' Day for Sam, so the day after is offered.
    """
    company.pair("U_SAM", "U_ANNA")
    await company.sam.command("/talk")
    proposal = company.sam.modal.field("moment_1").value
    assert datetime.fromtimestamp(int(proposal), UTC) == datetime(2026, 2, 17, 15, 0, tzinfo=UTC)
    await company.sam.close_modal()
    await plan(company, datetime(2026, 3, 3, 15, 0, tzinfo=UTC), proposer="sam", chooser="anna")

    assert "Tuesday 3 March at 10:00" in company.sam.inbox[-1].words
    assert "Tuesday 3 March at 16:00" in company.anna.inbox[-1].words
    await company.until(datetime(2026, 2, 27, 8, 0, tzinfo=UTC))
    assert "Talk digest" in company.anna.inbox[-1].words
    assert "Talk digest" not in said(company.sam)
    await company.until(datetime(2026, 2, 27, 14, 0, tzinfo=UTC))
    assert "This is what @Anna Smit sees." in company.sam.inbox[-1].words


async def test_the_week_the_clock_changes(company):
    """10:00 on the Monday after the change is 10:00, and the digest comes at 9:00 two working days before."""
    monday = datetime(2026, 3, 30, 8, 0, tzinfo=UTC)
    await plan(company, monday)

    assert "maandag 30 maart om 10:00" in company.mark.inbox[-1].words
    await company.until(datetime(2026, 3, 26, 7, 59, tzinfo=UTC))
    assert "Gespreksoverzicht" not in said(company.mark)
    await company.until(datetime(2026, 3, 26, 8, 0, tzinfo=UTC))
    assert "Gespreksoverzicht" in company.mark.inbox[-1].words
    await company.until(datetime(2026, 3, 30, 7, 50, tzinfo=UTC))
    assert "begint om 10:00" in company.mark.inbox[-1].words


async def test_counter_proposal_replaces_the_first(company):
    """Mark proposes others; Emma chooses; the moments she proposed are not open any more."""
    await propose(company.emma, TUESDAY)
    old = company.mark.inbox[-1]
    await company.mark.press("Andere momenten voorstellen")
    company.mark.fill(moment_1=int((TUESDAY + timedelta(days=1)).timestamp()))
    await company.mark.submit()
    await company.mark.close_modal()

    assert "nieuwere momenten" in old.words
    assert "[dinsdag 3 maart om 10:00]" not in old.words
    await company.emma.close_modal()
    await company.emma.press("woensdag 4 maart om 10:00")
    assert "gepland op woensdag 4 maart om 10:00" in company.mark.inbox[-1].words


async def test_both_propose_at_once(company):
    """The first one stands; the second is told, and can choose or propose others; one date comes of it."""
    await company.emma.command("/talk plan")
    await company.mark.command("/talk plan")
    company.emma.fill(moment_1=int(TUESDAY.timestamp()), aim="Waar gaat het heen?")
    await company.emma.submit()
    company.mark.fill(moment_1=int((TUESDAY + timedelta(hours=3)).timestamp()))
    result = await company.mark.submit()
    await company.mark.close_modal()
    await company.emma.close_modal()

    assert "heeft net ook momenten voorgesteld" in result.errors["moment_1"]
    assert not company.emma.inbox
    await company.mark.press("Andere momenten voorstellen")
    company.mark.fill(
        moment_1=int((TUESDAY + timedelta(hours=3)).timestamp()), aim="Ik hoor graag hoe het gaat"
    )
    await company.mark.submit()
    await company.mark.close_modal()
    assert "nieuwere momenten" in company.mark.inbox[-1].words
    assert "Bedoeling van Emma de Vries: Waar gaat het heen?" in company.emma.inbox[-1].words
    assert "Bedoeling van Mark Jansen: Ik hoor graag hoe het gaat" in company.emma.inbox[-1].words
    await company.emma.press("dinsdag 3 maart om 13:00")
    people = [company.person("U_EMMA").id]
    assert len(company.look(planned_talks, people, company.clock.now())) == 1
    await company.emma.command("/talk plan")
    assert "Gesprek afzeggen" in company.emma.modal.text


async def test_choosing_twice_plans_once(company):
    """Two quick presses on a moment: one plan, one message each."""
    await propose(company.emma, TUESDAY)
    await company.mark.press("talks.choose_1", times=2)

    assert said(company.emma).count("is gepland op") == 1
    assert said(company.mark).count("is gepland op") == 1


async def test_a_moment_that_passed_or_was_replaced_is_answered_kindly(company):
    """An old button never plans anything, and says what to do next."""
    await propose(company.emma, TUESDAY, TUESDAY + timedelta(days=1))
    message = company.mark.inbox[-1]
    kept = [dict(block) for block in message.blocks]
    company.clock.move_to(TUESDAY + timedelta(minutes=1))
    await company.mark.press("talks.choose_1")
    assert "Dit moment is voorbij" in company.mark.ephemerals[-1].words
    assert "[dinsdag 3 maart om 10:00]" not in company.mark.inbox[-1].words
    await company.mark.press("Andere momenten voorstellen")
    await company.mark.submit()
    await company.mark.close_modal()
    message.blocks = kept
    await company.mark.press("talks.choose_2", in_=message)

    assert "gelden niet meer" in company.mark.ephemerals[-1].words
    assert "is gepland op" not in said(company.mark)


async def test_cancel_tells_both_and_leaves_nothing_stale(company):
    """The plan goes back to due: no digest, no start, no question afterwards; the messages say so."""
    await plan(company)
    await company.until(datetime(2026, 2, 27, 8, 0, tzinfo=UTC))
    digest = company.mark.inbox[-1]
    await company.emma.command("/talk")
    await company.emma.press("Gesprek afzeggen")
    await company.emma.close_modal()

    assert "@Emma de Vries heeft jullie gesprek van dinsdag 3 maart om 10:00 afgezegd" in said(company.mark)
    assert "Je hebt je gesprek met @Mark Jansen" in company.emma.inbox[-1].words
    assert digest.words.endswith("is afgezegd.")
    count = len(company.mark.inbox)
    await company.until(TUESDAY + timedelta(days=2))
    assert len(company.mark.inbox) == count


async def test_a_new_date_gets_one_digest(company):
    """Cancelled and planned anew: the digest comes once, for the new date."""
    await plan(company)
    await company.emma.command("/talk")
    await company.emma.press("Gesprek afzeggen")
    await company.emma.close_modal()
    await plan(company, TUESDAY + timedelta(days=7))

    await company.hourly_until(TUESDAY + timedelta(days=7))
    digests = [m.words for m in company.mark.inbox if m.words.startswith("Gespreksoverzicht")]
    assert len(digests) == 1
    assert "dinsdag 10 maart" in digests[0]


async def test_a_talk_soon_gets_its_digest_at_once(company):
    """Tomorrow at 10:00, planned at 10:00 today: the digest comes now."""
    await plan(company, datetime(2026, 2, 3, 9, 0, tzinfo=UTC))

    assert company.mark.inbox[-1].words.startswith("Gespreksoverzicht")
    await company.hourly_until(datetime(2026, 2, 3, 8, 0, tzinfo=UTC))
    assert said(company.mark).count("Gespreksoverzicht") == 1


async def test_start_is_dropped_when_the_talk_is_over(company):
    """The process was down: no start message afterwards, but the question whether it was held."""
    await plan(company)
    await company.until(TUESDAY + timedelta(hours=2))

    assert "begint om" not in said(company.mark)
    assert "Gespreksoverzicht" not in said(company.mark)
    assert "Is het gesprek gevoerd?" in company.mark.inbox[-1].words


async def test_hints_do_not_block(company):
    """Sooner than two weeks, and outside the other's hours: it is sent, and says so."""
    company.pair("U_SAM", "U_ANNA")
    await propose(company.anna, datetime(2026, 2, 10, 9, 0, tzinfo=UTC))

    assert "less than two weeks ahead" in company.anna.modal.text
    assert "office hours of @Sam Rivera" in company.anna.modal.text
    assert "wants to plan your talk" in company.sam.inbox[-1].words


async def test_somebody_who_leaves(company):
    """Emma's account is closed: Mark hears once that the talk is off, and gets nothing more of it."""
    await plan(company)
    gone = Member(id="U_EMMA", real_name="Emma de Vries", locale="nl-NL", deleted=True)
    await company.slack.events.user_change(gone)
    await company.slack.events.user_change(gone)

    assert said(company.mark).count("werkt hier niet meer") == 1
    count = len(company.mark.inbox)
    await company.until(TUESDAY + timedelta(days=1))
    assert len(company.mark.inbox) == count


async def test_a_pair_that_ends(company):
    """Emma gets another manager: what she planned with Mark is off, and both hear it once."""
    await plan(company)
    await company.emma.command("/goodtalk manager")
    company.emma.fill(manager="U_NOOR")
    await company.emma.submit()
    await company.emma.close_modal()
    await company.noor.press("people.confirm_manager")
    await company.later(minutes=1)
    await company.later(minutes=1)

    assert said(company.mark).count("zijn hier geen duo meer") == 1
    assert said(company.emma).count("zijn hier geen duo meer") == 1
    await company.until(TUESDAY + timedelta(days=1))
    assert "Is het gesprek gevoerd?" not in said(company.mark)


async def test_ways_in(company):
    """`/goodtalk gesprek` and `/talk plannen` open the form; an unknown word is answered."""
    for line in ("/goodtalk gesprek plannen", "/talk plannen", "/goodtalk talk"):
        await company.emma.command(line)
        assert company.emma.modal.callback_id == "talks.plan"
        await company.emma.close_modal()
    reply = await company.emma.command("/talk onzin")

    assert "onzin ken ik niet" in reply.words
    assert "/talk plannen" in reply.words


async def test_without_a_pair_it_says_how_to_begin(company):
    """Noor has no manager: the modal says how to set one."""
    await company.noor.command("/talk plan")

    assert "/goodtalk leidinggevende" in company.noor.modal.text
