"""A digest that stands in a DM quotes nothing any more that was taken back."""

from datetime import timedelta

import pytest
from talk_steps import DIGEST_AT, TUESDAY, add_feedback, add_goal, hold, plan, said
from topic_steps import add as write_topic

from bot.features.talks.words import digest_sent
from storage import talks
from storage.deliveries import Delivery
from storage.pairs import pairs_of


async def take_back(company):
    """Emma opens what Noor wrote, and stops sharing it with Mark."""
    await company.emma.command("/feedback ontvangen")
    await company.emma.press("feedback.read")
    await company.emma.press("feedback.unshare")
    await company.emma.close_modal(all_views=True)
    await company.later(minutes=2)


def current(company):
    pair = company.look(pairs_of, company.person("U_EMMA").id)[0].id
    return company.look(talks.current_talks, [pair])[pair]


async def test_before_the_talk_it_is_put_together_without_it(company):
    """Feedback that is not shared any more leaves both digests; the rest stays, nothing new is sent."""
    await plan(company)
    add_feedback(company, "Rustig uitgelegd")
    add_goal(company, "Beter presenteren")
    await company.until(DIGEST_AT)
    assert "Rustig uitgelegd" in said(company.mark)
    count = len(company.mark.inbox)
    await take_back(company)

    for actor in (company.emma, company.mark):
        assert "Rustig uitgelegd" not in said(actor)
        assert "Beter presenteren" in said(actor)
    assert len(company.mark.inbox) == count


async def test_after_the_talk_its_text_is_gone(company):
    """Weeks later it says so in either language's place, and where the agreements are."""
    await plan(company)
    add_feedback(company, "Rustig uitgelegd")
    await company.until(DIGEST_AT)
    await hold(company)
    await take_back(company)

    for actor in (company.emma, company.mark):
        assert "Rustig uitgelegd" not in said(actor)
        assert "Daar is sindsdien iets uit teruggenomen" in said(actor)


async def test_a_goal_for_oneself_again(company):
    """Emma makes a goal hers alone: Mark's digest loses it."""
    await plan(company)
    add_goal(company, "Beter presenteren")
    await company.until(DIGEST_AT)
    await company.emma.command("/goals")
    await company.emma.press("goals.open")
    await company.emma.press("goals.edit")
    company.emma.fill(visibility="me")
    result = await company.emma.submit()
    assert not result.errors, result.errors
    await company.later(minutes=2)

    assert "Beter presenteren" not in said(company.mark)


async def test_the_former_manager_keeps_no_digest(company):
    """Emma has another manager: what she shared with Mark leaves his messages, also of a talk long held."""
    await plan(company)
    add_feedback(company, "Rustig uitgelegd")
    await company.until(DIGEST_AT)
    await hold(company)
    await company.emma.open_home()
    await company.emma.press("people.choose_manager", in_=company.emma.home)
    company.emma.fill(manager="U_ANNA")
    await company.emma.submit()
    await company.anna.press("people.confirm_manager")
    await company.later(minutes=2)

    assert "Rustig uitgelegd" not in said(company.mark)


async def test_the_former_manager_keeps_no_topics(company):
    """Their topics and aims leave the start message of a talk long held too, for both."""
    await plan(company, aim="Wat er beter kan")
    await write_topic(company.emma, "Minder vergaderen")
    await company.until(DIGEST_AT)
    await company.until(TUESDAY - timedelta(minutes=5))
    assert said(company.mark).count("Minder vergaderen") == 2
    await hold(company)
    await company.emma.open_home()
    await company.emma.press("people.choose_manager", in_=company.emma.home)
    company.emma.fill(manager="U_ANNA")
    await company.emma.submit()
    await company.anna.press("people.confirm_manager")
    await company.later(minutes=2)

    for actor in (company.emma, company.mark):
        assert "Minder vergaderen" not in said(actor)
        assert "Wat er beter kan" not in said(actor)


async def test_the_pair_ends_while_the_talk_goes_on(company):
    """Nothing of the digest stays with who is no manager any more, the aim included."""
    await plan(company, aim="Wat er beter kan")
    await company.until(DIGEST_AT)
    await company.until(TUESDAY + timedelta(minutes=10))
    assert "Wat er beter kan" in said(company.mark)
    await company.emma.open_home()
    await company.emma.press("people.choose_manager", in_=company.emma.home)
    company.emma.fill(manager="U_ANNA")
    await company.emma.submit()
    await company.anna.press("people.confirm_manager")
    await company.later(minutes=2)

    assert "Wat er beter kan" not in said(company.mark)


@pytest.mark.parametrize(("minutes", "drawn"), [(5, True), (-5, False)])
async def test_taken_back_while_it_was_on_its_way(company, minutes, drawn):
    """Worded, then taken back, then known to stand in Slack: drawn anew; taken back before, not."""
    await plan(company)
    await company.until(DIGEST_AT)
    talk = current(company)
    company.look(talks.change_talk, talk.id, quotes_changed_at=DIGEST_AT + timedelta(minutes=minutes))
    delivery = Delivery(
        1, company.workspace, "person", company.person("U_MARK").id, talks.DIGEST, talk.plan_id, "", "",
        "sent", "n", DIGEST_AT, 1, 0, False, "D1", "1.1", None,
    )  # fmt: skip

    def waits(tx):
        digest_sent(tx, delivery)
        return tx.session.info.get("deliveries_waiting", False)

    assert company.look(waits) is drawn


async def test_what_was_shared_after_a_talk_leaves_its_digest_alone(company):
    """The digest of a talk that was over before the feedback came cannot have quoted it."""
    await plan(company)
    await company.until(DIGEST_AT)
    await hold(company)
    await company.until(TUESDAY + timedelta(days=7))
    add_feedback(company, "Later gekomen")
    await take_back(company)

    assert current(company).quotes_changed_at is None
    assert "teruggenomen" not in said(company.mark)


async def test_a_topic_added_after_the_talk_leaves_its_digest_alone(company):
    """It is for the next talk: the digest of this one does not begin to tell what was shared since."""
    await plan(company)
    await company.until(DIGEST_AT)
    await company.until(TUESDAY + timedelta(minutes=50))
    add_feedback(company, "Later gekomen")
    await company.emma.command("/talk onderwerpen")
    await company.emma.press("topics.add")
    company.emma.fill(title="Voor de volgende keer", theme="goals")
    result = await company.emma.submit()
    assert not result.errors, result.errors
    await company.later(minutes=2)

    assert "Later gekomen" not in said(company.mark)


async def test_the_giver_takes_it_back(company):
    """Noor takes her answer back after Mark read it in the digest: it leaves both."""
    await plan(company)
    add_feedback(company, "Rustig uitgelegd")
    await company.until(DIGEST_AT)
    assert "Rustig uitgelegd" in said(company.mark)
    await company.noor.command("/feedback gegeven")
    await company.noor.press("Openen")
    await company.noor.press("feedback.withdraw")
    await company.later(minutes=2)

    assert "Rustig uitgelegd" not in said(company.mark)
    assert "Rustig uitgelegd" not in said(company.emma)
