"""Steps that the tests of talks have in common."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from company import Company

from playground.actor import Actor
from storage import feedback, feedback_asks, goals

TUESDAY = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
"""10:00 in Amsterdam, four weeks after the tests begin."""
DIGEST_AT = datetime(2026, 2, 27, 8, 0, tzinfo=UTC)
FORM = feedback_asks.Form(
    "free",
    {"nl": "Vrij", "en": "Free"},
    (feedback_asks.Question({"nl": "Wat ging goed?", "en": "What?"}, True),),
)


async def propose(actor: Actor, *moments: datetime, **fields) -> None:
    """Type `/talk plan` and send these moments."""
    await actor.command("/talk plan")
    assert actor.modal is not None
    names = ("moment_1", "moment_2", "moment_3")
    actor.fill(**dict(zip(names, (int(moment.timestamp()) for moment in moments), strict=False)), **fields)
    result = await actor.submit()
    assert not result.errors, result.errors


async def plan(company: Company, at: datetime = TUESDAY, *, proposer="emma", chooser="mark", **fields):
    """Propose one moment and have it chosen."""
    first, second = getattr(company, proposer), getattr(company, chooser)
    await propose(first, at, **fields)
    await first.close_modal()
    await second.press("talks.choose_1")


async def hold(company: Company, at: datetime = TUESDAY) -> None:
    """Let the talk pass (45 minutes), and have both say that they held it."""
    await company.until(at + timedelta(minutes=60))
    await company.emma.press("talks.held")
    await company.mark.press("talks.held")


async def record(actor: Actor, *agreements: tuple[str, str, str]) -> None:
    """Record agreements (what, owner, by when) from the newest message that offers it."""
    await actor.press("talks.record")
    for number, (what, owner, by) in enumerate(agreements, start=1):
        actor.fill(**{f"what_{number}": what, f"owner_{number}": owner, f"by_{number}": by})
    result = await actor.submit()
    assert not result.errors, result.errors
    await actor.close_modal()


def said(actor: Actor) -> str:
    """Everything the app's messages to somebody say now."""
    return "\n".join(message.words for message in actor.inbox if message.by_app)


def add_goal(company, title, *, shared=True, progress=0):
    emma, mark = company.person("U_EMMA"), company.person("U_MARK")

    def add(tx):
        text = goals.GoalText("development", title, None, None, None, mark.id if shared else None)
        goal = goals.add_goal(replace(tx, now=tx.now), emma.id, text)
        if progress:
            goals.check_in(tx, goal, by=emma.id, state="on_track", progress=progress, line=None)
        return goal

    return company.look(add)


def add_feedback(company, text, *, shared=True):
    emma, mark, noor = (company.person(one) for one in ("U_EMMA", "U_MARK", "U_NOOR"))

    def add(tx):
        asked = feedback_asks.add_ask(
            tx, asker=emma.id, form=FORM, context=None, due_on=date(2026, 3, 1), givers={noor.id: TUESDAY}
        )
        answer = feedback.add_answer(tx, feedback_asks.ask_giver(tx, asked[noor.id]), [text])
        feedback_asks.move(tx, [asked[noor.id]], "answered")
        if shared:
            feedback.share(tx, answer, mark.id)
        return answer

    return company.look(add)
