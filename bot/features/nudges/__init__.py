"""The messages the app sends of its own accord: why, later, never again; absence, settings and the log."""

from bot.errors import say
from bot.feature import AdminPage, Feature, HelpLine, Subcommand
from bot.features.nudges import (
    listeners,
    listeners_admin,
    listeners_settings,
    service_settings,
    views,
    views_admin,
    views_settings,
)
from bot.features.nudges.fields import COUNTRY
from bot.slack.bundle_views import MENU

FEATURE = Feature(
    name="nudges",
    label=say("Messages"),
    subcommands={"settings": Subcommand(listeners_settings.settings_by_command, also=("instellingen",))},
    actions={
        MENU: listeners.menu,
        views.RESUME: listeners.resume,
        views_settings.SETTINGS: listeners_settings.open_settings,
        views_settings.BACK: listeners_settings.back,
        views_settings.MINE: listeners_settings.show_mine,
        views_settings.OLDER: listeners_settings.turn_page,
        views_settings.NEWER: listeners_settings.turn_page,
        views_admin.LOG_STATE: listeners_admin.filter_log,
        views_admin.LOG_OLDER: listeners_admin.turn_page,
        views_admin.LOG_NEWER: listeners_admin.turn_page,
        views_admin.RESEND: listeners_admin.resend,
    },
    submissions={
        views.SNOOZE_FORM: listeners.snooze,
        views.STOP_FORM: listeners.stop,
        views_settings.SETTINGS_FORM: listeners_settings.save,
        views_admin.DAYS_FORM: listeners_admin.save_days,
    },
    options={
        f"{views_settings.SETTINGS_FORM}:{COUNTRY}": listeners_settings.find_country,
        f"{views_admin.DAYS_FORM}:{COUNTRY}": listeners_settings.find_country,
    },
    home=service_settings.home_section,
    admin={
        "log": AdminPage(listeners_admin.log, say("Delivery log"), also=("berichten",)),
        "days": AdminPage(listeners_admin.days, say("Days off"), also=("vrij",)),
    },
    help=(HelpLine("/goodtalk settings", say("say when you are away, and what we may remind you of")),),
)
