"""A proposed goal as both see it: the form, the answer, the messages and what one proposed."""

from collections.abc import Mapping

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.feature import Message
from bot.features.goals import rules, views
from bot.features.goals.rules import Draft, NextAction
from bot.features.goals.service_proposals import Proposals, ToAnswer, ToPropose
from bot.features.goals.views_forms import Filled, content_fields, visibility_fields
from bot.slack.blocks import (
    actions,
    bold,
    button,
    confirm,
    context,
    date_input,
    divider,
    field,
    labelled,
    modal,
    option,
    quote,
    section,
    select_input,
    text_input,
)
from bot.slack.forms import Form
from bot.texts import Translator, mention
from storage.goal_proposals import ACCEPTED, DECLINED, OPEN, GoalProposal

PROPOSE, PROPOSE_FORM, PROPOSED_NOTE = "goals.propose", "goals.propose_form", "goals.proposed_note"
OPEN_PROPOSAL, ANSWER_FORM = "goals.open_proposal", "goals.answer_proposal"
CHANGE_FIRST, DECLINE, DECLINE_FORM = "goals.change_first", "goals.decline", "goals.decline_form"
OPEN_PROPOSED, PROPOSED_LIST = "goals.open_proposed", "goals.proposed_list"
WITHDRAW, PROPOSED_TURN, PROPOSED_BACK = "goals.withdraw", "goals.proposed_on", "goals.proposed_back"
READ_ANSWER, ANSWER_VIEW = "goals.read_answer", "goals.proposal_answer"

MOST_PEOPLE = 100
"""https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element"""


def propose_form(
    t: Translator,
    data: ToPropose,
    *,
    title: str | None,
    why: str | None,
    meta: Mapping[str, object] | None = None,
) -> View:
    """Ask which goal to propose, and to whom."""
    # Whoever was named stays in the list, also beyond Slack's limit.
    in_order = sorted(data.people, key=lambda one: (one != data.chosen, one.name))
    people = [option(person.name, person.id) for person in in_order[:MOST_PEOPLE]]
    chosen = str(data.chosen.id) if data.chosen else None
    name = mention(data.chosen.slack_id) if data.chosen else None
    blocks: list[Block] = [
        field("employee", t("To whom"), select_input(people, initial=chosen, placeholder=t("Choose"))),
        *content_fields(t, Filled(title=title, why=why)),
        field("action_1", t("Next action"), text_input(), optional=True),
        field("action_1_due", t("Next action: by when"), date_input(), optional=True),
        context(t.render("goals/propose_readers", name=name)),
    ]
    title_of_modal, cancel = t("Propose a goal"), t("Cancel")
    return modal(PROPOSE_FORM, title_of_modal, blocks, submit=t("Propose"), close=cancel, meta=meta)


def proposed_draft(form: Form) -> Draft:
    """Read the form of a proposal. Raises `PersonError` at a field."""
    return Draft(
        title=form.text("title", max_length=rules.TITLE),
        kind=form.choice("kind"),
        why=form.optional_text("why"),
        measure=form.optional_text("measure"),
        due=form.date("due"),
        visibility=rules.ONLY_ME,
        actions=(NextAction(form.optional_text("action_1"), form.date("action_1_due")),),
    )


def proposed_note(t: Translator, proposal: GoalProposal) -> View:
    """Say that the proposal is on its way."""
    text = t.render("goals/propose_sent", name=mention(proposal.owner.slack_id))
    return modal(PROPOSED_NOTE, t("Goal proposed"), [section(text)], close=t("Close"))


def answer_form(t: Translator, data: ToAnswer) -> View:
    """Show a proposal, with every answer to it; accepting asks who may read the goal."""
    proposal = data.proposal
    presses = actions(
        button(t("Change first"), CHANGE_FIRST, proposal.id), button(t("No thanks"), DECLINE, proposal.id)
    )
    blocks: list[Block] = [
        section(t.render("goals/proposal_head", name=mention(proposal.proposer.slack_id))),
        *_text(t, proposal),
        divider(),
        *visibility_fields(t, data.form, Filled()),
        presses,
    ]
    manager = data.form.manager
    meta = {"proposal": proposal.id, "manager": manager.id if manager else None}
    return modal(ANSWER_FORM, t("Proposed goal"), blocks, submit=t("Accept"), close=t("Close"), meta=meta)


def filled_from(proposal: GoalProposal) -> Filled:
    """Fill the form of a goal with what was proposed."""
    text = proposal.text
    return Filled(
        text.title,
        text.kind,
        text.why,
        text.measure,
        text.due,
        rules.ONLY_ME,
        (NextAction(text.action, text.action_due),),
    )


