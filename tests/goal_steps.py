"""What people do with goals, step by step, for the flow tests."""

from bot.features.goals import service
from bot.features.goals.rules import Draft, NextAction
from storage import goal_proposals, goals
from storage.pairs import pairs_of, set_pair_state

ODD = "*bold* <!channel> &amp; 🌱 \u202eright to left\u202c"


async def add(actor, title="Learn to say no", **values):
    """Add a goal through the form."""
    await actor.command(f"/goals add {title}")
    actor.fill(**values)
    result = await actor.submit()
    await actor.close_modal()
    return result


def draft(title="Learn to say no", *, action=None, action_due=None, **values) -> Draft:
    """A goal as its form holds it."""
    usual = {"kind": "development", "why": None, "measure": None, "due": None, "visibility": "me"}
    actions = (NextAction(action, action_due),) if action or action_due else ()
    return Draft(**{**usual, "actions": actions, "title": title, **values})


def kept(company, who="U_EMMA"):
    """All goals of somebody."""
    return company.look(goals.visible_to, company.person(who).id)


def fill_up(company, who, count, **values):
    """Give somebody many goals."""
    person = company.person(who)

    def fill(tx):
        return [service.add(tx, person, draft(f"Goal {i}", action="Next", **values)).id for i in range(count)]

    return company.look(fill)


def copy_into(screen, action_id, value):
    """Change a button's value, as somebody with a client of their own could."""
    for block in screen.shown.blocks:
        for element in [*block.get("elements", []), block.get("accessory") or {}]:
            if element.get("action_id") == action_id:
                element["value"] = str(value)


async def forged_submit(actor):
    """Send a form past the client's own check of required fields."""
    for block in actor.modal.shown.blocks:
        block["optional"] = True
    return await actor.submit()


async def propose(actor, title="Speak in front of everybody", **values):
    """Propose a goal to the only person the actor has talks with, through the form."""
    await actor.command(f"/goals propose {title}")
    actor.fill(**values)
    result = await actor.submit()
    await actor.close_modal()
    return result


def end_pairs(company, who="U_EMMA"):
    """Have somebody's pairs end, as an import would."""

    def end(tx):
        for pair in pairs_of(tx, company_person.id):
            set_pair_state(tx, pair.id, "ended")

    company_person = company.person(who)
    company.look(end)


def proposals(company, who="U_MARK"):
    """What somebody proposed, as they see it."""
    return company.look(goal_proposals.proposed_by, company.person(who).id, limit=50)[0]


async def leave(company, who):
    """Somebody is deactivated in Slack."""
    member = company.slack.member(who)
    member.deleted = True
    await company.slack.events.user_change(member)
