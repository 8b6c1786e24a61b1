"""What a Goodtalk admin sees."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.slack.blocks import (
    actions,
    button,
    channel_input,
    context,
    divider,
    field,
    labelled,
    modal,
    option,
    people_input,
    section,
    select_input,
    text_input,
)
from bot.texts import Translator, channel_mention
from storage.teams import Team

TEAMS = "admin.teams"
TEAM_FORM = "admin.team"
ADD_TEAM = "admin.add_team"
EDIT_TEAM = "admin.edit_team"
PAGE = "admin.page"
TEAMS_WORD = "teams"
AUDIT_WORD = "audit"
NAME = "name"
CHANNEL = "channel"
MEMBERS = "members"

LONGEST_NAME = 80
MOST_TEAMS = 30
"""Each takes three blocks of the hundred that a modal holds."""


def team_list(t: Translator, teams: Sequence[Team], menu: Sequence[tuple[str, str]] = ()) -> View:
    """All teams, each with its button, and one to add a team; on top the way to the other pages."""
    blocks: list[Block] = []
    if menu:
        choices = [option(label, word) for word, label in menu]
        blocks.append(actions(select_input(choices, placeholder=t("More to set up"), action_id=PAGE)))
        blocks.append(divider())
    blocks.append(section(t.render("admin/teams")))
    for team in teams[:MOST_TEAMS]:
        size = t.n("%(count)s person", "%(count)s people", team.size)
        blocks.append(labelled(f"{size}:", team.name))
        channel = channel_mention(team.channel) if team.channel else None
        blocks.append(context(t.render("admin/team_channel", channel=channel)))
        blocks.append(actions(button(t("Change"), EDIT_TEAM, team.id)))
    if len(teams) > MOST_TEAMS:
        blocks.append(context(t.render("admin/more_teams", shown=MOST_TEAMS, total=len(teams))))
    blocks.append(actions(button(t("Add a team"), ADD_TEAM, style="primary")))
    return modal(TEAMS, t("Teams"), blocks, close=t("Close"))


def team_form(t: Translator, team: Team | None = None, members: Sequence[str] = ()) -> View:
    """Make a team, or change one."""
    blocks: list[Block] = [
        field(
            NAME,
            t("Name of the team"),
            text_input(initial=team.name if team else None, max_length=LONGEST_NAME),
        ),
        field(
            CHANNEL,
            t("Channel"),
            channel_input(initial=team.channel if team else None),
            optional=True,
            hint=t("Goodtalk posts here only after somebody invited it: /invite @Goodtalk"),
        ),
        field(MEMBERS, t("Who is in it"), people_input(initial=members)),
        context(t.render("admin/team_form")),
    ]
    title = t("Change a team") if team else t("Add a team")
    meta = {"id": team.id} if team else None
    return modal(TEAM_FORM, title, blocks, submit=t("Save"), close=t("Cancel"), meta=meta)
