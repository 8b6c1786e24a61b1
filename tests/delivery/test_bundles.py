"""What waits for the same person goes out as one message: nothing lost, nothing twice, every button works."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from company import open_company
from outbox import ROWS, claim_all, notes, posts, reasons, states
from probe import NOTE, NUDGE, owe

from bot.features.nudges.service import counted_kinds, snooze
from storage import deliveries, nudges
from storage.people import set_dm_channel


def owe_nudges(company, steps, *, first=0):
    """Owe Anna a nudge for each letter, each about something else and a second after the one before."""
    since = company.clock.now() - timedelta(seconds=len(steps))
    for place, step in enumerate(steps):
        due = since + timedelta(seconds=place)
        owe(company, "U_ANNA", kind=NUDGE, step=step, subject=first + place, due_at=due)


def delivery_id(company, step):
    query = sa.select(ROWS.c.id).where(ROWS.c.step == step)
    return company.look(lambda tx: tx.session.execute(query).scalar_one())


def buttons(message):
    """The labels of the buttons in a message, from top to bottom."""
    found = []
    for block in message.blocks:
        places = [*block.get("elements", ()), block.get("accessory", {})]
        found += [place["text"]["text"] for place in places if place.get("type") == "button"]
    return found


async def test_several_nudges_are_one_message(probed):
    """Three that wait together are one message with a line and a button each; all are marked sent."""
    owe_nudges(probed, "abc")
    await probed.app.settle()
    await probed.hourly_until(datetime(2026, 2, 6, 16, 0, tzinfo=UTC))

    (message,) = probed.anna.inbox
    assert posts(probed) == 1
    assert message.text.startswith("*3 things for you, in one message*")
    assert all(f"note {step}" in message.words for step in "abc")
    assert buttons(message) == ["Press", "Press", "Press"]
    assert states(probed) == ["sent"] * 3


async def test_a_single_nudge_stays_a_message_of_its_own(probed):
    """No heading, no lines: just what it says, with the menu beside it."""
    owe(probed, "U_ANNA", kind=NUDGE)
    await probed.app.settle()

    (message,) = probed.anna.inbox
    assert message.text == "note "
    assert message.blocks[0]["accessory"]["type"] == "overflow"


async def test_buttons_of_a_bundle_carry_their_own_subject(probed, probe):
    """Pressing the second line's button is about the second thing."""
    owe_nudges(probed, "ab", first=40)
    await probed.app.settle()
    await probed.anna.press("Press", nth=1)

    assert probe.effects == ["41"]


async def test_fresh_messages_of_others_go_alone(probed):
    """What colleagues just did is not put together: each is its own message, at once."""
    owe(probed, "U_ANNA", kind=NOTE, step="a")
    owe(probed, "U_ANNA", kind=NOTE, step="b")
    await probed.app.settle()

    assert sorted(notes(probed.anna)) == ["note a", "note b"]


async def test_what_was_held_back_comes_together(probed, probe):
    """After a talk, what colleagues did meanwhile is one message; the nudge of the day stands in it."""
    until = probed.clock.now() + timedelta(minutes=55)
    probe.busy["U_ANNA"] = until
    for subject, step in enumerate("ab"):
        owe(probed, "U_ANNA", kind=NOTE, step=step, subject=subject)
    owe(probed, "U_ANNA", kind=NUDGE, step="nudge")
    await probed.later(minutes=54)
    meanwhile = notes(probed.anna)
    probe.busy.clear()
    await probed.later(minutes=1)

    assert meanwhile == []
    assert posts(probed) == 1
    assert all(words in probed.anna.inbox[0].words for words in ("note a", "note b", "note nudge"))


async def test_a_bundle_is_redrawn_as_a_whole(probed, probe):
    """One line is done: the message is drawn anew with the others as they are, and once for two changes."""
    owe_nudges(probed, "abc")
    await probed.app.settle()
    probe.said["b"] = "b is done"
    probed.look(deliveries.refresh, NUDGE, 1)
    probed.look(deliveries.refresh, NUDGE, 2)
    await probed.app.settle()

    (message,) = probed.anna.inbox
    assert len(probed.slack.calls("chat.update")) == 1
    assert [words in message.words for words in ("note a", "b is done", "note c")] == [True] * 3


async def test_a_line_nobody_wants_any_more_is_called_done(probed, probe):
    """What has nothing to say when the bundle is drawn anew does not keep its old button."""
    owe_nudges(probed, "ab")
    await probed.app.settle()
    probe.said["a"] = None
    probed.look(deliveries.refresh, NUDGE, 1)
    await probed.app.settle()

    words = probed.anna.inbox[0].words
    assert "note a" not in words
    assert "dealt with" in words


async def test_a_line_that_spoils_the_message_takes_none_with_it(probed, probe):
    """One cannot be worded: the others go out without it, and it is tried again."""
    probe.said["b"] = 3
    owe_nudges(probed, "abc")
    await probed.app.settle()
    words = probed.anna.inbox[0].words

    assert "note a" in words
    assert "note c" in words
    assert sorted(states(probed)) == ["due", "sent", "sent"]


