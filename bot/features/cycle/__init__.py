"""The cycle: its messages, targets and pauses, and what admins choose about it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from bot.errors import say
from bot.feature import AdminPage, DeliveryKind, Feature, HelpLine, Subcommand, Timing
from bot.features.cycle import (
    listeners,
    listeners_preview,
    service,
    service_teams,
    views,
    views_pauses,
    views_preview,
    views_settings,
)


def _knowing(features: Sequence[Feature]) -> Feature:
    """Take in what the other features ask of people in a cycle."""
    asks = tuple(feature.targets for feature in features if feature.targets is not None)
    kind = DeliveryKind(
        partial(service.word_open, asks),
        timing=Timing.OFFICE_HOURS,
        counted=True,
        follows_home=True,
        name=say("What is open in your cycle"),
        why=say(
            "It comes on the first working day of a cycle, in its middle and before its end, "
            "when something is still open for you."
        ),
    )
    return replace(
        FEATURE,
        deliveries={**FEATURE.deliveries, service.OPEN: kind},
        home=partial(service.home_section, asks),
        knowing=None,
    )


FEATURE = Feature(
    name="cycle",
    subcommands={"pause": Subcommand(listeners.open_pause_by_command, also=("pauze",))},
    actions={
        views.PAUSE: listeners.open_pause,
        views.RESUME: listeners.resume,
        views_settings.EDIT_TEAM: listeners.edit_team,
        views_settings.BACK: listeners.turn_page,
        views_settings.ON: listeners.turn_page,
        views_preview.NAMED: listeners_preview.name_people,
    },
    submissions={
        views_pauses.FORM: listeners.pause,
        views_settings.FORM: listeners.save_settings,
        views_settings.TEAM_FORM: listeners.save_team,
    },
    deliveries={service_teams.TEAM: DeliveryKind(service_teams.word_team, name=say("Counts for a team"))},
    due=(service.owe_messages, service_teams.owe_team_messages),
    admin={
        "cycle": AdminPage(listeners.settings, say("Cycle"), also=("cyclus",)),
        "preview": AdminPage(listeners_preview.preview, say("Preview"), also=("voorbeeld",)),
    },
    help=(HelpLine("/goodtalk pause", say("pause the cycle for a while: leave, or any other reason")),),
    knowing=_knowing,
)
