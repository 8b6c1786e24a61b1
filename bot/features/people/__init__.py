"""Who works with whom: people from Slack's user list, and "My manager is …"."""

from bot.errors import say
from bot.feature import DeliveryKind, Feature, HelpLine, Subcommand
from bot.features.people import listeners, service, views

FEATURE = Feature(
    name="people",
    label=say("Your manager"),
    subcommands={"manager": Subcommand(listeners.choose_manager_by_command, also=("leidinggevende",))},
    actions={
        views.CHOOSE_MANAGER: listeners.choose_manager,
        views.CONFIRM: listeners.confirm_manager,
        views.DECLINE: listeners.decline_manager,
    },
    submissions={views.MANAGER_FORM: listeners.propose_manager},
    events={"team_join": listeners.take_over_profile, "user_change": listeners.take_over_profile},
    deliveries={
        service.MANAGER_ASKED: DeliveryKind(service.word_manager_asked),
        service.MANAGER_ANSWERED: DeliveryKind(service.word_manager_answered),
    },
    home=service.home_section,
    help=(HelpLine("/goodtalk manager", say("say who your manager is")),),
)