async def test_what_comes_back_in_another_bundle_leaves_the_first_as_it_is(probed, probe):
    """A and B are one message; A is put off and returns with C: each message keeps to its own lines."""
    probe.busy["U_ANNA"] = probed.clock.now() + timedelta(minutes=10)
    owe(probed, "U_ANNA", kind=NUDGE, step="a", subject=1)
    owe(probed, "U_ANNA", kind=NOTE, step="b", subject=2)
    await probed.later(minutes=10)
    anna, kinds = probed.person("U_ANNA"), counted_kinds([probe.feature])
    a = delivery_id(probed, "a")
    probed.look(snooze, anna, a, kinds, until="tomorrow")
    await probed.app.settle()
    back = probed.look(nudges.put_off_until, anna.id, a)
    probe.busy["U_ANNA"] = back + timedelta(minutes=10)
    await probed.until(back + timedelta(minutes=1))
    owe(probed, "U_ANNA", kind=NOTE, step="c", subject=3)
    await probed.until(back + timedelta(minutes=10))
    for kind, subject in ((NUDGE, 1), (NOTE, 2)):
        probed.look(deliveries.refresh, kind, subject)
    await probed.app.settle()

    first, second = probed.anna.inbox
    told = [[f"note {step}" in message.words for step in "abc"] for message in (first, second)]
    members = [delivery_id(probed, step) for step in "abc"]
    together = [[one.step for one in probed.look(nudges.in_message, anna.id, one)] for one in members]
    assert told == [[False, True, False], [True, False, True]]
    assert together == [["a", "c"], ["b"], ["a", "c"]]


async def test_a_bundle_that_slack_refuses_is_taken_apart(probed):
    """Slack takes not these blocks together: each is tried alone, one a day, and none is lost."""
    probed.slack.program("chat.postMessage", error="invalid_blocks")
    owe_nudges(probed, "ab")
    await probed.app.settle()
    first = notes(probed.anna)
    await probed.later(days=1)

    assert len(first) == 1
    assert sorted(notes(probed.anna)) == ["note a", "note b"]
    assert states(probed) == ["sent", "sent"]


async def test_lost_reply_to_a_bundle_is_found_for_all(probed):
    """Posted, but the reply got lost: every delivery in it is found by the one nonce."""
    probed.slack.program("chat.postMessage", lose_reply=True)
    owe_nudges(probed, "abc")
    await probed.app.settle()
    unsure = states(probed)
    await probed.later(seconds=90)

    assert unsure == ["unknown"] * 3
    assert states(probed) == ["sent"] * 3
    assert posts(probed) == 1
    assert len(probed.slack.calls("conversations.history")) == 1


async def test_bundle_of_a_dead_process_goes_out_once(probed):
    """It was put together and never posted: looked for twice, then sent once, with what came since."""
    probed.look(set_dm_channel, probed.person("U_ANNA").id, probed.slack.dm("U_ANNA").id)
    owe_nudges(probed, "ab")
    claimed = probed.look(claim_all, probed)
    probed.look(probed.app.courier.packing.pack, claimed)
    await probed.later(seconds=120)
    await probed.later(seconds=60)

    assert posts(probed) == 1
    assert states(probed) == ["sent"] * 2
    assert len(set(probed.look(lambda tx: tx.session.execute(ROWS.select()).all()))) == 2


async def test_reminders_of_one_thing_collapse_into_the_newest(probed):
    """Away for weeks, three steps of the same reminder wait: the last is sent, the others say why not."""
    for days, step in enumerate("abc"):
        due = probed.clock.now() + timedelta(days=days)
        owe(probed, "U_ANNA", kind=NUDGE, step=step, subject=7, due_at=due)
    await probed.later(days=42)

    assert notes(probed.anna) == ["note c"]
    assert sorted(map(str, reasons(probed))) == ["None", *["a newer one takes its place"] * 2]


async def test_more_than_a_message_holds_waits(probed):
    """A message holds 50 blocks; what does not fit comes the next working day."""
    for subject in range(60):
        owe(probed, "U_ANNA", kind=NUDGE, step=str(subject), subject=subject)
    await probed.app.settle()
    today = posts(probed)
    await probed.later(days=1)
    await probed.later(days=1)
    await probed.later(days=1)

    assert today == 1
    assert all(len(message.blocks) <= 50 for message in probed.anna.inbox)
    assert set(states(probed)) == {"sent"}
    assert posts(probed) <= 4


async def test_on_postgres(postgres_url, probe):
    """The same there: one message, all sent."""
    async with open_company(postgres_url, features=(probe.feature,), paired=False) as company:
        owe_nudges(company, "abc")
        await company.app.settle()

        assert posts(company) == 1
        assert states(company) == ["sent"] * 3
