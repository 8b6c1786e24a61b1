"""The forms about goals: adding and changing one, checking in; and what is shown when a goal is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.features.goals import rules, views
from bot.features.goals.rules import Draft, Hint, NextAction
from bot.features.goals.service import FormData
from bot.slack.blocks import (
    actions,
    bold,
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
)
from bot.slack.forms import Form
from bot.texts import Translator, mention
from storage.goals import Goal
from storage.people import Person

FORM, CHECK_IN_FORM, SAVED = "goals.form", "goals.check_in_form", "goals.saved"
DROP_FORM, MORE_ACTIONS = "goals.drop_form", "goals.more_actions"

Meta = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form of a goal starts with."""

    title: str | None = None
    kind: str = rules.DEVELOPMENT
    why: str | None = None
    measure: str | None = None
    due: date | None = None
    visibility: str = rules.ONLY_ME
    """Private until its owner says otherwise."""
    actions: Sequence[NextAction] = (NextAction(None, None),)


def filled_from(goal: Goal, manager: int | None) -> Filled:
    """Fill the form with what a goal says now; its actions have a form of their own."""
    is_shared = manager is not None and goal.shared_with == manager
    visibility = rules.ME_AND_MANAGER if is_shared else rules.ONLY_ME
    return Filled(goal.title, goal.kind, goal.why, goal.measure, goal.due, visibility, ())


def goal_form(t: Translator, data: FormData, filled: Filled, *, meta: Meta | None = None) -> View:
    """Ask what a goal is: a new one, one that changes (`data.goal`), or one that was proposed."""
    goal, meta = data.goal, meta or {}
    blocks = [*content_fields(t, filled), *_action_fields(t, filled.actions)]
    blocks += visibility_fields(t, data, filled)
    if goal is not None and "saved" not in meta:
        blocks.append(_reason_field(t))
    ids: dict[str, object] = {"manager": data.manager.id if data.manager else None}
    if goal is not None:
        ids["id"] = goal.id
    is_proposed = "proposal" in meta
    title = t("Edit goal") if goal else t("Proposed goal") if is_proposed else t("New goal")
    submit = t("Accept") if is_proposed else t("Save")
    return modal(FORM, title, blocks, submit=submit, close=t("Cancel"), meta={**ids, **meta})


def content_fields(t: Translator, filled: Filled) -> list[Block]:
    """Ask what a goal says."""
    kinds = [option(t.sentence(label), value) for value, label in views.KINDS.items()]
    return [
        field(
            "title",
            t("What do you want to reach?"),
            text_input(
                initial=filled.title,
                max_length=rules.TITLE,
                placeholder=t("For instance: say no in time"),
            ),
        ),
        field("kind", t("Kind"), radio_input(kinds, initial=filled.kind)),
        field("why", t("Why"), text_input(initial=filled.why, multiline=True), optional=True),
        field(
            "measure",
            t("How will we notice?"),
            text_input(initial=filled.measure, multiline=True),
            optional=True,
            hint=t("Something you or others can see or hear."),
        ),
        field("due", t("By when"), date_input(initial=filled.due), optional=True),
    ]


def visibility_fields(t: Translator, data: FormData, filled: Filled) -> list[Block]:
    """Ask who may read a goal, and say by name who that is."""
    choices = [option(t("Only me"), rules.ONLY_ME)]
    if data.manager is not None:
        label = t("Me and %(manager)s", manager=data.manager.name)
        choices.append(option(label, rules.ME_AND_MANAGER))
    initial = filled.visibility if data.manager is not None else rules.ONLY_ME
    names = [mention(person.slack_id) for person in data.readers]
    others = [mention(person.slack_id) for person in data.others]
    return [
        field("visibility", t("Who may read it"), radio_input(choices, initial=initial)),
        context(t.render("goals/form_readers", names=names, others=others)),
    ]


def _action_fields(t: Translator, chosen: Sequence[NextAction]) -> list[Block]:
    blocks: list[Block] = []
    for number, action in enumerate(chosen, start=1):
        first = number == 1
        label = t("Next action") if first else t("Next action %(number)s", number=number)
        by = t("Next action: by when") if first else t("Next action %(number)s: by when", number=number)
        hint = t("The first small thing you will do.") if first else None
        what, name = text_input(initial=action.what), f"action_{number}"
        blocks.append(field(name, label, what, optional=True, hint=hint))
        blocks.append(field(f"{name}_due", by, date_input(initial=action.due), optional=True))
    if blocks and len(chosen) < rules.MOST_FIRST_ACTIONS:
        blocks.append(actions(button(t("One more action"), MORE_ACTIONS)))
    return blocks


