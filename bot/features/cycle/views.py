"""What people see of their cycle: its three messages, the team's, and the section of Home."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.cycle import NOTICE, Cycle, Step, length_name
from bot.feature import Message, OpenItem, Target
from bot.slack.blocks import actions, button, context, section
from bot.texts import Mrkdwn, Translator, mention
from storage.cycle import PAIR, Pause
from storage.pairs import Pair
from storage.people import Person

PAUSE = "cycle.pause"
RESUME = "cycle.resume"
ME = "me"
"""What a pause of oneself is called in a button."""
MOST_ITEMS = 12
MOST_PAIRS = 5
BAR = 8
"""How many squares show how far something is."""


def open_items(t: Translator, cycle: Cycle, step: Step, items: Sequence[OpenItem]) -> Message:
    """List what is open, each line with its button."""
    days = NOTICE[cycle.months].days
    head = t.render(
        "cycle/open",
        step=str(step),
        length=length_name(cycle.months),
        last=t.day(cycle.last),
        days=days,
    )
    blocks: list[Block] = [section(head)]
    blocks += [section(item.text, accessory=item.button) for item in items[:MOST_ITEMS]]
    if len(items) > MOST_ITEMS:
        more = len(items) - MOST_ITEMS
        blocks.append(context(t.mrkdwn_n("and %(count)s more", "and %(count)s more", more)))
    return Message(Mrkdwn("\n".join([head, *(item.text for item in items[:MOST_ITEMS])])), blocks)


def nothing_open(t: Translator) -> Message:
    """Say in a message that listed something that all of it is done."""
    text = t.render("cycle/open_done")
    return Message(text, [section(text)])


def team_message(t: Translator, cycle: Cycle, step: Step, *, held: int, people: int) -> Message:
    """Tell a channel how many held a talk."""
    text = t.render(
        "cycle/team",
        step=str(step),
        length=length_name(cycle.months),
        held=held,
        people=people,
        last=t.day(cycle.last),
    )
    return Message(text, [section(text)])


def home_section(
    t: Translator,
    person: Person,
    cycle: Cycle,
    targets: Sequence[Target],
    pause: Pause | None,
    paused_pairs: Sequence[Pair],
) -> list[Block]:
    """Show how far one is; or the pause, with the way out of it."""
    head = t.render("cycle/home", length=length_name(cycle.months), last=t.day(cycle.last))
    if pause is not None:
        until = t.day(pause.last_day) if pause.last_day else None
        text = t.render("cycle/home_paused", until=until, team=pause.team_id is not None)
        # A team's pause is not one member's to end.
        resume = button(t("Take part again"), RESUME, ME) if pause.person_id is not None else None
        return [section(head), section(text, accessory=resume)]
    lines = [
        t.render("cycle/home_line", bar=_bar(one), name=one.name, done=one.done, asked=one.asked)
        for one in targets
    ]
    blocks: list[Block] = [section(Mrkdwn("\n".join([head, *lines])))]
    for pair in paused_pairs[:MOST_PAIRS]:
        other = pair.partner if pair.employee.id == person.id else pair.employee
        text = t.render("cycle/home_pair_paused", name=mention(other.slack_id))
        mine = pair.partner.id == person.id
        resume = button(t("Take part again"), RESUME, f"{PAIR}.{pair.id}") if mine else None
        blocks.append(section(text, accessory=resume))
    blocks.append(actions(button(t("Pause …"), PAUSE)))
    return blocks


def _bar(target: Target) -> str:
    full = min(BAR, target.done * BAR // target.asked)
    return "▰" * full + "▱" * (BAR - full)
