"""The messages about a preparation, and its lines in Home. None of them holds what somebody wrote."""

from slack_sdk.models.blocks import Block

from bot.feature import Message
from bot.features.preparation.views import PREPARE
from bot.slack.agenda_views import topics_button
from bot.slack.blocks import actions, button, section
from bot.talks import Planned, Side
from bot.texts import Translator, mention
from storage.preparations import Progress


def begin(t: Translator, found: Planned, *, state: str) -> Message:
    """Say that it is time to prepare, or what became of it."""
    text = t.render("preparation/begin", state=state, **_about(t, found))
    blocks: list[Block] = [section(text)]
    if state == "writing":
        prepare = button(t("Prepare"), PREPARE, found.talk.id, style="primary")
        blocks.append(actions(prepare, topics_button(t, found.side.pair.id)))
    elif state in {"ready", "open"}:
        blocks.append(actions(button(t("Our preparation"), PREPARE, found.talk.id)))
    return Message(text, blocks)


def both_ready(t: Translator, found: Planned, *, state: str) -> Message:
    """Tell who was ready first that it is open."""
    text = t.render("preparation/both_ready", state=state, **_about(t, found))
    blocks: list[Block] = [section(text)]
    if state == "open":
        blocks.append(actions(button(t("Read"), PREPARE, found.talk.id, style="primary")))
    return Message(text, blocks)


def home_title(t: Translator) -> Block:
    """The heading in Home."""
    return section(f"*{t.mrkdwn('Preparation')}*")


def home_line(
    t: Translator, side: Side, talk: int, moment: str, *, state: str, progress: Progress | None
) -> Block:
    """One talk that is near, with the button to prepare it or to read."""
    text = t.render(
        "preparation/home_line",
        name=mention(side.other.slack_id),
        moment=moment,
        state=state,
        answered=progress.answered if progress else 0,
        asked=progress.asked if progress else 0,
    )
    label = t("Prepare") if state == "writing" else t("Our preparation")
    return section(text, accessory=button(label, PREPARE, talk))


def _about(t: Translator, found: Planned) -> dict[str, object]:
    moment = found.plan.chosen_at
    return {
        "name": mention(found.side.other.slack_id),
        "moment": t.moment(moment, found.side.me.zone) if moment else "",
    }
