"""Steps that the tests of preparing have in common."""

from datetime import timedelta

import sqlalchemy as sa
from company import Company
from talk_steps import TUESDAY, plan

from playground.actor import Actor
from storage.preparations import preparations_of
from storage.talks import TalkRow, current_talks
from storage.types import core

NEAR = TUESDAY - timedelta(days=7)
"""9:00 UTC (10:00 in Amsterdam) five working days before the talk."""
NAMES = ("emma", "mark")


async def near(company: Company, **fields) -> None:
    """Plan the talk, and let the time to prepare it begin."""
    await plan(company, **fields)
    await company.until(NEAR)


async def write(actor: Actor, *answers: str, shared: tuple[int, ...] = ()) -> None:
    """Type `/talk prepare`, fill in answers in their order, and save; the screen shows."""
    await actor.command("/talk prepare")
    if actor.modal is not None and actor.modal.callback_id != "preparation.form":
        await actor.press("preparation.change")
    actor.fill(**{f"answer_{number}": text for number, text in enumerate(answers, start=1)})
    actor.fill(**{f"share_{number}": ["shared"] for number in shared})
    result = await actor.submit()
    assert not result.errors, result.errors


async def ready(actor: Actor, *answers: str, shared: tuple[int, ...] = ()) -> None:
    """Write, save and press Ready, then close it."""
    await write(actor, *answers, shared=shared)
    await actor.press("preparation.ready")
    await actor.close_modal(all_views=True)


async def screen(actor: Actor) -> str:
    """Open the preparation by command, and read it."""
    await actor.command("/talk prepare")
    assert actor.modal is not None
    words = actor.modal.words
    await actor.close_modal(all_views=True)
    return words


def talk_id(company: Company) -> int:
    """The only talk there is."""
    talks = core(TalkRow)
    return company.look(lambda tx: tx.session.execute(sa.select(talks.c.id)).scalar_one())


def current(company: Company, pair: int):
    """The talk of a pair that comes next."""
    return company.look(current_talks, [pair])[pair]


def prepared(company: Company, slack_id: str):
    """What somebody prepared, as it is stored."""
    return company.look(preparations_of, talk_id(company)).get(company.person(slack_id).id)
