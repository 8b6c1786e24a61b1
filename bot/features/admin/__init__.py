"""What a Goodtalk admin sets up in Slack."""

from bot.feature import Feature, Subcommand
from bot.features.admin import listeners, privacy_views, views

FEATURE = Feature(
    name="admin",
    subcommands={"admin": Subcommand(listeners.admin, also=("beheer",))},
    actions={views.ADD_TEAM: listeners.add_team, views.EDIT_TEAM: listeners.edit_team},
    submissions={
        views.TEAM_FORM: listeners.save_team,
        privacy_views.PRIVACY_FORM: listeners.save_privacy,
    },
)
