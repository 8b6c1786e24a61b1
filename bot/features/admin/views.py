"""What a Goodtalk admin sees."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.slack.blocks import (
    actions,
    bold,
    button,
    channel_input,
    context,
    divider,
    field,
    modal,
    option,
    people_input,
    section,
    select_input,
    text_input,
)
from bot.slack.paging import page_of, turning
from bot.texts import Translator, channel_mention
from storage.teams import Team

TEAMS = "admin.teams"
TEAM_FORM = "admin.team"
ADD_TEAM = "admin.add_team"
EDIT_TEAM = "admin.edit_team"
BACK, ON = "admin.teams_back", "admin.teams_on"
PAGE = "admin.page"
TEAMS_WORD = "teams"
AUDIT_WORD = "audit"
NAME = "name"
CHANNEL = "channel"
MEMBERS = "members"

LONGEST_NAME = 80
ON_A_PAGE = 20


def team_list(
    t: Translator, teams: Sequence[Team], menu: Sequence[tuple[str, str]] = (), number: int = 1
) -> View:
    """A page of the teams, each with its button, and one to add a team; on top the way to the rest."""
    blocks: list[Block] = []
    if menu:
        choices = [option(label, word) for word, label in menu]
        blocks.append(actions(select_input(choices, placeholder=t("More to set up"), action_id=PAGE)))
        blocks.append(divider())
    blocks.append(section(t.render("admin/teams")))
    page = page_of(teams, number, ON_A_PAGE)
    for team in page.items:
        channel = channel_mention(team.channel) if team.channel else None
        size = t.n("%(count)s person", "%(count)s people", team.size)
        about = t.render("admin/team_channel", size=size, channel=channel)
        blocks += [bold(team.name), section(about, accessory=button(t("Change"), EDIT_TEAM, team.id))]
    blocks += turning(t, page, back=BACK, on=ON)
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