def _reason_field(t: Translator) -> Block:
    return field(
        "reason",
        t("Why the change?"),
        text_input(multiline=True, max_length=rules.LINE),
        optional=True,
        hint=t("A line for later. It stays in the goal's history, with what it said before."),
    )


def draft_of(form: Form, *, named_manager: int | None) -> Draft:
    """Read the form. Raises `PersonError` at a field."""
    return Draft(
        title=form.text("title", max_length=rules.TITLE),
        kind=form.choice("kind"),
        why=form.optional_text("why"),
        measure=form.optional_text("measure"),
        due=form.date("due"),
        visibility=form.choice("visibility"),
        actions=tuple(
            NextAction(form.optional_text(f"action_{number}"), form.date(f"action_{number}_due"))
            for number in range(1, rules.MOST_FIRST_ACTIONS + 1)
        ),
        named_manager=named_manager,
    )


def with_one_more_action(form: Form) -> Filled:
    """Keep what was filled in so far, and make room for one more action."""
    shown = [n for n in range(1, rules.MOST_FIRST_ACTIONS + 1) if f"action_{n}" in form.values]
    return Filled(
        form.optional_text("title"),
        form.optional_choice("kind") or rules.DEVELOPMENT,
        form.optional_text("why"),
        form.optional_text("measure"),
        form.date("due"),
        form.optional_choice("visibility") or rules.ONLY_ME,
        [
            *(NextAction(form.optional_text(f"action_{n}"), form.date(f"action_{n}_due")) for n in shown),
            NextAction(None, None),
        ][: rules.MOST_FIRST_ACTIONS],
    )


def saved(t: Translator, goal: Goal, *, meta: Meta) -> View:
    """Say that the goal is kept, and what would make it stronger."""
    missing = rules.hints(measure=goal.measure, due=goal.due, has_action=goal.next_action is not None)
    blocks: list[Block] = [bold(goal.title), section(t.render("goals/saved", has_hints=bool(missing)))]
    if missing:
        blocks.append(section(hint_lines(t, missing)))
    presses = []
    if Hint.MEASURE in missing or Hint.DUE in missing:
        presses.append(button(t("Edit"), views.EDIT, goal.id, style="primary"))
    presses.append(button(t("Add an action"), views.ADD_ACTION, goal.id))
    blocks.append(actions(*presses))
    return modal(SAVED, t("Goal saved"), blocks, close=t("Close"), meta={"id": goal.id, **meta, "saved": 1})


def hint_lines(t: Translator, missing: Sequence[Hint]) -> str:
    """Ask for what a goal still misses."""
    asks = {"measure": Hint.MEASURE, "due": Hint.DUE, "action": Hint.ACTION}
    return t.render("goals/hints", **{name: hint in missing for name, hint in asks.items()})


def drop_form(t: Translator, goal: Goal, readers: Sequence[Person], *, meta: Meta) -> View:
    """Ask why a goal is dropped."""
    line = text_input(multiline=True, max_length=rules.LINE)
    hint = t("It stays in the goal's history. You can reopen the goal at any time.")
    blocks: list[Block] = [bold(goal.title), field("line", t("Why do you drop it?"), line, hint=hint)]
    blocks.append(views.readers_line(t, readers, goal.owner))
    drop, cancel = t("Drop this goal"), t("Cancel")
    return modal(DROP_FORM, drop, blocks, submit=t("Drop"), close=cancel, meta={"id": goal.id, **meta})


def check_in_form(t: Translator, goal: Goal, readers: Sequence[Person], *, meta: Meta) -> View:
    """Ask how a goal stands now."""
    states = [option(t.sentence(label), value) for value, label in views.STATES.items()]
    blocks: list[Block] = [
        bold(goal.title),
        field("state", t("How does it stand?"), radio_input(states, initial=goal.state)),
        field("progress", t("How far are you?"), select_input(views.steps(), initial=str(goal.progress))),
        field(
            "line",
            t("In a line"),
            text_input(multiline=True, max_length=rules.LINE),
            optional=True,
            hint=t("Done: what helped? Dropped: why? Otherwise: what moved, or what is in the way?"),
        ),
        views.readers_line(t, readers, goal.owner),
    ]
    return modal(
        CHECK_IN_FORM,
        t("Check in"),
        blocks,
        submit=t("Save"),
        close=t("Cancel"),
        meta={"id": goal.id, **meta},
    )