def decline_form(t: Translator, proposal: GoalProposal) -> View:
    """Ask for a line; it may stay empty."""
    line = text_input(multiline=True, max_length=rules.LINE)
    name = mention(proposal.proposer.slack_id)
    blocks: list[Block] = [
        section(t.render("goals/decline_form", name=name)),
        field("reason", t("In a line"), line, optional=True),
    ]
    meta = {"proposal": proposal.id}
    return modal(DECLINE_FORM, t("No thanks"), blocks, submit=t("Send"), close=t("Cancel"), meta=meta)


def proposed_message(t: Translator, proposal: GoalProposal) -> Message:
    """Tell the employee that a goal was proposed, or how that ended; what it says is read in a modal."""
    state = proposal.state if proposal.state != OPEN or proposal.are_partners else "ended"
    text = t.render("goals/proposed", name=mention(proposal.proposer.slack_id), state=state)
    blocks: list[Block] = [section(text)]
    if state == OPEN:
        blocks.append(actions(button(t("Look at it"), OPEN_PROPOSAL, proposal.id, style="primary")))
    elif state == ACCEPTED and proposal.goal is not None:
        blocks.append(actions(button(t("Open"), views.OPEN, proposal.goal)))
    return Message(text, blocks)


def answered_message(t: Translator, proposal: GoalProposal, *, left: bool, may_open: bool) -> Message:
    """Tell the proposer what was answered; the line of a no is read in a modal."""
    state = "left" if left else proposal.state
    text = t.render(
        "goals/proposal_answered",
        name=mention(proposal.owner.slack_id),
        state=state,
        has_line=proposal.reason is not None,
        may_open=may_open,
    )
    blocks: list[Block] = [section(text)]
    if state == DECLINED and proposal.reason is not None:
        blocks.append(actions(button(t("Read"), READ_ANSWER, proposal.id)))
    elif state == ACCEPTED and may_open and proposal.goal is not None:
        blocks.append(actions(button(t("Open"), views.OPEN, proposal.goal)))
    return Message(text, blocks)


def answer_view(t: Translator, proposal: GoalProposal) -> View:
    """Show the line that came with a no."""
    name = mention(proposal.owner.slack_id)
    text = t.render(
        "goals/proposal_answered", name=name, state=proposal.state, has_line=False, may_open=False
    )
    blocks: list[Block] = [section(text), bold(proposal.text.title)]
    if proposal.reason is not None:
        blocks.append(quote(proposal.reason))
    return modal(ANSWER_VIEW, t("Proposed goal"), blocks, close=t("Close"))


def proposed_list(t: Translator, shown: Proposals) -> View:
    """Show what somebody proposed; what became somebody's goal is shown as far as it is shared."""
    blocks: list[Block] = []
    for proposal in shown.proposals:
        blocks += _row(t, proposal, shown.readable)
    if not shown.proposals:
        blocks.append(section(t.render("goals/proposed_nothing")))
    turn = []
    if shown.page > 1:
        turn.append(button(t("Previous"), PROPOSED_BACK, shown.page - 1))
    if shown.page < shown.pages:
        turn.append(button(t("Next"), PROPOSED_TURN, shown.page + 1))
    blocks.append(actions(*turn, button(t("Propose a goal"), PROPOSE)))
    meta: Mapping[str, object] = {"at": shown.page}
    return modal(PROPOSED_LIST, t("Goals you proposed"), blocks, close=t("Close"), meta=meta)


def _row(t: Translator, proposal: GoalProposal, readable: frozenset[int]) -> list[Block]:
    text = t.render("goals/proposed_line", name=mention(proposal.owner.slack_id), state=proposal.state)
    if proposal.state == ACCEPTED:
        # It is somebody's goal now: its words are read there, by whom its owner chose.
        look = button(t("Open"), views.OPEN, proposal.goal) if proposal.goal in readable else None
        return [section(text, accessory=look), divider()]
    blocks: list[Block] = [bold(proposal.text.title), section(text)]
    if proposal.reason is not None:
        blocks.append(quote(proposal.reason))
    if proposal.state == OPEN:
        sure = confirm(
            t("Take this proposal back?"),
            t("It can no longer be read or accepted."),
            t("Take back"),
            t("Keep it"),
        )
        blocks.append(actions(button(t("Take back"), WITHDRAW, proposal.id, confirm=sure)))
    return [*blocks, divider()]


def _text(t: Translator, proposal: GoalProposal) -> list[Block]:
    text = proposal.text
    blocks: list[Block] = [
        bold(text.title),
        section(t.render("goals/proposal_kind", kind=t.sentence(views.KINDS[text.kind]), due=text.due)),
    ]
    if text.why is not None:
        blocks.append(labelled(f"{t('Why')}:", text.why))
    if text.measure is not None:
        blocks.append(labelled(f"{t('How you will notice')}:", text.measure))
    if text.action is not None:
        by = text.action_due
        label = t("To do by %(date)s", date=t.full_date(by)) if by else t("To do")
        blocks.append(labelled(f"{label}:", text.action))
    return blocks
