"""Slack's requests about proposed goals."""

from bot.features.goals import rules, service_proposals, views_forms, views_proposals
from bot.features.goals.below import optional_id
from bot.slack.mentions import find_people
from bot.slack.requests import Action, CloseAll, Reply, Request, Show, Submission, as_id
from bot.slack.views import waiting


async def open_propose(request: Request, text: str = "") -> None:
    """Open the form: from a command with a name and a title behind it, or from a button."""
    said = find_people(text)
    title, why = rules.split_title(said.text)
    view_id = await request.open(waiting(request.t, request.t("Propose a goal")))
    named = said.people[0] if said.people else None
    data = await request.read(service_proposals.to_propose, request.person, named)
    meta = {"at": request.meta["at"]} if "at" in request.meta else {}
    view = views_proposals.propose_form(request.t, data, title=title, why=why, meta=meta)
    await request.update(view, view_id)


async def propose_by_button(action: Action) -> Reply:
    """**Propose a goal** in Home or in the list of what one proposed."""
    await open_propose(action)
    return None


async def propose(submission: Submission) -> Reply:
    """The form of a proposal was sent."""
    employee = as_id(submission.form.choice("employee"))
    draft = views_proposals.proposed_draft(submission.form)
    proposal = await submission.run(service_proposals.propose, submission.person, employee, draft)
    if "at" in submission.meta and submission.previous_view_id:
        shown = await submission.read(service_proposals.proposed_by_me, submission.person)
        view = views_proposals.proposed_list(submission.t, shown)
        await submission.update(view, submission.previous_view_id)
    return Show(views_proposals.proposed_note(submission.t, proposal))


async def open_proposal(action: Action) -> Reply:
    """**Look at it** in a message or in Home."""
    proposal_id = action.subject
    view_id = await action.open(waiting(action.t, action.t("Proposed goal")))
    data = await action.read(service_proposals.to_answer, action.person, proposal_id)
    await action.update(views_proposals.answer_form(action.t, data), view_id)
    return None


async def accept(submission: Submission) -> Reply:
    """**Accept**: it becomes a goal as it was proposed."""
    meta = submission.meta
    goal = await submission.run(
        service_proposals.accept,
        submission.person,
        as_id(meta.get("proposal")),
        visibility=submission.form.choice("visibility"),
        named_manager=optional_id(meta.get("manager")),
    )
    return Show(views_forms.saved(submission.t, goal, meta={}))


async def change_first(action: Action) -> Reply:
    """**Change first**: the proposal in the form of a goal."""
    data = await action.read(service_proposals.to_answer, action.person, action.subject)
    filled = views_proposals.filled_from(data.proposal)
    meta = {"proposal": data.proposal.id}
    await action.update(views_forms.goal_form(action.t, data.form, filled, meta=meta))
    return None


async def open_decline(action: Action) -> Reply:
    """**No thanks**: the form with a line that may stay empty."""
    data = await action.read(service_proposals.to_answer, action.person, action.subject)
    await action.open(views_proposals.decline_form(action.t, data.proposal))
    return None


async def decline(submission: Submission) -> Reply:
    """The form of a no was sent."""
    reason = submission.form.optional_text("reason", max_length=rules.LINE)
    proposal = as_id(submission.meta.get("proposal"))
    await submission.run(service_proposals.decline, submission.person, proposal, reason)
    return CloseAll()


async def read_answer(action: Action) -> Reply:
    """**Read** the line that came with a no."""
    proposal_id = action.subject
    view_id = await action.open(waiting(action.t, action.t("Proposed goal")))
    proposal = await action.read(service_proposals.answered, action.person, proposal_id)
    await action.update(views_proposals.answer_view(action.t, proposal), view_id)
    return None


async def open_proposed(action: Action) -> Reply:
    """**Goals you proposed** in Home."""
    await show_proposed(action)
    return None


async def show_proposed(request: Request) -> None:
    """Show the list of what one proposed."""
    view_id = await request.open(waiting(request.t, request.t("Goals you proposed")))
    shown = await request.read(service_proposals.proposed_by_me, request.person)
    await request.update(views_proposals.proposed_list(request.t, shown), view_id)


async def turn_proposed(action: Action) -> Reply:
    """**Next** and **Previous** in that list."""
    shown = await action.read(service_proposals.proposed_by_me, action.person, action.subject)
    await action.update(views_proposals.proposed_list(action.t, shown))
    return None


async def withdraw(action: Action) -> Reply:
    """**Take back** in that list."""
    await action.run(service_proposals.withdraw, action.person, action.subject)
    page = optional_id(action.meta.get("at")) or 1
    shown = await action.read(service_proposals.proposed_by_me, action.person, page)
    await action.update(views_proposals.proposed_list(action.t, shown))
    return None
