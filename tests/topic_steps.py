"""Steps that the tests of topics have in common."""

from company import Company

from playground.actor import Actor
from storage import topics
from storage.pairs import pairs_of
from storage.talks import current_talks


async def write(actor: Actor, title: str, *, theme: str = "goals", meant: str = "focus", **fields) -> dict:
    """Open **Add a topic** by command, fill the form in and send it; the errors at its fields."""
    await actor.command("/talk topics")
    await actor.press("topics.add")
    actor.fill(title=title, theme=theme, place=meant, **fields)
    result = await actor.submit()
    return result.errors


async def add(actor: Actor, title: str, **fields) -> None:
    """Add a topic, and close whatever is open."""
    errors = await write(actor, title, **fields)
    assert not errors, errors
    await actor.close_modal(all_views=True)


async def screen(actor: Actor) -> str:
    """Open the topics by command, and read them."""
    await actor.command("/talk topics")
    assert actor.modal is not None
    words = actor.modal.words
    await actor.close_modal(all_views=True)
    return words


def pair_id(company: Company, slack_id: str = "U_EMMA") -> int:
    """The first pair of somebody."""
    return company.look(pairs_of, company.person(slack_id).id)[0].id


def stored(company: Company) -> dict[str, topics.Topic]:
    """The open topics of Emma and Mark by their titles, in their order."""
    return {one.title: one for one in company.look(topics.topics_of, pair_id(company))}


def in_focus(company: Company) -> list[str]:
    """The titles in focus, in their order."""
    return [title for title, one in stored(company).items() if one.state == topics.FOCUS]


def put(company: Company, title: str = "Iets", *, state: str = "focus", minutes: int = 10, **values) -> int:
    """Store a topic of Emma for her pair with Mark."""
    values = {"theme": "goals", **values}
    return company.look(
        topics.add,
        pair_id(company),
        company.person("U_EMMA").id,
        state=state,
        minutes=minutes,
        title=title,
        **values,
    )


def current(company: Company):
    """The talk of Emma and Mark that comes next."""
    pair = pair_id(company)
    return company.look(current_talks, [pair]).get(pair)
