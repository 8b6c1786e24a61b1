"""The first step's lists: what the app filled in, ten ticks to a field, thirty to a page."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, Option

from bot.errors import Sentence, say
from bot.features.reflections import rules
from bot.features.reflections.happened import Happened
from bot.features.reflections.report_outline import STATES
from bot.features.reflections.rules import Group, key_of
from bot.features.reflections.service import Writing
from bot.slack.blocks import checkboxes_input, field, option
from bot.texts import Translator, localized
from storage.feedback import Answer
from storage.goal_actions import GoalAction
from storage.goals import Goal
from storage.reflection_sources import PairAgreement

LABELS: dict[str, Sentence] = {
    rules.GOALS: say("Goals"),
    rules.ACTIONS: say("Actions (they stand below their goal)"),
    rules.AGREEMENTS: say("Agreements"),
    rules.FEEDBACK: say("Feedback you received"),
    rules.NOTES: say("Your own notes"),
}


def group_fields(
    t: Translator, zone: ZoneInfo, writing: Writing, happened: Happened, shown: Sequence[Group], again: int
) -> list[Block]:
    """Draw groups as fields. `again` makes their names new, where Slack would keep what was ticked before."""
    usual = happened.defaults()
    texts = _texts(t, zone, happened)
    fields: list[Block] = []
    for group in shown:
        options = [_option(key, texts[key]) for key in group.keys]
        ticked = [key for key in group.keys if rules.is_ticked(key, usual[key], writing.draft.ticks)]
        name = field_name(group, again)
        label = _label(t, group, sum(key.startswith(f"{group.kind}:") for key in usual))
        fields.append(field(name, label, checkboxes_input(options, initial=ticked), optional=True))
    return fields


def field_name(group: Group, again: int) -> str:
    """The block id of a group."""
    return f"{group.name}_again_{again}" if again else group.name


def _label(t: Translator, group: Group, count: int) -> str:
    label = t.sentence(LABELS[group.kind])
    if count <= rules.PER_GROUP:
        return label
    first = (group.number - 1) * rules.PER_GROUP + 1
    return t(
        "%(what)s: %(first)s to %(last)s of %(count)s",
        what=label,
        first=first,
        last=first + len(group.keys) - 1,
        count=count,
    )


def _texts(t: Translator, zone: ZoneInfo, happened: Happened) -> dict[str, tuple[str, str]]:
    titles = {goal.id: goal.title for goal in happened.goals}
    texts = {key_of(rules.GOALS, goal.id): _goal(t, goal, happened) for goal in happened.goals}
    texts |= {
        key_of(rules.ACTIONS, action.id): _action(t, action, titles[action.goal])
        for action in happened.actions
    }
    texts |= {key_of(rules.AGREEMENTS, one.id): _agreement(t, one) for one in happened.agreements}
    texts |= {key_of(rules.FEEDBACK, answer.id): _feedback(t, zone, answer) for answer in happened.feedback}
    return texts | {
        key_of(rules.NOTES, note.id): (note.text, t.full_date(note.kept_at.astimezone(zone)))
        for note in happened.notes
    }


def _goal(t: Translator, goal: Goal, happened: Happened) -> tuple[str, str]:
    before, now = happened.moved.get(goal.id, (goal.progress, goal.progress))
    progress = f"{before} % → {now} %" if before != now else f"{now} %"
    return goal.title, f"{progress} · {t.sentence(STATES[goal.state])}"


def _action(t: Translator, action: GoalAction, goal: str) -> tuple[str, str]:
    return action.what, t("Done: %(goal)s", goal=goal) if action.done_at else goal


def _agreement(t: Translator, one: PairAgreement) -> tuple[str, str]:
    if one.is_done:
        return one.what, t("%(name)s, done", name=one.owner_name)
    return one.what, t("%(name)s, by %(day)s", name=one.owner_name, day=t.full_date(one.due))


def _feedback(t: Translator, zone: ZoneInfo, answer: Answer) -> tuple[str, str]:
    giver = answer.author.name if answer.author else answer.outsider or t("Somebody outside")
    day = t.full_date(answer.answered_at.astimezone(zone))
    label = t("%(giver)s, %(day)s", giver=giver, day=day)
    if answer.read_at is None:
        return label, t("Not read yet: %(form)s", form=localized(answer.form.name, t.language))
    text = " / ".join(text for text in answer.texts if text)
    return label, t("Only for you: %(words)s", words=text) if answer.only_owner else text


def _option(key: str, texts: tuple[str, str]) -> Option:
    # A line break has no place in an option, and Slack refuses an empty one.
    label, detail = (" ".join(text.split()) for text in texts)
    return option(label or "…", key, detail or None)
