"""Topics: what the two of a pair want to talk about, in the next talk or later."""

from bot.errors import say
from bot.feature import Feature, HelpLine, Subcommand
from bot.features.topics import listeners, views

FEATURE = Feature(
    name="topics",
    words={"/talk": {"topics": Subcommand(listeners.topics, also=("onderwerpen", "topic", "onderwerp"))}},
    actions={
        views.OPEN: listeners.open_topics,
        views.ADD: listeners.add,
        views.CHANGE: listeners.change,
        views.UP: listeners.up,
        views.LATER: listeners.later,
        views.BRING_BACK: listeners.bring_back,
        views.REMOVE: listeners.remove,
        views.NEXT: listeners.turn_page,
        views.PREVIOUS: listeners.turn_page,
        views.LIBRARY: listeners.open_library,
        views.LIBRARY_THEME: listeners.choose_theme,
        views.USE: listeners.use_question,
        views.THEME_IN_FORM: listeners.theme_in_form,
    },
    submissions={views.FORM: listeners.save},
    help=(HelpLine("/talk topics", say("add what you want to talk about, and see the agenda")),),
)
