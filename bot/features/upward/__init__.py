"""Anonymous feedback for a manager: ask the team, answer without a name, read from the floor."""

from bot.errors import say
from bot.feature import DeliveryKind, Feature, HelpLine, Subcommand, Timing
from bot.features.upward import listeners, service, views, words

FEATURE = Feature(
    name="upward",
    label=say("Anonymous feedback"),
    subcommands={"upward": Subcommand(listeners.ask_by_command, also=("teamfeedback",))},
    actions={
        views.OPEN_ASK: listeners.open_ask,
        views.OPEN_ANSWER: listeners.open_answer,
        views.DECLINE: listeners.decline,
        views.CANCEL: listeners.cancel,
        views.READ: listeners.read,
        views.TURN_BACK: listeners.turn,
        views.TURN_NEXT: listeners.turn,
    },
    submissions={views.ASK_FORM: listeners.ask, views.ANSWER_FORM: listeners.answer},
    deliveries={
        service.ASKED: DeliveryKind(words.word_asked),
        service.REMINDER: DeliveryKind(
            words.word_reminder,
            Timing.OFFICE_HOURS,
            counted=True,
            name=say("Reminders of anonymous questions"),
            why=say(
                "You were asked for anonymous feedback. Everybody who was asked hears this once, also those "
                "who answered: who did is written nowhere."
            ),
            may_wait=False,
        ),
        service.ENDED: DeliveryKind(words.word_ended, Timing.OFFICE_HOURS),
    },
    due=(service.due,),
    home=words.home_section,
    left=service.left,
    help=(HelpLine("/goodtalk upward", say("ask your team for anonymous feedback")),),
)
