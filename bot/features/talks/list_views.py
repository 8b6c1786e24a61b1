"""The list of somebody's talks, with paging."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.features.talks.rules import State
from bot.features.talks.views import LIST, PLAN
from bot.hours import IsFree
from bot.preparing import is_near
from bot.slack.blocks import actions, button, context, modal, section
from bot.talks import Side, is_over
from bot.texts import Translator, mention
from storage.talks import Talk

PAGE = 10
TURN = ("talks.list_newer", "talks.list_older")
ONE = "talks.one"


def talk_list(
    t: Translator,
    sides: Sequence[Side],
    rows: Sequence[tuple[Side, Talk]],
    *,
    page: int,
    now: datetime,
    is_free: IsFree,
) -> View:
    """Show one page; of `rows` one more than fits tells that there are older ones.

    `is_free` says which days the reader is off: from five working days before, a talk is being prepared.
    """
    blocks: list[Block] = []
    for side, one in rows[:PAGE]:
        state = one.state
        if one.state == State.PLANNED and one.starts_at is not None:
            near = is_near(one.starts_at, now, side.me.zone, is_free)
            state = "over" if is_over(one, now) else State.PREPARING if near else one.state
        text = t.render(
            "talks/list_line",
            name=mention(side.other.slack_id),
            moment=t.moment(one.starts_at, side.me.zone) if one.starts_at else "",
            state=state,
        )
        blocks.append(section(text, accessory=button(t("Open"), ONE, one.id)))
    if not blocks:
        blocks.append(section(t.render("talks/list_empty")))
    turn = [button(t("Newer"), TURN[0], page - 1)] if page > 0 else []
    turn += [button(t("Older"), TURN[1], page + 1)] if len(rows) > PAGE else []
    if turn:
        blocks.append(actions(*turn))
    if len(sides) == 1:
        blocks.append(actions(button(t("Plan our talk"), PLAN, sides[0].pair.id)))
    else:
        blocks.append(context(t.render("talks/list_plan")))
    return modal(LIST, t("Our talks"), blocks, close=t("Close"))
