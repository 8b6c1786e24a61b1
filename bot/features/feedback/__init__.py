"""Feedback between colleagues: ask for it, answer, read, and share an answer with a manager."""

from bot.errors import say
from bot.feature import DeliveryKind, Feature, GlobalShortcut, HelpLine, SlashCommand, Subcommand, Timing
from bot.features.feedback import listeners, service, views, words

FEATURE = Feature(
    name="feedback",
    commands={
        "/feedback": SlashCommand(
            listeners.feedback, "Ask colleagues for feedback", "ask @colleague what it is about | list"
        )
    },
    subcommands={"feedback": Subcommand(listeners.feedback)},
    shortcuts={
        "ask_feedback": GlobalShortcut(
            listeners.ask_by_shortcut, "Ask for feedback", "Ask colleagues how something went"
        )
    },
    actions={
        views.OPEN_ASK: listeners.open_ask,
        views.OPEN_ANSWER: listeners.open_answer,
        views.OPEN_LATER: listeners.open_later,
        views.OPEN_DECLINE: listeners.open_decline,
        views.OPEN_LIST: listeners.open_list,
        views.READ: listeners.read,
        views.READ_REASON: listeners.read_reason,
        views.SHARE: listeners.share,
        views.UNSHARE: listeners.unshare,
        views.CANCEL: listeners.cancel,
        views.ASKED_BACK: listeners.turn_asked,
        views.ASKED_NEXT: listeners.turn_asked,
        views.RECEIVED_BACK: listeners.turn_received,
        views.RECEIVED_NEXT: listeners.turn_received,
    },
    submissions={
        views.ASK_FORM: listeners.ask,
        views.ANSWER_FORM: listeners.answer,
        views.LATER_FORM: listeners.later,
        views.DECLINE_FORM: listeners.decline,
    },
    deliveries={
        service.ASKED: DeliveryKind(words.word_asked),
        service.LATER: DeliveryKind(words.word_later),
        service.REMINDER: DeliveryKind(words.word_reminder, Timing.OFFICE_HOURS, counted=True),
        service.ANSWERED: DeliveryKind(words.word_answered),
        service.DECLINED: DeliveryKind(words.word_declined),
        service.EXPIRED: DeliveryKind(words.word_expired, Timing.OFFICE_HOURS, counted=True),
        service.MISSED: DeliveryKind(words.word_missed, Timing.OFFICE_HOURS, counted=True),
        service.LEFT: DeliveryKind(words.word_left, Timing.OFFICE_HOURS),
    },
    due=(service.due,),
    home=words.home_section,
    left=service.left,
    help=(
        HelpLine("/feedback ask @colleague", say("ask for feedback")),
        HelpLine("/feedback list", say("see what you asked, owe and received")),
    ),
)
