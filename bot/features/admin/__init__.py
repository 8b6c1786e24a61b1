"""What a Goodtalk admin sets up in Slack."""

from bot.errors import say
from bot.feature import AdminPage, Feature, Subcommand
from bot.features.admin import listeners, privacy_views, views

FEATURE = Feature(
    name="admin",
    subcommands={"admin": Subcommand(listeners.admin, also=("beheer",))},
    admin={
        views.TEAMS_WORD: AdminPage(listeners.teams, say("Teams"), also=("team",)),
        "privacy": AdminPage(listeners.privacy, say("Privacy")),
    },
    actions={
        views.ADD_TEAM: listeners.add_team,
        views.EDIT_TEAM: listeners.edit_team,
        views.PAGE: listeners.open_page,
    },
    submissions={
        views.TEAM_FORM: listeners.save_team,
        privacy_views.PRIVACY_FORM: listeners.save_privacy,
    },
)
