"""The forms about goals: adding and changing one, checking in; and what is shown when a goal is kept."""

from collections.abc import Mapping

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.features.goals import rules
from bot.features.goals.rules import Hint
from bot.features.goals.service import FormData
from bot.features.goals.views import EDIT, KINDS, STATES
from bot.slack.blocks import (
    actions,
    button,
    context,
    date_input,
    field,
    modal,
    option,
    radio_input,
    section,
    select_input,
    text_input,
    typed,
)
from bot.slack.forms import Form
from bot.texts import Translator, mention
from storage.goals import Goal

FORM, CHECK_IN_FORM, SAVED = "goals.form", "goals.check_in_form", "goals.saved"


def goal_form(
    t: Translator,
    data: FormData,
    *,
    title: str | None = None,
    why: str | None = None,
    meta: Mapping[str, object] | None = None,
) -> View:
    """Ask what a goal is; with `data.goal` filled in with what it says now."""
    goal = data.goal
    action = goal.next_action if goal else None
    kinds = [option(t.sentence(label), value) for value, label in KINDS.items()]
    blocks: list[Block] = [
        field(
            "title",
            t("What do you want to reach?"),
            text_input(initial=goal.title if goal else title, max_length=rules.TITLE),
        ),
        field("kind", t("Kind"), radio_input(kinds, initial=goal.kind if goal else rules.DEVELOPMENT)),
        field(
            "why",
            t("Why"),
            text_input(initial=goal.why if goal else why, multiline=True),
            optional=True,
        ),
        field(
            "measure",
            t("How will we notice?"),
            text_input(initial=goal.measure if goal else None, multiline=True),
            optional=True,
        ),
        field("due", t("By when"), date_input(initial=goal.due if goal else None), optional=True),
        field(
            "action_1",
            t("Next action"),
            text_input(initial=action.what if action else None),
            optional=True,
            hint=t("The first small thing you will do."),
        ),
        field(
            "action_1_due",
            t("Next action: by when"),
            date_input(initial=action.due if action else None),
            optional=True,
        ),
        *_visibility(t, data),
    ]
    ids: dict[str, object] = {"manager": data.manager.id if data.manager else None}
    if goal is not None:
        ids |= {"id": goal.id, "action": action.id if action else None}
    title_of_modal = t("Edit goal") if goal else t("New goal")
    return modal(
        FORM, title_of_modal, blocks, submit=t("Save"), close=t("Cancel"), meta={**ids, **(meta or {})}
    )


def _visibility(t: Translator, data: FormData) -> list[Block]:
    goal, manager = data.goal, data.manager
    choices = [option(t("Only me"), rules.ONLY_ME)]
    initial = rules.ONLY_ME
    if manager is not None:
        choices.insert(0, option(t("Me and %(manager)s", manager=manager.name), rules.ME_AND_MANAGER))
        if goal is None or goal.shared_with == manager.id:
            initial = rules.ME_AND_MANAGER
    names = [mention(person.slack_id) for person in data.readers]
    return [
        field("visibility", t("Who may read it"), radio_input(choices, initial=initial)),
        context(t.render("goals/form_readers", names=names)),
    ]


def draft_of(form: Form, *, named_manager: int | None) -> rules.Draft:
    """Read the form. Raises `PersonError` at a field."""
    return rules.Draft(
        title=form.text("title", max_length=rules.TITLE),
        kind=form.choice("kind"),
        why=form.optional_text("why"),
        measure=form.optional_text("measure"),
        due=form.date("due"),
        visibility=form.choice("visibility"),
        action=form.optional_text("action_1"),
        action_due=form.date("action_1_due"),
        named_manager=named_manager,
    )


def saved(t: Translator, goal: Goal, *, meta: Mapping[str, object]) -> View:
    """Say that the goal is kept, and what would make it stronger."""
    missing = rules.hints(measure=goal.measure, due=goal.due, has_action=goal.next_action is not None)
    blocks: list[Block] = [typed(goal.title), section(t.render("goals/saved", has_hints=bool(missing)))]
    if missing:
        asks = {
            "measure": Hint.MEASURE in missing,
            "due": Hint.DUE in missing,
            "action": Hint.ACTION in missing,
        }
        blocks.append(section(t.render("goals/hints", **asks)))
        blocks.append(actions(button(t("Edit"), EDIT, goal.id, style="primary")))
    return modal(SAVED, t("Goal saved"), blocks, close=t("Close"), meta={"id": goal.id, **meta})


def check_in_form(t: Translator, goal: Goal, *, meta: Mapping[str, object]) -> View:
    """Ask how a goal stands now."""
    states = [option(t.sentence(label), value) for value, label in STATES.items()]
    steps = [option(rules.bar(step), step) for step in rules.STEPS]
    blocks: list[Block] = [
        typed(goal.title),
        field("state", t("How does it stand?"), radio_input(states, initial=goal.state)),
        field("progress", t("How far are you?"), select_input(steps, initial=str(goal.progress))),
        field(
            "line",
            t("In a line"),
            text_input(multiline=True, max_length=rules.LINE),
            optional=True,
            hint=t("Done: what helped? Dropped: why? Otherwise: what moved, or what is in the way?"),
        ),
    ]
    return modal(
        CHECK_IN_FORM,
        t("Check in"),
        blocks,
        submit=t("Save"),
        close=t("Cancel"),
        meta={"id": goal.id, **meta},
    )
