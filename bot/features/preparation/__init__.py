"""Preparing a talk: each side answers its own questions, and both open at the same moment."""

from bot.errors import say
from bot.feature import DeliveryKind, Feature, GlobalShortcut, HelpLine, Subcommand, Timing
from bot.features.preparation import (
    listeners,
    listeners_questions,
    service_home,
    views,
    views_form,
    views_questions,
    words,
)
from storage import preparations

FEATURE = Feature(
    name="preparation",
    label=say("Your preparations"),
    words={"/talk": {"prepare": Subcommand(listeners.command, also=("voorbereiden",))}},
    shortcuts={
        "prepare_talk": GlobalShortcut(
            listeners.shortcut, "Prepare my talk", "Prepare your next talk, or plan it"
        )
    },
    actions={
        views.PREPARE: listeners.open_one,
        views.CHANGE: listeners.change,
        views.READY: listeners.ready,
        views.UNREADY: listeners.not_ready,
        views.SHARE: listeners.share,
        views.TAKE_BACK: listeners.share,
        views_form.QUESTIONS: listeners_questions.other_questions,
        views_questions.ANOTHER: listeners_questions.another,
        views_questions.ADD: listeners_questions.add,
        views_questions.LEAVE_OUT: listeners_questions.leave_out,
        views_questions.BACK: listeners_questions.back,
        views_questions.TO_LIST: listeners_questions.to_list,
        views_questions.USE: listeners_questions.use,
        f"{views_questions.PICK}:{views_questions.THEME}": listeners_questions.choose_theme,
    },
    submissions={
        views_form.FORM: listeners.save,
        views_questions.PICK: listeners_questions.use_own,
    },
    closed={views_form.FORM: listeners.closed},
    deliveries={
        preparations.BEGIN: DeliveryKind(
            words.begin,
            timing=Timing.OFFICE_HOURS,
            counted=True,
            name=say("Time to prepare a talk"),
            why=say("You have a talk within five working days. You hear this once for each talk."),
        ),
        preparations.BOTH_READY: DeliveryKind(words.both_ready),
    },
    home=service_home.home,
    help=(HelpLine("/talk prepare", say("prepare your next talk, and read what you both prepared")),),
)
