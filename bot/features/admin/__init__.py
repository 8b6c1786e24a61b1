"""What a Goodtalk admin sets up in Slack."""

from bot.errors import say
from bot.feature import AdminPage, Feature, Subcommand
from bot.features.admin import audit_views, listeners, listeners_audit, privacy_views, views

FEATURE = Feature(
    name="admin",
    subcommands={"admin": Subcommand(listeners.admin, also=("beheer",))},
    admin={
        views.TEAMS_WORD: AdminPage(listeners.teams, say("Teams"), also=("team",)),
        "privacy": AdminPage(listeners.privacy, say("Privacy")),
        views.AUDIT_WORD: AdminPage(listeners_audit.audit, say("Audit log"), also=("logboek",)),
    },
    actions={
        views.ADD_TEAM: listeners.add_team,
        views.EDIT_TEAM: listeners.edit_team,
        views.BACK: listeners.turn_page,
        views.ON: listeners.turn_page,
        views.PAGE: listeners.open_page,
        audit_views.NEWER: listeners_audit.turn,
        audit_views.OLDER: listeners_audit.turn,
    },
    submissions={
        views.TEAM_FORM: listeners.save_team,
        privacy_views.PRIVACY_FORM: listeners.save_privacy,
    },
)
